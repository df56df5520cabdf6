"""Where expected values start: every unit founded as a run founds it, and counted by age, income and place.

So ages, family sizes, stayers and migrants of the own census are those of the full model by construction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from urbsim.analysis.mean_field.unit_inputs import STRUCTURE, Figures, Numbers, figures_of
from urbsim.analysis.mean_field.unit_setups import LEAST_RURAL, UnitAreas, areas_of, setup_with
from urbsim.analysis.panels.forecasts import Array
from urbsim.analysis.panels.panels import Panel
from urbsim.households.choice.composition import (
    NOBODY,
    families_by_next,
    people_at_home,
    people_away,
    schooled_at_home,
    successions,
)
from urbsim.households.choice.expectation import FAMILIES, LODGERS
from urbsim.households.choice.profiles import pool_counts
from urbsim.households.draws import ALWAYS
from urbsim.model.founding.founding import Foundation, found
from urbsim.model.people.people import ages_of_natives
from urbsim.model.setup import Area, Setup
from urbsim.runs.setup.own_census import inherited
from urbsim.text import say
from urbsim.vocabulary.errors import FoundingError
from urbsim.vocabulary.regions import NATION

INCOMES = 5
ROWS = 2_500
"""Households of a unit that are founded and counted, where there are as many."""
USUAL_PEOPLE = 1_000_000


class Start(NamedTuple):
    """Founded people by unit, each per person at home, but ``urban``, which are shares of all urban people.

    ``home`` (U, 2, 15) by whether the family never or may move and age band; ``away`` (U, 2, 2) inside and
    outside, alone and whole; ``families`` (U, 10, Q) that may move, by the working band of who would
    leave next (the last: nobody is left) and income class; ``pool`` (U,) people of commuters' families
    that may move; ``school`` (U, 3) people of those who may go for a school, and their children of 5 to 9
    and of 10 to 14; ``left`` and ``grown`` (U, 10, 10) who then follows, as shares, when one has left and,
    of all cases, when a child is grown; ``split`` (U, 2, 10, 10) who follows in parents and branch, as
    shares of families, where a young couple may found one; ``hands`` (U, 3) workers at home of a family
    that can send one, and workers and persons of one that goes whole; ``urban`` (U, 15) by age band;
    ``pay`` (U, 2) what migrants earn there, relative to the nation's.
    """

    home: Array
    away: Array
    families: Array
    pool: Array
    school: Array
    left: Array
    grown: Array
    split: Array
    hands: Array
    urban: Array
    pay: Array


@dataclass(frozen=True)
class Inputs(Figures):
    """The figures of units and the people they start from; of families, a share ``stayers`` never moves."""

    start: Start
    stayers: float

    def part(self, first: int, last: int) -> Inputs:
        """Some of the units.

        A view: units are numbered anew from 0.
        """
        return replace(super().part(first, last), start=Start(*(each[first:last] for each in self.start)))


def inputs_of(panel: Panel, p: Numbers, drivers: str = "extrapolated") -> Inputs:
    """The figures of every unit as known at the origin, and its people as they are founded."""
    return founded(panel, figures_of(panel, p, drivers), p)


def founded(panel: Panel, figures: Figures, p: Numbers) -> Inputs:
    """The figures with the people that founding gives the units of a panel."""
    counts = [start_of(panel, u, figures, p) for u in range(len(panel.units))]
    start = Start(*(np.stack(each) for each in zip(*counts, strict=True)))
    known = {name: getattr(figures, name) for name in Figures.__dataclass_fields__}
    return Inputs(**known, start=start, stayers=p["stayer_share"])


def start_of(panel: Panel, u: int, figures: Figures, p: Numbers) -> Start:
    """A unit's people as founded, each an array without the axis of units.

    A unit of which too few are rural, or whose size and ages no families have, starts as one of the nation's
    size and ages. FoundingError where not even those can be founded.
    """
    for people in grounds(panel, u, figures):
        setup = setup_with(people, panel, u, figures)
        households = sum((area.population - area.urban) / area.household_size for area in people.areas)
        setup = replace(setup, weight=max(1, int(households / (ROWS * len(people.areas)))))
        try:
            return counted(setup, found(setup, dict(p)), p)
        except FoundingError:
            continue
    raise FoundingError(say("runs.no_families_for", unit=panel.units[u].key))


def grounds(panel: Panel, u: int, figures: Figures) -> Iterator[UnitAreas]:
    """The unit's own people, then with families as near as there are, then people like the nation's."""
    own = areas_of(panel, u, figures)
    if sum(area.population - area.urban for area in own.areas) >= LEAST_RURAL:
        yield own
        yield own._replace(areas=tuple(replace(area, counted=True) for area in own.areas))
    yield UnitAreas((usual_area(panel, u),), (0, 0))


def usual_area(panel: Panel, u: int) -> Area:
    """A large area of the nation's family size and ages, half of it urban."""
    size, young, old = (inherited((NATION,), panel.origin, name) for name in STRUCTURE)
    unit, urban = panel.units[u], USUAL_PEOPLE // 2
    return Area(
        key=unit.key,
        level=unit.level,
        population=USUAL_PEOPLE,
        urban=urban,
        household_size=size,
        share_0_14=young,
        share_65plus=old,
        villages=urban,
    )


def counted(setup: Setup, foundation: Foundation, p: Numbers) -> Start:
    """A founded region by age, income and place."""
    rows, stayer = foundation.rows, np.uint64(p["stayer_share"] * ALWAYS)
    home, away = people_at_home(rows, stayer), people_away(rows, setup.inside)
    families, sums = families_by_next(rows, stayer, INCOMES)
    pool = pool_counts(rows, stayer)[1].sum()
    left, grown, *split = successions(rows, stayer)
    left[:, NOBODY] += left.sum(axis=1) == 0
    return Start(
        home=home / home.sum(),
        away=away / home.sum(),
        families=families / home.sum(),
        pool=np.asarray(pool / home.sum()),
        school=schooled_at_home(rows, stayer) / home.sum(),
        left=left / left.sum(axis=1, keepdims=True),
        grown=grown / max(1.0, grown.sum()),
        split=np.stack(split) / np.maximum(1.0, families.sum(axis=1))[:, None],
        hands=np.array([sums[1] / sums[0], sums[2] / sums[1], sums[3] / sums[1]]),
        urban=townspeople(setup, foundation),
        pay=pay_of(setup, foundation, p),
    )


def townspeople(setup: Setup, foundation: Foundation) -> Array:
    """Urban people by age band, as shares, (15,): natives, and migrants of the region in its towns."""
    people = foundation.ages * setup.weight
    natives = foundation.natives.sum() * ages_of_natives(setup, people[: LODGERS + 1].sum(axis=0))
    urban = natives + people[FAMILIES] + people[LODGERS]
    return np.asarray(urban / urban.sum())


def pay_of(setup: Setup, foundation: Foundation, p: Numbers) -> Array:
    """Pay inside and outside relative to the nation's, (2,), by where migrants go; 1 where nobody does."""
    rural = np.array([float(area.population - area.urban) for area in setup.areas])
    people = rural @ foundation.destination
    factor = np.array([p[f"wage_factor_{place.tier}"] for place in setup.settlements])
    parts = [setup.inside, ~setup.inside]
    return np.array(
        [factor[part] @ people[part] / people[part].sum() if people[part].any() else 1.0 for part in parts]
    )
