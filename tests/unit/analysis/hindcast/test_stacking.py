"""The stacked forecast: between its two parts, weighted by the past alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from urbsim.analysis.hindcast import stacking
from urbsim.analysis.hindcast.baselines import baselines
from urbsim.analysis.hindcast.stacking import own_weight, rolling, stacked
from urbsim.analysis.mean_field.sampled_forecast import mean_field
from urbsim.analysis.panels.evidence_panels import nation_panel, province_census_panel
from urbsim.evidence import statistics
from urbsim.evidence.figures import Figure
from urbsim.runs.setup import histories


def test_quantiles_lie_between_those_of_the_parts_and_rise() -> None:
    for panel in (nation_panel(2010).known, province_census_panel(verified=True).known):
        own, rules = mean_field(panel, 40), baselines(panel)
        rule = rules[stacking.ALONE if len(panel.units) == 1 else stacking.AMONG]
        found = stacked(panel, own, rules).quantiles
        low, high = np.minimum(own.quantiles, rule.quantiles), np.maximum(own.quantiles, rule.quantiles)
        assert ((found >= low - 1e-12) & (found <= high + 1e-12)).all()
        assert (np.diff(found, axis=2) >= -1e-12).all()


def test_before_anything_can_be_compared_both_weigh_the_same() -> None:
    assert own_weight(2004) == 0.5


def test_the_weight_is_the_rules_share_of_both_scores() -> None:
    assert 0.2 < own_weight(2010) < 0.8
    own, rule, truth = rolling(2005, 2010)
    assert own.quantiles.shape == rule.quantiles.shape == (1, 5, 99)
    assert truth.tolist() == [[histories.national_history(2010)[0][year] for year in range(2006, 2011)]]


def test_nothing_after_the_origin_moves_the_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    before = own_weight.__wrapped__(2010)

    def spoilt(code: str, vintage: statistics.Vintage) -> dict[int, Figure]:
        series = statistics.rate_series(code, vintage)
        return {y: f if y <= 2010 else replace(f, value=0.99) for y, f in series.items()}

    monkeypatch.setattr(histories, "rate_series", spoilt)
    assert own_weight.__wrapped__(2010) == before
