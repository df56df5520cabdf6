"""The nation as runs live it, by provinces, and once more as one area, which is quick."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from urbsim.analysis.mean_field.unit_inputs import figures_of
from urbsim.analysis.mean_field.unit_setups import setup_of
from urbsim.analysis.panels.evidence_panels import nation_panel
from urbsim.analysis.panels.forecasts import Array
from urbsim.analysis.panels.panels import Residents
from urbsim.households.population import in_place
from urbsim.model.founding.founding import FoundingPlan, plan_founding
from urbsim.model.setup import Setup
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import central_coefficients, draw_of
from urbsim.scenario import read_text
from urbsim.vocabulary.regions import NATION, regions

BY_PROVINCES, AS_ONE = 8_000, 2_000
"""Households a row; path and discrepancy of the mean world are those of finer runs."""
SEED = 1
LEAST_AHEAD, LEAST_UNTIL = 15, 2025
RECORDED = ("resident_urbanization_rate", "population", "moves_to_urban")


@dataclass(frozen=True, eq=False)
class Nation:
    """A setup of the nation without any measure, and what its foundings share."""

    setup: Setup
    plan: FoundingPlan


@dataclass(frozen=True, eq=False)
class NationalRun:
    """Rates (T,), people (T,) and moves from villages to towns (T,) of the years after the base year."""

    rates: Array
    people: Array
    moves: Array

    def logits_missing(self, path: Array) -> Array:
        """Logits of the decision to move that each year lacks (T,), to first order, to follow a path (T,).

        Odds are exponential in the intercept, so moves that were rare would grow as many times as are wanted.
        What earlier years lack is their own matter.
        """
        lacking = (path - self.rates) * self.people
        more = np.diff(lacking, prepend=0.0) / np.maximum(self.moves, 1.0)
        return np.asarray(np.log(np.maximum(1 + more, LEAST_MOVES)))


LEAST_MOVES = 0.3
"""No step takes away more than the rest of a year's moves."""


def lived(nation: Nation, world: int, logits: Array | None = None) -> NationalRun:
    """The nation in a world, with these logits (T,) or none in the years after the base year."""
    setup = nation.setup
    draw = draw_of(world, SEED, setup.years, setup.record, {}, discrepancy=False)
    if logits is not None:
        draw = replace(draw, shock=draw.shock + np.concatenate([[0.0], logits]))
    values = simulate(setup, nation.plan.founded(draw.seed), draw, population=in_place)[:, 0, 1:]
    names = variables_of(setup)
    return NationalRun(*(values[names.index(name)] for name in RECORDED))


@cache
def by_provinces(origin: int) -> Nation:
    """The nation from an origin as a run has it."""
    return founded(national_setup(origin, BY_PROVINCES))


@cache
def as_one(origin: int) -> Nation:
    """The same people in one area with one town, one county seat and one city."""
    full, panel = national_setup(origin, AS_ONE), nation_panel(origin).known
    unit = replace(panel.units[0], people=Residents(full.population, full.urban))
    # A nation whose figures drift has no provinces.
    panel = replace(panel, units=(unit,), drifts=True, last=full.years[-1])
    plain = setup_of(panel, 0, figures_of(panel, central_coefficients({}, origin)))
    return founded(replace(plain, record=full.record, drivers=full.drivers, weight=AS_ONE))


def national_setup(origin: int, weight: int) -> Setup:
    """The nation without measures, from an origin to the last year that is solved."""
    until = max(origin + LEAST_AHEAD, LEAST_UNTIL)
    asked = {
        "schema": "urbsim/2", "name": "nation", "title": {"zh": regions()[NATION].name, "en": "The nation"},
        "region": NATION, "from": origin, "until": until, "drivers": "extrapolated",
    }  # fmt: skip
    return resolve(read_text(json.dumps(asked), "nation"), weight).setup


def founded(setup: Setup) -> Nation:
    """A setup with its people at the middle of what was known."""
    return Nation(setup, plan_founding(setup, central_coefficients({}, setup.base_year)))
