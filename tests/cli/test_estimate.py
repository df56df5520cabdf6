"""Long work says how long it takes here, once, from its first pieces; short work and pipes say nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.cli.screen.estimate import LONG, Estimate, duration
from urbsim.text import speaking


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def told(each: float, total: int, workers: int, draws: int | None = None, before: int = 0) -> list[str]:
    """What is told of pieces of one length, done so many at a time."""
    clock = Clock()
    estimate = Estimate(draws, workers, clock)
    said = [estimate.heard(before, total)]
    for done in range(before + 1, total + 1):
        clock.now += each if (done - before - 1) % workers == 0 else 0.0
        said.append(estimate.heard(done, total))
    return [each for each in said if each]


def test_it_is_the_time_and_what_fewer_draws_take() -> None:
    assert told(7.2, total=100, workers=2, draws=50) == [
        "About 6 minutes here; `--draws 20` takes 2 minutes."
    ]
    assert told(60.0, total=10, workers=1, draws=5) == ["About 10 minutes here."]
    with speaking("zh"):
        assert told(7.2, total=100, workers=2, draws=50) == ["本机约需6分钟；`--draws 20` 约2分钟。"]


def test_short_work_says_nothing() -> None:
    assert told(0.2, total=100, workers=2, draws=50) == []
    assert told(6.0, total=2, workers=2, draws=1) == []


def test_what_was_finished_before_does_not_count() -> None:
    assert told(7.2, total=200, workers=2, draws=50, before=100) == told(7.2, total=100, workers=2, draws=50)


@given(st.floats(0.5, 300.0), st.integers(1, 400), st.integers(1, 8))
def test_pieces_of_one_length_are_foretold_as_they_come(each: float, total: int, workers: int) -> None:
    whole = each * -(-total // workers)
    said = told(each, total, workers)
    assert len(said) <= 1
    if said:
        assert said == [f"About {duration(whole)} here."] or whole / each < 3 * workers
    else:
        assert whole < LONG + 2 * workers * each + 5.0


def test_another_piece_of_work_is_foretold_anew() -> None:
    clock = Clock()
    estimate = Estimate(None, 1, clock)
    said = []
    for total in (10, 30):
        for done in range(total + 1):
            said.append(estimate.heard(done, total))
            clock.now += 6.0
    assert [each for each in said if each] == ["About 60 s here.", "About 3 minutes here."]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "5 s"),
        (41, "40 s"),
        (94, "95 s"),
        (96, "2 minutes"),
        (361, "6 minutes"),
        (5400, "90 minutes"),
        (9000, "2.5 hours"),
    ],
)
def test_a_time_has_one_or_two_digits(seconds: float, words: str) -> None:
    assert duration(seconds) == words
