"""Drivers: known at the base year and carried on, or observed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

import numpy as np
import pytest

from tests.unit.runs.texts import scenario
from urbsim.evidence import statistics
from urbsim.evidence.figures import Figure
from urbsim.runs.setup import drivers
from urbsim.runs.setup.drivers import (
    RURAL,
    URBAN,
    VitalRates,
    drivers_of,
    extrapolated,
    last_observed,
    observed,
    spliced,
    trend,
)
from urbsim.runs.setup.resolve import last_year, resolve
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.vocabulary.errors import InputError

P = central_coefficients({}, 2010)
VITAL = VitalRates(births=0.012, deaths=0.007)


def made(kind: str, base: int, until: int) -> dict[str, object]:
    return asdict(drivers_of(kind, range(base, until + 1), VITAL, P))


def assert_same(one: dict[str, object], other: dict[str, object]) -> None:
    for name, value in one.items():
        np.testing.assert_array_equal(value, other[name], err_msg=name)


def test_a_geometric_series_is_carried_on_as_it_grew() -> None:
    series = {year: 100 * 1.07 ** (year - 2000) for year in range(2000, 2011)}
    assert trend(series, 2010) == pytest.approx(0.07)
    np.testing.assert_allclose(
        extrapolated(series, range(2010, 2021)), [100 * 1.07 ** (year - 2000) for year in range(2010, 2021)]
    )


def test_the_trend_is_that_of_the_last_five_years() -> None:
    series = {2000: 1.0, 2005: 100.0, 2010: 200.0} | dict.fromkeys((2006, 2007, 2008, 2009), 150.0)
    assert trend(series, 2010) == pytest.approx(2 ** (1 / 5) - 1)


def test_a_series_that_ends_before_the_base_year_is_carried_to_it() -> None:
    series = {year: 1.02 ** (year - 2000) for year in range(2000, 2015)}
    np.testing.assert_allclose(extrapolated(series, range(2020, 2023)), 1.02 ** np.array([20.0, 21, 22]))


def test_two_surveys_are_joined_without_a_step_where_they_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {
        "old": {2010: 80.0, 2011: 90.0, 2012: 100.0},
        "new": {2012: 200.0, 2013: 220.0},
        "apart": {2014: 5.0},
    }

    def named(name: str) -> dict[int, Figure]:
        return {y: Figure(v, y, "none", "none", "our own", "read") for y, v in tables[name].items()}

    monkeypatch.setattr(drivers, "driver", named)
    assert spliced(("old", "new")) == {2010: 80, 2011: 90, 2012: 100, 2013: 110}
    assert spliced(("old", "apart")) == {**tables["old"], 2014: 5}


def test_the_incomes_of_both_surveys_form_one_series_each() -> None:
    for names in (URBAN, RURAL):
        series = spliced(names)
        assert sorted(series) == list(range(min(series), max(series) + 1))


@pytest.mark.parametrize("base", [2003, 2010, 2013, 2014, 2020])
def test_extrapolated_drivers_read_nothing_after_the_base_year(
    base: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made("extrapolated", base, base + 10)

    def spoilt(read: Callable[[str], dict[int, Figure]]) -> Callable[[str], dict[int, Figure]]:
        def reader(name: str) -> dict[int, Figure]:
            return {y: f if y <= base else replace(f, value=7 * f.value) for y, f in read(name).items()}

        return reader

    monkeypatch.setattr(drivers, "driver", spoilt(statistics.driver))
    monkeypatch.setattr(drivers, "demography", spoilt(statistics.demography))
    assert_same(made("extrapolated", base, base + 10), before)


def test_observed_drivers_are_the_series_themselves() -> None:
    last = last_observed()
    found = drivers_of("observed", range(2005, last + 1), VITAL, P)
    np.testing.assert_array_equal(found.income, observed(spliced(RURAL), range(2005, last + 1)))
    np.testing.assert_allclose(
        found.wage, P["migrant_pay_ratio"] * observed(spliced(URBAN), range(2005, last + 1))
    )
    births = statistics.demography("birth_rate")
    assert found.births[-1] == pytest.approx(births[last].value / births[2005].value)


def test_base_year_values_are_those_observed_and_prices_begin_at_one() -> None:
    found = drivers_of("extrapolated", range(2010, 2026), VITAL, P)
    assert found.income[0] == spliced(RURAL)[2010]
    assert found.prices[0] == 1.0
    assert (found.birth_rate, found.death_rate) == VITAL
    assert np.all(found.births == 1)


def test_a_run_from_2020_has_drivers_to_2035() -> None:
    found = made("extrapolated", 2020, 2035)
    for name in ("wage", "income", "prices"):
        values = np.asarray(found[name])
        assert values.shape == (16,)
        assert np.all(np.isfinite(values))
        assert np.all(np.diff(values) > 0)


def test_observed_drivers_end_the_run_where_they_end() -> None:
    asked = scenario("CN", 2005, 2025, "drivers: observed\n")
    assert last_year(asked) == last_observed() < 2025
    assert resolve(asked, 10**5).setups["policy"].years[-1] == last_observed()
    assert last_year(replace(asked, drivers="extrapolated")) == 2025


def test_a_base_year_without_a_past_is_refused() -> None:
    with pytest.raises(InputError, match="are not known for a start") as caught:
        resolve(scenario("CN", 2000, 2005), 10**5)
    assert "use from: 2001 .." in str(caught.value)
    assert resolve(scenario("CN", 2001, 2005), 10**5).setups["policy"].drivers.wage[-1] > 0


def test_observed_drivers_that_end_before_the_first_year_are_refused() -> None:
    asked = scenario("CN", 2020, 2025, "drivers: observed\n")
    with pytest.raises(InputError, match="observed drivers end in") as caught:
        resolve(asked, 10**5)
    assert "drivers: extrapolated" in str(caught.value)
