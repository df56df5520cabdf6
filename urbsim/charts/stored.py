"""The folder of a comparison, read back as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pandas as pd

from urbsim.charts.terms import Labels, labels_of
from urbsim.charts.words import cells
from urbsim.runs.results.store import StoredRun, read_run
from urbsim.scenario.file.questions import left_open
from urbsim.text import block, spoken, word

TABLES = ("mixes", "chances", "chances_by_year", "costs", "contributions_error", "interactions")


@dataclass(frozen=True, eq=False)
class StoredComparison:
    """A run of several mixes with the tables that set them side by side; what was not made is empty."""

    run: StoredRun
    tables: Mapping[str, pd.DataFrame]

    @property
    def about(self) -> Mapping[str, Any]:
        """What was compared."""
        return cast(Mapping[str, Any], self.run.manifest["comparison"])

    @property
    def baseline(self) -> str:
        """Name of the baseline."""
        return str(self.about["baseline"])

    @property
    def labels(self) -> Labels:
        """What its measures and mixes are called."""
        return labels_of(self.run)

    def short_label(self, mix: str, most: int) -> str:
        """What a mix is called in at most so many columns: by its names alone where all of it has no room."""
        whole = self.labels.mix(mix)
        return whole if cells(whole) <= most else Labels().mix(mix)

    def title(self) -> str:
        """Title of the scenario."""
        titles = cast(Mapping[str, str], self.run.manifest.get("title") or {})
        return titles.get(spoken()) or str(self.run.manifest["name"])

    def noted(self, note: str) -> str:
        """What a chart says below its title; the first word tells whether the coefficients are calibrated."""
        known = self.run.manifest.get("calibrated") is True
        words = [block("mixes")["calibrated" if known else "uncalibrated"], note]
        left = left_open(cast(Mapping[str, Any], self.run.manifest["scenario"]))
        return " · ".join((*words, word("charts.open_questions", left=left)) if left else words)

    def place(self, region: str) -> str:
        """Name of a region key."""
        names = cast(Mapping[str, Mapping[str, str]], self.run.manifest.get("regions") or {})
        return names.get(region, {}).get(spoken(), region)

    @property
    def home(self) -> str:
        """Key of the region."""
        return str(self.run.manifest["region"])

    def main_mixes(self, most: int = 12) -> list[str]:
        """Mixes for charts with few places, the baseline apart: all measures, the file's own, then others."""
        names = [str(mix) for mix in cast(list[str], self.run.manifest["mixes"]) if mix != self.baseline]
        ranked = sorted(names, key=lambda name: (name != "policy", rank_of(name)))
        held = {name: tuple(self.about["measures"][name]) for name in ranked}
        own = {held[name] for name in ranked if rank_of(name) == 0}
        return [name for name in ranked if rank_of(name) == 0 or held[name] not in own][:most]


def rank_of(mix: str) -> int:
    """The file's own mixes first, then those without a measure, then single measures."""
    return 1 if mix.startswith("without ") else 2 if mix.startswith("only ") else 0


def is_comparison(run: StoredRun) -> bool:
    """Whether a folder holds a comparison."""
    return isinstance(run.manifest.get("comparison"), Mapping)


def read_comparison(folder: Path) -> StoredComparison:
    """Read a folder that `urbsim compare` wrote; InputError where it is none."""
    return of_run(read_run(folder))


def of_run(run: StoredRun) -> StoredComparison:
    """The comparison that a folder holds."""
    return StoredComparison(run, {name: run.table(f"{name}.csv") for name in TABLES})
