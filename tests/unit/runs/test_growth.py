"""The record of growth against closed forms, and that it knows nothing of what comes after the base year."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from urbsim.evidence import statistics
from urbsim.evidence.figures import Confidence, Figure
from urbsim.runs import growth
from urbsim.runs.growth import logit, logit_growth, own_growth, record_of
from urbsim.runs.regions import lineage
from urbsim.runs.sampling import central_coefficients
from urbsim.vocabulary.regions import regions

P = central_coefficients({})


def figure(year: int, value: float, confidence: Confidence = "read") -> Figure:
    return Figure(value, year, "resident", "revised", "our own", confidence)


def logistic_series(first: int, last: int, slope: float) -> dict[int, Figure]:
    """Rates whose logit is 0 in 2005 and rises by ``slope`` a year."""
    return {y: figure(y, 1 / (1 + math.exp(-slope * (y - 2005)))) for y in range(first, last + 1)}


@pytest.mark.parametrize("slope", [-0.03, 0.0, 0.04, 0.2])
def test_a_logistic_rise_has_its_own_slope(slope: float) -> None:
    assert logit_growth(logistic_series(1995, 2015, slope), 2010) == pytest.approx(slope, abs=1e-12)


def test_a_constant_rate_does_not_grow() -> None:
    assert logit_growth({y: figure(y, 0.37) for y in range(2000, 2011)}, 2010) == 0.0


def test_two_figures_ten_years_apart_are_enough_and_only_the_last_ten_years_count() -> None:
    rates = {1990: figure(1990, 0.01), 2000: figure(2000, 0.3), 2010: figure(2010, 0.5)}
    assert logit_growth(rates, 2010) == pytest.approx((logit(0.5) - logit(0.3)) / 10)


@pytest.mark.parametrize("years", [(), (2010,), (2007, 2010), (1995, 2005)])
def test_a_short_old_or_empty_series_is_no_record(years: tuple[int, ...]) -> None:
    assert logit_growth({year: figure(year, 0.4 + year / 1e5) for year in years}, 2010) is None


def test_remembered_figures_are_no_record() -> None:
    known = logistic_series(2000, 2010, 0.04)
    remembered = {y: figure(y, 0.9, "memory") for y in (2001, 2005, 2009)}
    assert logit_growth(known | remembered, 2010) == logit_growth(known, 2010)
    assert logit_growth({y: replace(f, confidence="memory") for y, f in known.items()}, 2010) is None


def test_the_record_is_half_own_and_half_national_growth_at_the_regions_rate() -> None:
    record, whose = record_of(("CN",), "nation", 0.5, 2010, P)
    nation = logit_growth(statistics.rate_series("CN", "revised"), 2010)
    assert nation is not None
    assert whose == "CN"
    assert record.growth == pytest.approx(0.25 * nation)
    assert record.sd == pytest.approx(P["growth_record_sd_nation"] / 100)
    province, whose = record_of(("21", "CN"), "province", 0.6, 2010, {**P, "growth_own_weight": 1.0})
    own, region = own_growth(("21", "CN"), 2010)
    assert (whose, region) == ("21", "21")
    assert own is not None
    assert province.growth == pytest.approx(0.24 * own)


def test_a_region_without_a_record_takes_that_of_the_region_around_it() -> None:
    record, whose = record_of(lineage("620423"), "county", 0.4, 2010, P)
    assert whose in lineage("620423")[1:]
    assert record.sd == pytest.approx(P["growth_record_sd_county"] / 100)


def test_there_is_no_record_before_the_national_series() -> None:
    with pytest.raises(KeyError, match="1940"):
        record_of(("CN",), "nation", 0.2, 1940, P)


@pytest.mark.parametrize("year", [2005, 2010, 2015, 2020])
def test_nothing_after_the_base_year_is_read(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [code for code, region in regions().items() if region.level != "county"][::3]

    def records() -> list[object]:
        return [record_of(lineage(c), regions()[c].level, 0.4, year, P) for c in codes]

    before = records()

    def spoilt(code: str, vintage: statistics.Vintage) -> dict[int, Figure]:
        series = statistics.rate_series(code, vintage)
        return {y: f if y <= year else replace(f, value=0.99) for y, f in series.items()}

    monkeypatch.setattr(growth, "rate_series", spoilt)
    assert records() == before
