"""The emulator on small scenarios: it foretells unseen runs, refuses what lies outside, and writes files."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.ensembles.tiny import tiny
from urbsim.analysis.emulator.as_file import as_file
from urbsim.analysis.emulator.emulator import Emulator, learn
from urbsim.analysis.emulator.lessons import coarse_enough
from urbsim.analysis.emulator.strengths import mix_at, sliders_of
from urbsim.analysis.mixes.mix_results import run_each_mix
from urbsim.analysis.mixes.mix_table import RATE
from urbsim.model.founding.founding import refuse_coarse
from urbsim.policy.mixes import in_force
from urbsim.runs.ensembles.ensemble import unwatched
from urbsim.runs.options import Options
from urbsim.runs.setup.founding_faults import rows_expected
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.reading import read_scenario
from urbsim.vocabulary.errors import InputError

DRAWS = 6


@cache
def learned(name: str) -> Emulator:
    scenario = tiny() if name == "tiny" else read_scenario(name)
    return learn(scenario, Options(draws=DRAWS, workers=1, executor="threads"), unwatched, settings=32)


@pytest.mark.parametrize("name", ["tiny", pytest.param("xuean-2010", marks=pytest.mark.prove)])
def test_unseen_runs_are_foretold_to_a_tenth_of_a_point(name: str) -> None:
    emulator = learned(name)
    rates = [each for each in emulator.errors if each.kind == "rate"]
    assert max(each.middle for each in rates) <= 0.001
    chances = [each.chance for each in emulator.errors if each.kind == "target"]
    assert max(chances, default=0.0) <= 0.03


def test_figures_are_those_of_a_run_to_the_error_stated() -> None:
    emulator = learned("tiny")
    strengths = np.array([[1.35]])
    last = emulator.written.track.home.years[-1]
    mix = mix_at(emulator.sliders, strengths[0], "other")
    tracks, _ = run_each_mix(emulator.scenario, (mix,), Options(draws=DRAWS, workers=1), unwatched)
    simulated = tracks[0].home.at(RATE, tracks[0].home.home, last)
    foretold = emulator.values(f"{RATE} {last}", strengths)[0]
    worst = max(each.worst for each in emulator.errors if each.kind == "rate")
    assert abs(np.median(foretold) - np.median(simulated)) <= max(2 * worst, 0.001)


def test_strengths_outside_are_refused_with_every_fault() -> None:
    with pytest.raises(InputError) as refused:
        learned("tiny").values("cost", np.array([[-0.1], [2.3]]))
    assert len(refused.value.faults) == 2


@pytest.mark.parametrize("name", [*sorted(shipped())])
def test_rows_are_few_but_no_coarser_than_the_smallest_area_bears(name: str) -> None:
    scenario = read_scenario(name)
    weight = coarse_enough(scenario, Options()).weight
    assert weight is not None
    setup = resolve(scenario, weight).setup
    refuse_coarse(setup)
    finer = resolve(scenario, scenario.runs.weight).setup
    assert rows_expected(setup) <= rows_expected(finer)
    assert coarse_enough(scenario, Options(weight=7)).weight == 7


def test_no_measures_cost_nothing_extra() -> None:
    assert learned("tiny").extra_cost(np.array([[0.0]])) == pytest.approx(0.0)


@pytest.mark.parametrize("name", [*sorted(shipped())])
def test_a_file_of_chosen_strengths_runs_the_same_measures(name: str, tmp_path: Path) -> None:
    scenario = read_scenario(name)
    sliders = sliders_of(scenario)
    rng = np.random.default_rng(len(name))
    strengths = np.array([round(float(rng.uniform(0, slider.most)), 2) for slider in sliders])
    strengths[0] = 0.0
    path = tmp_path / "explored.yaml"
    path.write_text(as_file(scenario, sliders, strengths, "explored"), encoding="utf-8")
    read = {each.name: each for each in read_scenario(str(path)).in_force("explored")}
    meant = in_force(mix_at(sliders, strengths, "explored"), scenario.measures)
    assert list(read) == [each.name for each in meant]
    for slider, strength in zip(sliders, strengths, strict=True):
        if strength not in (0, 1):
            value = slider.value if slider.unit == read[slider.measure].unit else slider.written
            assert read[slider.measure].value == pytest.approx(value * strength)
    assert resolve(read_scenario(str(path)), 100).ground.key == resolve(scenario, 100).ground.key
