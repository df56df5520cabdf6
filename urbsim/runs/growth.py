"""The record of growth before the base year, to which every draw is anchored.

Half the growth of the region or the nearest region around it that has a record, half the
nation's, both in logits of the rate. Nothing from after the base year is read.
"""

from __future__ import annotations

import math

from urbsim.evidence.figures import Figure, Vintage
from urbsim.evidence.statistics import rate_series
from urbsim.model.setup import Coefficients, Record
from urbsim.vocabulary.regions import NATION

SPAN = 10
LEAST_SPAN = 4
VINTAGES: tuple[Vintage, ...] = ("census", "revised", "published")


def record_of(
    lineage: tuple[str, ...], level: str, rate: float, year: int, p: Coefficients
) -> tuple[Record, str]:
    """The record for a region with base rate ``rate`` and where its own half comes from.

    Growth is in points of the rate (0–1) a year: rate · (1 − rate) · yearly growth of the logit.
    """
    nation = logit_growth(rate_series(NATION, "revised"), year)
    if nation is None:
        raise KeyError(f"no national record before {year}")
    own, whose = own_growth(lineage, year)
    weight = p["growth_own_weight"] if own is not None else 0.0
    blended = weight * (own or 0.0) + (1 - weight) * nation
    sd = p[f"growth_record_sd_{level}"] / 100
    return Record(rate * (1 - rate) * blended, sd), whose


def own_growth(lineage: tuple[str, ...], year: int) -> tuple[float | None, str]:
    """Yearly growth of the logit in the first region of the lineage with a record, and that region."""
    for code in lineage:
        for vintage in VINTAGES:
            growth = logit_growth(rate_series(code, vintage), year)
            if growth is not None:
                return growth, code
    return None, NATION


def logit_growth(series: dict[int, Figure], year: int) -> float | None:
    """Mean yearly growth of the logit over up to ten years before ``year``; None for less than four.

    Remembered figures are not a record. A constant rate gives 0.
    """
    read = {
        y: f.value for y, f in series.items() if y <= year and f.confidence != "memory" and 0 < f.value < 1
    }
    if not read:
        return None
    last = max(read)
    first = min((y for y in read if y >= last - SPAN), default=last)
    if last - first < LEAST_SPAN or year - last > LEAST_SPAN:
        return None
    return (logit(read[last]) - logit(read[first])) / (last - first)


def logit(share: float) -> float:
    """ln(share / (1 − share))."""
    return math.log(share / (1 - share))
