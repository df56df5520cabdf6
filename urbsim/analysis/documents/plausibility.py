"""Targets of one document compared with each other and with official figures, with the arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from urbsim.evidence.coefficients import coefficients
from urbsim.evidence.documents import Clause, Document, document
from urbsim.evidence.figures import BaseCount, Figure
from urbsim.evidence.statistics import base_count, base_years, series
from urbsim.text import Message, in_register, named, say
from urbsim.vocabulary.regions import regions
from urbsim.vocabulary.variables import variables

RATE, URBAN, TOWN = "resident_urbanization_rate", "urban_population", "town_population"
WHOLE = ("nation", "province", "prefecture", "county", "district", "township")
INCREASES = ("increase_of", "increase_of_at_least")
LEVELS = ("reach", "at_least", "about", "exact", "all", "exceed")
FASTEST = 0.015
"""Points of the rate a year above which a target needs a reason: five-year changes run from 0.8 to 1.2."""
SLACK = 1.02
"""Excess over a bound that is not worth a word: numbers of documents are rounded."""
DENSER = 1.5
"""How much denser than towns are a new built-up area may be planned before it is worth a word."""


@dataclass(frozen=True)
class Finding:
    """An implausible or contradictory target: the clauses it rests on and the arithmetic in a sentence."""

    document: str
    clauses: tuple[str, ...]
    kind: str
    arithmetic: str


def findings_of(name: str) -> tuple[Finding, ...]:
    """Everything in a shipped document's targets that does not add up."""
    return findings_in(document(name))


def findings_in(known: Document) -> tuple[Finding, ...]:
    """Everything in a document's targets that does not add up."""
    stated = tuple(clause for clause in known.clauses if isinstance(clause.value, float))
    return tuple(finding for check in CHECKS for finding in check(known, stated))


def amount(clause: Clause) -> float:
    """The number of a clause that states one."""
    assert isinstance(clause.value, float)
    return clause.value


def goals(clauses: tuple[Clause, ...], variable: str, comparators: tuple[str, ...]) -> Iterator[Clause]:
    """Targets of a variable with one of the comparators."""
    for clause in clauses:
        if clause.kind == "target" and clause.variable == variable and clause.comparator in comparators:
            yield clause


def short(*clauses: Clause) -> tuple[str, ...]:
    """Names of clauses."""
    return tuple(clause.id for clause in clauses)


def scope_of(clause: Clause) -> Message:
    """The places that a clause speaks of, as a field of messages."""
    return in_register("scopes", clause.scope or "")


def unit_of(clause: Clause) -> Message:
    """The unit of a clause, as a field of messages."""
    return in_register("unit_names", clause.unit or "")


def variable_of(clause: Clause) -> Message:
    """The variable of a clause, as a field of messages: its name in English, its term in Chinese."""
    name = clause.variable or ""
    return named(name, variables()[name].chinese if name in variables() else name)


def count_near(code: str, year: int) -> BaseCount | None:
    """The count of a region in the last year up to ``year``, else its first one."""
    years = base_years(code)
    return base_count(code, max((y for y in years if y <= year), default=min(years))) if years else None


def people_implied(known: Document, stated: tuple[Clause, ...]) -> Iterator[Finding]:
    """A rate and a number of urban people in one year imply a number of residents."""
    for rate in goals(stated, RATE, LEVELS):
        for urban in goals(stated, URBAN, LEVELS):
            if (rate.scope, rate.target_year) != (urban.scope, urban.target_year) or rate.target_year is None:
                continue
            count, implied = count_near(known.region, rate.target_year), amount(urban) / amount(rate)
            if count is not None and not count.population / SLACK <= implied <= count.population * SLACK:
                text = say(
                    "plausible.more_people" if implied > count.population else "plausible.fewer_people",
                    rate=amount(rate), urban=amount(urban), due=rate.target_year, implied=implied,
                    people=count.population, year=count.year,
                )  # fmt: skip
                yield Finding(known.id, short(rate, urban), say("plausible.rate_and_people"), text)


def urban_figures(code: str) -> dict[int, Figure]:
    """Urban residents of a region by year, census and published, remembered figures left out."""
    found: dict[int, Figure] = {}
    for vintage in ("published", "revised", "census"):
        found |= series(code, URBAN, vintage)
    return {year: figure for year, figure in sorted(found.items()) if figure.confidence != "memory"}


def gain_against_region(known: Document, stated: tuple[Clause, ...]) -> Iterator[Finding]:
    """An increase of urban people against what the whole region gained in these years."""
    for variable in (TOWN, URBAN):
        for clause in goals(stated, variable, INCREASES):
            if clause.unit == "persons" and clause.baseline_year and clause.target_year:
                yield from _gain(known, clause, clause.baseline_year, clause.target_year)


def _gain(known: Document, clause: Clause, base: int, due: int) -> Iterator[Finding]:
    if known.level == "township":
        return
    figures = urban_figures(known.region)
    first = max((year for year in figures if year <= base), default=None)
    last = min((year for year in figures if year >= due), default=None)
    if first is None or last is None or first == last:
        return
    end, start = figures[last].value, figures[first].value
    asked, gained = amount(clause) / (due - base), (end - start) / (last - first)
    if asked > gained * SLACK:
        region = regions()[known.region]
        text = say(
            "plausible.gain", more=amount(clause), scope=scope_of(clause), base=base, due=due, asked=asked,
            region=named(region.english, region.name), end=end, start=start, rise=end - start, first=first,
            last=last, gained=gained,
        )  # fmt: skip
        yield Finding(known.id, short(clause), say("plausible.gain_of_region"), text)


def homes_for_newcomers(known: Document, stated: tuple[Clause, ...]) -> Iterator[Finding]:
    """Homes completed in a year against the people who are to come in it."""
    for homes in stated:
        if homes.variable != "dwellings_completed" or homes.unit != "units" or homes.target_year is None:
            continue
        size = household_size(known.region, homes.target_year)
        for people in (c for v in (TOWN, URBAN) for c in goals(stated, v, INCREASES)):
            same = people.unit == "persons" and people.target_year == homes.target_year
            housed = amount(homes) * size
            if same and amount(people) > housed * SLACK:
                text = say(
                    "plausible.homes", homes=amount(homes), size=size, housed=housed, people=amount(people),
                    needed=amount(people) / size,
                )  # fmt: skip
                yield Finding(known.id, short(homes, people), say("plausible.homes_for_newcomers"), text)


def household_size(code: str, year: int) -> float:
    """Persons a household in the region, or the nearest one around it, in the count nearest to the year.

    KeyError where neither it nor any region around it has a count.
    """
    here: str | None = code
    while here is not None:
        for known in sorted(base_years(here), key=lambda y: (abs(y - year), y)):
            count = base_count(here, known)
            if count is not None and count.household_size is not None:
                return count.household_size
        here = regions()[here].parent
    raise KeyError(f"no household size around {code}")


def one_ratio(known: Document, stated: tuple[Clause, ...]) -> Iterator[Finding]:
    """Floor area and number of dwellings, started and completed, give one size of a dwelling."""
    sizes = {}
    for step in ("started", "completed"):
        area = next((c for c in stated if c.variable == f"dwellings_{step}_area"), None)
        homes = next((c for c in stated if c.variable == f"dwellings_{step}" and c.unit == "units"), None)
        if area is not None and homes is not None:
            sizes[step] = (amount(area) / amount(homes), short(area, homes))
    for (one, (first, left)), (two, (second, right)) in combinations(sizes.items(), 2):
        if max(first, second) > SLACK * min(first, second):
            steps = say(f"plausible.{one}"), say(f"plausible.{two}")
            text = say("plausible.sizes", first=first, second=second, one=steps[0], two=steps[1])
            yield Finding(known.id, (*left, *right), say("plausible.two_sizes"), text)


def one_goal(known: Document, stated: tuple[Clause, ...]) -> Iterator[Finding]:
    """Two different levels asked of one thing in one place and year."""
    levels = [c for c in stated if c.kind == "target" and c.comparator in LEVELS]
    for one, two in combinations(levels, 2):
        same = (one.variable, one.scope, one.target_year) == (two.variable, two.scope, two.target_year)
        if same and amount(one) != amount(two):
            text = say(
                "plausible.goals", variable=variable_of(one), scope=scope_of(one), one=amount(one),
                two=amount(two), unit=unit_of(one),
            )  # fmt: skip
            yield Finding(known.id, short(one, two), say("plausible.two_goals"), text)


def density_planned(known: Document, stated: tuple[Clause, ...]) -> Iterator[Finding]:
    """People a square kilometre that an area and a number of people of one place imply."""
    usual = 1e6 / coefficients()["land_per_person_town"].value
    for comparators in (INCREASES, LEVELS):
        for area in goals(stated, "built_up_area", comparators):
            for people in (c for v in (TOWN, URBAN) for c in goals(stated, v, comparators)):
                same = (area.scope, area.unit, people.unit) == (people.scope, "km2", "persons")
                if same and amount(people) / amount(area) > DENSER * usual:
                    text = say(
                        "plausible.density", people=amount(people), area=amount(area),
                        density=amount(people) / amount(area), usual=usual,
                    )  # fmt: skip
                    yield Finding(known.id, short(area, people), say("plausible.denser"), text)


def pace_of_rate(known: Document, stated: tuple[Clause, ...]) -> Iterator[Finding]:
    """The points a year that a rate of the whole region needs from its last count before the document."""
    for rate in goals(stated, RATE, LEVELS):
        if rate.scope not in WHOLE or rate.target_year is None or known.level == "township":
            continue
        years = [year for year in base_years(known.region) if year <= max(2005, rate.target_year - 3)]
        count = base_count(known.region, max(y for y in years if y <= issued(known))) if years else None
        if count is None or count.year >= rate.target_year:
            continue
        start = count.urban / count.population
        pace = (amount(rate) - start) / (rate.target_year - count.year)
        if pace > FASTEST:
            text = say(
                "plausible.pace", start=start, year=count.year, rate=amount(rate), due=rate.target_year,
                pace=100 * pace,
            )  # fmt: skip
            yield Finding(known.id, short(rate), say("plausible.faster"), text)


def issued(known: Document) -> int:
    """The year of a document; far ahead where it has none."""
    digits = (known.date or "").removeprefix("about ")[:4]
    return int(digits) if digits.isdigit() else 9999


CHECKS: tuple[Callable[[Document, tuple[Clause, ...]], Iterator[Finding]], ...] = (
    people_implied,
    gain_against_region,
    homes_for_newcomers,
    one_ratio,
    one_goal,
    density_planned,
    pace_of_rate,
)
