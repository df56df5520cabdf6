"""Everything one call of a run hands to tables, charts and the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from urbsim.evidence.scoreboard import Standing
from urbsim.runs.outlook.discrepancy import DiscrepancyShare
from urbsim.runs.plans import BoundMeasure, MeasureItem
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.failure import Failure
from urbsim.runs.results.target import RunTarget
from urbsim.runs.setup.growth import SimpleRule
from urbsim.text import both, say, spoken

Observed = Mapping[str, Mapping[str, Mapping[int, float]]]
"""Official figures by region key, variable and year, in the units of the variable register."""


@dataclass(frozen=True)
class Note:
    """A sentence the reader must see beside the figures, in both languages."""

    english: str
    chinese: str

    def text(self) -> str:
        """The sentence in the language spoken."""
        return self.chinese if spoken() == "zh" else self.english


def note(code: str, /, **fields: object) -> Note:
    """A note of the texts."""
    return Note(*both(say(code, **fields)))


@dataclass(frozen=True, eq=False)
class RunResult:
    """Ensembles of one scenario with what is needed to read and repeat them.

    `scenario` is the scenario as resolved (JSON values, no paths). `names` gives the English and Chinese
    name of region keys that are not in the register (own-figure regions, towns). `census` lists, by region,
    the years in which the observed figure is a census count. `seed_variance` [variable, region, year] is the
    variance between runs that differ by the seed only, at the weight of the run (see `runs.noise`).
    `damaged` are files of the store that could not be believed, so that their draws were simulated again.
    `simple_rule` is the forecast that needs no model, where a record allows it. `reference` says that the
    reference model made the runs. `measures` names those of the file, `plans` what they pay for.
    `warnings` are what must be doubted before the figures, `bindings` which constraints bind for which
    measure. `discrepancy` is how much of the growth is that,
    `scored` how forecasts of the same level fared, `precedents` what came of targets that asked for as much,
    `beside` what stands beside the forecast: places like it, and what was seen since.
    """

    ensembles: tuple[Ensemble, ...]
    targets: tuple[RunTarget, ...]
    scenario: Mapping[str, object]
    title: Mapping[str, str]
    seed: int
    weight: int
    reference: bool = False
    notes: tuple[Note, ...] = ()
    inputs: tuple[Mapping[str, object], ...] = ()
    clauses: tuple[str, ...] = ()
    assumptions: tuple[Mapping[str, object], ...] = ()
    observed: Observed = field(default_factory=dict)
    census: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    calibrated: bool = False
    seed_variance: NDArray[np.float64] | None = None
    failures: tuple[Failure, ...] = ()
    damaged: tuple[Path, ...] = ()
    simple_rule: SimpleRule | None = None
    measures: tuple[str, ...] = ()
    plans: tuple[MeasureItem, ...] = ()
    warnings: tuple[Note, ...] = ()
    bindings: tuple[BoundMeasure, ...] = ()
    discrepancy: DiscrepancyShare | None = None
    scored: Standing | None = None
    precedents: tuple[Note, ...] = ()
    beside: tuple[Note, ...] = ()

    @property
    def name(self) -> str:
        """Name of the scenario: also the name of its output folder."""
        return self.ensembles[0].scenario
