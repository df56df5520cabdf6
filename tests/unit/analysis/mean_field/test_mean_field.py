"""The mean-field form: limiting cases, the anchor, order, speed, and what it may read."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from urbsim.analysis.mean_field.base_year import BaseYearTerms, account
from urbsim.analysis.mean_field.expected_values import Constants, MeanField, MeanFieldState
from urbsim.analysis.mean_field.expected_years import paths, turned, year
from urbsim.analysis.mean_field.founded_units import Inputs, inputs_of
from urbsim.analysis.mean_field.sampled_forecast import (
    Sampled,
    central,
    conditional,
    expected,
    mean_field,
    sampled,
)
from urbsim.analysis.mean_field.unit_inputs import records_of
from urbsim.analysis.panels.evidence_panels import census_panel, nation_panel, province_census_panel
from urbsim.analysis.panels.panels import Panel, with_truth
from urbsim.evidence.coefficients import coefficients
from urbsim.runs.setup.growth import record_of
from urbsim.runs.setup.sampling import central_coefficients

CENTRAL = central_coefficients({}, 2010)


def world(panel: Panel, **over: float) -> tuple[MeanField, Inputs]:
    """The equations for a panel under central coefficients, some of them replaced."""
    p = dict(CENTRAL) | over
    inputs = inputs_of(panel, p)
    model = MeanField(inputs, {name: np.array([value]) for name, value in p.items()}, inputs.growth[:, None])
    return model, inputs


def lived(panel: Panel, **over: float) -> np.ndarray:
    """Rates [unit, year] without shocks."""
    model, inputs = world(panel, **over)
    return paths(model, inputs.base[:, None], np.zeros((1, len(panel.years) + 1)))[:, 0]


def test_the_base_year_grows_as_recorded() -> None:
    for panel in (nation_panel(2010), province_census_panel(verified=True), census_panel("counties")):
        model, inputs = world(panel)
        state = model.start(inputs.base[:, None])
        still, _ = model.kin(state, None)
        later = year(model, state, BaseYearTerms.of(model, state), 0)
        grown = (later.rate - state.rate)[:, 0]
        reached = ~np.asarray(account(model, state).floored)[:, 0]
        assert np.quantile(np.abs(grown - inputs.growth)[reached], 0.9) < 2.5e-3
        assert not still.any()


def test_everybody_is_somewhere() -> None:
    model, inputs = world(province_census_panel(verified=True), birth_rate=0.0)
    state = model.start(inputs.base[:, None])
    assert state.urban.sum(axis=2) + state.rural == pytest.approx(inputs.people[:, None])
    later = year(model, state, BaseYearTerms.of(model, state), 1)
    for part in (later.mobile, later.fixed, later.young, later.old, later.urban, later.away):
        assert (part >= 0).all()


def quiet(model: MeanField, state: MeanFieldState) -> BaseYearTerms:
    """Terms of a base year after which nobody moves, comes, leaves or is reclassified."""
    still = np.zeros(state.rate.shape)
    nobody = Constants(still - 60.0, still, still)
    none = dict.fromkeys(("coming", "leaving", "reclassified", "pool", "to_town"), still)
    return replace(BaseYearTerms.of(model, state), constants=nobody, **none)


def natural(panel: Panel) -> MeanFieldState:
    """A year in which nobody moves, returns or is reclassified."""
    model, inputs = world(panel, return_rate=0.0)
    state = model.start(inputs.base[:, None])
    return year(model, state, quiet(model, state), 1)


def test_without_moves_only_births_and_deaths_change_the_rate() -> None:
    panel = census_panel("prefectures")
    later, inputs = natural(panel), inputs_of(panel, CENTRAL)
    people = later.urban.sum(axis=2)[:, 0] + later.rural[:, 0]
    assert people == pytest.approx(inputs.people * (1 + inputs.births - inputs.deaths), rel=1e-3)
    assert np.abs(later.rate[:, 0] - inputs.base).max() < 0.005


def test_age_classes_are_those_of_single_years() -> None:
    """Nobody moves: ten years of the nation against ages one by one, with the births of the equations."""
    panel = nation_panel(2010)
    model, inputs = world(panel, return_rate=0.0)
    band = np.minimum(np.arange(71) // 5, 14)
    state = model.start(inputs.base[:, None])
    people = (state.villagers + state.urban)[0, 0]
    ages, chance = people[band] / np.bincount(band)[band], model.dying[0, band]
    base = quiet(model, state)
    for t in range(1, 11):
        fertile = model.fertile(turned(model, state, t))
        born = sum(float((b * f)[0, 0]) for b, f in zip(base.bearing, fertile, strict=True))
        ages = np.concatenate([[0.0], ages[:69], [ages[69] + ages[70]]])
        ages *= 1 - chance * (1 - CENTRAL["mortality_decline"]) ** t
        ages[0] = born
        state = year(model, state, base, t)
    expected_in = [ages[a:b].sum() for a, b in ((0, 15), (15, 30), (30, 45), (45, 65), (65, 71))]
    found = np.add.reduceat((state.villagers + state.urban)[0, 0], [0, 3, 6, 9, 13])
    assert found == pytest.approx(expected_in, rel=0.02)


def test_more_stayers_and_returns_slow_a_region_and_stronger_kin_speeds_it() -> None:
    panel = nation_panel(2010)
    last = {name: lived(panel, **over)[0, -1] for name, over in CASES.items()}
    assert last["stayers"] < last["central"] < last["kin"]
    assert last["returns"] < last["central"]


CASES = {
    "central": {},
    "stayers": {"stayer_share": 0.5},
    "returns": {"return_rate": 0.08},
    "kin": {"network": 4.0},
}


def test_records_are_those_of_a_run() -> None:
    """The same growth and error that `urbsim run` anchors a verified province to."""
    panel = province_census_panel(verified=True)
    for unit, record in zip(panel.units, records_of(panel, CENTRAL), strict=True):
        rate = unit.history[2010]
        run, whose = record_of((str(unit.code), "CN"), "province", rate, 2010, CENTRAL)
        assert whose == unit.code
        assert record.growth == pytest.approx(run.growth, rel=1e-9)
        assert record.sd == run.sd


def test_order_of_units_and_number_of_draws_change_no_draw() -> None:
    panel = census_panel("counties")
    some = replace(panel, units=panel.units[:70])
    back = replace(panel, units=panel.units[:70][::-1])
    chosen = sampled(range(1, 6), panel.span)
    assert np.array_equal(expected(some, chosen), expected(back, chosen)[::-1])
    assert np.array_equal(mean_field(some, 10).quantiles, mean_field(back, 10).quantiles[::-1])
    few = Sampled({n: v[:2] for n, v in chosen.p.items()}, chosen.shock[:2], chosen.z[:2], chosen.vintage[:2])
    assert np.array_equal(expected(some, few), expected(some, chosen)[:, :2])


def test_nothing_after_the_origin_is_read() -> None:
    panel = province_census_panel(verified=True)
    other = with_truth(panel, [(unit.key, 2020, 0.2) for unit in panel.units])
    assert np.array_equal(mean_field(panel, 20).quantiles, mean_field(other, 20).quantiles)


def test_the_drift_of_published_rates_is_undone_once_one_was_seen() -> None:
    """In 2009 nobody knew that rates stood too low: it only widens the band; in 2012 it moves rates."""
    early, late = nation_panel(2009), replace(nation_panel(2012), drifts=True, since_census=2)
    assert early.drifts
    assert central(early) == pytest.approx(central(replace(early, drifts=False)))
    for panel in (early, late):
        widths = [
            (found.at(0.95) - found.at(0.05))[0, 0]
            for found in (mean_field(panel, 60), mean_field(replace(panel, drifts=False), 60))
        ]
        assert widths[0] > widths[1]
    assert central(late)[0, 0] > central(replace(late, drifts=False))[0, 0] + 0.003


def test_observed_drivers_end_where_their_series_end() -> None:
    panel = nation_panel(2010)
    beside = conditional(panel, 20)
    assert beside is not None
    known = ~np.isnan(beside.median[0])
    assert known[:4].all()
    assert not known[4:].any()
    assert np.abs(beside.median[0, :4] - mean_field(panel, 20).median[0, :4]).max() < 0.01
    assert conditional(nation_panel(2020), 20) is None


def test_a_wider_band_comes_with_more_uncertainty_and_time() -> None:
    found = mean_field(nation_panel(2010), 100)
    width = (found.at(0.95) - found.at(0.05))[0]
    assert (np.diff(width) > -1e-3).all()
    assert width[-1] > 3 * width[0]


def test_coefficients_have_the_names_of_the_model() -> None:
    chosen = sampled(range(1, 3), (2010, 2011, 2012))
    assert chosen.p.keys() == coefficients().keys()


@pytest.mark.prove
def test_two_thousand_units_take_seconds() -> None:
    panel = census_panel("counties")
    units = tuple(replace(unit, key=f"{unit.key}-{n}") for n in range(11) for unit in panel.units)
    many = replace(panel, units=units)
    began = time.perf_counter()
    mean_field(many, 200)
    each = (time.perf_counter() - began) / len(units)
    print(f"mean field: {len(units)} units, {1000 * each:.1f} ms a unit")
    assert each < 0.05
