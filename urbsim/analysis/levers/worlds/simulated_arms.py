"""Arms simulated under shared draws: every experiment sees the same worlds with and without what it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from urbsim.analysis.binding.parts import Arms
from urbsim.analysis.levers.worlds.arms import NotInModelError, setup_of
from urbsim.analysis.levers.worlds.probes import probed
from urbsim.analysis.levers.worlds.sites import Site
from urbsim.evidence.experiments import Arm, ArmAt
from urbsim.model.setup import Array, Setup
from urbsim.runs.ensembles.executors import executor_of, kind_for
from urbsim.runs.ensembles.jobs import Job, JobResults, Progress, run_jobs
from urbsim.runs.setup.sampling import draw_of
from urbsim.text import Message, say

SEED = 1


@dataclass
class SimulatedArms:
    """Every arm simulated so far, over one set of grounds; ``missing`` says which arms the model cannot do.

    ``values`` are probes (P, T + 1) by ground, arm and number of the draw.
    """

    grounds: Mapping[str, Site]
    arms: Mapping[str, Arm]
    workers: int
    values: dict[tuple[str, int], Array] = field(default_factory=dict)
    setups: dict[ArmAt, Setup] = field(default_factory=dict)
    missing: dict[ArmAt, Message] = field(default_factory=dict)

    def prepare(self, places: Iterable[ArmAt]) -> None:
        """Make the setups of arms, or find out what the model lacks for them."""
        for place in dict.fromkeys(places):
            try:
                self.setups[place] = setup_of(self.grounds[place.ground], self.arms[place.arm])
            except NotInModelError as error:
                self.missing[place] = error.what

    def live(self, wanted: Iterable[tuple[ArmAt, int]], executor: Executor, progress: Progress) -> None:
        """Live draws of arms that are still to be simulated, ground by ground: workers keep few foundings."""
        fresh = [
            (place, number)
            for place, number in dict.fromkeys(wanted)
            if place in self.setups and (place.name, number) not in self.values
        ]
        outcome = JobResults()
        changes = {place.name: dict(self.arms[place.arm].change) for place in self.setups}
        work = partial(probed, changes={name: change for name, change in changes.items() if change})
        run_jobs([self.job(*each) for each in sorted(fresh)], outcome, executor, work, progress)
        self.values |= outcome.values

    def job(self, place: ArmAt, number: int, seed: int = SEED) -> Job:
        """One draw of an arm."""
        ground, setup = self.grounds[place.ground], self.setups[place]
        draw = draw_of(
            number, seed, setup.years, setup.record, ground.scenario.coefficients, discrepancy=False
        )
        return Job(place.name, number, setup, ground.resolved.coefficients, draw)

    def runs(self, place: ArmAt, numbers: Sequence[int]) -> Array:
        """Probes of an arm under some draws, (D, P, T + 1)."""
        return np.stack([self.values[place.name, number] for number in numbers])

    def numbers(self, places: Iterable[ArmAt]) -> tuple[int, ...]:
        """Draws under which all of these arms are simulated."""
        simulated = [{n for name, n in self.values if name == place.name} for place in places]
        return tuple(sorted(set.intersection(*simulated))) if simulated else ()


@contextmanager
def pool(workers: int, draws: int) -> Iterator[Executor]:
    """Workers for the arms of all experiments."""
    with executor_of(kind_for("auto", workers, draws, 0.0), workers, None) as executor:
        yield executor


@dataclass(frozen=True)
class Seen(Arms):
    """The arms of one experiment by role, under shared draws.

    ``runs`` are probes (D, P, T + 1) by role, ``names`` the probes by role, ``done`` what was simulated. The
    measures hold from ``start`` to ``end`` and the result is read in ``year``, all from the base year on.
    """

    runs: Mapping[str, Array]
    names: Mapping[str, tuple[str, ...]]
    done: Mapping[str, Setup]
    year: int
    start: int
    end: int

    def path(self, probe: str, role: str) -> Array:
        """A probe by draw and year, (D, T + 1); NotInModelError where the model has none of that name."""
        if probe not in self.names[role]:
            raise NotInModelError(say("experiments.no_variable", name=probe))
        return np.asarray(self.runs[role][:, self.names[role].index(probe)])

    def at(self, probe: str, role: str) -> Array:
        """A probe in the year of the result, (D,)."""
        return np.asarray(self.path(probe, role)[:, self.year])

    def since(self, probe: str, role: str) -> Array:
        """A flow summed from the start of the measures to the year of the result, (D,)."""
        return np.asarray(self.path(probe, role)[:, self.start : self.year + 1].sum(axis=1))

    def after(self, probe: str, role: str) -> Array:
        """A flow summed over the years after the measures end, up to that of the result, (D,)."""
        return np.asarray(self.path(probe, role)[:, self.end + 1 : self.year + 1].sum(axis=1))
