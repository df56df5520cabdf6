"""The provinces of an origin in runs of their own, and what keeps them together on the nation's path.

Founded each for itself and led by its own record, they add up to another nation than the one that is run as
a whole. What their sum lacks is given to all alike, as a step on the line on which regions depart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from urbsim.analysis.hindcast.own_draws import units_to_run
from urbsim.analysis.outlook.nation import SEED, Nation, by_provinces, founded, lived
from urbsim.analysis.panels.evidence_panels import all_provinces_known, province_yearly_panel
from urbsim.analysis.panels.forecasts import Array
from urbsim.model.setup import Setup
from urbsim.runs.outlook.correction import common_step, region_of
from urbsim.runs.outlook.line import line_of
from urbsim.runs.setup.sampling import CENTRAL, central_coefficients, shared_record


@dataclass(frozen=True, eq=False)
class ProvinceRuns:
    """Rates and people of one province in every world, (W + 1, T) each."""

    rates: Array
    people: Array


@cache
def province_setups(origin: int) -> tuple[Setup, ...]:
    """Every province as a panel has it, with as many rows; none without figures."""
    if not all_provinces_known(origin):
        return ()
    panel = replace(province_yearly_panel(origin).known, last=by_provinces(origin).setup.years[-1])
    setups = (unit.setup for unit in units_to_run(panel, 1, SEED))
    return tuple(replace(each, record=shared_record(each.record, origin)) for each in setups)


def province_runs(origin: int, province: int, logits: Array) -> ProvinceRuns:
    """A province in every world, by its place, with the discrepancy (W + 1, T) of the nation."""
    one: Nation = founded(province_setups(origin)[province])
    runs = [lived(one, world, each) for world, each in enumerate(logits)]
    return ProvinceRuns(np.array([run.rates for run in runs]), np.array([run.people for run in runs]))


def steps_together(origin: int, runs: list[ProvinceRuns], paths: Array) -> Array:
    """The step (W + 1, T) that brings all provinces together to the paths (W + 1, T) of the nation.

    People are those that runs report, who are centred on half their past growth: provinces that grew are more
    urban than others. What the counts of provinces differ by from the nation's in the base year stays.
    """
    nation, setups = by_provinces(origin).setup, province_setups(origin)
    counted = sum(each.urban for each in setups) / sum(each.population for each in setups)
    people = np.stack([reported_people(*each) for each in zip(setups, runs, strict=True)], axis=1)
    rates = np.stack([each.rates for each in runs], axis=1)
    wanted = paths + counted - nation.urban / nation.population
    return common_step(line_of(rates), people, people.sum(axis=1, keepdims=True) * wanted[:, None])[:, 0]


def reported_people(setup: Setup, run: ProvinceRuns) -> Array:
    """Residents (W + 1, T) of a province as runs report them, but for its own departure."""
    middle = np.concatenate([[setup.population], run.people[CENTRAL]])
    p = central_coefficients({}, setup.base_year)
    return run.people * np.exp(region_of(setup).log_people(middle, (CENTRAL,), p))[0, 1:]
