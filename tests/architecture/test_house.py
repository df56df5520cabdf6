"""The house as it stands keeps its rules."""

from pathlib import Path

import pytest

import urbsim
from tests.architecture.floor_rules import FLOOR_RULES
from tests.architecture.house import FLOORS
from tests.architecture.size_rules import SIZE_RULES, missing_docstrings
from tests.architecture.sources import sources

PACKAGE = Path(urbsim.__file__).parent
TESTS = Path(__file__).parents[1]


def _name(value):
    return getattr(value, "__name__", None)


@pytest.mark.parametrize("rule", [*FLOOR_RULES, *SIZE_RULES, missing_docstrings], ids=_name)
def test_package_keeps(rule):
    assert sources(PACKAGE), "no source was found, so nothing was tested"
    assert not rule(PACKAGE), "\n".join(["", *rule(PACKAGE)])


@pytest.mark.parametrize("rule", SIZE_RULES, ids=_name)
def test_tests_keep(rule):
    assert not rule(TESTS), "\n".join(["", *rule(TESTS)])


def test_contributing_shows_the_floors_that_are_enforced():
    text = (TESTS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:3] for line in text.splitlines() if line.startswith("| ")]
    shown = {name.strip(" `/"): int(floor) for floor, name in rows if floor.strip().isdigit()}
    assert shown == FLOORS
