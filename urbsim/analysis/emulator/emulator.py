"""The emulator of one scenario: any strengths within its range answered at once, with its own error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from urbsim.analysis.emulator.design import counts_for, settings_to_learn, settings_unseen
from urbsim.analysis.emulator.lessons import AsWritten, Classroom, Lessons, classroom_of, run_as_written
from urbsim.analysis.emulator.outputs import COST, Output
from urbsim.analysis.emulator.strengths import Array, Slider, sliders_of
from urbsim.analysis.emulator.surrogate import Surrogate, fitted, scaled_of
from urbsim.analysis.emulator.trust import Trust, asks_for_more, trust_of
from urbsim.runs.ensembles.ensemble import unwatched
from urbsim.runs.ensembles.jobs import Progress
from urbsim.runs.options import Options
from urbsim.runs.results.result import RunResult
from urbsim.scenario.file.values import Scenario
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError

SLACK = 1e-9
"""How far rounding may carry a strength over its bound."""


@dataclass(frozen=True, eq=False)
class Emulator:
    """Surrogates of every output over the strengths of these sliders; the error of each on unseen runs.

    ``counted`` is the output that counts as their cost.
    """

    scenario: Scenario
    sliders: tuple[Slider, ...]
    outputs: tuple[Output, ...]
    surrogates: tuple[Surrogate, ...]
    errors: tuple[Trust, ...]
    written: AsWritten
    learned: Lessons
    unseen: Lessons
    counted: str = COST

    @property
    def result(self) -> RunResult:
        """What the runs say beside the figures."""
        return self.written.result

    @cached_property
    def most(self) -> Array:
        """The upper end of every strength, (M,)."""
        return np.array([slider.most for slider in self.sliders])

    @cached_property
    def position(self) -> dict[str, int]:
        """Positions of the outputs by key."""
        return {output.key: at for at, output in enumerate(self.outputs)}

    @property
    def targets(self) -> tuple[Output, ...]:
        """The targets that runs can score."""
        return tuple(output for output in self.outputs if output.kind == "target")

    def values(self, key: str, strengths: Array) -> Array:
        """Values (S, D) of an output at strengths (S, M); InputError outside the range that was learned."""
        self.refuse_outside(strengths)
        return self.surrogates[self.position[key]](scaled_of(strengths, self.most))

    def probability(self, key: str, strengths: Array) -> Array:
        """Share of draws that meet a target at strengths (S, M), (S,)."""
        output = self.outputs[self.position[key]]
        return np.asarray(output.met(self.values(key, strengths)).mean(axis=1))

    def extra_cost(self, strengths: Array) -> Array:
        """Mean extra money, of those who count, against no measures at strengths (S, M), (S,), yuan."""
        nothing = np.zeros((1, len(self.sliders)))
        means = self.values(self.counted, np.vstack([nothing, strengths])).mean(axis=1)
        return np.asarray(means[1:] - means[0])

    def refuse_outside(self, strengths: Array) -> None:
        """InputError with every strength of settings (S, M) outside what the emulator has learned."""
        low, high = strengths.min(axis=0), strengths.max(axis=0)
        faults: list[Fault] = [
            self.scenario.fault(
                "measures",
                say("decide.outside", measure=slider.measure, strength=f"{end:.3g}"),
                say("decide.stay_within", most=f"{slider.most:.3g}"),
            )
            for slider, *ends in zip(self.sliders, low, high, strict=True)
            for end in dict.fromkeys(ends)
            if not -SLACK <= end <= slider.most + SLACK
        ]
        if faults:
            raise InputError(faults)


def learn(scenario: Scenario, options: Options, progress: Progress, settings: int | None = None) -> Emulator:
    """Run a design and what is kept unseen; while the fit misses too much, twice as many, up to enough.

    With ``settings`` so many and no more. Raises InputError where the file has no strengths to choose, and as
    a run does.
    """
    sliders = sliders_of(scenario)
    written = run_as_written(scenario, options, unwatched)
    classroom = classroom_of(scenario, sliders, written, options)
    kept = classroom.taught(settings_unseen(sliders), progress)
    found = None
    for count in counts_for(len(sliders)) if settings is None else (settings,):
        learned = classroom.taught(settings_to_learn(sliders, count), progress)
        found = taught_by(classroom, written, *in_common(learned, kept))
        if not asks_for_more(found.errors):
            break
    assert found is not None, "there is at least one design"
    return found


def taught_by(classroom: Classroom, written: AsWritten, learned: Lessons, unseen: Lessons) -> Emulator:
    """The emulator of what was learned, scored on what was kept unseen."""
    sliders = classroom.sliders
    surrogates = fits(learned, sliders)
    scaled = scaled_of(unseen.strengths, np.array([slider.most for slider in sliders]))
    errors = tuple(
        trust_of(output, each(scaled), unseen.values[:, at])
        for at, (output, each) in enumerate(zip(classroom.outputs, surrogates, strict=True))
    )
    return Emulator(
        scenario=classroom.scenario, sliders=sliders, outputs=classroom.outputs, surrogates=surrogates,
        errors=errors, written=written, learned=learned, unseen=unseen,
    )  # fmt: skip


def in_common(first: Lessons, second: Lessons) -> tuple[Lessons, Lessons]:
    """Both with the draws that each of them finished."""
    both = np.intersect1d(first.draws, second.draws)
    return of_draws(first, both), of_draws(second, both)


def of_draws(lessons: Lessons, numbers: NDArray[np.int64]) -> Lessons:
    """The lessons of these draws only, by their numbers (D,), which are among those learned from."""
    rows = np.searchsorted(lessons.draws, numbers)
    return Lessons(lessons.strengths, lessons.values[:, :, rows], numbers)


def fits(learned: Lessons, sliders: Sequence[Slider]) -> tuple[Surrogate, ...]:
    """A surrogate for every output."""
    scaled = scaled_of(learned.strengths, np.array([slider.most for slider in sliders]))
    return tuple(fitted(scaled, learned.values[:, at]) for at in range(learned.values.shape[1]))
