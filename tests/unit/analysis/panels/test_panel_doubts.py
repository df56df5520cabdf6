"""Panels in other units, with sums among rows, or one place written twice are refused; units are obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from urbsim.analysis.panels.panel_file import read_panel
from urbsim.vocabulary.errors import InputError

HEAD = "region,year,population,urban_population"
SOUND = [
    "620423,2010,225755,92300",
    "620423,2020,191000,98000",
    "石坝县,2010,235000,70000",
    "石坝县,2020,228000,99000",
]


def panel(folder: Path, rows: list[str], head: str = HEAD) -> Path:
    path = folder / "mine.csv"
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return path


def told(folder: Path, rows: list[str], head: str = HEAD) -> list[tuple[int | None, str]]:
    with pytest.raises(InputError) as caught:
        read_panel(panel(folder, rows, head), 2010)
    return [(fault.line, f"{fault.problem}; {fault.remedy}") for fault in caught.value.faults]


def test_a_sound_panel_is_read_without_a_word(tmp_path: Path) -> None:
    assert read_panel(panel(tmp_path, SOUND), 2010).notes == ()


@pytest.mark.parametrize(
    ("row", "instead", "words"),
    [
        (0, "620423,2010,22.5755,9.23", "ten thousands (万)"),
        (0, "620423,2010,225755,40.9", "a rate (40.9 %)"),
        (0, "620423,2010,225755,9.23", "ten thousands (万)"),
        (0, "620423,2010,2257550000,923000000", "lies outside"),
        (2, "石坝县,2010,23.5,7", "ten thousands (万)"),
        (2, "石坝县,2010,2350,700", "another unit"),
        (3, "石坝县,2020,228000,0.434", "a rate (43.4 %)"),
        (3, "石坝县,2020,99000,228000", "swapped"),
        (3, "石坝,2020,228000,99000", "is written"),
        (1, "景泰县,2020,191000,98000", "is written"),
        (3, "云南省石坝县,2020,228000,99000", "is written"),
        (3, "石坝县,2020,2280000,990000", "a digit too many"),
        (0, "甘肃省,2010,25599,9246", "thousands (千)"),
    ],
)
def test_each_slip_is_named_with_its_line(tmp_path: Path, row: int, instead: str, words: str) -> None:
    rows = [*SOUND[:row], instead, *SOUND[row + 1 :]]
    found = told(tmp_path, rows)
    assert any(line in (row + 1, row + 2, row + 3) and words in message for line, message in found), found


def test_the_nation_in_ten_thousands_is_refused(tmp_path: Path) -> None:
    found = told(tmp_path, ["中国,2010,134091,66978", "中国,2020,141212,90220"])
    assert [line for line, _ in found] == [2, 3]
    assert all("ten thousands (万)" in message for _, message in found)


@pytest.mark.parametrize("unit", ["(万人)", "（万人）", "[wan]", "/万人"])
def test_a_unit_in_the_head_is_obeyed_and_told(tmp_path: Path, unit: str) -> None:
    head = f"region,year,population{unit},urban_population{unit}"
    rows = ["石坝县,2010,23.5,7", "石坝县,2020,22.8,9.9"]
    read = read_panel(panel(tmp_path, rows, head), 2010)
    plain = read_panel(panel(tmp_path, ["石坝县,2010,235000,70000", "石坝县,2020,228000,99000"]), 2010)
    assert read.units == plain.units
    assert any("23.5" in note and "→ 235,000 persons" in note for note in read.notes)


@pytest.mark.parametrize("name", ["合计", " 总计", "全 市"])
def test_a_sum_of_other_rows_is_left_out_and_told(tmp_path: Path, name: str) -> None:
    read = read_panel(panel(tmp_path, [*SOUND, f"{name},2010,460755,162300"]), 2010)
    assert read.units == read_panel(panel(tmp_path, SOUND), 2010).units
    assert any("mine.csv:6 sums other rows" in note for note in read.notes)


def test_a_unit_that_is_not_known_is_asked_for(tmp_path: Path) -> None:
    ((line, message),) = told(tmp_path, SOUND, "region,year,population(户),urban_population")
    assert line == 1
    assert "'户', which is not known" in message


def test_what_is_meant_is_said_beside_the_figures(tmp_path: Path) -> None:
    rows = ["石坝县,2010,235000,70000,", "石坝县,2020,235000,900,moved for a reservoir"]
    read = read_panel(panel(tmp_path, rows, f"{HEAD},unusual"), 2010)
    assert read.notes == ("石坝县 in 2020 is unusual: moved for a reservoir",)
