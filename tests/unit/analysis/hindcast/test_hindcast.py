"""The hindcast's tables: contract columns, honesty about losing, and own forecasts that repeat."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from urbsim.analysis.hindcast import model_forecast as forecasting
from urbsim.analysis.hindcast.hindcast import (
    FREE,
    OWN,
    SCORE_COLUMNS,
    Hindcast,
    difference_table,
    hindcast,
    hindcast_table,
    people_table,
    pit_table,
    reliability_table,
    score_table,
    verdict,
)
from urbsim.analysis.hindcast.model_forecast import Effort, model_forecast, simulate_all
from urbsim.analysis.hindcast.own_draws import panel_draws
from urbsim.analysis.panels.evidence_panels import (
    census_panel,
    evidence_panels,
    nation_panel,
    province_yearly_panel,
)
from urbsim.analysis.panels.forecasts import point
from urbsim.analysis.panels.panels import Panel
from urbsim.cli.hindcast.scoreboard import echo_scoreboard
from urbsim.runs.ensembles import shared_founding

SMALL = Effort(worlds=2, pairs=1, draws=20)


def some(names: int) -> Panel:
    panel = census_panel("counties")
    return replace(panel, units=panel.units[:names], last=2020)


def quiet(*_: object) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def found() -> Hindcast:
    return hindcast([some(3)], SMALL, quiet)[0]


def test_tables_have_the_columns_of_the_contract(found: Hindcast) -> None:
    table = hindcast_table([found])
    assert list(table.columns[:6]) == ["region", "year", "observed", "p05", "p50", "p95"]
    people = people_table([found])
    assert set(people["variable"]) == {"population", "urban_population"}
    assert set(people["method"]) == {"urbsim", "persistence", "past growth", "half past growth"}
    assert reliability_table([found]).empty
    beside = {"without discrepancy", "mean-field", "persistence", "urgd_nation", "half_convergence"}
    assert beside <= set(table.columns)
    assert len(table) == 3 * 10
    assert (table["p05"] <= table["p50"]).all()
    assert (table["p50"] <= table["p95"]).all()
    scores = score_table([found])
    assert tuple(scores.columns[: len(SCORE_COLUMNS)]) == SCORE_COLUMNS
    assert scores.iloc[0]["method"] == OWN
    assert scores.iloc[0]["horizon"] == "all"
    differences = difference_table([found])
    assert set(differences["method"]) == {"urbsim", "without discrepancy", "mean-field"}
    shares = pit_table([found]).groupby("method")["share"].sum()
    assert shares.to_numpy() == pytest.approx(np.ones(len(shares)))


def test_several_panels_are_told_apart(found: Hindcast) -> None:
    other = replace(found, panel=replace(found.panel, name="again"))
    table = hindcast_table([found, other])
    assert table.columns[-1] == "panel"
    assert set(table["panel"]) == {"counties", "again"}


def test_units_of_a_smaller_panel_keep_their_forecast(found: Hindcast) -> None:
    few, many = replace(some(2), name="few"), some(3)
    one, _ = hindcast([few, many], SMALL, quiet)
    assert np.array_equal(one.forecasts[OWN].quantiles, found.forecasts[OWN].quantiles[:2])


def test_own_forecasts_do_not_depend_on_threads_or_order(found: Hindcast) -> None:
    panel = some(3)
    back = replace(panel, units=panel.units[::-1])
    again = model_forecast(back, replace(SMALL, workers=1))
    assert np.array_equal(again.quantiles[::-1], found.forecasts[FREE].quantiles)


def test_published_figures_keep_their_drift_in_the_band_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The full model moves the mean-field forecast; it does not take back the drift that was undone."""
    panel = replace(nation_panel(2015), last=2017)
    few = replace(SMALL, draws=50)
    published = model_forecast(panel, few).median
    monkeypatch.setattr("urbsim.analysis.mean_field.sampled_forecast.vintage_drift", lambda origin: (0, 0))
    plain = model_forecast(panel, few).median
    assert (published - plain > 0.003).all()


def test_truth_does_not_reach_the_own_forecast(found: Hindcast) -> None:
    panel = some(3)
    other = replace(panel, truth={unit.key: {2020: 0.9} for unit in panel.units})
    again = hindcast([other], SMALL, quiet)[0]
    assert np.array_equal(again.forecasts[OWN].quantiles, found.forecasts[OWN].quantiles)


def test_a_region_without_villages_falls_back_on_expected_values() -> None:
    panel = some(2)
    people = (500_000, 500_000)
    city = replace(panel.units[0], history={2010: 1.0}, people=people)
    panel = replace(panel, units=(city, panel.units[1]))
    assert np.isnan(simulate_all(panel, SMALL).rates[0]).all()
    for own in (model_forecast(panel, SMALL), panel_draws(panel, SMALL).forecast):
        assert np.isfinite(own.quantiles).all()
        assert own.not_simulated == {city.key: "fewer than 10 people are rural"}


def test_regions_that_were_not_simulated_are_counted_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    panel = some(3)
    city = replace(panel.units[0], history={2010: 1.0}, people=(500_000, 500_000))
    odd = replace(panel.units[1], household_size=6.5, share_65plus=0.7)
    found = hindcast([replace(panel, units=(city, odd, panel.units[2]))], SMALL, quiet)
    echo_scoreboard(found, score_table(found))
    said = [line for line in capsys.readouterr().out.splitlines() if "not be simulated" in line]
    assert [line.partition(" could")[0] for line in said] == ["note: counties: 1 of 3 regions"] * 2
    assert said[0].endswith(f"since fewer than 10 people are rural: {city.name} ({city.key})")
    assert "since no mixture of families has this household size and" in said[1]
    assert said[1].endswith(f": {odd.name} ({odd.key})")


def test_a_fault_of_the_program_is_no_region_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("operands could not be broadcast together")

    monkeypatch.setattr(forecasting, "found", broken)
    monkeypatch.setattr(shared_founding, "plan_founding", broken)
    for forecast in (model_forecast, panel_draws):
        with pytest.raises(ValueError, match="broadcast"):
            forecast(some(2), SMALL)


def test_losing_is_said() -> None:
    panel = some(2)
    truth = panel.observed()
    right, wrong = point(np.nan_to_num(truth, nan=0.5)), point(np.nan_to_num(truth, nan=0.5) + 0.02)
    lost = Hindcast(panel, {OWN: wrong, "urgd_own": right})
    won = Hindcast(panel, {OWN: right, "urgd_own": wrong})
    assert "urbsim loses to urgd_own in MAE (2.00 against 0.00)" in verdict(score_table([lost]), "counties")
    assert "urbsim beats urgd_own in MAE (0.00 against 2.00)" in verdict(score_table([won]), "counties")


def test_a_panel_without_truth_has_forecasts_and_no_scores() -> None:
    panel = replace(some(1), truth={})
    bare = Hindcast(panel, {OWN: point(np.full((1, 10), 0.5))})
    assert score_table([bare]).empty
    assert list(score_table([bare]).columns) == list(SCORE_COLUMNS)
    assert not bare.scored
    assert "nothing to score" in verdict(score_table([bare]), "counties")
    assert len(hindcast_table([bare])) == 10


def test_evidence_has_these_panels() -> None:
    sizes = {panel.name: len(panel.units) for panel in evidence_panels(2010)}
    expected = {"nation": 1, "nation-2009": 1, "provinces": 17, "provinces-31": 31, "provinces-yearly": 31}
    assert sizes == {**expected, "prefectures": 98, "counties": 191}
    assert [panel.name for panel in evidence_panels(2015)] == ["nation", "provinces-yearly"]
    assert [panel.name for panel in evidence_panels(2009)] == ["nation"]


@pytest.mark.parametrize("origin", range(2004, 2025))
def test_every_origin_has_panels_or_none(origin: int) -> None:
    panels = evidence_panels(origin)
    assert bool(panels) == (origin != 2006)
    for panel in panels:
        assert panel.years
        assert np.isfinite(panel.base).all()
        assert all(max(unit.history) == origin for unit in panel.units) or panel.name == "nation-2009"


def test_provinces_of_2015_are_known_as_published_then() -> None:
    panel = province_yearly_panel(2015)
    assert panel.drifts
    jilin = next(unit for unit in panel.units if unit.code == "22")
    assert jilin.history[2015] == pytest.approx(0.5531, abs=0.001)
    assert isinstance(pd.DataFrame(panel.observed()), pd.DataFrame)
    assert max(jilin.history) == 2015
