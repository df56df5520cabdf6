"""A household's years in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from urbsim.analysis.diary.years import Diaries, Diary, HouseholdYear
from urbsim.model.reference.household_state import AWAY, HOME, SETTLED, SPLIT
from urbsim.text import spoken, word


def told(diaries: Diaries, diary: Diary) -> list[str]:
    """A line for the base year, then one for each year in which something happened, and how it ended."""
    lines = [word("diary.year", year=diary[0].year, told=beginning(diaries, diary[0]))]
    quiet: list[HouseholdYear] = []
    for before, after in pairwise(diary):
        said = list(happened(diaries, before, after))
        if not said:
            quiet.append(after)
            continue
        lines += nothing_in(diaries, quiet)
        quiet = []
        lines.append(word("diary.year", year=after.year, told=joined([*said, *offers(diaries, after)])))
    return [*lines, *nothing_in(diaries, quiet)]


def joined(sentences: list[str]) -> str:
    """Sentences one after the other."""
    return word("diary.between").join(sentences)


def beginning(diaries: Diaries, first: HouseholdYear) -> str:
    """Who the household is at the start."""
    people = word(
        "diary.people", size=first.size, children=first.children, workers=first.workers, elders=first.elders
    )
    return joined([people, where(diaries, first)])


def where(diaries: Diaries, state: HouseholdYear) -> str:
    """Where its members live."""
    place = place_name(diaries, state.place) if state.status != HOME else ""
    keys = {HOME: "home", SPLIT: "split", AWAY: "away", SETTLED: "settled_there"}
    return word(f"diary.{keys[state.status]}", place=place, out=state.out)


def happened(diaries: Diaries, before: HouseholdYear, after: HouseholdYear) -> Iterator[str]:
    """What a year brought, in the order of a life: family, village, work, home."""
    yield from in_the_family(before, after)
    if after.urban_village and not before.urban_village:
        yield word("diary.urban_village")
    if after.status == HOME and after.commutes and not before.commutes:
        yield word("diary.commutes")
    if after.waiting and not before.waiting:
        yield word("diary.applies", place=place_name(diaries, after.place))
    if before.waiting and not after.waiting and after.status == HOME:
        yield word("diary.gave_up")
    if after.programme and not before.programme:
        yield word("diary.programme")
    if after.home != before.home or after.out != before.out:
        yield moved(diaries, before, after)


def in_the_family(before: HouseholdYear, after: HouseholdYear) -> Iterator[str]:
    """Births, deaths, and young couples who leave."""
    gone = before.size - after.size
    if before.size and after.size == 0:
        yield word("diary.extinct")
    elif gone >= 2:
        yield word("diary.branch", people=gone)
    elif gone == 1:
        yield word("diary.died")
    elif gone < 0:
        yield word("diary.born")


def moved(diaries: Diaries, before: HouseholdYear, after: HouseholdYear) -> str:
    """Where it went."""
    place = place_name(diaries, after.place)
    if after.status == HOME:
        return word("diary.came_home")
    if after.status == SETTLED:
        return word("diary.settled", place=place)
    if after.status == AWAY:
        return word("diary.family_moved", place=place)
    return word(
        "diary.worker_moved" if after.out >= before.out else "diary.some_back", place=place, out=after.out
    )


def offers(diaries: Diaries, year: HouseholdYear) -> list[str]:
    """The chance that it was given, and where to."""
    if year.offered is None or not year.offered.places:
        return []
    places = word("diary.comma").join(
        word("diary.share", place=place_name(diaries, place), share=f"{100 * share:.0f}")
        for place, share in year.offered.places
    )
    return [word("diary.chance", chance=f"{100 * year.offered.chance:.1f}", places=places)]


def nothing_in(diaries: Diaries, quiet: list[HouseholdYear]) -> list[str]:
    """Years without an event, in one line."""
    if not quiet:
        return []
    first, last = quiet[0].year, quiet[-1].year
    years = str(first) if first == last else f"{first}–{last}"
    chances = [100 * each.offered.chance for each in quiet if each.offered is not None]
    if not chances:
        return [word("diary.year", year=years, told=word("diary.nothing"))]
    low, high = (f"{end:.1f}" for end in (min(chances), max(chances)))
    key = "nothing_at" if low == high else "nothing_between"
    return [word("diary.year", year=years, told=word(f"diary.{key}", low=low, high=high))]


def place_name(diaries: Diaries, place: int) -> str:
    """The name of a town in the language spoken; the world outside the region has its own words."""
    key, home = diaries.places[place], next(iter(diaries.names))
    if f"{home}/{key}" in diaries.names:
        return diaries.names[f"{home}/{key}"][spoken()]
    return word("diary.outside_towns" if key.rpartition("/")[2] in ("town", "seat") else "diary.outside")
