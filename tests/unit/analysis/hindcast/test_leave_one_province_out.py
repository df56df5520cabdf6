"""What others' outcomes teach: nothing of one's own province, and all of a plain error."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtri

from urbsim.analysis.hindcast.leave_one_province_out import folds, leave_one_province_out
from urbsim.analysis.panels.evidence_panels import census_panel
from urbsim.analysis.panels.forecasts import LEVELS, Forecast
from urbsim.analysis.panels.panels import Panel, with_truth

SD = 0.02


@pytest.fixture(scope="module")
def panel() -> Panel:
    """Counties whose rate really grows by five points in ten years, and a tenth of the base."""
    made = census_panel("counties")
    random = np.random.default_rng(1)
    truth = made.base + 0.05 + 0.1 * made.base + SD * random.standard_normal(len(made.units))
    return with_truth(made, [(u.key, 2020, r) for u, r in zip(made.units, truth, strict=True)])


def still(panel: Panel, sd: float) -> Forecast:
    """A forecast of no growth with a band of ``sd`` in every year."""
    band = panel.base[:, None, None] + sd * ndtri(LEVELS)
    return Forecast(np.repeat(band, len(panel.years), axis=1))


def test_a_common_error_is_learnt_and_the_band_gets_its_width(panel: Panel) -> None:
    found = leave_one_province_out(panel, still(panel, 3 * SD))
    assert found is not None
    inner = (panel.base > 0.15) & (panel.base < 0.8)
    error = (found.median[:, -1] - panel.observed()[:, -1])[inner]
    assert abs(error.mean()) < 0.004
    held = (found.at(0.05)[:, -1] <= panel.observed()[:, -1]) & (
        panel.observed()[:, -1] <= found.at(0.95)[:, -1]
    )
    assert 0.8 < held.mean() < 0.97


def test_the_outcome_of_a_province_does_not_change_its_own_forecast(panel: Panel) -> None:
    before = leave_one_province_out(panel, still(panel, SD))
    province = panel.units[0].province
    rows = [
        (u.key, 2020, 0.99 if u.province == province else r)
        for u, r in zip(panel.units, panel.observed()[:, -1], strict=True)
    ]
    after = leave_one_province_out(with_truth(panel, rows), still(panel, SD))
    assert before is not None
    assert after is not None
    own = folds(panel) == folds(panel)[0]
    assert np.array_equal(before.quantiles[own], after.quantiles[own])
    assert not np.array_equal(before.quantiles[~own], after.quantiles[~own])


def test_few_regions_teach_nothing(panel: Panel) -> None:
    assert leave_one_province_out(replace(panel, units=panel.units[:12]), still(panel, SD)) is None
