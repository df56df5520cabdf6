"""What a region takes from its own census, what it inherits, and that nothing is from after the base year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tests.unit.runs.texts import own, scenario
from urbsim.evidence import census, statistics
from urbsim.evidence.census import Census, census_of, counted_codes
from urbsim.evidence.figures import Figure
from urbsim.runs.ensembles.shared_founding import founding_key
from urbsim.runs.setup import own_census as reader
from urbsim.runs.setup.own_census import MEASURED, inherited_names, merged, own_census, with_shares
from urbsim.runs.setup.resolve import Resolved, resolve
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.runs.setup.settlements import ground_of
from urbsim.runs.setup.tracing import series_of
from urbsim.vocabulary.regions import children, regions

P = central_coefficients({}, 2010)


def resolved(code: str, year: int) -> Resolved:
    return resolve(replace(scenario(), region=code, base_year=year, until=year + 2), 100)


def traced(code: str, year: int) -> dict[str, str]:
    return {str(each["path"]): str(each["because"]) for each in series_of(resolved(code, year))}


def test_a_county_is_founded_from_its_own_census() -> None:
    row, found = census_of("510722", 2010), own_census("510722", 2010)
    assert row is not None
    assert row.came is not None
    assert row.hukou_population is not None
    assert inherited_names("510722", found) == ()
    away = row.hukou_population - row.population * (1 - row.came[1] - row.came[2])
    assert reader.away_of(row) == pytest.approx(away / row.hukou_population)
    (area,) = ground_of(replace(scenario(), region="510722", base_year=2010), P).areas
    assert area.ages == pytest.approx((*row.ages[:14], sum(row.ages[14:])))
    assert (area.household_size, area.away, area.near) == (row.household_size, found.away, found.near)


def test_ratios_to_the_nation_are_one_on_average() -> None:
    for name in MEASURED:
        rows = [row for each in children("CN") if (row := census_of(each.code, 2010)) is not None]
        known = [(row.population, MEASURED[name](row)) for row in rows]
        people, values = np.array([(people, value) for people, value in known if value is not None]).T
        assert np.average(values, weights=people) == pytest.approx(reader.nation_mean(name, 2010))


def test_a_blank_cell_is_inherited_from_the_region_around_and_said_to_be() -> None:
    blank = [code for code in counted_codes(2010) if census_of(code, 2010).came is None]  # type: ignore[union-attr]
    assert len(blank) == 18
    for code in blank:
        found = own_census(code, 2010)
        assert set(inherited_names(code, found)) >= {"away", "near", "came"}
        assert found.origins["ages"] == (code, 2010)
    words = traced(blank[0], 2010)
    assert words[f"areas.{blank[0]}.away"].startswith("inherited: census of 2010 for ")
    assert words[f"areas.{blank[0]}.schooling"].startswith("own census of 2010 for ")


def test_figures_that_are_told_and_read_by_no_law_are_said_to_be() -> None:
    before, told = resolved("211422", 2010), traced("211422", 2010)
    unread = {path.split(".")[-1] for path, because in told.items() if "no law of the model" in because}
    assert unread == {"rented", "selfbuilt", "bought", "nonfarm_hukou"}
    assert not unread & set(vars(before.setup.areas[0]))


def test_ages_that_add_up_to_other_people_are_scaled_and_said_to_be() -> None:
    words = traced("211422", 2010)
    assert "550,537 of 520,537 people" in words["areas.211422.ages"]
    assert sum(own_census("211422", 2010).ages) == pytest.approx(1)


@pytest.mark.parametrize("code", ["211422", "211400", "21", "CN"])
def test_before_the_first_census_everything_is_the_nations(code: str) -> None:
    assert own_census(code, 2009) == reader.OwnCensus()


def test_own_figures_take_the_census_of_their_parent_with_their_own_shares() -> None:
    ground = ground_of(own(), P)
    (area,) = ground.areas
    assert ground.census.origins["ages"] == ("320682", 2010)
    assert sum(area.ages[:3]) == pytest.approx(area.share_0_14)
    assert sum(area.ages[13:]) == pytest.approx(area.share_65plus)
    assert not area.counted


def test_ages_are_scaled_to_given_shares() -> None:
    ages = with_shares((0.1,) * 3 + (0.05,) * 10 + (0.1,) * 2, 0.15, 0.25)
    assert ages == pytest.approx((0.05,) * 3 + (0.06,) * 10 + (0.125,) * 2)
    assert with_shares((), 0.2, 0.1) == ()


def test_districts_together_are_the_mean_of_their_people() -> None:
    codes = [child.code for child in children("211400") if child.is_district]
    whole, rows = merged(codes, 2010), [census_of(code, 2010) for code in codes]
    assert whole is not None
    people = np.array([row.population for row in rows if row is not None])
    children_ = np.array([row.share_0_14 for row in rows if row is not None])
    assert sum(whole.census.ages[:3]) == pytest.approx(np.average(children_, weights=people))
    assert merged(["CN"], 2010) is None


def test_a_prefecture_lacking_a_county_in_2020_tells_no_rest_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    prefecture = next(
        region.code
        for region in regions().values()
        if region.level == "prefecture"
        and statistics.base_count(region.code, 2020) is not None
        and len(ground_of(replace(scenario(), region=region.code, base_year=2020), P).areas) > 2
    )
    counties = [each.code for each in children(prefecture) if not each.is_district]
    known = statistics.base_count
    monkeypatch.setattr(
        "urbsim.runs.setup.settlements.base_count",
        lambda code, year: None if code == counties[0] else known(code, year),
    )
    (area,) = ground_of(replace(scenario(), region=prefecture, base_year=2020), P).areas
    assert area.key == prefecture


LATER = [
    ("211422", 2010), ("211400", 2010), ("110101", 2010), ("21", 2005), ("21", 2015), ("CN", 2002),
    ("CN", 2010),
]  # fmt: skip


@pytest.mark.parametrize(("code", "year"), LATER)
def test_no_figure_dated_after_the_base_year_enters_a_founding(
    code: str, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = founding_key(resolved(code, year).setup, P)
    with monkeypatch.context() as patch:
        patch.setattr(statistics, "_in_table", halved_after(year))
        patch.setattr(statistics, "prefecture_at", pairs_halved_after(year))
        for module in (census, statistics, reader):
            patch.setattr(module, "census_of", doubled_after(year))
        forget()
        assert founding_key(resolved(code, year).setup, P) == before
    forget()


def forget() -> None:
    """Read every census and every count again."""
    statistics.base_count.cache_clear()
    statistics.base_years.cache_clear()
    reader.inherited_census.cache_clear()
    reader.nation_mean.cache_clear()


def halved_after(year: int) -> Callable[[str, tuple[str, str, str]], dict[int, Figure]]:
    known = statistics._in_table

    def read(table: str, key: tuple[str, str, str]) -> dict[int, Figure]:
        figures = known(table, key)
        return {
            at: replace(each, value=each.value / 2) if at > year else each for at, each in figures.items()
        }

    return read


def doubled_after(year: int) -> Callable[[str, int], Census | None]:
    def read(code: str, at: int) -> Census | None:
        row = census_of(code, at)
        if row is None or at <= year:
            return row
        people, ages = row.population * 2, row.ages[::-1]
        return replace(row, population=people, household_size=2.0, ages=ages, came=(0.3, 0.3, 0.3))

    return read


def pairs_halved_after(year: int) -> Callable[[str, int], dict[str, float]]:
    def read(code: str, at: int) -> dict[str, float]:
        pair = dict(census.prefecture_at(code, at))
        return pair if at <= year else {name: value / 2 for name, value in pair.items()}

    return read
