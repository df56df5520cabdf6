"""What the fitted behaviour implies for studies of migrants, beside what these found.

The priors rest on these studies, so they are not fitted again; a fit that left them would show here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from urbsim.analysis.calibration.calibration import Calibration, coefficients_at
from urbsim.analysis.calibration.window import Window
from urbsim.analysis.mean_field.base_year import account, choosers
from urbsim.analysis.mean_field.expected_values import ALONE, MeanField
from urbsim.analysis.panels.forecasts import Array
from urbsim.text import say

YEARS_BACK = 17
RETURNED = 0.223
"""Share of migrants of 100 villages who returned from 1998 to 2015 (Bai et al. 2018)."""
MORE_KIN, DRAWN = 0.1, 0.0727
"""Ten points more of the village away raise the own probability by 7.27 points (Chen, Jin & Yue 2010)."""


@dataclass(frozen=True)
class Implied:
    """A study's finding and what the fitted behaviour implies for it, as shares."""

    finding: str
    study: float
    model: float


def compared_with_studies(window: Window, found: Calibration) -> tuple[Implied, ...]:
    """The studies of return and of networks at the means of a posterior."""
    model = MeanField(window.inputs, coefficients_at(found.mean[None, :]), window.inputs.growth[:, None])
    return (
        Implied(say("fitting.returned", years=YEARS_BACK), RETURNED, returned(model)),
        Implied(say("fitting.kin"), DRAWN, drawn(model, window.inputs.base[:, None])),
    )


def returned(model: MeanField) -> float:
    """Share of those who leave that is back after ``YEARS_BACK`` years (eq. 4); without returns 0."""
    bond = np.exp(-model.p["return_tenure_decay"][0] * np.arange(YEARS_BACK))
    by_mode = 1 - np.prod(1 - model.returning(model.pull(0))[0, 0, 0][:, None] * bond, axis=1)
    whole = model.p["whole_family_share"][0]
    return float(by_mode[ALONE] * (1 - whole) + by_mode[1 - ALONE] * whole)


def drawn(model: MeanField, rate: Array) -> float:
    """Rise of the share of migrants, in the long run, where ``MORE_KIN`` more of a village are away.

    ``rate`` (U, 1) is that of the base year. Where those who leave and return balance, the odds of being away
    are hazard over return rate, so they rise as the odds of the hazard do: without a response to kin not at
    all.
    """
    state = model.start(rate)
    share = float(model.kin(state, None)[1][0, 0])
    away, own = choosers(model, state, account(model, state))
    hazard = float((away + own)[0, 0] / state.rural[0, 0])
    return share * (1 - share) * (1 - hazard) * MORE_KIN * float(model.p["network"][0])
