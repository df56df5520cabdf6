"""How far emulators are from runs at settings that neither a fit nor the choice of its size has seen.

``python -m tests.unit.analysis.emulator.unseen [NAME...]`` prints a line for each scenario: 76 s of processor
time for a county with five levers, 100 s for a town with nine.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from urbsim.analysis.emulator.design import SEED, spread
from urbsim.analysis.emulator.emulator import Emulator, learn
from urbsim.analysis.emulator.lessons import Lessons, classroom_of, coarse_enough
from urbsim.analysis.emulator.surrogate import scaled_of
from urbsim.analysis.emulator.trust import CHANCE, POINTS, asks_for_more
from urbsim.runs.ensembles.ensemble import unwatched
from urbsim.runs.options import Options
from urbsim.scenario.reading import read_scenario

TEN: Final = (
    "xuean-2010", "zhongxinxiang-plan", "tourism-town-method", "songguo-hengjiang", "weicheng-plan",
    "jingtai-2012", "laiwu-2007", "huludao-2011", "liaoning-1999", "hubei-2005",
)  # fmt: skip
"""Towns, counties, a prefecture and provinces."""
UNSEEN: Final = 30
DRAWS: Final = 12
OTHER: Final = SEED + 2
"""Scrambles these settings otherwise than those of the design and those that the emulator is judged by."""


@dataclass(frozen=True, eq=False)
class Missed:
    """What an emulator misses at unseen settings (S,): of the last year's rate, and of each target's chance.

    ``chances`` (S, K) has no columns where no target is scored. ``doubted`` are the outputs for which the
    emulator itself asks for more runs, before it is shown these settings.
    """

    name: str
    levers: int
    learned: int
    rates: np.ndarray
    chances: np.ndarray
    doubted: tuple[str, ...]
    seconds: float

    @property
    def within(self) -> bool:
        """Whether the aims are met, as the emulator judges it: medians over the settings."""
        return bool(np.median(self.rates) <= POINTS and (self.middle_chances <= CHANCE).all())

    @property
    def middle_chances(self) -> np.ndarray:
        """The median error of each target's chance (K,)."""
        return np.median(self.chances, axis=0)

    def line(self) -> str:
        points, chances = 100 * self.rates, 100 * self.chances
        of_chance = f"{chances.mean():5.1f} {chances.max():5.1f}" if chances.size else f"{'–':>5} {'–':>5}"
        said = ", ".join(self.doubted) or "nothing"
        return (
            f"{self.name:<22} {self.levers:2} levers, {self.learned:3} settings: "
            f"points {np.median(points):.3f} worst {points.max():.3f}; "
            f"chance mean and worst {of_chance}; asks for more: {said}; {self.seconds:.0f} s"
        )


def missed_by(name: str, draws: int = DRAWS) -> Missed:
    """Learn a scenario as the commands do, and hold it against runs at `UNSEEN` other settings."""
    begun, scenario = time.process_time(), read_scenario(name)
    asked = coarse_enough(scenario, Options(draws=draws, workers=1, executor="threads"))
    emulator = learn(scenario, asked, unwatched)
    others = spread(emulator.sliders, UNSEEN, OTHER)
    lessons = classroom_of(scenario, emulator.sliders, emulator.written, asked).taught(others, unwatched)
    rates, chances = differences(emulator, lessons)
    return Missed(
        name=name, levers=len(emulator.sliders), learned=len(emulator.learned.strengths), rates=rates,
        chances=chances, doubted=tuple(each.key for each in asks_for_more(emulator.errors)),
        seconds=time.process_time() - begun,
    )  # fmt: skip


def differences(emulator: Emulator, lessons: Lessons) -> Sequence[np.ndarray]:
    """By how much the medians of the last rate (S,) and the chances of the targets (S, K) are missed."""
    kept = np.isin(emulator.learned.draws, lessons.draws), np.isin(lessons.draws, emulator.learned.draws)
    scaled, rates, chances = scaled_of(lessons.strengths, emulator.most), np.zeros(0), []
    for at, output in enumerate(emulator.outputs):
        foretold = emulator.surrogates[at](scaled)[:, kept[0]]
        simulated = lessons.values[:, at][:, kept[1]]
        if output.kind == "rate":
            rates = np.abs(np.median(foretold, axis=1) - np.median(simulated, axis=1))
        if output.kind == "target":
            chances.append(np.abs(output.met(foretold).mean(axis=1) - output.met(simulated).mean(axis=1)))
    return rates, np.array(chances).reshape(len(chances), len(scaled)).T


def main(names: Sequence[str]) -> None:
    for name in names or TEN:
        print(missed_by(name).line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
