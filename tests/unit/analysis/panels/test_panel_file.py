"""A user's panel: what is read, what is refused and in which words, and that truth stays truth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from urbsim.analysis.hindcast.baselines import baselines
from urbsim.analysis.mean_field.sampled_forecast import mean_field
from urbsim.analysis.panels.panel_file import read_panel
from urbsim.analysis.panels.panels import Panel
from urbsim.vocabulary.errors import InputError

HEADER = "region,year,population,urban_population,parent,household_size,share_65plus"
ROWS = (
    "甲县,2010,400000,130000,辽宁,3.1,9.5",
    "甲县,2020,380000,190000,辽宁,2.7,15",
    "乙市,2010,2500000,1100000,21,,",
    "乙市,2020,2450000,1350000,,,",
    "百城,2010,500000,500000,Guangdong,,",
    "百城,2020,900000,890000,,,",
    "小村,2010,300,60,浙江,2.5,15",
    "小村,2020,280,90,,,",
    "211421,2008,350000,100000,,3.4,8",
    "211421,2020,330000,140000,,,",
)


def panel_of(folder: Path, *rows: str, header: str = HEADER, origin: int = 2010) -> Panel:
    path = folder / "panel.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8-sig")
    return read_panel(path, origin)


def faults_of(folder: Path, *rows: str, header: str = HEADER, origin: int = 2010) -> list[str]:
    with pytest.raises(InputError) as caught:
        panel_of(folder, *rows, header=header, origin=origin)
    return [str(fault).removeprefix(str(folder) + "/") for fault in caught.value.faults]


def test_rows_become_what_is_known_and_what_is_truth(tmp_path: Path) -> None:
    panel = panel_of(tmp_path, *ROWS)
    by_key = {unit.key: unit for unit in panel.units}
    county = by_key["甲县"]
    assert county.history == {2010: 0.325}
    assert county.people == (400_000, 130_000)
    assert (county.province, county.household_size, county.share_65plus) == ("21", 3.1, 0.095)
    assert panel.truth["甲县"] == {2020: 0.5}
    assert (by_key["乙市"].level, county.level) == ("prefecture", "county")
    assert (by_key["乙市"].province, by_key["百城"].province, by_key["211421"].province) == ("21", "44", "21")
    assert panel.years == tuple(range(2011, 2021))


def test_a_missing_year_is_bridged_from_before_by_national_growth(tmp_path: Path) -> None:
    unit = {unit.key: unit for unit in panel_of(tmp_path, *ROWS).units}["211421"]
    assert 2 / 7 < unit.history[2010] < 2 / 7 + 0.03
    assert panel_of(tmp_path, *ROWS).observed().shape == (5, 10)


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    straight = panel_of(tmp_path, *ROWS)
    shuffled = panel_of(tmp_path, *(ROWS[i] for i in (7, 2, 9, 0, 5, 1, 8, 3, 6, 4)))
    assert straight == shuffled


def test_forecasts_do_not_read_rows_after_the_origin(tmp_path: Path) -> None:
    changed = [row if ",2020," not in row else _other(row) for row in ROWS]
    first, second = panel_of(tmp_path, *ROWS), panel_of(tmp_path, *changed)
    assert first.truth != second.truth
    assert first.known == second.known
    for name, forecast in baselines(first).items():
        assert np.array_equal(forecast.quantiles, baselines(second)[name].quantiles), name
    assert np.array_equal(mean_field(first, 20).quantiles, mean_field(second, 20).quantiles)


def _other(row: str) -> str:
    """The row of a later year with other people and other covariates."""
    region, year, people, *_ = row.split(",")
    return f"{region},{year},{round(0.9 * int(people))},{round(0.88 * int(people))},,1.5,40"


def test_a_city_at_100_percent_and_300_people_get_forecasts(tmp_path: Path) -> None:
    panel = panel_of(tmp_path, *ROWS)
    names = [unit.key for unit in panel.units]
    found = mean_field(panel, 50)
    assert np.isfinite(found.quantiles).all()
    assert found.median[names.index("百城"), -1] > 0.99
    small, large = names.index("小村"), names.index("乙市")
    width = found.at(0.95)[:, -1] - found.at(0.05)[:, -1]
    assert width[small] > 1.5 * width[large]
    for name, forecast in baselines(panel).items():
        assert np.isfinite(forecast.quantiles).all(), name


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("甲,2010,100,-5,,,",), "panel.csv:2: urban_population -5 lies outside 0 to 2e+09; write the urban"),
        (("甲,2010,100,130,,,",), "panel.csv:2: urban_population 130 is more than population 100; correct"),
        (("甲,2010,0,0,,,",), "panel.csv:2: population 0 lies outside 1 to 2e+09"),
        (("甲,2010,many,5,,,",), "panel.csv:2: population 'many' is not a plain number"),
        (("甲,2010,nan,5,,,",), "panel.csv:2: population 'nan' is not a plain number"),
        (
            ('甲,2010,"1,00",5,,,',),
            "panel.csv:2: population '1,00' is not a plain number; write the residents",
        ),
        (("甲,2010,1,000,5,,,,",), "panel.csv:2: there are more cells than columns"),
        (("甲,2010.5,100,5,,,",), "panel.csv:2: year 2010.5 is not a whole year"),
        (("甲,,100,5,,,",), "panel.csv:2: year is empty"),
        ((",2010,100,5,,,",), "panel.csv:2: region is empty"),
        (("甲,2010,100,5,辽林,,",), "panel.csv:2: parent '辽林' is not known"),
        (("甲,2010,100,5,,30,",), "panel.csv:2: household_size 30 lies outside 1 to 12"),
        (("甲,2010,100,5,,,0.09",), "panel.csv:2: share_65plus 0.09 lies outside 0.5 to 60; write percent"),
        (
            ("甲,2010,900,500,,,", "甲,2010,900,500,,,"),
            "panel.csv:3: 甲 in 2010 stands in line 2 already; keep",
        ),
        (
            ("甲,2009,900,500,21,,", "甲,2010,900,500,22,,"),
            "panel.csv:3: 甲 has another parent than in line 2",
        ),
        (
            ("甲,2020,900,500,,,",),
            "panel.csv:2: 甲 has no row in 2010 or the 5 years before; add one, or choose",
        ),
        ((), "panel.csv:1: there are no rows"),
    ],
)
def test_every_fault_has_its_line_and_a_remedy(tmp_path: Path, rows: tuple[str, ...], message: str) -> None:
    found = faults_of(tmp_path, *rows)
    assert any(fault.startswith(message) for fault in found), found
    assert all("; " in fault for fault in found)


def test_all_faults_come_in_one_pass_in_the_order_of_lines(tmp_path: Path) -> None:
    found = faults_of(
        tmp_path, "甲,2010,100,130,,,", "乙,2010,x,5,nowhere,,", "丙,2010,900,500,,,", "丙,2010,900,500,,,"
    )
    assert [fault.split(":")[1] for fault in found] == ["2", "3", "3", "5"]


def test_the_header_is_checked(tmp_path: Path) -> None:
    assert faults_of(tmp_path, header="region,year,population")[0].startswith(
        "panel.csv:1: there is no column urban_population"
    )
    header = "region,year,population,urban_population,houshold_size"
    assert "did you mean household_size?" in faults_of(tmp_path, header=header)[0]


def test_files_that_are_no_text_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "gbk.csv"
    path.write_bytes("地区,2010".encode("gbk") + "区".encode())
    with pytest.raises(InputError, match="save the document as UTF-8"):
        read_panel(path, 2010)
    with pytest.raises(InputError, match="no such file"):
        read_panel(tmp_path / "none.csv", 2010)
    with pytest.raises(InputError, match="too early"):
        panel_of(tmp_path, *ROWS, origin=2001)
