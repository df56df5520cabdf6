"""The table of experiments: each result beside the interval that studies leave for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from urbsim.analysis.levers.outcomes.constraints import Bend
from urbsim.evidence.experiments import DOSES, Experiment, Interval
from urbsim.evidence.posterior import left_out
from urbsim.model.setup import Array
from urbsim.text import Message, block, say, told, word

BAND = (0.05, 0.50, 0.95)
SURE = 3.0
"""Standard errors from an end of its interval at which a median is known to be on its side."""
LEAST_SHARE = 0.5
"""Share of an interval that the band of draws has to cover."""


@dataclass(frozen=True)
class LeverRow:
    """An experiment with what the model gives: quantiles of its draws, or what the model lacks for it.

    A row of doses also says how the response bends, and what binds.
    """

    experiment: Experiment
    draws: int
    values: Array
    missing: Message | None = None
    bend: Bend | None = None

    @property
    def band(self) -> tuple[float, float, float]:
        """p05, p50, p95 of the draws that give a number; NaN where none does."""
        known = self.values[~np.isnan(self.values)]
        if not len(known):
            return (np.nan, np.nan, np.nan)
        low, middle, high = np.quantile(known, BAND, method="inverted_cdf")
        return (float(low), float(middle), float(high))

    @property
    def covered(self) -> float:
        """Share of the interval that the band covers; all of it where the interval has no width or no end."""
        low, _, high = self.band
        interval = self.experiment.interval
        width = interval.high - interval.low
        if not 0 < width < np.inf:
            return 1.0
        return max(0.0, min(high, interval.high) - max(low, interval.low)) / width

    @property
    def inside(self) -> bool:
        """Median inside and half of the interval covered; of a law that nine draws of ten are inside."""
        low, middle, high = self.band
        interval = self.experiment.interval
        if self.experiment.made == "law":
            return within(low, interval) and within(high, interval)
        return within(middle, interval) and self.covered >= LEAST_SHARE

    @property
    def median_inside(self) -> bool:
        """The plain reading: median inside, however little of the interval the draws cover."""
        return within(self.band[1], self.experiment.interval)

    @property
    def error(self) -> float:
        """Standard error of the median relative to the interval's width; 0 where that is none."""
        interval = self.experiment.interval
        width = interval.high - interval.low
        low, _, high = self.band
        if not 0 < width < np.inf or self.experiment.made == "law" or not np.isfinite(high - low):
            return 0.0
        return float(1.2533 * (high - low) / 3.29 / np.sqrt(self.draws) / width)

    @property
    def decided(self) -> bool:
        """Whether the median is so far from an end of the interval that more draws would not carry it over.

        Three standard errors; a row without an error is.
        """
        ends = np.array([self.experiment.interval.low, self.experiment.interval.high])
        ends = ends[np.isfinite(ends)]
        if not self.error or not len(ends):
            return True
        width = self.experiment.interval.high - self.experiment.interval.low
        return bool(np.abs(self.band[1] - ends).min() > SURE * self.error * width)

    @property
    def miss(self) -> Message | None:
        """Why the row is not inside, None where it is."""
        if self.missing is not None:
            return self.missing
        if self.inside:
            return None
        middle, interval = self.band[1], self.experiment.interval
        if np.isnan(middle):
            return say("experiments.no_effect")
        if self.experiment.made == "law":
            return say("experiments.law_broken")
        if within(middle, interval):
            return say("experiments.narrow", share=f"{100 * self.covered:.0f}")
        return say("experiments.below" if middle < interval.low else "experiments.above")


def within(value: float, interval: Interval) -> bool:
    """Whether a number lies in an interval; rounding may carry it a hair beyond."""
    hair = 1e-9 * max(1.0, abs(value))
    return interval.low - hair <= value <= interval.high + hair


def words_of(row: Experiment) -> str:
    """What is done and read off, in the language spoken."""
    return block("experiments")[row.id]


def table_of(rows: Sequence[LeverRow]) -> pd.DataFrame:
    """`levers.csv`: one line a row, in the language spoken."""
    return pd.DataFrame([line_of(row) for row in rows])


def line_of(row: LeverRow) -> dict[str, object]:
    """One line of the table."""
    one, (low, middle, high) = row.experiment, row.band
    return {
        "id": one.id, "lever": one.lever, "experiment": words_of(one),
        "low": one.interval.low, "high": one.interval.high, "p05": low, "p50": middle, "p95": high,
        "inside": yes_or_no(row.inside), "median_inside": yes_or_no(row.median_inside),
        "unit": one.unit, "source": "; ".join(one.sources),
        "checked": one.checked, "kind": one.kind, "made": one.made,
        "page_low": one.page.low, "page_high": one.page.high,
        **predicted(one.id), "binds": "" if row.bend is None else told_bend(row.bend),
        "draws": row.draws, "miss": "" if row.miss is None else told(row.miss),
    }  # fmt: skip


def told_bend(bend: Bend) -> str:
    """How the response bends and what binds, in the language spoken."""
    bound = [
        word("experiments.binds", what=word(f"binding.{what}"), dose=f"{dose:g}", part=100 * part)
        for what, dose, part in bend.bindings
    ]
    return word("experiments.bend", kept=bend.kept, most=f"{DOSES[-1]:g}") + "; ".join(
        bound or [word("binding.nothing")]
    )


def yes_or_no(holds: bool) -> str:
    """How the table says whether something holds."""
    return "yes" if holds else "no"


def predicted(row: str) -> dict[str, float]:
    """The row as predicted by a calibration without its finding; NaN where no finding was fitted."""
    low, middle, high = left_out().get(row, (np.nan, np.nan, np.nan))
    return {"left_out_p05": low, "left_out_p50": middle, "left_out_p95": high}
