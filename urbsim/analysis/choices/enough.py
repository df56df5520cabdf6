"""What would be enough: cost against probability, the cheapest mix, and others almost as cheap.

The emulator is asked, and every answer is run again with fresh draws before it is given: what is called
probable is what those runs say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from urbsim.analysis.choices.search import BestSetting, Problem, best
from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.outputs import Output, money_spent
from urbsim.analysis.emulator.strengths import Array, mix_at
from urbsim.analysis.mixes.mix_results import run_each_mix
from urbsim.analysis.targets.outcomes import jeffreys
from urbsim.runs.ensembles.ensemble import Options, size_of
from urbsim.runs.ensembles.jobs import Progress
from urbsim.text import say
from urbsim.vocabulary.errors import InputError

STEPS = 6
"""Points of the front."""
ALTERNATIVES = 3
ALMOST = 0.10
"""How much more than the cheapest mix a mix may cost that is called almost as cheap."""
FRESH = 1_000_003
"""What is added to the seed, so that an answer is tried on draws that nobody chose it by."""
TIE = 1e-3
"""Weight of what the middle draw misses, which tells settings of equal probability apart."""
STEP = 0.01
"""Strengths are told, run and written in hundredths, rounded up."""
APART = 0.025
"""Mean difference of strengths, as shares of their range, below which two mixes are called the same."""


@dataclass(frozen=True)
class Requirement:
    """A target by clause or name, the probability to reach, and the most that may be spent."""

    target: str
    probability: float
    budget: float | None = None


@dataclass(frozen=True, eq=False)
class TriedMix:
    """Strengths (M,), what the emulator foretold, and what runs with fresh draws say.

    ``cost`` is the mean extra money, yuan, of those who count against no measures of the fresh runs; ``low``
    to ``high`` bounds their probability (Jeffreys, 90 %). ``hits`` (D,) are their draws that meet the target.
    """

    strengths: Array
    foretold: float
    cost: float
    probability: float
    low: float
    high: float
    hits: Array


@dataclass(frozen=True, eq=False)
class Enough:
    """The front by rising cost; the cheapest that is enough with its alternatives, empty where none is.

    ``most`` is the highest probability that was reached. ``draws`` are those of the fresh runs.
    """

    wanted: Requirement
    output: Output
    front: tuple[TriedMix, ...]
    chosen: tuple[TriedMix, ...]
    most: float
    draws: int


def enough(emulator: Emulator, wanted: Requirement, options: Options, progress: Progress) -> Enough:
    """Search and run again with fresh draws; where they reach less than foretold, search on.

    Raises InputError where the scenario scores no such target.
    """
    output = target_of(emulator, wanted.target)
    reach = best(more_likely(emulator, output, wanted.budget))
    highest = float(emulator.probability(output.key, reach.strengths[None])[0])
    front = [in_steps(emulator, found.strengths) for found in front_of(emulator, output, wanted, highest)]
    required, tries, chosen = wanted.probability, 3, []
    while highest >= required and tries:
        settings = near_optimal(emulator, output, replace(wanted, probability=required))
        chosen = run_fresh(emulator, output, settings, options, progress)
        if chosen and chosen[0].probability >= wanted.probability:
            break
        required, tries = required + max(0.01, wanted.probability - chosen[0].probability), tries - 1
    shown = run_fresh(emulator, output, front, options, progress)
    sufficient = tuple(each for each in chosen if each.probability >= wanted.probability)
    every = (*shown, *chosen)
    return Enough(
        wanted=wanted, output=output, front=tuple(sorted(every, key=by_cost)),
        chosen=sufficient, most=max(each.probability for each in every),
        draws=size_of(emulator.scenario, options).draws,
    )  # fmt: skip


def by_cost(choice: TriedMix) -> tuple[float, float]:
    """Cheap ones first."""
    return choice.cost, choice.probability


def target_of(emulator: Emulator, name: str) -> Output:
    """The target of a clause or name; InputError where runs score none of that name."""
    for output in emulator.targets:
        if output.target is not None and name in (output.target.name, output.target.clause):
            return output
    known = ", ".join(output.name for output in emulator.targets)
    problem = say("analysis.no_target", target=name)
    raise InputError((emulator.scenario.fault("targets", problem, say("analysis.use_one", known=known)),))


def shortfall(emulator: Emulator, output: Output, strengths: Array, probability: float) -> Array:
    """By how much the draw at the required rank misses the target, relative to its bound, (S,); 0: enough."""
    values = emulator.values(output.key, strengths)
    missing = np.maximum(output.low - values, values - output.high)
    bounds = [abs(end) for end in (output.low, output.high) if np.isfinite(end)]
    rank = int(np.ceil(round(probability * values.shape[1], 9))) - 1
    at_rank = np.sort(missing, axis=1)[:, max(0, rank)]
    return np.asarray(np.maximum(0.0, at_rank) / max(1e-12, *bounds))


def cheapest(emulator: Emulator, output: Output, probability: float) -> Problem:
    """Least cost at a required probability."""
    return Problem(
        cost=emulator.extra_cost,
        short=lambda strengths: shortfall(emulator, output, strengths, probability),
        most=emulator.most,
    )


def more_likely(emulator: Emulator, output: Output, budget: float | None) -> Problem:
    """The highest probability within a budget; of equal ones that whose middle draw misses least."""

    def unlikely(strengths: Array) -> Array:
        behind = np.tanh(shortfall(emulator, output, strengths, 0.5))
        return np.asarray(1.0 - emulator.probability(output.key, strengths) + TIE * behind)

    def dear(strengths: Array) -> Array:
        if budget is None:
            return np.zeros(len(strengths))
        return np.asarray(np.maximum(0.0, emulator.extra_cost(strengths) - budget) / max(1.0, abs(budget)))

    return Problem(unlikely, dear, emulator.most)


def front_of(emulator: Emulator, output: Output, wanted: Requirement, highest: float) -> list[BestSetting]:
    """The best probability at each of several costs, from none to what the highest one costs."""
    top = best(cheapest(emulator, output, highest)) if highest > 0 else None
    dearest = float(emulator.extra_cost(emulator.most[None])[0])
    end = max(dearest if top is None or top.short > 0 else top.cost, 0.0)
    if wanted.budget is not None:
        end = min(end, wanted.budget)
    costs = np.linspace(0.0, end, STEPS)
    found = [best(more_likely(emulator, output, float(cost))) for cost in costs]
    return [
        each if each.short == 0 else replace(each, strengths=np.zeros_like(each.strengths)) for each in found
    ]


def near_optimal(emulator: Emulator, output: Output, wanted: Requirement) -> list[Array]:
    """The cheapest setting and those almost as cheap that differ most from all before (Brill et al. 1982)."""
    problem = cheapest(emulator, output, wanted.probability)
    first = best(problem)
    limit = first.cost + ALMOST * max(abs(first.cost), 1.0)
    found = [first.strengths]

    def too_much(strengths: Array) -> Array:
        dear = np.maximum(0.0, emulator.extra_cost(strengths) - limit) / max(1.0, abs(limit))
        return np.asarray(problem.short(strengths) + dear)

    for _ in range(ALTERNATIVES):

        def alike(strengths: Array) -> Array:
            shares = np.stack([np.abs(strengths - each) / emulator.most for each in found])
            return np.asarray(-shares.mean(axis=2).min(axis=0))

        other = best(Problem(alike, too_much, emulator.most), np.stack(found))
        if other.short <= 0 and -other.cost > APART:
            found.append(other.strengths)
    return [in_steps(emulator, each) for each in found]


def in_steps(emulator: Emulator, strengths: Array) -> Array:
    """Strengths (M,) rounded up to hundredths, within their range."""
    return np.asarray(np.minimum(emulator.most, np.ceil(strengths / STEP - 1e-6) * STEP))


def run_fresh(
    emulator: Emulator, output: Output, settings: Sequence[Array], options: Options, progress: Progress
) -> list[TriedMix]:
    """Run settings, and no measures beside them, with draws that played no part in the choice."""
    size = size_of(emulator.scenario, options)
    fresh = replace(options, seed=size.seed + FRESH, out=None)
    nothing = np.zeros(len(emulator.sliders))
    mixes = [mix_at(emulator.sliders, row, f"choice {n}") for n, row in enumerate((nothing, *settings))]
    tracks, _ = run_each_mix(emulator.scenario, mixes, fresh, progress)
    by_name = {track.name: track for track in tracks}
    without = money_spent(by_name[mixes[0].name], emulator.counted)
    choices = []
    for mix, row in zip(mixes[1:], settings, strict=True):
        track = by_name[mix.name]
        hits = next(each.hits for each in track.scored if each.outcome.target.name == output.name)
        low, high = jeffreys(int(hits.sum()), len(hits))
        extra = money_spent(track, emulator.counted) - without
        choices.append(
            TriedMix(
                strengths=row, foretold=float(emulator.probability(output.key, row[None])[0]),
                cost=float(extra.mean()), probability=float(hits.mean()), low=low, high=high,
                hits=hits.astype(float),
            )
        )  # fmt: skip
    return choices
