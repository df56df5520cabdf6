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
    "measure", "payer", "planned", "realised", "unfunded", "price", "price_source", "unit", "item", "region",
    "binds",
)  # fmt: skip
SPENDING = "public_spending"
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
    """`money.csv`: a row a measure, item, payer and area; planned is realised and unfunded together.

    An area in which a measure spends nothing is left out. Rules that only move or limit money have a row
    without any amount. What people cost whom a measure brings is counted against the run without the policy,
    and left out where there is none. ``binds`` names the constraints that bind for the measure.
    """
    runs = {each.mix: each for each in result.ensembles}
    if POLICY not in runs:
        return pd.DataFrame(columns=list(MONEY_COLUMNS))
    spent = {key: spent_on(result, runs, key) for key in accounts(runs[POLICY])}
    binds = {name: constraints_of(result, name) for name in result.measures}
    rows = [(*row, binds.get(plan.measure, "")) for plan in result.plans for row in rows_of(plan, spent)]
    priced = {plan.measure for plan in result.plans}
    free = [name for name in result.measures if name not in priced]
    rule = (None, None, None, None, "rule: moves or limits the money of others", "", "")
    rows += [(name, "", *rule, runs[POLICY].home, binds[name]) for name in free]
    return pd.DataFrame(rows, columns=list(MONEY_COLUMNS))


def constraints_of(result: RunResult, measure: str) -> str:
    """The constraints that bind for a measure, the one that takes most first."""
    return " ".join(each.constraint for each in result.bindings if each.measure == measure)


def accounts(runs: Ensemble) -> tuple[str, ...]:
    """Regions that keep accounts of their own: the areas, or the region itself where it is one area."""
    areas = [key for key in runs.regions if key.count("/") == 1 and runs.has(SPENDING, key)]
    return tuple(areas) or runs.regions[:1]


def rows_of(plan: MeasureItem, spent: Mapping[str, Mapping[str, Yuan]]) -> Iterator[tuple[object, ...]]:
    """One row for every payer of an item in every area that spends on it; in the first where none does."""
    costs = {key: items[plan.item] for key, items in spent.items() if plan.item in items}
    paying = {key: cost for key, cost in costs.items() if any(cost)} or dict(list(costs.items())[:1])
    for payer, share in zip(PAYERS, plan.payers, strict=True):
        for key, cost in paying.items():
            planned, realised = (plan.share * share * part for part in cost)
            if share > 0:
                yield (
                    plan.measure, payer, planned, realised, planned - realised, plan.price, plan.source,
                    plan.unit, plan.item, key,
                )  # fmt: skip


def spent_on(result: RunResult, runs: Mapping[str, Ensemble], region: str) -> dict[str, Yuan]:
    """Yuan by item that the policy costs in a region beyond the run without it."""
    policy, nothing = runs[POLICY], runs.get(NOTHING)

    def yearly(variable: str) -> Numbers:
        return over_years(policy, variable, nothing, region)

    found = {
        item: Yuan(*(float(yearly(f"{way}_{item}").sum()) for way in ("planned", "realised")))
        for item in COSTS
    }
    if nothing is not None:
        for plan in result.plans:
            if plan.item in PEOPLE:
                served = yearly(PEOPLE[plan.item])
                count = np.diff(served, prepend=0.0) if plan.item in ONCE else served
                cost = float(count @ np.array(plan.path[1:]))
                found[plan.item] = Yuan(cost, cost)
    return found


def over_years(policy: Ensemble, variable: str, nothing: Ensemble | None, region: str = "") -> Numbers:
    """Mean difference of a variable by simulated year, (T,); its level without a baseline.

    Of the whole region unless another one is named.
    """
    key = region or policy.home
    if not policy.has(variable, key):
        return np.zeros(len(policy.years) - 1)
    values = policy.of(variable, key)[:, 1:]
    if nothing is not None:
        values = values - nothing.of(variable, key)[:, 1:]
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
