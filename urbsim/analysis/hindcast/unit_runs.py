"""One unit in full runs: the outlook that `urbsim run` shows, from the same functions.

Each world is a full run of the unit's households under the nation's discrepancy, and departs by the unit's
own. A run shows one such departure a world; here each world has several, so that scores do not hang on the
tails of a few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from urbsim.analysis.mean_field.unit_setups import LEAST_RURAL, ROWS
from urbsim.analysis.panels.forecasts import Array
from urbsim.model.setup import Setup
from urbsim.runs.cores import usable_cores
from urbsim.runs.ensembles.executors import executor_of, kind_for
from urbsim.runs.ensembles.outlook import Basis, middle_for, simulated_draws
from urbsim.runs.ensembles.simulate import variables_of
from urbsim.runs.outlook.correction import correction_of
from urbsim.runs.outlook.discrepancy import solved_in
from urbsim.runs.outlook.reported import corrected, unallocated
from urbsim.runs.outlook.residents import AreaPeople, Recorded, residents_of
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.runs.setup.settlements import villages_in
from urbsim.text import Message, say
from urbsim.vocabulary.errors import FoundingError
from urbsim.vocabulary.names import find_region

Progress = Callable[[int, int], None]

DEPARTURES = 15
"""Own departures of a unit in each world."""


@dataclass(frozen=True)
class UnitRuns:
    """A unit to be run in worlds 1 to ``worlds``, as ``solved`` in a folder or, without, as ships."""

    setup: Setup
    worlds: int
    seed: int
    solved: Path | None = None


@dataclass(frozen=True, eq=False)
class UnitDraws:
    """Draws of a unit, (W, K, T): K departures in each of W worlds; rates 0-1, and residents."""

    rates: Array
    residents: Array


def live(unit: UnitRuns) -> UnitDraws:
    """The draws of one unit; FoundingError where hardly anybody is rural or no families fit it."""
    with solved_in(unit.solved):
        return live_there(unit)


def live_there(unit: UnitRuns) -> UnitDraws:
    """The draws of one unit with the discrepancy of the folder that is read.

    FoundingError where too few of its people are rural.
    """
    setup = unit.setup
    if setup.population - setup.urban < LEAST_RURAL:
        raise FoundingError(say("analysis.fewer_than_people_rural", least_rural=LEAST_RURAL))
    p = central_coefficients({}, setup.base_year)
    basis, worlds = Basis(setup, p), range(1, unit.worlds + 1)
    lived = Recorded(variables_of(setup), simulated_draws(basis, worlds, unit.seed))
    areas = residents_of(lived, setup)
    return departed(setup, areas, unallocated(lived, areas), middle_for(basis))


def departed(setup: Setup, lived: AreaPeople, rest: AreaPeople, middle: AreaPeople) -> UnitDraws:
    """The draws of a unit from its people by area (W, A, T + 1), those of no area, and the middle path.

    World n departs as draw n of a run does, and as draws n + W, n + 2 W … would.
    """
    worlds = len(lived.people)
    p = central_coefficients({}, setup.base_year)
    numbers = range(1, DEPARTURES * worlds + 1)
    own = [(number - 1) % worlds + 1 for number in numbers]
    correction = correction_of(setup, middle, numbers, p, lived=own)
    again = AreaPeople(*(np.tile(people, (DEPARTURES, 1, 1)) for people in (lived.people, lived.urban)))
    areas = corrected(again, correction)
    people, urban = (
        parts.sum(axis=1).reshape(DEPARTURES, worlds, -1) + spare
        for parts, spare in ((areas.people, rest.people), (areas.urban, rest.urban))
    )
    rates = np.swapaxes(urban / np.maximum(1.0, people), 0, 1)
    return UnitDraws(rates[:, :, 1:], np.swapaxes(people, 0, 1)[:, :, 1:])


def as_run(setup: Setup) -> Setup:
    """The setup of a single area as a run has it: whole villages, and the code of a name of the register.

    So villages turn urban by chance, and what is known of the region and how it departs is as in a run.
    """
    if len(setup.areas) > 1:
        return setup
    area, region = setup.areas[0], find_region(setup.key)
    villages = villages_in(area.population - area.urban, central_coefficients({}, setup.base_year))
    key = setup.key if region is None else region.code
    return replace(setup, key=key, areas=(replace(area, key=key, villages=villages),))


def live_all(
    units: Sequence[UnitRuns], workers: int, progress: Progress | None = None
) -> list[UnitDraws | FoundingError]:
    """The draws of every unit, or why it has none; the order and the number of workers change nothing."""
    found: list[UnitDraws | FoundingError] = [FoundingError(Message(""))] * len(units)
    tell = progress or (lambda done, total: None)
    tell(0, len(units))
    with _pool(units, workers) as pool:
        waiting = {pool.submit(live, unit): u for u, unit in enumerate(units)}
        for done, future in enumerate(as_completed(waiting), start=1):
            try:
                found[waiting[future]] = future.result()
            except FoundingError as error:
                found[waiting[future]] = error
            tell(done, len(units))
    return found


@contextmanager
def _pool(units: Sequence[UnitRuns], workers: int) -> Iterator[Executor]:
    """Processes for many runs, which Python's part of would else keep to one core; threads for few."""
    workers = min(workers or usable_cores(), max(1, len(units)))
    kind = kind_for("auto", workers, sum(unit.worlds for unit in units), ROWS)
    with executor_of(kind, workers, None) as pool:
        yield pool
