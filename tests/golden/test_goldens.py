"""Results of the shipped scenarios are those that were kept."""

from __future__ import annotations

import pytest

from tests.golden import refresh as refreshing
from tests.golden.difference import differences, report
from tests.golden.figures import FOLDER, SHIPPED, SIZES, Figures, kept, lived, path_of, written


@pytest.mark.parametrize("name", SIZES)
def test_results_are_those_that_were_kept(name: str) -> None:
    moved = differences(kept(name), lived(name))
    if moved:
        pytest.fail(report(name, moved), pytrace=False)


def test_every_shipped_scenario_is_kept_and_nothing_else() -> None:
    shipped = {path.stem for path in SHIPPED.glob("*.yaml")}
    assert shipped == set(SIZES) == {path.stem for path in FOLDER.glob("*.csv")}


@pytest.mark.parametrize("name", SIZES)
def test_a_file_holds_exactly_what_was_written_and_all_variables_of_the_region(name: str) -> None:
    figures = kept(name)
    assert written(figures) == path_of(name).read_text(encoding="utf-8")
    assert len({variable for variable, _ in figures}) > 40
    assert len({year for _, year in figures}) >= 4


def test_whole_numbers_are_compared_exactly_and_others_to_the_ninth_digit() -> None:
    before: Figures = {("births", 2011): 123456789.0, ("wage", 2011): 20000.5, ("wage", 2012): 20001.5}
    near: Figures = {**before, ("wage", 2011): 20000.5 * (1 + 1e-10)}
    assert differences(before, near) == []
    assert differences(before, {**before, ("births", 2011): 123456790.0}) == [
        "births 2011: 123456789 -> 123456790 (+8.1e-09)"
    ]
    assert differences(before, {**before, ("wage", 2011): 20000.6}) == [
        "wage 2011: 20000.5 -> 20000.6 (+5e-06)"
    ]
    gone = {key: value for key, value in before.items() if key != ("wage", 2012)}
    assert differences(before, gone) == ["wage 2012: 20001.5 -> nothing"]


def test_the_message_names_the_command_and_the_changelog() -> None:
    said = report("xuean-2010", [f"line {n}" for n in range(50)])
    assert "python -m tests.golden.refresh xuean-2010" in said
    assert "CHANGELOG.md" in said
    assert "... and 10 more" in said


@pytest.mark.parametrize("names", [[], ["xuean"], ["xuean-2010", "nowhere"]])
def test_nothing_is_refreshed_unless_it_is_named_and_known(
    names: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(refreshing, "lived", lambda name: pytest.fail("lived"))
    assert refreshing.refresh(names) == 2
    assert "xuean-2010" in capsys.readouterr().err
