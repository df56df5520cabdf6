"""Measures that are part of the usual: with them the larger of both is done, without them what is left."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.model.towns.housing import PARTS, HousingPlan, HousingStock
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.result import RunResult
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.scenario.reading import read_text
from urbsim.scenario.starting.new_file import starting_text
from urbsim.vocabulary.errors import InputError

MIXES = ("policy", "nothing")
TEXT = starting_text("small", "320682", 2010, 2013, own=True)
USUAL = TEXT.replace("lever: dwellings", "lever: dwellings\n    adds: usual", 1)


def built(homes: HousingStock, units: float, usual: float) -> int:
    plan = np.zeros(PARTS)
    plan[3] = units
    homes.build(HousingPlan(plan, usual=usual))
    return homes.completed


@given(st.integers(0, 400))
def test_the_larger_of_both_is_built_with_it_and_the_rest_without(units: int) -> None:
    p = central_coefficients({}, 2010)
    usual = built(HousingStock(None, 5000, 0.02, p), 0, 0)
    assert usual > 0
    assert built(HousingStock(None, 5000, 0.02, p), units, units) == max(usual, units)
    assert built(HousingStock(None, 5000, 0.02, p), 0, units) == max(0, usual - units)


def lived(text: str) -> RunResult:
    size = Options(draws=2, seed=4, weight=100, workers=2, mixes=MIXES)
    return run_mixes(read_text(text, "small.yaml"), size, lambda done, total: None)


def test_without_a_part_of_the_usual_less_is_built_than_usual() -> None:
    extra, usual = lived(TEXT), lived(USUAL)
    homes = [
        {runs.mix: runs.of("dwellings_completed", runs.home)[:, 1:].sum() for runs in each.ensembles}
        for each in (extra, usual)
    ]
    assert homes[1]["nothing"] < homes[0]["nothing"]
    assert homes[1]["policy"] < homes[0]["policy"]


def test_every_mix_without_it_leaves_out_the_same_part() -> None:
    scenario = read_text(USUAL, "small.yaml")
    setups = resolve(scenario, 100, MIXES).setups
    parts = [setups[mix].levers.usual_dwellings for mix in MIXES]
    assert parts[0].sum() > 0
    assert np.array_equal(parts[0], parts[1])


def test_what_nobody_does_as_usual_cannot_be_a_part_of_it() -> None:
    with pytest.raises(InputError, match="nothing is done as usual of which hukou"):
        read_text(TEXT.replace("lever: hukou", "lever: hukou\n    adds: usual", 1), "small.yaml")
