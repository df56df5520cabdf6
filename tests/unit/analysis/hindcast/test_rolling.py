"""Rolling origins of the nation: forecasts of years that the origin knows, and of none after it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from urbsim.analysis.hindcast.stacking import rolling
from urbsim.evidence import statistics
from urbsim.evidence.figures import Figure
from urbsim.runs.setup import histories


def test_the_years_between_are_forecast_and_known() -> None:
    own, rule, truth = rolling(2005, 2010)
    assert own.quantiles.shape == rule.quantiles.shape == (1, 5, 99)
    assert truth.tolist() == [[histories.national_history(2010)[0][year] for year in range(2006, 2011)]]


def test_nothing_after_the_origin_moves_them(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rolling(2005, 2010)

    def spoilt(code: str, vintage: statistics.Vintage) -> dict[int, Figure]:
        series = statistics.rate_series(code, vintage)
        return {y: f if y <= 2010 else replace(f, value=0.99) for y, f in series.items()}

    monkeypatch.setattr(histories, "rate_series", spoilt)
    after = rolling(2005, 2010)
    assert all(np.array_equal(a.quantiles, b.quantiles) for a, b in zip(before[:2], after[:2], strict=True))
