"""Every row of every table has a source and a confidence, and every table has a card."""

import math
from importlib.resources import files

import pytest

from tests.evidence.source_cards import cards
from urbsim.evidence.census import CENSUSES, census_of, counted_codes
from urbsim.evidence.statistics import base_count
from urbsim.vocabulary.regions import regions
from urbsim.vocabulary.tables import data_rows

FOLDER = files("urbsim").joinpath("data", "statistics")
TABLES = sorted(entry.name[:-4] for entry in FOLDER.iterdir() if entry.name.endswith(".csv"))
PLACES = ("regions", "capitals", "tiles", "other_names", "characters")
WIDE = ("census_2010", "census_2020", "prefecture_pairs", "county_growth_2000_2010")
FIGURES = [table for table in TABLES if table not in PLACES + WIDE]


def test_every_table_has_a_card_and_every_card_a_table() -> None:
    assert sorted(cards()) == TABLES
    for card in cards().values():
        assert all((card.publication, card.revision, card.definition, card.date, card.confidence))
        assert card.traps


@pytest.mark.parametrize("table", FIGURES)
def test_every_row_has_a_finite_value_a_source_and_a_confidence(table: str) -> None:
    for row in data_rows(f"statistics/{table}.csv"):
        assert math.isfinite(float(row["value"]))
        assert row["confidence"] in {"read", "memory", "derived"}, row
        assert len(row["source"]) > 2, row
        assert None not in row


def test_every_province_has_a_capital_in_china_whose_position_is_never_called_read() -> None:
    rows = {row["province"]: row for row in data_rows("statistics/capitals.csv")}
    assert set(rows) == {code for code, region in regions().items() if region.level == "province"}
    for row in rows.values():
        assert 73 < float(row["longitude"]) < 135
        assert 18 < float(row["latitude"]) < 54
        assert row["confidence"] == "memory"


@pytest.mark.parametrize("table", FIGURES)
def test_shares_are_fractions(table: str) -> None:
    for row in data_rows(f"statistics/{table}.csv"):
        if row["unit"] == "share":
            assert 0 <= float(row["value"]) <= 1, row


@pytest.mark.parametrize("table", ["national", "provinces", "prefectures", "counties", "named_regions"])
def test_every_figure_names_its_region_basis_and_vintage_once(table: str) -> None:
    seen = set()
    for row in data_rows(f"statistics/{table}.csv"):
        key = (row["region"], row["variable"], row["vintage"], row["year"])
        assert key not in seen
        seen.add(key)
        assert row["region"] in regions()
        assert row["basis"] in {"resident", "hukou", "none"}
        assert row["vintage"] in {"revised", "published", "census"}


@pytest.mark.parametrize(
    ("table", "rows"),
    [("national", 195), ("provinces", 2196), ("prefectures", 602), ("drivers", 507), ("forecasts", 120)],
)
def test_no_row_was_lost(table: str, rows: int) -> None:
    assert len(data_rows(f"statistics/{table}.csv")) == rows


def test_every_unit_of_the_census_of_2010_can_be_founded_with_more_people_than_urban_people() -> None:
    for code in counted_codes(2010):
        count = base_count(code, 2010)
        assert count is not None, code
        assert 0 <= count.urban <= count.population, code
        assert count.population > 0


@pytest.mark.parametrize(("year", "units"), [(2010, 3221), (2020, 2766)])
def test_every_row_of_a_census_is_of_the_register_once_and_sound(year: int, units: int) -> None:
    codes = counted_codes(year)
    assert len(set(codes)) == len(codes) == units
    for code in codes:
        row = census_of(code, year)
        assert row is not None
        assert code in regions()
        assert sum(row.ages) == pytest.approx(1)
        shares = (row.farming, row.piped_water, row.rented, row.selfbuilt, row.bought, *(row.came or ()))
        assert all(0 <= share <= 1 for share in shares if share is not None), row


def test_ages_that_add_up_to_other_people_are_only_those_the_card_names() -> None:
    rows = (census_of(code, year) for year in CENSUSES for code in counted_codes(year))
    assert [row.code for row in rows if row is not None and row.ages_disagree] == ["211422"]


def test_pairs_and_growth_are_of_the_register() -> None:
    for row in (
        *data_rows("statistics/prefecture_pairs.csv"),
        *data_rows("statistics/county_growth_2000_2010.csv"),
    ):
        assert row["code"] in regions()


def test_rates_and_counts_of_the_nation_agree() -> None:
    rates = {
        (row["year"], row["vintage"]): float(row["value"])
        for row in data_rows("statistics/national.csv")
        if row["variable"] == "resident_urbanization_rate"
    }
    for year in range(2000, 2026):
        count = base_count("CN", year)
        assert count is not None
        assert count.urban / count.population == pytest.approx(rates[str(year), "revised"], abs=6e-5)
