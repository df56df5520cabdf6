"""Slips in shipped scenarios and the package's panels are named with their line; without one nothing is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.scenarios.editing import FILE
from tests.scenarios.slips import (
    ORIGIN,
    Slip,
    as_text,
    is_named,
    package_panels,
    panel_is_named,
    panel_slip,
    rows_of,
    slips_of,
    written,
    written_out,
)
from urbsim.analysis.panels.panel_file import read_panel
from urbsim.scenario import read_scenario, read_text
from urbsim.scenario.file.shipped import shipped

ENOUGH = 0.95


def in_scenarios(number: int) -> list[Slip]:
    """So many slips, drawn from all that can be made."""
    every = [slip for name in sorted(shipped()) for slip in slips_of(name)]
    return random.Random(19).sample(every, number)


def in_panels(number: int) -> list[Slip]:
    luck = random.Random(19)
    return [panel_slip(luck) for _ in range(number)]


def missed(number: int, folder: Path) -> tuple[list[str], list[str]]:
    """Slips that nothing names, of so many in scenarios and as many in panels."""
    return (
        [slip.done for slip in in_scenarios(number) if not is_named(slip)],
        [slip.done for slip in in_panels(number) if not panel_is_named(slip, folder)],
    )


def test_slips_are_named_with_file_and_line(tmp_path: Path) -> None:
    for passed_over in missed(40, tmp_path):
        assert len(passed_over) <= (1 - ENOUGH) * 40, passed_over


@pytest.mark.prove
def test_two_hundred_slips_in_scenarios_and_as_many_in_panels(tmp_path: Path) -> None:
    for where, passed_over in zip(("scenarios", "panels"), missed(200, tmp_path), strict=True):
        named = 200 - len(passed_over)
        print(f"{named} of 200 slips in {where} named with file and line ({named / 200:.1%}); passed over:")
        print("".join(f"  {done}\n" for done in passed_over) or "  none")
        assert named >= ENOUGH * 200
    rows = sum(len(rows_of(panel)) for panel in package_panels())
    print(
        f"without a slip, nothing is doubted in {unalarmed_scenarios()} shipped scenarios, as they are and"
        f" with figures of their own for clauses, and in {unalarmed_panels(tmp_path)} panels of {rows} rows"
    )


def unalarmed_scenarios() -> int:
    """How many scenarios are read without a fault, and without a figure that had to be called unusual."""
    for name in shipped():
        assert read_scenario(name).unusual == ()
        assert read_text(as_text(written_out(name)), FILE).unusual == ()
    return len(shipped())


def unalarmed_panels(folder: Path) -> int:
    """How many panels are read as they stand without a fault or a note."""
    for panel in package_panels():
        (folder / "panel.csv").write_text(written(rows_of(panel)), "utf-8")
        assert read_panel(folder / "panel.csv", min(panel.origin, ORIGIN)).notes == ()
    return len(package_panels())


def test_nothing_is_doubted_without_a_slip(tmp_path: Path) -> None:
    assert unalarmed_scenarios() == 21
    assert unalarmed_panels(tmp_path) == 7
