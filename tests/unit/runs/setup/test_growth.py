"""The record of growth against closed forms, and that it knows nothing of what comes after the base year."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from urbsim.analysis.hindcast.baselines import BASELINES
from urbsim.analysis.panels.evidence_panels import province_census_panel
from urbsim.evidence import statistics
from urbsim.evidence.figures import Confidence, Figure
from urbsim.runs.setup import growth, histories
from urbsim.runs.setup.growth import (
    Past,
    from_elsewhere,
    inflow_of,
    logit,
    logit_growth,
    past_of,
    record_of,
    simple_rule,
)
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.runs.setup.settlements import lineage
from urbsim.vocabulary.regions import regions

P = central_coefficients({}, 2010)


def figure(year: int, value: float, confidence: Confidence = "read") -> Figure:
    return Figure(value, year, "resident", "revised", "our own", confidence)


def logistic_series(first: int, last: int, slope: float) -> dict[int, float]:
    """Rates whose logit is 0 in 2005 and rises by ``slope`` a year."""
    return {y: 1 / (1 + math.exp(-slope * (y - 2005))) for y in range(first, last + 1)}


@pytest.mark.parametrize("slope", [-0.03, 0.0, 0.04, 0.2])
def test_a_logistic_rise_has_its_own_slope(slope: float) -> None:
    assert logit_growth(logistic_series(1995, 2015, slope), 2015) == pytest.approx(slope, abs=1e-12)


def test_a_constant_rate_does_not_grow() -> None:
    assert logit_growth(dict.fromkeys(range(2000, 2011), 0.37), 2010) == 0.0


def test_two_figures_ten_years_apart_are_enough_and_only_the_last_ten_years_count() -> None:
    rates = {1990: 0.01, 2000: 0.3, 2010: 0.5}
    assert logit_growth(rates, 2010) == pytest.approx((logit(0.5) - logit(0.3)) / 10)


@pytest.mark.parametrize("years", [(), (2010,), (2007, 2010), (1995, 2005)])
def test_a_short_old_or_empty_series_is_no_record(years: tuple[int, ...]) -> None:
    assert logit_growth({year: 0.4 + year / 1e5 for year in years}, 2010) is None


def test_remembered_figures_are_no_record() -> None:
    known = {y: figure(y, rate) for y, rate in logistic_series(2000, 2010, 0.04).items()}
    remembered = {y: figure(y, 0.9, "memory") for y in (2001, 2005, 2009)}
    assert histories.values(known | remembered, 2010) == {
        y: f.value for y, f in known.items() if y not in remembered
    }


def test_at_its_own_rate_a_past_goes_on_along_the_logistic_curve() -> None:
    for local in (0.0, 0.4, 1.0):
        assert Past(0.6, 0.05).points(0.6, local) == pytest.approx(0.24 * 0.05)


def test_growth_of_villagers_falls_with_their_share_and_that_of_strangers_with_both() -> None:
    nation = Past(0.5, 0.056)
    assert nation.points(0.2, 1.0) == pytest.approx(nation.points(0.5, 1.0) * 0.8 / 0.5)
    assert nation.points(0.2, 0.0) == pytest.approx(0.056 * 0.2 * 0.8)
    assert nation.points(1.0, 0.5) == 0.0


def test_people_who_leave_one_place_arrive_in_another() -> None:
    """Over regions of one size, those who leave villages for elsewhere are as many as towns take in."""
    nation, share = Past(0.45, 0.05), 0.3
    left = share * nation.growth * nation.rate * (1 - nation.rate)
    assert nation.inflow(share, 4)[0] * nation.rate == pytest.approx(left)
    assert nation.inflow(share, 4)[3] == pytest.approx(nation.inflow(share, 4)[0] * math.exp(-0.15))


def test_nobody_comes_from_outside_the_nation() -> None:
    assert from_elsewhere("nation", P) == 0.0
    assert not inflow_of("nation", (2010, 2011, 2012), P).any()
    assert (inflow_of("county", (2010, 2011, 2012), P) > inflow_of("province", (2010, 2011, 2012), P)).all()


def test_the_record_is_part_own_and_part_national_growth_at_the_regions_rate() -> None:
    record, whose = record_of(("CN",), "nation", 0.5, 2010, P)
    nation = past_of("CN", 2010)
    assert nation is not None
    assert whose == "CN"
    assert record.growth == pytest.approx(nation.points(0.5, 1.0))
    assert record.sd == pytest.approx(P["growth_record_sd_nation"] / 100)
    province, whose = record_of(("21", "CN"), "province", 0.6, 2010, {**P, "growth_own_weight": 1.0})
    own = past_of("21", 2010)
    assert own is not None
    assert whose == "21"
    assert province.growth == pytest.approx(own.points(0.6, 1 - from_elsewhere("province", P)))


def test_a_region_without_a_record_takes_that_of_the_region_around_it() -> None:
    record, whose = record_of(lineage("620423"), "county", 0.4, 2010, P)
    assert whose in lineage("620423")[1:]
    assert record.sd == pytest.approx(P["growth_record_sd_county"] / 100)


def test_the_simple_rule_keeps_the_growth_difference() -> None:
    rule, past = simple_rule("21", 0.6, (2010, 2015, 2025)), past_of("21", 2010)
    assert rule is not None
    assert past is not None
    assert rule.rates[2010] == pytest.approx(0.6)
    passed = [growth.logit(rule.rates[year]) - growth.logit(0.6) for year in (2015, 2025)]
    assert passed == pytest.approx([5 * past.growth, 15 * past.growth])


def test_the_simple_rule_is_the_one_that_the_hindcast_scores() -> None:
    panel = province_census_panel(verified=True)
    medians = BASELINES["urgd_own"](panel.known)
    assert medians is not None
    for unit, line in zip(panel.units, medians.median, strict=True):
        rule = simple_rule(unit.key, unit.history[2010], panel.span)
        assert rule is not None
        assert [rule.rates[year] for year in panel.years] == pytest.approx(list(line), abs=1e-9)


def test_there_is_no_simple_rule_without_a_record_of_the_region() -> None:
    assert simple_rule("620423", 0.3, (2010, 2020)) is None
    assert simple_rule("CN", 1.0, (2010, 2020)) is None


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

    for module in (growth, histories):
        monkeypatch.setattr(module, "rate_series", spoilt)
    assert records() == before
