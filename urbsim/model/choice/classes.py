"""The classes of a year: who stands for whom, refreshed from a sample of the households as they are.

A class's representative has the mean traits of its members, and an offset that makes its hazard
the mean hazard of its members. Members age, and the willing leave first: kept from the base year,
the classes would overstate moving by some per cent after fifteen years.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from urbsim.households.capacity import CLASSES
from urbsim.households.choice.attraction import net_gain, weighed, worth
from urbsim.households.choice.profiles import Sample, class_means, sample
from urbsim.households.columns.columns import Rows
from urbsim.households.equations import move_odds, probability
from urbsim.model.choice.choice import ChoiceSet, DecidingHouseholds, OptionWeights, people_of
from urbsim.model.setup import Array, Coefficients, Integers

OF_NOBODY = {"workers": 1.0, "persons": 1.0}
"""What stands in for a class where no household lives, so that what it would do is a number."""


@dataclass(frozen=True)
class Classes:
    """Sampled households (n), each with its own traits, and the representatives of the C classes."""

    sample: Sample
    individual: DecidingHouseholds
    representative: DecidingHouseholds


def classes_of(rows: Rows, p: Coefficients, most: int, before: Classes | None = None) -> Classes:
    """Classes from up to about ``most`` households; one that is empty in the sample stays as ``before``.

    Without a ``before`` an empty class has the mean traits of all.

    Drawn anew each year by even steps through the rows, so the classes age with their members.
    """
    drawn = sample(rows, most)
    individual = people_of(drawn, p)
    if len(drawn.kind) == 0 and before is not None:
        return before
    return Classes(drawn, individual, representatives(drawn, individual, before))


def representatives(drawn: Sample, people: DecidingHouseholds, before: Classes | None) -> DecidingHouseholds:
    """One household for each class, with the mean traits of its members (geometric for income).

    The geometric mean of income is taken because income enters in logs (eq. 2).
    """
    columns = {name: np.log(each) if name == "income" else each for name, each in people.__dict__.items()}
    known = np.stack(list(columns.values()))
    if before is None:
        usual = known.mean(axis=1) if known.size else [OF_NOBODY.get(name, 0.0) for name in columns]
        otherwise = np.repeat(np.array(usual)[:, None], CLASSES, axis=1)
    else:
        kept = before.representative.__dict__
        otherwise = np.stack([np.log(kept[name]) if name == "income" else kept[name] for name in columns])
    means = dict(zip(columns, class_means(known, drawn.kind, otherwise), strict=True))
    return DecidingHouseholds(**{**means, "income": np.exp(means["income"])})


def class_offsets(
    classes: Classes, intercept: float, weights: OptionWeights, options: ChoiceSet, at: AreaOf
) -> Array:
    """Offsets (C,) that make the mean hazard of every class that of its own households.

    ``weights`` are those of the representatives. A class whose members are all alike has the offset 0.

    In log odds, at most one either way; the log of a ratio of mean chances, which is that of odds as long as
    moves are rare.
    """
    taste = options.taste
    village, kind = classes.sample.village, classes.sample.kind
    area = at.village[village]
    own = worth(net_gain(classes.individual.at(at.incomes[area]), *options), taste)
    single, banded = weighed(*weights, (village, area, kind), own).sum(axis=2)
    alone = probability(move_odds(intercept + classes.individual.taste, single, taste.dissimilarity))
    shared = intercept + classes.representative.taste[kind]
    together = probability(move_odds(shared, banded, taste.dissimilarity))
    total = np.bincount(kind, alone, CLASSES), np.bincount(kind, together, CLASSES)
    known = (total[0] > 0) & (total[1] > 0)
    offset = np.where(known, np.log(np.where(known, total[0], 1) / np.where(known, total[1], 1)), 0.0)
    return np.asarray(np.clip(offset, -1, 1))


@dataclass(frozen=True)
class AreaOf:
    """The area of each village (V,), and the income of the mean rural household of each area (A,)."""

    village: Integers
    incomes: Array
