"""What a command asks for, and the size of the run that follows from it and the scenario."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from urbsim.policy.mixes import PLAIN
from urbsim.runs.cores import usable_cores
from urbsim.runs.setup.sampling import CENTRAL
from urbsim.scenario.file.values import Scenario


@dataclass(frozen=True)
class Size:
    """How many draws, from which seed, at which weight; and how they are simulated.

    ``workers`` run at the same time as ``executor`` says (threads or processes), or on the Dask
    scheduler at ``cluster``; ``out`` is the folder whose store keeps finished draws. ``reference`` has
    every household simulated as a Mesa agent. ``first`` is the number of the first draw.
    """

    draws: int
    seed: int
    weight: int
    workers: int
    executor: str = "threads"
    cluster: str | None = None
    out: Path | None = None
    reference: bool = False
    first: int = 1

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers of the draws: the central one alone, or so many sampled ones from ``first`` on."""
        if self.draws == 1 and self.first == 1:
            return (CENTRAL,)
        return tuple(range(self.first, self.first + self.draws))


@dataclass(frozen=True)
class Options:
    """What a command asks for; what is None is the scenario's own, or the machine's."""

    draws: int | None = None
    seed: int | None = None
    weight: int | None = None
    workers: int | None = None
    executor: str = "threads"
    cluster: str | None = None
    out: Path | None = None
    reference: bool = False
    mixes: tuple[str, ...] = (PLAIN,)
    first: int = 1


def size_of(scenario: Scenario, options: Options) -> Size:
    """The numbers asked for, or the scenario's own; as many workers as there are cores."""
    return Size(
        draws=options.draws or scenario.runs.draws,
        seed=scenario.runs.seed if options.seed is None else options.seed,
        weight=options.weight or scenario.runs.weight,
        workers=options.workers or usable_cores(),
        executor=options.executor,
        cluster=options.cluster,
        out=options.out,
        reference=options.reference,
        first=options.first,
    )
