"""The house as it stands keeps its rules."""

import re
from pathlib import Path

import pytest

import urbsim
from tests.architecture.floor_rules import FLOOR_RULES
from tests.architecture.folder_rules import FOLDER_RULES
from tests.architecture.house import FLOORS
from tests.architecture.picture import PLACE, drawn, wings
from tests.architecture.shape_rules import SHAPE_RULES
from tests.architecture.size_rules import SIZE_RULES, missing_docstrings
from tests.architecture.sources import sources

PACKAGE = Path(urbsim.__file__).parent
TESTS = Path(__file__).parents[1]


def _name(value):
    return getattr(value, "__name__", None)


RULES = (*FLOOR_RULES, *SIZE_RULES, *SHAPE_RULES, *FOLDER_RULES, missing_docstrings)


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_package_keeps(rule):
    assert sources(PACKAGE), "no source was found, so nothing was tested"
    assert not rule(PACKAGE), "\n".join(["", *rule(PACKAGE)])


@pytest.mark.parametrize("rule", SIZE_RULES, ids=_name)
def test_tests_keep(rule):
    assert not rule(TESTS), "\n".join(["", *rule(TESTS)])


def test_the_picture_and_the_table_of_the_house_show_every_wing():
    assert PLACE.read_text(encoding="utf-8") == drawn()
    table = (PLACE.parent / "architecture.md").read_text(encoding="utf-8")
    lacking = [
        f"{package}/{wing}"
        for package in FLOORS
        for wing in wings(package)
        if not re.search(rf"`({package}/)?{wing}/`", table)
    ]
    assert lacking == []


def test_contributing_shows_the_floors_that_are_enforced():
    text = (TESTS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:3] for line in text.splitlines() if line.startswith("| ")]
    shown = {name.strip(" `/"): int(floor) for floor, name in rows if floor.strip().lstrip("-").isdigit()}
    assert shown == FLOORS
