"""The years of every household in the reference model, with and without the policy, under one draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from urbsim.analysis.diary.followed import FollowedHousehold, FollowedModel, Offered
from urbsim.model.reference.household_state import AWAY, HOME
from urbsim.policy.mixes import with_and_without
from urbsim.runs.ensembles.ensemble import drawn
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.options import Options, size_of
from urbsim.runs.results.notes import names_of
from urbsim.runs.setup.founding_faults import rows_expected
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario.file.values import Scenario

MOST = 3000
"""Households that are told of one by one in some seconds; a larger region is made coarser."""
WORKERS, ELDERS = 3, 12
"""The first five-year bands of workers, and of elders."""


@dataclass(frozen=True)
class HouseholdYear:
    """A household at the end of a year: who it is, where it lives, and what it was offered in that year."""

    year: int
    children: int
    workers: int
    elders: int
    status: int
    place: int
    out: int
    waiting: bool
    commutes: bool
    programme: bool
    urban_village: bool
    offered: Offered | None

    @property
    def size(self) -> int:
        """All members."""
        return self.children + self.workers + self.elders

    @property
    def home(self) -> tuple[int, int]:
        """Where it lives: its status and place, none in the village."""
        return self.status, self.place if self.status != HOME else -1


Diary = Sequence[HouseholdYear]


@dataclass(frozen=True)
class Diaries:
    """The diary of every founding household by mix; names of places and areas by language.

    ``area`` and ``village`` are by household; ``draw`` and ``weight`` say which runs they are.
    """

    by_mix: Mapping[str, Sequence[Diary]]
    places: Sequence[str]
    area: Sequence[str]
    village: Sequence[int]
    names: Mapping[str, Mapping[str, str]]
    draw: int
    weight: int


def diaries_of(scenario: Scenario, options: Options, number: int) -> Diaries:
    """Live one draw with and without the policy in the reference model; coarser where a region is large.

    Raises InputError as a run does.
    """
    size = size_of(scenario, options)
    weight = size.weight if options.weight else weight_to_tell(scenario, size.weight)
    resolved = resolve(scenario, weight, with_and_without(scenario.measures))
    setup = resolved.setup
    draws = {mix: drawn(scenario, lived, number, size.seed) for mix, lived in resolved.setups.items()}
    models = {
        mix: FollowedModel(lived, foundation_of(lived, resolved.coefficients, draws[mix].seed), draws[mix])
        for mix, lived in resolved.setups.items()
    }
    first = [each for village in next(iter(models.values())).households.villages for each in village]
    area, village = [setup.areas[each.area].key for each in first], [each.village for each in first]
    return Diaries(
        by_mix={mix: lived_years(model) for mix, model in models.items()},
        places=[place.key for place in setup.settlements],
        area=area, village=village, names=names_of(scenario, resolved), draw=number, weight=weight,
    )  # fmt: skip


def weight_to_tell(scenario: Scenario, weight: int) -> int:
    """The weight of the file, or the smallest at which there are few enough households."""
    rows = rows_expected(resolve(scenario, weight).setup) * weight
    return max(weight, ceil(rows / MOST))


def lived_years(model: FollowedModel) -> list[list[HouseholdYear]]:
    """Every founding household's years from the base year to the last; the model is let go of."""
    households = [each for village in model.households.villages for each in village]
    years = [[at_the_end(household, model, 0)] for household in households]
    for passed in range(1, len(model.setup.years)):
        model.step()
        for household, own in zip(households, years, strict=True):
            own.append(at_the_end(household, model, passed))
    model.release()
    return years


def at_the_end(household: object, model: FollowedModel, passed: int) -> HouseholdYear:
    """The household as a year leaves it."""
    assert isinstance(household, FollowedHousehold)
    bands, status = household.members, household.status
    return HouseholdYear(
        year=int(model.setup.years[passed]), children=sum(bands[:WORKERS]),
        workers=sum(bands[WORKERS:ELDERS]), elders=sum(bands[ELDERS:]), status=status,
        place=household.place, out=household.out, waiting=household.waiting is not None,
        commutes=household.commutes, programme=household.programme > 0,
        urban_village=status < AWAY and bool(household.key >> 16 < model.households.urban[household.village]),
        offered=household.offered,
    )  # fmt: skip


def first_parted(mine: Sequence[Diary], bare: Sequence[Diary]) -> int:
    """The first household whose homes differ by the policy, else the first that ever moves, else 0."""
    pairs = list(enumerate(zip(mine, bare, strict=True)))
    parted = (n for n, (with_it, without) in pairs if homes(with_it) != homes(without))
    moved = (n for n, (with_it, _) in pairs if len(set(homes(with_it))) > 1)
    return next(parted, next(moved, 0))


def homes(years: Diary) -> list[tuple[int, int]]:
    """Where a household lives, year by year."""
    return [each.home for each in years]
