"""Every region of the register becomes areas and settlements in which nobody is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.runs.texts import OWN_TOWNSHIP, own, scenario
from urbsim.evidence.statistics import base_count, base_years, demography
from urbsim.model.setup import Settlement
from urbsim.runs.setup.own_census import inherited, vital_rate, vital_rates
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.runs.setup.settlements import Ground, ground_of
from urbsim.vocabulary.errors import InputError
from urbsim.vocabulary.regions import children, lineage, regions

P = central_coefficients({}, 2010)
EVERY = [(code, year) for code in regions() for year in base_years(code) if year in (2010, 2020)]
LARGE = [(code, year) for code, year in EVERY if regions()[code].level != "county"]
COUNTIES = [(code, year) for code, year in EVERY if regions()[code].level == "county"]
KNOWN = [*LARGE[::4], *COUNTIES[::40]]
"""Every so-many-th region; all of them are gone through by `make prove`."""
OWN_COUNTY = """\
  name: 小县
  level: county
  parent: "620400"
  year: 2010
  population: 100000
  urban_population: 30000
  household_size: 3.3
  share_0_14: 0.18
  share_65plus: 0.09
  towns:
    - {name: 甲镇, population: 8000}
    - {name: 乙镇, share: 0.1}
  source: an example of our own"""


def ground(code: str, year: int) -> Ground:
    return ground_of(replace(scenario(), region=code, base_year=year), P)


def inside(found: Ground) -> list[Settlement]:
    return [place for place in found.settlements if place.area >= 0]


def test_the_register_is_known_in_both_censuses_but_for_what_is_kept_back_or_came_later() -> None:
    assert len([code for code, year in EVERY if year == 2010]) == 3221 + 2
    assert len([code for code, year in EVERY if year == 2020]) > 2700


@pytest.mark.parametrize(("code", "year"), KNOWN)
def test_people_add_up_to_the_last_one(code: str, year: int) -> None:
    found, base = ground(code, year), base_count(code, year)
    assert base is not None
    assert sum(area.population for area in found.areas) + sum(found.unallocated) == base.population
    assert sum(area.urban for area in found.areas) + found.unallocated[1] == base.urban
    for a, area in enumerate(found.areas):
        assert 0 <= area.urban <= area.population
        assert sum(place.population for place in found.settlements if place.area == a) == area.urban
        assert 1.5 < area.household_size < 7
        assert 0.05 < area.share_0_14 + area.share_65plus < 0.5
    keys = [place.key for place in found.settlements]
    assert len(set(keys)) == len(keys)
    assert all(place.population >= 0 and place.members >= 1 for place in found.settlements)


def test_every_region_becomes_a_setup_of_plain_numbers() -> None:
    asked = scenario()
    for code, year in KNOWN:
        until = year + 15
        setup = resolve(replace(asked, region=code, base_year=year, until=until), 100).setups["policy"]
        assert setup.years == tuple(range(year, until + 1))
        assert setup.drivers.wage.shape == (16,)
        assert 0 < setup.record.sd < 0.02
        assert -0.01 < setup.record.growth < 0.04


def test_the_nation_is_its_provinces_and_a_prefecture_its_counties_and_the_rest() -> None:
    assert [area.key for area in ground("CN", 2010).areas] == [each.code for each in children("CN")]
    areas = [area.key for area in ground("211400", 2010).areas]
    assert areas == ["211421", "211422", "211481", "rest"]


def test_tiers_follow_the_level() -> None:
    def tiers(code: str) -> list[list[str]]:
        found = ground(code, 2010)
        return [
            [place.tier for place in found.settlements if place.area == a] for a in range(len(found.areas))
        ]

    assert tiers("620423") == [["seat", "town"]]
    assert tiers("62") == [["city", "seat", "town"]]
    assert tiers("211400")[-1] == ["city", "town"]
    assert [place.key for place in ground("620423", 2010).settlements][2:] == [
        "outside/city",
        "outside/outside",
    ]
    assert len(inside(ground("CN", 2010))) == len(ground("CN", 2010).settlements)


def test_lineage_ends_in_the_nation() -> None:
    assert lineage("620423")[-2:] == ("62", "CN")
    assert lineage("CN") == ("CN",)


def test_a_region_inherits_what_it_lacks_from_the_nearest_one_around_it() -> None:
    count = base_count("620423", 2010)
    province = base_count("62", 2010)
    assert count is not None
    assert province is not None
    size = inherited(lineage("620423"), 2010, "household_size")
    assert size == (count.household_size or province.household_size)
    assert inherited(("CN",), 2010, "birth_rate") == demography("birth_rate")[2010].value


@pytest.mark.parametrize("code", ["21", "211400", "620423", "CN"])
def test_vital_rates_move_with_the_nations_from_the_year_in_which_they_were_counted(code: str) -> None:
    for name in ("birth_rate", "death_rate"):
        national = {year: figure.value for year, figure in demography(name).items()}
        change = vital_rate(lineage(code), 2020, name) / vital_rate(lineage(code), 2010, name)
        assert change == pytest.approx(national[2020] / national[2010])
    assert vital_rates(lineage(code), 2010) == (
        vital_rate(lineage(code), 2010, "birth_rate"),
        vital_rate(lineage(code), 2010, "death_rate"),
    )


def test_own_figures_are_taken_as_they_are_and_the_rest_is_inherited() -> None:
    found = ground_of(own(), P)
    (area,) = found.areas
    assert (found.key, found.level, found.base) == ("example", "township", None)
    assert (area.population, area.urban, area.villages) == (20000, 6000, 12)
    assert area.household_size == inherited(lineage("320682"), 2010, "household_size")
    assert [(place.key, place.population) for place in inside(found)] == [("town", 6000)]
    outside = {place.tier: place.distance for place in found.settlements if place.area < 0}
    assert outside == {"seat": 14, "city": 60, "outside": None}
    assert found.lineage == lineage("320682")


def test_own_towns_come_first_and_the_others_share_what_is_left() -> None:
    found = ground_of(own(OWN_COUNTY), P)
    people = {place.key: place.population for place in inside(found)}
    assert (people["甲镇"], people["乙镇"]) == (8000, 3000)
    assert sum(people.values()) == 30000
    assert people["example/seat"] == round(19000 * P["seat_share_of_county"])
    assert found.areas[0].household_size == 3.3


def test_a_township_of_named_towns_keeps_the_others_together() -> None:
    towns = "  towns: [{name: 甲镇, population: 2000}]\n  source"
    people = {
        place.key: place.population
        for place in inside(ground_of(own(OWN_TOWNSHIP.replace("  source", towns)), P))
    }
    assert people == {"甲镇": 2000, "other": 4000}


def test_own_stocks_replace_the_usual_ones() -> None:
    stocks = "  stocks: {dwellings: 2500, water_coverage: 0.4, road_area_per_capita: 9}\n  source"
    (town,) = inside(ground_of(own(OWN_TOWNSHIP.replace("  source", stocks)), P))
    assert town.dwellings == 2500
    assert town.stocks == {"water": 0.4, "road": 9}


def test_own_totals_are_shared_by_people_and_own_rates_hold_everywhere() -> None:
    known = "{dwellings: 9000, jobs: 12000, built_up_area: 6, hukou_barrier: 0.1, housing_price: 2400}"
    places = inside(ground_of(own(OWN_COUNTY.replace("  towns", f"  stocks: {known}\n  towns")), P))
    shares = [place.population / 30000 for place in places]
    assert [place.dwellings for place in places] == [round(9000 * share) for share in shares]
    for place, share in zip(places, shares, strict=True):
        assert place.stocks["jobs"] == pytest.approx(12000 * share)
        assert place.stocks["built_up_area"] == pytest.approx(6 * share)
        assert (place.stocks["hukou_barrier"], place.stocks["housing_price"]) == (0.1, 2400)


OWN_PREFECTURE = """\
  name: 小市
  level: prefecture
  parent: "320000"
  year: 2010
  population: 1000001
  urban_population: 350000
  counties: 3
  source: an example of our own"""


def test_a_prefecture_of_own_counties_has_its_people_in_counties_alike() -> None:
    found = ground_of(own(OWN_PREFECTURE), P)
    assert [area.level for area in found.areas] == ["county"] * 3
    assert sum(area.population for area in found.areas) == 1000001
    assert max(area.population for area in found.areas) - min(area.population for area in found.areas) <= 1
    assert (
        sum(area.urban for area in found.areas) == sum(place.population for place in inside(found)) == 350000
    )
    assert {(place.area, place.tier) for place in inside(found)} == {
        (a, tier) for a in range(3) for tier in ("seat", "town")
    }
    one = ground_of(own(OWN_PREFECTURE.replace("counties: 3", "counties: 1")), P)
    assert [area.level for area in one.areas] == ["prefecture"]


@pytest.mark.parametrize(
    "wrong", ["level: county", "towns: [{name: 甲镇, population: 2000}]\n  level: prefecture"]
)
def test_only_a_prefecture_without_towns_of_its_own_consists_of_counties(wrong: str) -> None:
    with pytest.raises(InputError, match="counties"):
        own(OWN_PREFECTURE.replace("level: prefecture", wrong))
