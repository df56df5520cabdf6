import pytest

from urbsim.evidence.figures import weakest
from urbsim.evidence.statistics import (
    base_count,
    base_years,
    demography,
    driver,
    not_allocated,
    observed,
    rate_series,
    series,
    town_statistics,
)
from urbsim.vocabulary.regions import regions

RATE = "resident_urbanization_rate"


def test_the_nation_at_the_end_of_2010() -> None:
    count = base_count("CN", 2010)
    assert count is not None
    assert (count.population, count.urban, count.date) == (1_340_910_000, 669_780_000, "2010-12-31")
    assert (count.household_size, count.birth_rate, count.death_rate) == (3.10, 0.0119, 0.00711)
    assert "year-end residents" in count.definition
    assert base_years("CN") == tuple(range(2000, 2026))


def test_a_province_counts_rate_times_total() -> None:
    count = base_count("21", 2010)
    assert count is not None
    assert (count.population, count.urban) == (43_750_000, 27_168_750)
    assert (count.household_size, count.structure_year) == (2.78, 2010)


def test_a_province_without_a_revised_total_says_so() -> None:
    count = base_count("13", 2011)
    assert count is not None
    assert "before the census of 2020" in count.definition
    assert 2011 not in series("13", "population", "revised")


@pytest.mark.parametrize(
    ("code", "population", "urban", "household_size"),
    [
        ("211400", 2_623_541, 1_089_843, 2.98),
        ("320682", 1_267_066, 614_909, 3.13),
        ("620423", 225_755, 92_355, 3.63),
    ],
)
def test_prefectures_and_counties_have_their_census(
    code: str, population: int, urban: int, household_size: float
) -> None:
    count = base_count(code, 2010)
    assert count is not None
    assert (count.population, count.urban, count.household_size) == (population, urban, household_size)
    assert (count.date, base_years(code)) == ("2010-11-01", (2010, 2020))


@pytest.mark.parametrize(("code", "year"), [("CN", 1999), ("21", 2025), ("211400", 2015), ("nowhere", 2010)])
def test_what_nobody_counted_is_none(code: str, year: int) -> None:
    assert base_count(code, year) is None


def test_the_provinces_do_not_add_up_to_the_nation() -> None:
    population, urban = not_allocated(2010)
    provinces = [base_count(code, 2010) for code, region in regions().items() if region.level == "province"]
    assert population == 1_340_910_000 - sum(count.population for count in provinces if count)
    assert population == 7_064_000
    assert urban == -1_612_444
    with pytest.raises(KeyError, match="no base count for 11 in 2009"):
        not_allocated(2009)


def test_vintages_are_kept_apart() -> None:
    revised, published = rate_series("CN", "revised"), rate_series("CN", "published")
    assert (revised[2009].value, published[2009].value) == (0.4834, 0.4659)
    assert (revised[2019].value, published[2019].value) == (0.6271, 0.606)
    assert min(rate_series("32", "revised")) == 2010
    assert max(year for year in rate_series("32", "published") if year < 2010) == 2009


def test_nothing_remembered_is_ever_observed() -> None:
    assert rate_series("CN", "published")[2006].confidence == "memory"
    assert series("44", "population", "revised")[2012].confidence == "memory"
    assert 2012 not in observed("44", "population")
    for code in regions():
        for variable in (RATE, "population", "urban_population"):
            assert all(figure.confidence != "memory" for figure in observed(code, variable).values())


def test_observed_is_one_vintage_and_basis() -> None:
    assert observed("CN", RATE)[2025].value == 0.6789
    assert sorted(observed("21", RATE)) == list(range(2010, 2025))
    assert {year: round(figure.value, 4) for year, figure in observed("211400", RATE).items()} == {
        2010: 0.4154,
        2020: 0.5476,
    }
    assert observed("21", "urban_population")[2010].value == 27_168_750
    assert observed("21", "wage") == {}
    assert observed("nowhere", RATE) == {}


def test_a_prefecture_may_have_published_rates_between_its_censuses() -> None:
    published = rate_series("370200", "published")
    assert (published[2014].value, published[2014].confidence) == (0.6841, "read")
    assert published[2019].confidence == "memory"
    assert 2014 not in observed("370200", RATE)


def test_drivers_demography_and_towns_are_in_plain_units() -> None:
    assert driver("migrant_outgoing")[2011].value == 158_630_000
    assert driver("rural_net_income_pc")[2010].value == pytest.approx(5919.0)
    assert demography("birth_rate")[2010].value == 0.0119
    assert demography("death_rate")[2024].value == pytest.approx(0.00776, abs=2e-5)
    assert demography("household_size_national")[2020].value == 2.62
    assert town_statistics("city_water_coverage")[2010].value == pytest.approx(0.9668)
    with pytest.raises(KeyError, match="no series 'income'"):
        driver("income")


def test_the_weakest_part_decides_the_confidence() -> None:
    assert weakest(["read", "derived"]) == "derived"
    assert weakest(["memory", "read"]) == "memory"
    assert weakest([]) == "read"
