"""The outlook of a region: draws of its path, as households go it and as it is reported.

One code path makes it. ``run`` and ``compare`` report the draws they have simulated by
:func:`corrected_draws`; a hindcast simulates those of a unit by :func:`outlook`, which reports them likewise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from urbsim.model.founding.founding import Foundation
from urbsim.model.setup import Array, Coefficients, Setup
from urbsim.runs.ensembles.middle import middle_of
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.outlook.correction import correction_of, parts_of
from urbsim.runs.outlook.past_people import past_growth
from urbsim.runs.outlook.reported import SIMULATED, reported
from urbsim.runs.outlook.residents import AreaPeople, Recorded
from urbsim.runs.setup.sampling import CENTRAL, draw_of
from urbsim.scenario.file.values import Assumption


@dataclass(frozen=True)
class Basis:
    """What a correction rests on: the region, the coefficients it was founded with, and assumptions."""

    setup: Setup
    p: Coefficients
    fixed: Mapping[str, Assumption] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Outlook:
    """Draws of a region from the base year on, each (D, T): the rate (0-1) and residents (persons).

    ``rates`` and ``people`` are reported, ``simulated_rates`` and ``simulated_people`` as households go.
    ``centred_people`` are residents without the region's own deviate, about which it spreads.
    """

    numbers: tuple[int, ...]
    rates: Array
    people: Array
    simulated_rates: Array
    simulated_people: Array
    centred_people: Array


def outlook(basis: Basis, foundation: Foundation, numbers: Sequence[int], seed: int) -> Outlook:
    """Simulate the draws of these numbers, one after another, and report them."""
    setup = basis.setup
    draws = [draw_of(number, seed, setup.years, setup.record, basis.fixed) for number in numbers]
    values = np.stack([simulate(setup, foundation, draw) for draw in draws])
    return outlook_of(values, basis, numbers)


def outlook_of(values: Array, basis: Basis, numbers: Sequence[int]) -> Outlook:
    """The outlook of recorded draws, values (D, V, R, T)."""
    draws = corrected_draws(values, basis, numbers)
    centred = corrected_draws(values, basis, [CENTRAL] * len(numbers))
    rate, people = "resident_urbanization_rate", "population"
    return Outlook(
        tuple(numbers),
        rates=draws.of(rate)[:, 0],
        people=draws.of(people)[:, 0],
        simulated_rates=draws.of(SIMULATED + rate)[:, 0],
        simulated_people=draws.of(SIMULATED + people)[:, 0],
        centred_people=centred.of(people)[:, 0],
    )


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
