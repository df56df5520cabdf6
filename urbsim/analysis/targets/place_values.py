"""Values of the places a target speaks of: one place, several together, or each of several."""

from __future__ import annotations

import numpy as np

from urbsim.analysis.targets.comparators import Numbers
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.target import HOME, RunTarget
from urbsim.vocabulary.variables import variables

ADDED_UP = ("persons", "units", "households", "jobs", "km2", "yuan")
"""Units whose values add up over places; values in all others are averaged over residents."""


def region_of(ensemble: Ensemble, scope: str) -> str | None:
    """Key of the region a scope speaks of, or None where the runs do not know it."""
    if scope in ("", HOME):
        return ensemble.home
    candidates = (scope, f"{ensemble.home}/{scope}")
    return next((key for key in candidates if key in ensemble.regions), None)


def values_of(ensemble: Ensemble, target: RunTarget) -> Numbers | None:
    """Values (D, K, T) of the target's variable; None where the runs hold none.

    There is one place for a region, a settlement or several together, and one for each settlement where each
    counts; a settlement that stands for several towns gives the value of one of them.
    """
    if not target.places:
        region = region_of(ensemble, target.scope)
        known = region is not None and ensemble.has(target.variable, region)
        return ensemble.of(target.variable, region)[:, None, :] if known and region is not None else None
    if not all(ensemble.has(target.variable, key) for key in target.places):
        return None
    parts = np.stack([ensemble.of(target.variable, key) for key in target.places], axis=1)
    if target.each:
        return parts / np.array(target.towns, float)[:, None] if adds_up(target.variable) else parts
    return together(ensemble, target, parts)


def adds_up(variable: str) -> bool:
    """Whether values of a variable add up over places."""
    return variables()[variable].unit in ADDED_UP


def together(ensemble: Ensemble, target: RunTarget, parts: Numbers) -> Numbers | None:
    """Sum over places, or the mean over their residents, (D, 1, T)."""
    if adds_up(target.variable):
        return np.asarray(parts.sum(axis=1, keepdims=True))
    if not all(ensemble.has("population", key) for key in target.places):
        return None
    people = np.stack([ensemble.of("population", key) for key in target.places], axis=1)
    total = np.maximum(1.0, people.sum(axis=1, keepdims=True))
    return np.asarray((parts * people).sum(axis=1, keepdims=True) / total)
