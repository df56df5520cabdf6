"""L13: the shipped documents as they stand, with all their measures and with none, under shared draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from urbsim.analysis.levers.worlds.sites import rows_weight
from urbsim.analysis.mixes.effects import Effect, Pair, Whereabouts, effect_at, pair_of
from urbsim.analysis.targets.summary import RATE, URBAN
from urbsim.policy.mixes import NOTHING, PLAIN
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.ensembles.jobs import Progress
from urbsim.runs.options import Options
from urbsim.runs.outlook.reported import SIMULATED
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.reading import read_scenario

DRAWS = 50


@dataclass(frozen=True)
class DocumentEffect:
    """What a document does to the rate and to urban people by its last year, and what it costs.

    ``cost`` is nominal yuan more than without it, summed over the years, in the median of draws.
    """

    name: str
    draws: int
    rate: Effect
    people: Effect
    cost: float

    @property
    def found(self) -> str:
        """The word for what is found: that of people or of the rate, whichever says more."""
        return self.people.word if self.rate.word == "none" else self.rate.word


def documents() -> list[Scenario]:
    """Every shipped scenario that has measures."""
    scenarios = [read_scenario(path) for path in shipped().values()]
    return [scenario for scenario in scenarios if scenario.measures]


def document_effects(
    chosen: Iterable[Scenario], draws: int, store: Path, progress: Progress
) -> Iterator[DocumentEffect]:
    """What each document does, one after the other; finished draws are kept in ``store``, for another try."""
    for scenario in chosen:
        yield effect_of(scenario, draws, store / scenario.name, progress)


def effect_of(scenario: Scenario, draws: int, store: Path, progress: Progress) -> DocumentEffect:
    """One scenario with all its measures and with none; large ones by rows of several households."""
    weight = max(scenario.runs.weight, rows_weight(scenario))
    options = Options(draws=draws, weight=weight, executor="auto", mixes=(PLAIN, NOTHING), out=store)
    result = run_mixes(scenario, options, progress)
    pair = pair_of(result.ensembles, result.ensembles)
    assert pair is not None, "both mixes were asked for"
    rate, people = simulated_effects(pair)
    return DocumentEffect(scenario.name, len(pair.policy.draws), rate, people, cost_of(pair))


def simulated_effects(pair: Pair) -> tuple[Effect, Effect]:
    """Rate and urban people of the region in the last year as simulated: people who moved are counted."""
    home, last = pair.policy.home, pair.policy.years[-1]
    rate, people = (
        effect_at(pair, Whereabouts(SIMULATED + name, home, last), gained=0.0) for name in (RATE, URBAN)
    )
    return rate, people


def cost_of(pair: Pair) -> float:
    """Public spending beyond that without measures, nominal yuan over all years, in the median of draws."""
    home = pair.differences("public_spending")[:, 0]
    return float(np.median(np.nansum(home, axis=1)))


def documents_table(effects: list[DocumentEffect]) -> pd.DataFrame:
    """`documents.csv`: one line a document; rates in points."""
    return pd.DataFrame([line_of(each) for each in effects])


def line_of(each: DocumentEffect) -> dict[str, object]:
    """One line of the table; a cost a resident only where the effect is uncertain or clear."""
    points, people = each.rate.difference, each.people.difference
    known = each.found in ("uncertain", "clear") and people.p50 > 0
    return {
        "scenario": each.name, "year": each.rate.place.year, "draws": each.draws,
        "points_p05": 100 * points.p05, "points_p50": 100 * points.p50, "points_p95": 100 * points.p95,
        "people_p05": people.p05, "people_p50": people.p50, "people_p95": people.p95,
        "effect": each.found, "cost": each.cost,
        "cost_a_resident": each.cost / people.p50 if known else np.nan,
    }  # fmt: skip
