"""How many draws are enough: until the interval of every target's probability lies within one verdict."""

from __future__ import annotations

import math
from collections.abc import Iterable

from urbsim.analysis.targets.outcomes import LADDER, Outcome

Z90 = 1.6448536269514722
STEPS = tuple(sorted(bound for bound, _ in LADDER if bound > 0))


def settled(outcome: Outcome) -> bool:
    """Whether more draws could no longer change the verdict: its interval crosses no step of the ladder.

    What is not scored is settled. A probability of exactly one half with a narrow interval is settled too.
    """
    if outcome.low is None or outcome.high is None:
        return True
    return not any(outcome.low < step < outcome.high for step in STEPS)


def draws_needed(outcome: Outcome, draws: int) -> int:
    """Draws, about, after which the verdict will be settled if the probability stays what it is.

    The 90 % interval of a proportion has half-width z·√(p(1−p)/n), which must not reach the nearest
    step. On a step itself no number is enough; ten million stands for that.

    A probability of 0.6, 0.07 below the next step, needs some 130 draws; at half that distance four times as
    many.
    """
    if settled(outcome) or outcome.probability is None:
        return draws
    p = outcome.probability
    distance = min(abs(p - step) for step in STEPS)
    spread = max(p * (1 - p), 0.25 / draws)
    if distance < math.sqrt(spread) * Z90 / 3162.0:
        return 10_000_000
    return max(draws + 1, math.ceil(spread * (Z90 / distance) ** 2))


def draws_for_all(outcomes: Iterable[Outcome], draws: int) -> int:
    """Draws that settle every verdict, about; ``draws`` itself where all are settled."""
    return max((draws_needed(outcome, draws) for outcome in outcomes), default=draws)
