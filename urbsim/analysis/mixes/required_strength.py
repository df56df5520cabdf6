"""The required strength: the least one of a measure at which a target is met with a given probability."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from urbsim.analysis.mixes.mix_results import run_each_mix
from urbsim.policy.levers import levers
from urbsim.policy.measures import Measure
from urbsim.policy.mixes import Change, Mix
from urbsim.runs.ensembles.jobs import Progress
from urbsim.runs.options import Options
from urbsim.scenario.file.values import Scenario
from urbsim.text import Message, say
from urbsim.vocabulary.errors import InputError

MOST = 64.0
"""Times the written strength beyond which nothing is tried."""
HALVINGS = 6
"""Steps of the bisection: the answer is known to 1/64 of the last doubling."""
Chance = Callable[[float], float]


@dataclass(frozen=True)
class Question:
    """The measure whose strength is asked for, and the target that is to be met with a probability."""

    measure: str
    target: str
    probability: float


@dataclass(frozen=True)
class RequiredStrength:
    """``strength`` is in the measure's ``unit`` and ``times`` the written one; both None where not reachable.

    ``probability`` belongs to the strength, or is the most that was reached; ``tried`` holds every (times,
    probability) looked at.
    """

    measure: str
    target: str
    required: float
    unit: str
    strength: float | None
    times: float | None
    probability: float
    tried: tuple[tuple[float, float], ...]


def required_strength(
    scenario: Scenario, question: Question, options: Options, progress: Progress
) -> RequiredStrength:
    """The least strength of a measure at which P(target) reaches the one required, with the same draws.

    Raises InputError where the scenario has no such measure or target, the target is not scored, or the lever
    has no strength to change.
    """
    measure, position = asked(scenario, question)
    name = scenario.targets[position].name

    def chance(times: float) -> float:
        value = measure.value * times
        mix = Mix(f"enough {times:.9g}", changes=(Change(measure.name, (("value", value),)),))
        tracks, _ = run_each_mix(scenario, (mix,), options, progress)
        each = tracks[0].scored[position]
        if not each.counts:
            problem = say("analysis.target", name=name, verdict=each.outcome.verdict)
            raise refused(scenario, f"targets.{position}", problem, say("analysis.name_scored"))
        return float(each.hits.mean())

    times, tried = least(chance, question.probability, most_of(measure))
    probability = max(tried.values()) if times is None else tried[times]
    return RequiredStrength(
        measure=measure.name,
        target=name,
        required=question.probability,
        unit=measure.unit,
        strength=None if times is None else measure.value * times,
        times=times,
        probability=probability,
        tried=tuple(sorted(tried.items())),
    )


def least(chance: Chance, required: float, most: float) -> tuple[float | None, dict[float, float]]:
    """The least multiple in [0, most] whose chance reaches the one required, by doubling and bisection.

    None where none does. A chance that falls somewhere on the way is taken as it comes: the answer is then
    a multiple that is enough, with a smaller one right below it that is not.
    """
    tried = {0.0: chance(0.0)}
    if tried[0.0] >= required:
        return 0.0, tried
    low, high = 0.0, min(1.0, most)
    while True:
        tried[high] = chance(high)
        if tried[high] >= required:
            break
        if high >= most:
            return None, tried
        low, high = high, min(2.0 * high, most)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        tried[middle] = chance(middle)
        low, high = (low, middle) if tried[middle] >= required else (middle, high)
    return high, tried


def most_of(measure: Measure) -> float:
    """The largest multiple that the lever's bounds allow, at most 64."""
    lever = levers()[measure.lever]
    bound = lever.high if measure.value > 0 else lever.low
    if measure.unit in ("share", "share/yr"):
        bound = min(1.0, bound) if measure.value > 0 else max(-1.0, bound)
    return min(MOST, bound / measure.value)


def asked(scenario: Scenario, question: Question) -> tuple[Measure, int]:
    """The measure, and the position of the target; InputError where the scenario has no such one."""
    measure = next((each for each in scenario.measures if each.name == question.measure), None)
    if measure is None or measure.value == 0:
        known = ", ".join(each.name for each in scenario.measures if each.value)
        problem = say("analysis.no_measure_with_strength", measure=question.measure)
        raise refused(scenario, "measures", problem, say("analysis.use_one_of", known=known))
    places = [i for i, t in enumerate(scenario.targets) if question.target in (t.name, t.clause)]
    named = [i for i in places if scenario.targets[i].name == question.target]
    if not places:
        known = ", ".join(target.name for target in scenario.targets)
        problem = say("analysis.no_target", target=question.target)
        raise refused(scenario, "targets", problem, say("analysis.use_one_of", known=known))
    return measure, (named or places)[0]


def refused(scenario: Scenario, part: str, problem: Message, remedy: Message) -> InputError:
    """The fault of a question about a part of a scenario."""
    return InputError((scenario.fault(part, problem, remedy),))
