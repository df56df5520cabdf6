"""What would be enough: cost against probability, the cheapest mix, and others almost as cheap.

The emulator is asked, and every answer is run again with fresh draws before it is given: what is called
probable is what those runs say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from urbsim.analysis.choices.fresh import FreshDraws, TriedMix
from urbsim.analysis.choices.known_targets import no_target
from urbsim.analysis.choices.search import BestSetting, Problem, best
from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.outputs import Output
from urbsim.analysis.emulator.strengths import Array
from urbsim.analysis.targets.median_error import median_error
from urbsim.runs.ensembles.jobs import Progress
from urbsim.runs.options import Options
from urbsim.runs.results.target import RunTarget

STEPS = 6
"""Points of the front."""
ALTERNATIVES = 3
ALMOST = 0.10
"""How much more than the cheapest mix a mix may cost that is called almost as cheap."""
TRIES = 3
"""How often the search goes on where fresh draws reach less than was foretold."""
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
class Enough:
    """The front by rising cost; the cheapest that is enough with its alternatives, empty where none is.

    ``most`` is the highest probability that was reached. ``draws`` are those of the fresh runs. Where none is
    enough, the required share of draws come closest to the target under ``promise``, at least cost, and reach
    what they do under ``nothing`` without measures.
    """

    wanted: Requirement
    output: Output
    front: tuple[TriedMix, ...]
    chosen: tuple[TriedMix, ...]
    most: float
    draws: int
    nothing: TriedMix
    promise: TriedMix | None = None


def enough(emulator: Emulator, wanted: Requirement, options: Options, progress: Progress) -> Enough:
    """Search and run again with fresh draws; where they reach less than foretold, search on.

    Raises InputError where the scenario scores no such target.
    """
    output = target_of(emulator, wanted.target)
    fresh = FreshDraws(emulator, output, options, progress)
    reach = best(more_likely(emulator, output, wanted.budget))
    highest = float(emulator.probability(output.key, reach.strengths[None])[0])
    front = [in_steps(emulator, found.strengths) for found in front_of(emulator, output, wanted, highest)]
    chosen = tried_until_enough(fresh, wanted, highest)
    shown = fresh.tried(front)
    if not that_hold(chosen, shown, wanted.probability):
        shown += fresh.tried([nearest(emulator, output, wanted)])
    found, every = that_hold(chosen, shown, wanted.probability), (*shown, *chosen)
    (nothing,) = fresh.tried([np.zeros(len(emulator.sliders))])
    return Enough(
        wanted=wanted, output=output, front=tuple(sorted(every, key=by_cost)), chosen=found,
        most=max(each.probability for each in every), draws=fresh.draws, nothing=nothing,
        promise=None if found else promise_of((*every, nothing), output.target, wanted.probability),
    )  # fmt: skip


def promise_of(tried: Sequence[TriedMix], target: RunTarget | None, share: float) -> TriedMix | None:
    """The cheapest setting in which a share of draws come as close to the target as in any, to the error."""
    known = {
        n: level for n, each in enumerate(tried) if (level := each.reached_by(target, share)) is not None
    }
    if target is None or not known:
        return None
    sign = -1.0 if target.comparator == "at_most" else 1.0
    first = max(known, key=lambda n: sign * known[n])
    least = sign * known[first] - median_error(tried[first].values)
    return min((tried[n] for n, level in known.items() if sign * level >= least), key=by_cost)


def that_hold(chosen: Sequence[TriedMix], shown: Sequence[TriedMix], required: float) -> tuple[TriedMix, ...]:
    """Of all that was tried the cheapest that reaches the probability, then what was chosen and reaches it.

    A point of the front may hold where the search ended on one that does not.
    """
    found, points = ([each for each in some if each.probability >= required] for some in (chosen, shown))
    if not found and not points:
        return ()
    first = min((*found, *points), key=by_cost)
    return (first, *(each for each in found if not np.array_equal(each.strengths, first.strengths)))


def tried_until_enough(fresh: FreshDraws, wanted: Requirement, highest: float) -> list[TriedMix]:
    """The cheapest setting, with others where it holds on fresh draws; else one foretold to reach more."""
    required = wanted.probability
    tried: list[TriedMix] = []
    for _ in range(TRIES):
        if highest < required:
            break
        asked = replace(wanted, probability=required)
        first = best(cheapest(fresh.emulator, fresh.output, required))
        (found,) = fresh.tried([in_steps(fresh.emulator, first.strengths)])
        if found.probability >= wanted.probability:
            return [found, *fresh.tried(almost_as_cheap(fresh.emulator, fresh.output, asked, first)), *tried]
        tried.append(found)
        required += max(STEP, wanted.probability - found.probability)
    return tried


def by_cost(choice: TriedMix) -> tuple[float, float]:
    """Cheap ones first."""
    return choice.cost, choice.probability


def target_of(emulator: Emulator, name: str) -> Output:
    """The target of a clause or name; InputError where runs score none of that name."""
    for output in emulator.targets:
        if output.target is not None and name in (output.target.name, output.target.clause):
            return output
    raise no_target(emulator.scenario, name, [output.name for output in emulator.targets])


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

    return Problem(unlikely, partial(dear, emulator, budget), emulator.most)


def dear(emulator: Emulator, budget: float | None, strengths: Array) -> Array:
    """By how much settings cost more than a budget, relative to it, (S,); 0 without one."""
    if budget is None:
        return np.zeros(len(strengths))
    return np.asarray(np.maximum(0.0, emulator.extra_cost(strengths) - budget) / max(1.0, abs(budget)))


def nearest(emulator: Emulator, output: Output, wanted: Requirement) -> Array:
    """The setting (M,) within the budget in which the draw at the required rank misses the target least."""

    def missed(strengths: Array) -> Array:
        return shortfall(emulator, output, strengths, wanted.probability)

    found = best(Problem(missed, partial(dear, emulator, wanted.budget), emulator.most))
    return in_steps(emulator, found.strengths)


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


def almost_as_cheap(
    emulator: Emulator, output: Output, wanted: Requirement, first: BestSetting
) -> list[Array]:
    """Settings almost as cheap as the first that differ most from it and each other (Brill et al. 1982)."""
    problem = cheapest(emulator, output, wanted.probability)
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
    return [in_steps(emulator, each) for each in found[1:]]


def in_steps(emulator: Emulator, strengths: Array) -> Array:
    """Strengths (M,) rounded up to hundredths, within their range."""
    return np.asarray(np.minimum(emulator.most, np.ceil(strengths / STEP - 1e-6) * STEP))
