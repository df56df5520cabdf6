"""What each measure costs: planned, realised and unfunded yuan by payer, at which price and from where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from urbsim.analysis.mixes.effects import CLEAR, UNCERTAIN, Effect
from urbsim.analysis.targets.comparators import Numbers
from urbsim.policy.mixes import NOTHING
from urbsim.runs.plans import MeasureItem
from urbsim.runs.results.ensemble_result import POLICY, Ensemble
from urbsim.runs.results.result import RunResult
from urbsim.vocabulary.kinds import COSTS, PAYERS, PUBLIC

MONEY_COLUMNS = (
    "measure", "payer", "planned", "realised", "unfunded", "price", "price_source", "unit", "item",
)  # fmt: skip
PEOPLE = {
    "hukou": "settled_population",
    "hukou_year": "settled_population",
    "redesignation": "reclassified_population",
}
"""Whom it costs to serve, by the price of serving one."""
ONCE = frozenset({"hukou"})
"""Prices that are paid once for a person; the others every year."""


class Yuan(NamedTuple):
    """Nominal yuan over all years, means of the draws: of the plan, and of what was done."""

    planned: float
    realised: float


def money_table(result: RunResult) -> pd.DataFrame:
    """`money.csv`: a row a measure, item and payer; planned is realised and unfunded together.

    Rules that only move or limit money have a row without any amount. What people cost whom a measure brings
    is counted against the run without the policy, and left out where there is none.
    """
    spent = spent_on(result)
    rows = [row for plan in result.plans for row in rows_of(plan, spent)]
    priced = {plan.measure for plan in result.plans}
    free = [name for name in result.measures if name not in priced]
    rule = (None, None, None, None, "rule: moves or limits the money of others", "", "")
    rows += [(name, "", *rule) for name in free]
    return pd.DataFrame(rows, columns=list(MONEY_COLUMNS))


def rows_of(plan: MeasureItem, spent: Mapping[str, Yuan]) -> Iterator[tuple[object, ...]]:
    """One row for every payer of an item."""
    if plan.item not in spent:
        return
    planned, realised = (plan.share * part for part in spent[plan.item])
    for payer, share in zip(PAYERS, plan.payers, strict=True):
        if share > 0:
            yield (
                plan.measure, payer, share * planned, share * realised, share * planned - share * realised,
                plan.price, plan.source, plan.unit, plan.item,
            )  # fmt: skip


def spent_on(result: RunResult) -> dict[str, Yuan]:
    """Yuan by item that the policy costs beyond the run without it."""
    runs = {each.mix: each for each in result.ensembles}
    policy, nothing = runs.get(POLICY), runs.get(NOTHING)
    if policy is None:
        return {}
    found = {
        item: Yuan(
            *(float(over_years(policy, f"{way}_{item}", nothing).sum()) for way in ("planned", "realised"))
        )
        for item in COSTS
    }
    if nothing is not None:
        for plan in result.plans:
            if plan.item in PEOPLE:
                served = over_years(policy, PEOPLE[plan.item], nothing)
                count = np.diff(served, prepend=0.0) if plan.item in ONCE else served
                cost = float(count @ np.array(plan.path[1:]))
                found[plan.item] = Yuan(cost, cost)
    return found


def over_years(policy: Ensemble, variable: str, nothing: Ensemble | None) -> Numbers:
    """Mean difference of a variable of the region by simulated year, (T,); its level without a baseline."""
    if not policy.has(variable, policy.home):
        return np.zeros(len(policy.years) - 1)
    values = policy.of(variable, policy.home)[:, 1:]
    if nothing is not None:
        values = values - nothing.of(variable, policy.home)[:, 1:]
    return np.asarray(values.mean(axis=0))


class Cost(NamedTuple):
    """What the policy costs in all, and what governments pay of that which is done."""

    planned: float
    realised: float
    public: float


def cost_of(result: RunResult) -> Cost | None:
    """All measures together; None where the file has none."""
    if not result.measures:
        return None
    return cost_in(money_table(result))


def cost_in(table: pd.DataFrame) -> Cost:
    """The sums of `money.csv`."""
    paid = table[table["payer"].isin(PAYERS[:PUBLIC])]
    return Cost(float(table["planned"].sum()), float(table["realised"].sum()), float(paid["realised"].sum()))


def cost_of_one(effect: Effect, cost: float, unit: float = 1.0) -> tuple[float, float] | None:
    """Yuan for ``unit`` more of what the policy moves: a range, whose ends are one where the effect is clear.

    From the largest to the smallest effect of the 90 % band; without an upper end where it holds 0. None
    where nothing, or too little, is found, or less comes than without the policy.
    """
    if cost <= 0 or effect.word not in (UNCERTAIN, CLEAR) or effect.difference.p50 <= 0:
        return None
    if effect.word == CLEAR:
        return (cost * unit / effect.difference.p50,) * 2
    low = cost * unit / effect.difference.p95
    return low, cost * unit / effect.difference.p05 if effect.difference.p05 > 0 else np.inf
