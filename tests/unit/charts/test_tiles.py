"""Maps of names: every place once, colours by what moved, nothing where nothing is found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.charts.compared import compared
from urbsim.charts.maps.drawing import halved, size_for, tile_files
from urbsim.charts.maps.tiles import (
    MOST,
    added_tile,
    cells_of,
    places_of,
    province_cells,
    tile_maps,
)
from urbsim.charts.words import cells
from urbsim.vocabulary.regions import regions

PROVINCES = [code for code, region in regions().items() if region.level == "province"]


@given(count=st.integers(1, MOST))
def test_every_place_has_a_tile_for_itself_and_rows_are_short_enough_to_read(count: int) -> None:
    where = cells_of([f"place {n}" for n in range(count)])
    assert len(set(where)) == count
    assert max(cell.column for cell in where) < 9


def test_provinces_stand_to_each_other_as_they_lie() -> None:
    known = province_cells()
    assert set(known) == set(PROVINCES)
    assert len(set(known.values())) == len(PROVINCES)
    assert cells_of(PROVINCES) == tuple(known[code] for code in PROVINCES)
    north, south, west, east = (known[code] for code in ("23", "46", "65", "31"))
    assert north.row < south.row
    assert west.column < east.column


def test_towns_of_a_run_are_tiles_with_what_they_gained() -> None:
    run = compared().run
    (shown,) = tile_maps(run)
    assert len(shown.tiles) == len(places_of(run)) == 6
    assert shown.tiles[0].number == pytest.approx(100 * 1500 * 15 / 9e4)


def test_what_cannot_be_told_from_chance_has_no_colour() -> None:
    row = {"difference_p50": 120.0, "effect": "none"}
    assert added_tile("a", row).number is None
    assert added_tile("a", {**row, "effect": "clear"}).number == 120.0
    assert added_tile("a", None).text == "–"


def test_one_place_alone_is_no_map() -> None:
    run = compared().run
    home = run.years[run.years["region"] == run.manifest["region"]]
    assert tile_files(replace(run, years=home)) == {}


def test_maps_are_the_same_bytes_again_and_speak_either_language() -> None:
    run = compared().run
    first, again, chinese = (tile_files(run, lang, ("svg",))["svg"] for lang in ("en", "en", "zh"))
    assert first == again != chinese


def test_a_name_of_two_lines_is_divided_evenly() -> None:
    assert halved("新疆维吾尔自治区", 14) == ["新疆维吾", "尔自治区"]
    assert halved("海南省", 14) == ["海南省"]
    assert halved("Inner Mongolia", 10) == ["Inner", "Mongolia"]


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30))
def test_letters_are_small_enough_for_their_tile(text: str) -> None:
    assert size_for([text], 64.0) * 0.5 * cells(text) <= 64.0
