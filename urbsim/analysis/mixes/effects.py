"""What a policy does: runs with all measures less runs without any, draw by draw, and a word for it.

People and rates are the reported ones: both runs of a draw carry the same discrepancy, which cancels out
but for the slope of the rate at which a measure finds the region.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from urbsim.analysis.targets.comparators import Numbers
from urbsim.analysis.targets.median_error import median_errors
from urbsim.analysis.targets.outcomes import Outcome
from urbsim.analysis.targets.summary import RATE, URBAN, Band
from urbsim.policy.mixes import NOTHING
from urbsim.runs.results.ensemble_result import POLICY, Ensemble
from urbsim.runs.results.run_tables import quantiles
from urbsim.vocabulary.variables import variables

NONE, SMALL, UNCERTAIN, CLEAR = "none", "small", "uncertain", "clear"
SURE: Final = 2.0
"""Standard errors within which nothing is found."""
POINTS: Final = 0.001
"""Difference of a share below which it is small: a tenth of a point."""
PEOPLE: Final = 0.005
"""The same for persons, of urban people, and for other amounts, of what they are without the policy."""
CHANCE: Final = 0.03
"""Difference of a probability below which the policy does not matter for a target."""
EFFECT_COLUMNS = (
    "variable", "region", "year", "with_p50", "without_p50", "difference_p05", "difference_p50",
    "difference_p95", "standard_error", "effect", "unit", "with_error", "without_error", "difference_error",
)  # fmt: skip


class Whereabouts(NamedTuple):
    """A variable, the key of a region and a year."""

    variable: str
    region: str
    year: int


@dataclass(frozen=True)
class Effect:
    """One variable of one region and year with the policy, without it, and draw by draw between them."""

    place: Whereabouts
    unit: str
    policy: Band
    nothing: Band
    difference: Band
    word: str


@dataclass(frozen=True, eq=False)
class Pair:
    """Runs with all measures and without any over the same draws, and the two as they are published.

    Raises ValueError where they are no pairs.
    """

    policy: Ensemble
    nothing: Ensemble
    published: tuple[Ensemble, Ensemble]

    def __post_init__(self) -> None:
        for name in ("variables", "regions", "years", "draws"):
            if getattr(self.policy, name) != getattr(self.nothing, name):
                raise ValueError(f"runs with and without the policy differ in their {name}")

    def differences(self, variable: str) -> Numbers:
        """Differences of a variable, (D, R, T)."""
        v = self.policy.variables.index(variable)
        return np.asarray(self.policy.values[:, v] - self.nothing.values[:, v])


def pair_of(every: Iterable[Ensemble], published: Iterable[Ensemble]) -> Pair | None:
    """The runs with and without the policy among those of a scenario, None where one is missing."""
    own, shown = ({runs.mix: runs for runs in group} for group in (every, published))
    if POLICY not in own or NOTHING not in own:
        return None
    return Pair(own[POLICY], own[NOTHING], (shown[POLICY], shown[NOTHING]))


def word_for(differences: Numbers, gained: float, least: float = POINTS) -> str:
    """The word for the differences of one figure by draw, (D,), where a probability moves by ``gained``."""
    known = differences[~np.isnan(differences)]
    draws = len(known)
    spread = float(known.std(ddof=1)) / np.sqrt(draws) if draws > 1 else np.nan
    blank = np.full(1, np.nan)
    found = Findings(
        policy=blank, nothing=blank, between=quantiles(known[:, None], (0.05, 0.5, 0.95)),
        mean=np.array([known.mean()]), error=np.array([spread]), least=np.array([least]),
        errors=np.zeros((3, 1)),
    )  # fmt: skip
    return str(found.words(np.array([gained]))[0])


@dataclass(frozen=True, eq=False)
class Findings:
    """What is found of a variable, each (R, T): bands (3, R, T) with, without and between, mean and error.

    ``error`` is that of the mean, ``errors`` (3, R, T) those of the medians with, without and between.

    Quantiles are those of the paired differences, whose band is far narrower than that of either side: what
    both runs of a draw share cancels out.
    """

    policy: Numbers
    nothing: Numbers
    between: Numbers
    mean: Numbers
    error: Numbers
    least: Numbers
    errors: Numbers

    def words(self, gained: Numbers) -> NDArray[np.str_]:
        """The word for each difference, (R, T), where probabilities of targets change by ``gained`` (R, T).

        ``none``: its mean lies within two standard errors of 0. ``small``: below what matters, for it and for
        every target. ``uncertain``: the 90 % band of differences holds 0. ``clear``: all others. A single run
        has no standard error: what differs in it has no word.
        """
        unknown = np.isnan(self.error) & (self.mean != 0)
        none = np.abs(self.mean) <= SURE * np.nan_to_num(self.error)
        small = (np.abs(self.mean) < self.least) & (gained < CHANCE)
        uncertain = (self.between[0] <= 0) & (self.between[2] >= 0)
        return np.select([unknown, none, small, uncertain], ["", NONE, SMALL, UNCERTAIN], CLEAR)


def found(pair: Pair, variable: str) -> Findings:
    """Bands, mean difference and its standard error of a variable, over the draws that hold a number."""
    differences, levels = pair.differences(variable), (0.05, 0.5, 0.95)
    known = ~np.isnan(differences)
    draws = known.sum(axis=0)
    mean = divided(np.where(known, differences, 0.0).sum(axis=0), draws)
    squares = np.where(known, (differences - mean) ** 2, 0.0).sum(axis=0)
    shown = [runs.values[:, runs.variables.index(variable)] for runs in pair.published]
    policy, nothing = (quantiles(values, levels) for values in shown)
    return Findings(
        policy=policy,
        nothing=nothing,
        between=quantiles(differences, levels),
        mean=mean,
        error=np.sqrt(divided(divided(squares, draws - 1), draws)),
        least=least_of(pair, variable, nothing[1]),
        errors=np.stack([median_errors(values) for values in (*shown, differences)]),
    )


def divided(total: Numbers, count: NDArray[Any]) -> Numbers:
    """Totals over counts, (...), NaN where nothing is counted."""
    return np.asarray(np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0))


def least_of(pair: Pair, variable: str, without: Numbers) -> Numbers:
    """Difference from which a variable matters, (R, T), given its medians (R, T) without the policy."""
    unit = variables()[variable].unit
    if unit == "share":
        return np.full(without.shape, POINTS)
    shown = pair.published[1]
    if unit != "persons" or URBAN not in shown.variables:
        return PEOPLE * np.abs(without)
    urban = quantiles(shown.values[:, shown.variables.index(URBAN)], (0.5,))[0]
    return PEOPLE * np.where(np.isnan(urban), np.abs(without), urban)


def gains_of(outcomes: Iterable[Outcome]) -> Mapping[Whereabouts, float]:
    """By how much the policy changes the probability of the targets of a place, at most."""
    gains: dict[Whereabouts, float] = {}
    for each in outcomes:
        if each.probability is not None and each.without is not None:
            place = Whereabouts(each.target.variable, each.region, each.year)
            gains[place] = max(gains.get(place, 0.0), abs(each.probability - each.without))
    return gains


def effect_table(pair: Pair, outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """`effect.csv`: every variable of every region and year; what no run puts out is left out."""
    gains = gains_of(outcomes)
    frames = [_frame(pair, variable, gains) for variable in pair.policy.variables]
    return pd.concat(frames, ignore_index=True)


def _frame(pair: Pair, variable: str, gains: Mapping[Whereabouts, float]) -> pd.DataFrame:
    numbers, runs = found(pair, variable), pair.policy
    gained = np.zeros(numbers.mean.shape)
    for place, gain in gains.items():
        if place.variable == variable and place.region in runs.regions and place.year in runs.years:
            gained[runs.regions.index(place.region), place.year - runs.base_year] = gain
    region, year = np.nonzero(~np.isnan(numbers.between[1]))
    content = {
        "variable": variable, "region": np.array(runs.regions)[region], "year": year + runs.base_year,
        "with_p50": numbers.policy[1][region, year], "without_p50": numbers.nothing[1][region, year],
        **{f"difference_{name}": band[region, year]
           for name, band in zip(("p05", "p50", "p95"), numbers.between, strict=True)},
        "standard_error": numbers.error[region, year], "effect": numbers.words(gained)[region, year],
        "unit": variables()[variable].unit,
        **{f"{name}_error": error[region, year]
           for name, error in zip(("with", "without", "difference"), numbers.errors, strict=True)},
    }  # fmt: skip
    return pd.DataFrame(content, columns=list(EFFECT_COLUMNS))


def headline(pair: Pair, outcomes: Iterable[Outcome]) -> tuple[Effect, ...]:
    """The rate and urban people of the region in the last year; small only where no target's chance moves."""
    gained = max(gains_of(outcomes).values(), default=0.0)
    home, last = pair.policy.home, pair.policy.years[-1]
    return tuple(
        effect_at(pair, Whereabouts(variable, home, last), gained)
        for variable in (RATE, URBAN)
        if pair.policy.has(variable, home)
    )


def effect_at(pair: Pair, place: Whereabouts, gained: float) -> Effect:
    """What is found at one place, where the probability of targets changes by ``gained``."""
    numbers = found(pair, place.variable)
    at = (pair.policy.regions.index(place.region), place.year - pair.policy.base_year)
    levels = (numbers.policy, numbers.nothing, numbers.between)
    bands = [
        Band(*(float(number[at]) for number in (*band, error)))
        for band, error in zip(levels, numbers.errors, strict=True)
    ]
    word = str(numbers.words(np.full(numbers.mean.shape, gained))[at])
    policy, nothing, between = bands
    return Effect(
        place=place,
        unit=variables()[place.variable].unit,
        policy=policy,
        nothing=nothing,
        difference=between,
        word=word,
    )


def does_not_matter(outcome: Outcome) -> bool:
    """Whether a target is met as probably without the policy as with it, to less than three points."""
    if outcome.probability is None or outcome.without is None:
        return False
    return abs(outcome.probability - outcome.without) < CHANCE
