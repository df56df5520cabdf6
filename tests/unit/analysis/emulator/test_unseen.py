"""Emulators against runs they have not seen: within their aims, or open about it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.ensembles.tiny import tiny, tiny_file
from tests.unit.analysis.emulator.unseen import TEN, UNSEEN, Missed, missed_by
from urbsim.analysis.emulator.emulator import Emulator, learn, taught_by
from urbsim.analysis.emulator.lessons import classroom_of
from urbsim.analysis.emulator.trust import CHANCE, POINTS, asks_for_more
from urbsim.analysis.mixes.mix_table import RATE
from urbsim.cli.decide.learning import echo_trust
from urbsim.report.explore.page import doubts_of
from urbsim.runs.ensembles.ensemble import unwatched
from urbsim.runs.options import Options

SIZE = Options(draws=4, workers=1, executor="threads")


def assert_open(missed: Missed) -> None:
    assert missed.rates.shape == (UNSEEN,)
    assert missed.within or missed.doubted, missed.line()


def test_a_small_town_is_foretold_or_asks_for_more(tmp_path: Path) -> None:
    missed = missed_by(str(tiny_file(tmp_path)), draws=4)
    assert_open(missed)
    assert np.median(missed.rates) <= POINTS


@pytest.fixture(scope="module")
def emulator() -> Emulator:
    return learn(tiny(), SIZE, unwatched, settings=8)


def test_an_emulator_that_misses_says_so_wherever_it_is_asked(
    emulator: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    key = f"{RATE} 2013"
    values = emulator.learned.values.copy()
    values[:, emulator.position[key]] += 3 * POINTS
    room = classroom_of(emulator.scenario, emulator.sliders, emulator.written, SIZE)
    spoilt = taught_by(room, emulator.written, replace(emulator.learned, values=values), emulator.unseen)
    assert key in {each.key for each in asks_for_more(spoilt.errors)}
    echo_trust(spoilt)
    assert f"{key}: its error is too large to rely on" in " ".join(capsys.readouterr().out.split())
    assert any(key in doubt for doubt in doubts_of(spoilt))


@pytest.mark.prove
def test_thirty_unseen_settings_of_ten_scenarios_are_foretold() -> None:
    every = []
    for name in TEN:
        every.append(missed_by(name))
        print(f"\n{every[-1].line()}", end="")
    for missed in every:
        assert_open(missed)
    rates = np.concatenate([missed.rates for missed in every])
    chances = np.concatenate([missed.chances.ravel() for missed in every])
    print(f"\nall: points {100 * np.median(rates):.3f}, chance {100 * chances.mean():.2f} on average")
    assert np.median(rates) <= POINTS
    assert chances.mean() <= CHANCE
