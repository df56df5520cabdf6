"""How good the probabilities of the record were: Brier score, skill against the base rate, reliability."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from urbsim.analysis.panels.evidence_panels import province_of
from urbsim.analysis.panels.forecasts import Array
from urbsim.analysis.plans.plan_forecasts import PlanForecast
from urbsim.analysis.plans.plan_targets import AND, PlanTarget
from urbsim.analysis.plans.plan_units import names_of, needed_rise
from urbsim.vocabulary.regions import NATION

BINS = 5
COLUMNS = ("region", "issued", "year", "comparator", "target", "probability", "met")
"""The contract's columns of the table of plans, first."""


@dataclass(frozen=True)
class Vintage:
    """Which figures say whether a target was met, and the probability that speaks of them."""

    met: Callable[[PlanTarget], bool | None]
    probability: Callable[[PlanForecast], float]


OUTCOME = Vintage(lambda target: target.met, lambda found: found.probability)
REVISED = Vintage(lambda target: target.met_revised, lambda found: found.probability)
PUBLISHED = Vintage(lambda target: target.met_as_published, lambda found: found.as_published)


@dataclass(frozen=True)
class PlanScore:
    """Scores of some targets: smaller is better for Brier scores, larger for skill; ``error`` is standard.

    ``base`` is the score of the share met in other provinces, ``constant`` that of the share met among all.
    """

    group: str
    n: int
    met: float
    probability: float
    brier: float
    error: float
    base: float
    constant: float
    skill: float


def plan_table(found: Sequence[PlanForecast]) -> pd.DataFrame:
    """One row a target: what it asked for, how probable it was, and whether it was met."""
    base = dict(zip([each.target.key for each in scored(found)], base_rates(scored(found)), strict=True))
    return pd.DataFrame([_row(each, base) for each in found])


def _row(found: PlanForecast, base: dict[str, float]) -> dict[str, object]:
    target = found.target
    return {
        "region": AND.join(names_of(target.codes)), "issued": target.issued, "year": target.year,
        "comparator": target.comparator, "target": target.value, "probability": found.probability,
        "met": target.met, "variable": target.variable, "level": target.level, "family": target.family,
        "document": target.document, "known_until": found.known, "needed_rise": needed_rise(target),
        "p05": found.p05, "p50": found.p50, "p95": found.p95, "outcome": target.outcome,
        "probability_as_published": found.as_published, "met_as_published": target.met_as_published,
        "met_revised": target.met_revised, "base_rate": base.get(target.key), "counted": counted(found),
        "reason": None if found.reason is None else str(found.reason), "id": target.key,
    }  # fmt: skip


def counted(found: PlanForecast) -> str:
    """How a target counts: scored, remembered, repeated, open (not known whether met), or not forecast."""
    target = found.target
    if found.reason is not None:
        return "not forecast"
    if target.met is None:
        return "open"
    if not target.read:
        return "remembered"
    return "scored" if target.counts else "repeated"


def scored(found: Sequence[PlanForecast]) -> list[PlanForecast]:
    """The forecasts that are scored."""
    return [each for each in found if counted(each) == "scored"]


def score_table(found: Sequence[PlanForecast]) -> pd.DataFrame:
    """Scores of all that counts, by vintage, level, family and variable; remembered targets apart, last."""
    chosen = scored(found)
    groups = {"all": chosen}
    for name in ("level", "family", "variable"):
        for value in sorted({str(getattr(each.target, name)) for each in chosen}):
            groups[f"{name} {value}"] = [each for each in chosen if getattr(each.target, name) == value]
    groups["remembered"] = [each for each in found if counted(each) == "remembered"]
    rows = [plan_score(name, group) for name, group in groups.items() if group]
    for name, vintage in (("as published", PUBLISHED), ("as revised", REVISED)):
        known = [each for each in chosen if vintage.met(each.target) is not None]
        if known:
            rows.insert(1, plan_score(name, known, vintage))
    return pd.DataFrame([vars(row) for row in rows], columns=[f.name for f in fields(PlanScore)])


def plan_score(group: str, found: Sequence[PlanForecast], vintage: Vintage = OUTCOME) -> PlanScore:
    """Scores of forecasts of which it is known whether they were met, in one vintage of the figures."""
    met = np.array([bool(vintage.met(each.target)) for each in found], float)
    p = np.array([vintage.probability(each) for each in found])
    places = np.array([place_of(each.target) for each in found])
    base = others_met(met, places)
    loss = (p - met) ** 2
    brier, reference = float(loss.mean()), float(((base - met) ** 2).mean())
    return PlanScore(
        group=group,
        n=len(met),
        met=float(met.mean()),
        probability=float(p.mean()),
        brier=brier,
        error=clustered_error(loss, places),
        base=reference,
        constant=float(met.mean() * (1 - met.mean())),
        skill=1 - brier / reference if reference else float("nan"),
    )


def base_rates(found: Sequence[PlanForecast]) -> Array:
    """Share of targets met in other provinces, for each target, (N,)."""
    met = np.array([bool(each.target.met) for each in found], float)
    return others_met(met, np.array([place_of(each.target) for each in found]))


def others_met(met: Array, places: Array) -> Array:
    """Share met outside the place of each target, (N,); one half where there is no other place."""
    elsewhere = [met[places != place] for place in places]
    return np.array([0.5 if not len(other) else other.mean() for other in elsewhere])


def clustered_error(loss: Array, places: Array) -> float:
    """Standard error of a mean loss, (n,), where ``places`` (n,) are independent, but not the targets of one.

    By the jackknife over places; NaN for fewer than two of them.
    """
    names = np.unique(places)
    if len(names) < 2:
        return float("nan")
    left = np.array([loss[places != name].mean() for name in names])
    return float(np.sqrt((len(names) - 1) / len(names) * ((left - left.mean()) ** 2).sum()))


def place_of(target: PlanTarget) -> str:
    """The province of a target, or the nation."""
    return province_of(target.codes[0]) or NATION


def reliability(found: Sequence[PlanForecast]) -> pd.DataFrame:
    """By fifth of the probability: how many scored targets, their mean probability, and the share met."""
    chosen = scored(found)
    p = np.array([each.probability for each in chosen])
    met = np.array([bool(each.target.met) for each in chosen], float)
    place = np.minimum((p * BINS).astype(int), BINS - 1)
    rows = [
        {"from": n / BINS, "to": (n + 1) / BINS, "n": int(here.sum()),
         "probability": float(p[here].mean()), "met": float(met[here].mean())}
        for n in range(BINS)
        if (here := place == n).any()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["from", "to", "n", "probability", "met"])
