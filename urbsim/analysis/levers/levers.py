"""`urbsim levers`: every experiment simulated and measured, with as many draws as its noise asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from urbsim.analysis.levers.outcomes.constraints import bend_of
from urbsim.analysis.levers.outcomes.register import OUTCOMES
from urbsim.analysis.levers.table import LeverRow
from urbsim.analysis.levers.worlds.arms import NotInModelError
from urbsim.analysis.levers.worlds.probes import probe_names
from urbsim.analysis.levers.worlds.simulated_arms import Seen, SimulatedArms, pool
from urbsim.analysis.levers.worlds.sites import Site, asked_ground, plain_ground
from urbsim.evidence.experiments import ArmAt, Experiment, experiments
from urbsim.model.setup import Array
from urbsim.runs.cores import usable_cores
from urbsim.runs.ensembles.jobs import Progress
from urbsim.scenario.file.values import Scenario

FIRST = 24
"""Draws under which every experiment is simulated first."""
ENOUGH = 0.05
"""Standard error of a median, relative to its interval, at which more draws tell no more."""
MOST_COST = 2000.0
"""Runs, as many as cost what these of the plain county do, after which no experiment is given more draws."""
LEAST = 8
"""Draws that even the dearest experiment has at first."""


@dataclass(frozen=True)
class AskedLevers:
    """How many draws at most, whose region (None: the plain places), which rows, and how many workers."""

    draws: int = 200
    scenario: Scenario | None = None
    rows: tuple[str, ...] = ()
    workers: int | None = None


def run_levers(asked: AskedLevers, progress: Progress) -> list[LeverRow]:
    """The table of experiments."""
    chosen = chosen_rows(asked)
    grounds = grounds_for(chosen, asked)
    workers = asked.workers or usable_cores()
    simulated = SimulatedArms(grounds, experiments().arms, workers)
    simulated.prepare(place for row in chosen for place in row.arms.values())
    first = min(FIRST, asked.draws)
    with pool(workers, len(chosen) * first) as executor:
        live_rows(simulated, chosen, first, executor, progress)
        rows = [measured(row, simulated) for row in chosen]
        draws = first
        while draws < asked.draws and spent(simulated) < MOST_COST:
            draws = min(2 * draws, asked.draws)
            noisy = noisy_rows(rows, simulated, draws)
            if not noisy:
                break
            live_rows(simulated, noisy, draws, executor, progress)
            rows = [measured(row, simulated) for row in chosen]
    return rows


def noisy_rows(rows: Sequence[LeverRow], simulated: SimulatedArms, draws: int) -> list[Experiment]:
    """Rows whose median is not yet known well enough, noisiest first, as far as there is anything left.

    A median that lies far inside or far outside of its interval is known well enough.
    """
    noisy = [row for row in rows if row.error > ENOUGH and not row.decided]
    left, taken = MOST_COST - spent(simulated), []
    for row in sorted(noisy, key=lambda row: -row.error):
        number, places = number_of(row.experiment, simulated, draws), set(row.experiment.arms.values())
        cost = sum(
            cost_of(simulated, place) * max(0, number - len(simulated.numbers([place]))) for place in places
        )
        if cost <= left:
            left -= cost
            taken.append(row.experiment)
    return taken


def cost_of(simulated: SimulatedArms, place: ArmAt) -> float:
    """What a run costs, the plain county's being 1: the more, the more settlements there are.

    Measured: 0.17 seconds with 4 settlements, 0.3 with 11, 1.4 with 93.
    """
    return (7 + len(simulated.setups[place].settlements)) / 11


def spent(simulated: SimulatedArms) -> float:
    """What all runs so far have cost."""
    costs = {place.name: cost_of(simulated, place) for place in simulated.setups}
    return sum(costs[name] for name, _ in simulated.values)


def number_of(row: Experiment, simulated: SimulatedArms, draws: int) -> int:
    """Draws of a row where one of the plain county has so many: fewer where they are dear."""
    dearest = max(cost_of(simulated, place) for place in row.arms.values())
    return min(draws, max(LEAST, round(float(draws / np.sqrt(dearest)))))


def live_rows(
    simulated: SimulatedArms, rows: Iterable[Experiment], draws: int, executor: Executor, progress: Progress
) -> None:
    """Live the first draws of all arms of some rows."""
    wanted = [
        (place, number)
        for row in rows
        if not lacking(row, simulated)
        for place in row.arms.values()
        for number in range(1, number_of(row, simulated, draws) + 1)
    ]
    simulated.live(wanted, executor, progress)


def lacking(row: Experiment, simulated: SimulatedArms) -> list[ArmAt]:
    """Arms of a row that the model cannot do."""
    return [place for place in row.arms.values() if place in simulated.missing]


def measured(row: Experiment, simulated: SimulatedArms) -> LeverRow:
    """A row with the result of the draws that all of its arms have."""
    lacks = lacking(row, simulated)
    if lacks:
        return LeverRow(row, 0, np.full(1, np.nan), simulated.missing[lacks[0]])
    numbers = simulated.numbers(row.arms.values())
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            values: Array = np.asarray(OUTCOMES[row.outcome](seen_by(row, simulated, numbers)), float)
    except NotInModelError as error:
        return LeverRow(row, 0, np.full(1, np.nan), error.what)
    bend = bend_of(seen_by(row, simulated, numbers)) if row.outcome == "monotone" else None
    return LeverRow(row, len(numbers), values, bend=bend)


def seen_by(row: Experiment, simulated: SimulatedArms, numbers: Sequence[int]) -> Seen:
    """What a row's outcome may look at."""
    done = {role: simulated.setups[place] for role, place in row.arms.items()}
    arm = simulated.arms[row.arms["with"].arm]
    years = len(done["with"].years)
    return Seen(
        runs={role: simulated.runs(place, numbers) for role, place in row.arms.items()},
        names={role: probe_names(setup) for role, setup in done.items()},
        done=done,
        year=min(arm.first + row.years - 1, years - 1),
        start=arm.first,
        end=arm.last,
    )


def chosen_rows(asked: AskedLevers) -> list[Experiment]:
    """The rows asked for; of a region of one's own those that are made on such a place."""
    known = experiments()
    rows = [row for row in known.rows if not asked.rows or row.id in asked.rows]
    if asked.scenario is None:
        return rows
    return [row for row in rows if all(known.grounds[ground].own for ground, _ in row.arms.values())]


def grounds_for(rows: Iterable[Experiment], asked: AskedLevers) -> Mapping[str, Site]:
    """The places that rows are made on."""
    known = experiments()
    names = dict.fromkeys(ground for row in rows for ground, _ in row.arms.values())
    if asked.scenario is None:
        return {name: plain_ground(known.grounds[name], known) for name in names}
    return {name: asked_ground(asked.scenario, name) for name in names}
