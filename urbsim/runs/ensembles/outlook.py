"""The outlook of a region: draws of its path, as households go it and as it is reported.

One code path makes it. ``run`` and ``compare`` report the draws they have simulated by
:func:`corrected_draws`; a hindcast simulates those of a unit by :func:`simulated_draws` and lets each depart
several times by the same correction, of the same middle path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from urbsim.households.population import in_place
from urbsim.model.setup import Array, Coefficients, Setup
from urbsim.runs.ensembles.middle import middle_of
from urbsim.runs.ensembles.shared_founding import plan_of
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.outlook.correction import correction_of, parts_of
from urbsim.runs.outlook.past_people import past_growth
from urbsim.runs.outlook.reported import reported
from urbsim.runs.outlook.residents import AreaPeople, Recorded
from urbsim.runs.setup.sampling import draw_of
from urbsim.scenario.file.values import Assumption


@dataclass(frozen=True)
class Basis:
    """What a correction rests on: the region, the coefficients it was founded with, and assumptions."""

    setup: Setup
    p: Coefficients
    fixed: Mapping[str, Assumption] = field(default_factory=dict)


def simulated_draws(basis: Basis, numbers: Sequence[int], seed: int) -> Array:
    """Recorded values (D, V, R, T) of the draws of these numbers, one after another.

    Raises FoundingError where the region cannot be founded.
    """
    setup, plan = basis.setup, plan_of(basis.setup, basis.p)
    draws = [draw_of(number, seed, setup.years, setup.record, basis.fixed) for number in numbers]
    lived = [simulate(setup, plan.founded(draw.seed), draw, population=in_place) for draw in draws]
    return np.stack(lived)


def corrected_draws(values: Array, basis: Basis, numbers: Sequence[int]) -> Recorded:
    """Recorded values (D, V, R, T) as they are reported."""
    correction = correction_of(basis.setup, middle_for(basis), numbers, basis.p)
    return reported(Recorded(variables_of(basis.setup), values), basis.setup, correction)


def middle_for(basis: Basis) -> AreaPeople:
    """The people (A, T) of the middle path; those of the base year where no correction would read more."""
    setup = basis.setup
    parts = parts_of(setup)
    if len(parts) > 1 or past_growth(parts[0].key, setup.base_year) is not None:
        return middle_of(setup, basis.p, basis.fixed)
    counted = np.array([[area.population, area.urban] for area in setup.areas], float)
    people, urban = np.repeat(counted.T[:, :, None], len(setup.years), axis=2)
    return AreaPeople(people, urban)
