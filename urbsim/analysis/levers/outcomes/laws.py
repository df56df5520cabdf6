"""Experiments that hold whatever the coefficients: doses, money, sums (L13–L16)."""

from __future__ import annotations

import numpy as np

from urbsim.analysis.levers.worlds.arms import NotInModelError
from urbsim.analysis.levers.worlds.simulated_arms import Seen
from urbsim.analysis.mixes.money import ONCE, PEOPLE
from urbsim.analysis.targets.summary import SOURCES
from urbsim.evidence.experiments import DOSES, WITH, WITHOUT
from urbsim.model.setup import Array
from urbsim.runs.plans import largest_tier
from urbsim.text import say

LATER = {"hukou": ("hukou", "hukou_year"), "redesignated": ("redesignation",)}
"""Arms that cost by the people whom they bring, and the prices of serving these."""
COSTLY = ("with", "paid", "park", "works", "hukou", "redesignated")


def monotone(seen: Seen) -> Array:
    """Share of the steps from dose to dose at which urban people do not fall, (D,)."""
    doses = np.stack([seen.at("urban_population", f"{dose:g}") for dose in DOSES])
    return np.asarray((np.diff(doses, axis=0) >= 0).mean(axis=0))


def cost_a_resident(seen: Seen) -> Array:
    """Yuan that governments spend for each urban person more, (D,); infinite where there is none.

    NotInModelError where the arm costs governments nothing.
    """
    spent, people = seen.change_since("public_spending"), seen.change("urban_population")
    if not spent.any():
        raise NotInModelError(say("experiments.free"))
    return np.where(people > 0, spent / np.where(people > 0, people, 1.0), np.inf)


def invested_a_resident(seen: Seen) -> Array:
    """Yuan that anybody pays for each urban person more: studies of relocation count all investment, (D,)."""
    people = seen.change("urban_population")
    return np.where(people > 0, paid_by_anybody(seen, WITH) / np.where(people > 0, people, 1.0), np.inf)


def priced(seen: Seen) -> Array:
    """Share of the levers that cost somebody something, (D,)."""
    return np.asarray(np.mean([paid_by_anybody(seen, role) > 0 for role in COSTLY], axis=0))


def paid_by_anybody(seen: Seen, role: str) -> Array:
    """Yuan that measures cost, whoever pays, since they began, (D,)."""
    names = [name for name in seen.names[role] if name.startswith("realised_")]
    spent = np.sum([seen.since(name, role) for name in names], axis=0)
    return np.asarray(spent + np.sum([served(seen, role, item) for item in LATER.get(role, ())], axis=0))


def served(seen: Seen, role: str, item: str) -> Array:
    """Yuan that it costs to serve those whom an arm settles or makes urban, since it began, (D,)."""
    setup, span = seen.done[role], slice(seen.start, seen.year + 1)
    more = seen.path(PEOPLE[item], role) - seen.path(PEOPLE[item], WITHOUT)
    counted = np.diff(more, axis=1, prepend=0.0) if item in ONCE else more
    price = setup.prices[f"{item}/{largest_tier(setup)}"].path
    return np.asarray(counted[:, span] @ price[span])


def served_a_resident(seen: Seen) -> Array:
    """Yuan that it costs to serve those whom new rules settle, for each of them: once, and every year, (D,).

    What brings them is not in it.
    """
    spent = np.sum([served(seen, WITH, item) for item in LATER["hukou"]], axis=0)
    return np.asarray(spent / seen.change(PEOPLE["hukou"]))


def adds_up(seen: Seen) -> Array:
    """Largest difference between urban growth and the sum of its five sources in any year and arm, (D,)."""
    wrong = []
    for role in seen.runs:
        sources = np.sum([seen.path(name, role)[:, 1:] for name in SOURCES.values()], axis=0)
        wrong.append(np.abs(np.diff(seen.path("urban_population", role), axis=1) - sources).max(axis=1))
    return np.asarray(np.max(wrong, axis=0))


def floored(seen: Seen) -> Array:
    """Per cent of draws whose moves are held at their floor, (D,)."""
    return np.asarray(100 * seen.path("floored", WITH)[:, 0])


OUTCOMES = {
    "monotone": monotone,
    "cost_a_resident": cost_a_resident,
    "invested_a_resident": invested_a_resident,
    "priced": priced,
    "served_a_resident": served_a_resident,
    "adds_up": adds_up,
    "floored": floored,
}
