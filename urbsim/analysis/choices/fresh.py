"""Fresh draws: settings run again under draws that played no part in their choice, none of them twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.outputs import Output, money_spent
from urbsim.analysis.emulator.strengths import Array, mix_at
from urbsim.analysis.mixes.mix_results import MixResults, run_each_mix
from urbsim.analysis.targets.outcomes import jeffreys, reached_by
from urbsim.runs.ensembles.jobs import Progress
from urbsim.runs.options import Options, size_of
from urbsim.runs.results.target import RunTarget


@dataclass(frozen=True, eq=False)
class TriedMix:
    """Strengths (M,), what the emulator foretold, and what runs with fresh draws say.

    ``cost`` is the mean extra money, yuan, of those who count against no measures of the fresh runs; ``low``
    to ``high`` bounds their probability (Jeffreys, 90 %). ``hits`` (D,) are the draws of these ``numbers``
    (D,) that meet the target, ``values`` (D,) what they reach of it.
    """

    strengths: Array
    foretold: float
    cost: float
    probability: float
    low: float
    high: float
    hits: Array
    numbers: NDArray[np.int64]
    values: Array

    def reached_by(self, target: RunTarget | None, share: float) -> float | None:
        """What a share of the fresh draws reach of the target; None of a range."""
        return None if target is None else reached_by(target, self.values, share)


@dataclass(frozen=True, eq=False)
class Ran:
    """What the fresh draws of one setting spent and reached of the target, and whether that meets it."""

    spent: dict[int, float]
    met: dict[int, float]
    reached: dict[int, float]


@dataclass(frozen=True, eq=False)
class FreshDraws:
    """The draws that follow those that were learned from: their worlds are others as far as worlds reach.

    ``ran`` keeps what was run, by strengths.
    """

    emulator: Emulator
    output: Output
    options: Options
    progress: Progress
    ran: dict[bytes, Ran] = field(default_factory=dict)

    @property
    def draws(self) -> int:
        """How many draws each setting is run with."""
        return size_of(self.emulator.scenario, self.options).draws

    def tried(self, settings: Sequence[Array]) -> list[TriedMix]:
        """What the fresh draws say of settings (M,) each, and of no measures beside them."""
        nothing = np.zeros(len(self.emulator.sliders))
        new = {row.tobytes(): row for row in (nothing, *settings) if row.tobytes() not in self.ran}
        if new:
            self.run(list(new.values()))
        return [self.said_of(row, self.ran[nothing.tobytes()]) for row in settings]

    def run(self, settings: Sequence[Array]) -> None:
        """Run settings, strengths of every measure (M,), and keep what they come to by their bytes."""
        later = replace(self.options, first=self.draws + 1, out=None)
        mixes = [mix_at(self.emulator.sliders, row, f"choice {n}") for n, row in enumerate(settings)]
        tracks, _ = run_each_mix(self.emulator.scenario, mixes, later, self.progress)
        by_name = {track.name: track for track in tracks}
        self.ran.update(
            (row.tobytes(), self.kept_of(by_name[mix.name])) for row, mix in zip(settings, mixes, strict=True)
        )

    def kept_of(self, track: MixResults) -> Ran:
        """The money and the hits of one mix."""
        scored = next(each for each in track.scored if each.outcome.target.name == self.output.name)
        rows = money_spent(track, self.emulator.counted), scored.hits.astype(float), scored.due
        return Ran(*(dict(zip(track.home.draws, row.tolist(), strict=True)) for row in rows))

    def said_of(self, row: Array, without: Ran) -> TriedMix:
        """One setting, strengths (M,), over the draws that it and no measures both finished."""
        ran = self.ran[row.tobytes()]
        numbers = sorted(ran.met.keys() & without.met.keys())
        hits = np.array([ran.met[number] for number in numbers])
        extra = np.array([ran.spent[number] - without.spent[number] for number in numbers])
        low, high = jeffreys(int(hits.sum()), len(hits))
        return TriedMix(
            strengths=row, foretold=float(self.emulator.probability(self.output.key, row[None])[0]),
            cost=float(extra.mean()), probability=float(hits.mean()), low=low, high=high, hits=hits,
            numbers=np.array(numbers), values=np.array([ran.reached[number] for number in numbers]),
        )  # fmt: skip
