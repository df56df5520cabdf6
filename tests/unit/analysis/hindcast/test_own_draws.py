"""Draws of the forecast that ships: who is run, what departs, people beside rates, how sure scores are."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.analysis.hindcast.model_forecast import Effort
from urbsim.analysis.hindcast.own_draws import PanelDraws, flat, panel_draws, units_to_run, worlds_for
from urbsim.analysis.hindcast.people import PAST, PERSISTENCE, people_forecasts, people_observed
from urbsim.analysis.hindcast.reliability import by_sixths, monte_carlo_error
from urbsim.analysis.hindcast.scores import score
from urbsim.analysis.hindcast.unit_runs import DEPARTURES, live
from urbsim.analysis.hindcast.vintage import undrifted
from urbsim.analysis.mean_field.sampled_forecast import vintage_drift
from urbsim.analysis.panels.evidence_panels import census_panel, nation_panel, province_yearly_panel
from urbsim.analysis.panels.forecasts import LEVELS, Forecast, from_draws, point
from urbsim.analysis.panels.panels import Panel
from urbsim.runs.ensembles.outlook import Basis, corrected_draws, simulated_draws
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.scenario import read_text

FEW = Effort(worlds=2, workers=1)


def some(names: int) -> Panel:
    panel = census_panel("counties")
    return replace(panel, units=panel.units[1 : 1 + names])


@pytest.fixture(scope="module")
def drawn() -> PanelDraws:
    return panel_draws(some(2), FEW)


def test_a_unit_has_departures_in_every_world(drawn: PanelDraws) -> None:
    assert drawn.rates.shape == drawn.residents.shape == (2, 2, DEPARTURES, 10)
    assert ((drawn.rates >= 0) & (drawn.rates <= 1)).all()
    assert (np.diff(drawn.rates.std(axis=2).mean(axis=(0, 1))) > 0).all()
    assert flat(drawn.rates).shape == (2 * DEPARTURES, 2, 10)


def test_a_county_is_forecast_as_a_run_shows_it() -> None:
    """The first departure of every world is the draw of that number of a run, to the byte."""
    panel = some(1)
    unit = units_to_run(panel, 2, 1)[0]
    asked = {
        "schema": "urbsim/2", "name": "county", "title": {"zh": "县", "en": "A county"},
        "region": panel.units[0].key, "from": 2010, "until": 2020, "drivers": "extrapolated",
    }  # fmt: skip
    setup = resolve(read_text(json.dumps(asked), "county"), unit.setup.weight).setup
    p = central_coefficients({}, 2010)
    basis, draws = Basis(setup, p), live(unit)
    shown = corrected_draws(simulated_draws(basis, (1, 2), 1), basis, (1, 2))
    assert np.array_equal(draws.rates[:, 0], shown.of("resident_urbanization_rate")[:, 0, 1:])
    assert np.array_equal(draws.residents[:, 0], shown.of("population")[:, 0, 1:])


def test_the_order_of_units_changes_nothing(drawn: PanelDraws) -> None:
    panel = some(2)
    back = panel_draws(replace(panel, units=panel.units[::-1]), replace(FEW, workers=2))
    assert np.array_equal(back.rates[::-1], drawn.rates)
    assert np.array_equal(back.residents[::-1], drawn.residents)


def test_truth_does_not_reach_the_draws(drawn: PanelDraws) -> None:
    panel = some(2)
    keys = [unit.key for unit in panel.units]
    spoilt = replace(
        panel, truth={key: {2020: 0.9} for key in keys}, residents={key: {2020: 9e9} for key in keys}
    )
    assert np.array_equal(panel_draws(spoilt, FEW).rates, drawn.rates)


@given(st.integers(1, 5000))
def test_worlds_are_powers_of_two_and_fewer_in_large_panels(units: int) -> None:
    worlds = worlds_for(Effort(), units)
    assert 32 <= worlds <= 128
    assert worlds & (worlds - 1) == 0
    assert worlds_for(Effort(), units + 1) <= worlds
    assert worlds_for(Effort(worlds=7), units) == 7


def test_drift_is_taken_out_once_and_by_what_the_origin_knew() -> None:
    panel = province_yearly_panel(2015)
    level, census = undrifted(panel), undrifted(nation_panel(2010))
    shift = -vintage_drift(2015)[0] * 5
    assert level.base == pytest.approx(panel.base + shift)
    assert level.units[0].people.urban == round(panel.units[0].people.all * level.base[0])
    assert census.nation == nation_panel(2010).nation
    assert undrifted(nation_panel(2009)).nation == nation_panel(2009).nation


def test_people_are_scored_as_logarithms_of_their_growth(drawn: PanelDraws) -> None:
    panel = some(2)
    rule = point(np.repeat(panel.base[:, None], 10, axis=1))
    forecasts = people_forecasts(panel.known, "urbsim", drawn, rule)
    assert set(forecasts) == {"population", "urban_population"}
    assert (forecasts["population"][PERSISTENCE].median == 0).all()
    assert np.array_equal(forecasts["urban_population"][PAST].median, forecasts["population"][PAST].median)
    seen = people_observed(panel)
    unit = panel.units[0]
    grown = np.log(panel.residents[unit.key][2020] / unit.people.all)
    assert seen["population"][0, -1] == pytest.approx(grown)
    denser = np.log(panel.truth[unit.key][2020] / unit.history[2010])
    assert seen["urban_population"][0, -1] == pytest.approx(grown + denser)
    width = forecasts["population"]["urbsim"].at(0.95) - forecasts["population"]["urbsim"].at(0.05)
    assert (width[:, -1] > 0.1).all()


def test_the_error_for_few_draws_shrinks_with_them() -> None:
    rng = np.random.default_rng(7)
    draws, observed = rng.normal(0.5, 0.05, (256, 40, 1)), np.full((40, 1), 0.52)

    def error(worlds: int) -> float:
        def without(kept: list[int]) -> Forecast:
            return from_draws(draws[kept])

        return monte_carlo_error(without, worlds, observed)["mae"]

    truth = [score(from_draws(rng.normal(0.5, 0.05, (256, 40, 1))), observed).miss.mean() for _ in range(60)]
    assert error(256) < error(32)
    assert 0.4 < error(256) / float(np.std(truth)) < 2.5
    assert np.isnan(error(8))


def test_sixths_part_the_units_by_their_base_rate() -> None:
    base = np.linspace(0.1, 0.9, 60)
    forecast = Forecast(np.repeat((base[:, None] + LEVELS - 0.5)[:, None, :], 1, axis=1))
    observed = np.where(base < 0.5, base, base + 0.6)[:, None]
    rows = by_sixths(base, score(forecast, observed))
    assert [row["n"] for row in rows] == [10] * 6
    assert [row["cover90"] for row in rows] == [1, 1, 1, 0, 0, 0]
    assert rows[0]["to"] < rows[1]["from"]
    assert by_sixths(base[:11], score(forecast, observed)) == []
