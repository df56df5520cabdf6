"""Notes on the discrepancy: as wide as reported, none for the nation, more where targets count people."""

from __future__ import annotations

import pytest

from tests.unit.runs.texts import scenario
from urbsim.runs.ensembles.outlook_notes import discrepancy_notes
from urbsim.runs.setup.resolve import resolve

TARGET = """\
targets:
  - {{name: aim, variable: {variable}, comparator: at_least, value: {value}, year: 2015, because: an example}}
"""


@pytest.mark.parametrize(("region", "width"), [("620423", "6.0 points"), ("211400", "4.0 points")])
def test_they_say_how_wide_the_discrepancy_of_a_level_is(region: str, width: str) -> None:
    asked = scenario(region, 2010, 2015)
    (found,) = discrepancy_notes(asked, resolve(asked, 300))
    assert width in found.english
    assert width.split(maxsplit=1)[0] in found.chinese


def test_the_nation_has_none() -> None:
    asked = scenario("CN", 2010, 2012)
    assert discrepancy_notes(asked, resolve(asked, 30_000)) == ()


@pytest.mark.parametrize(("variable", "value", "notes"), [("urban_population", 90000, 2), ("jobs", 20000, 1)])
def test_targets_for_people_have_a_word_of_their_own(variable: str, value: int, notes: int) -> None:
    asked = scenario("620423", 2010, 2016, TARGET.format(variable=variable, value=value))
    found = discrepancy_notes(asked, resolve(asked, 40))
    assert len(found) == notes
    assert ("standing still" in found[-1].english) == (notes == 2)
