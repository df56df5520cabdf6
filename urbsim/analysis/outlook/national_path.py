"""The national path of a world: a weighted mean of the household model's way and the growth difference's.

The rule was fixed before anything was scored with it. Weights fall by e for every quarter of a
point of mean CRPS in rolling origins whose target years lie at or before the origin, and go half of the way
back to equal ones. The growth difference (URGD, United Nations) stands at the quantile of the world's growth
before the base year, so quantiles are averaged.
"""

from __future__ import annotations

import math

import numpy as np

from urbsim.analysis.hindcast.scores import score
from urbsim.analysis.hindcast.stacking import FIRST, rolling
from urbsim.analysis.panels.evidence_panels import nation_panel
from urbsim.analysis.panels.forecasts import LOGIT, Array
from urbsim.analysis.panels.past_growth import past_growth
from urbsim.model.setup import Setup
from urbsim.runs.setup.growth import past_of
from urbsim.runs.setup.histories import national_history
from urbsim.runs.setup.sampling import deviate
from urbsim.vocabulary.regions import NATION

SCALE = 0.25
"""Points of CRPS for which a weight falls by e."""


def household_weight(origin: int) -> float:
    """Weight of the household model in the national path; one half before there is anything to compare."""
    first_years = [first for first in range(FIRST, origin) if first in national_history(first)[0]]
    rolled = [rolling(first, origin) for first in first_years]
    if not rolled:
        return 0.5
    own, rule = (
        np.nanmean(np.concatenate([score(found[n], truth).crps[0] for *found, truth in rolled]))
        for n in (0, 1)
    )
    return shrunk(float(own), float(rule))


def shrunk(own: float, rule: float) -> float:
    """The weight of what scores ``own`` beside what scores ``rule`` (points), taken half way back to 1/2."""
    return (1 / (1 + math.exp((own - rule) / SCALE)) + 0.5) / 2


def growth_difference(setup: Setup, world: int) -> Array:
    """Rates (T,) of the nation by the growth difference from a setup's base, at the growth of a world."""
    past, panel = past_of(NATION, setup.base_year), nation_panel(setup.base_year).known
    assert past is not None, "the nation has a record before every base year"
    ahead = np.arange(1.0, len(setup.years))
    centre = LOGIT.line(np.array(setup.urban / setup.population)) + past.growth * ahead
    spread = past_growth(panel, LOGIT).sd_ahead(ahead)[0]
    return LOGIT.rate(centre + spread * deviate("growth", world))
