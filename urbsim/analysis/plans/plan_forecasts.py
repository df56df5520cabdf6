"""How probable each target of the record was when its plan was issued, as the forecast that ships has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from urbsim.analysis.hindcast.model_forecast import Effort
from urbsim.analysis.hindcast.own_draws import PanelDraws, gathered, units_to_run
from urbsim.analysis.hindcast.unit_runs import Progress, live_all
from urbsim.analysis.mean_field.sampled_forecast import vintage_drift
from urbsim.analysis.panels.forecasts import Array
from urbsim.analysis.panels.panels import Panel
from urbsim.analysis.plans.plan_targets import SCORED, PlanTarget
from urbsim.analysis.plans.plan_units import UnknownThenError, plan_panel
from urbsim.runs.setup.histories import last_census
from urbsim.text import Message

WORLDS = 64
"""Worlds that each plan's region is run in, where no other number is asked for."""
CENSUS_EVERY = 10
RATE, URBAN, RESIDENTS = SCORED


@dataclass(frozen=True)
class PlanForecast:
    """A target, the last year known when it was issued, and what was forecast; or the reason why nothing was.

    ``probability`` is that of meeting it by figures as revised, ``as_published`` by those first published.
    """

    target: PlanTarget
    known: int | None = None
    probability: float = float("nan")
    as_published: float = float("nan")
    p05: float = float("nan")
    p50: float = float("nan")
    p95: float = float("nan")
    reason: Message | None = None


def plan_forecasts(
    targets: Sequence[PlanTarget], effort: Effort, progress: Progress | None = None
) -> list[PlanForecast]:
    """A forecast of every target from what was known the year before its issue, in the order of the targets.

    Nothing that is said of an outcome is read.
    """
    panels, reasons = dict[str, Panel](), dict[str, Message]()
    for target in targets:
        try:
            panels[target.key] = plan_panel(target)
        except UnknownThenError as error:
            reasons[target.key] = error.reason
    draws = draws_of(list(panels.values()), effort, progress)
    return [
        PlanForecast(target, reason=reasons[target.key])
        if target.key in reasons
        else forecast_of(target, panels[target.key], draws[_likeness(panels[target.key])])
        for target in targets
    ]


def draws_of(
    panels: Sequence[Panel], effort: Effort, progress: Progress | None
) -> dict[tuple[object, ...], PanelDraws]:
    """Draws of each region as known at an origin, up to the last year that a target of it asks for."""
    longest: dict[tuple[object, ...], Panel] = {}
    for panel in panels:
        known = longest.setdefault(_likeness(panel), panel)
        if panel.last > known.last:
            longest[_likeness(panel)] = panel
    units = [units_to_run(panel, effort.worlds or WORLDS, effort.seed)[0] for panel in longest.values()]
    lived = live_all(units, effort.workers, progress)
    return {
        key: gathered(panel, [unit], [each])
        for (key, panel), unit, each in zip(longest.items(), units, lived, strict=True)
    }


def _likeness(panel: Panel) -> tuple[object, ...]:
    unit = panel.units[0]
    return (panel.origin, unit.key, unit.people, tuple(sorted(unit.history.items())))


def forecast_of(target: PlanTarget, panel: Panel, draws: PanelDraws) -> PlanForecast:
    """What the draws say of a target."""
    year = target.year - panel.origin - 1
    values = asked_for(target, draws.rates[0, :, :, year], draws.residents[0, :, :, year]).ravel()
    earlier = values + (published_below(panel.origin, target.year) if target.variable == RATE else 0.0)
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
    return PlanForecast(
        target,
        known=panel.origin,
        probability=share_met(target, values),
        as_published=share_met(target, earlier),
        p05=float(low),
        p50=float(middle),
        p95=float(high),
    )


def asked_for(target: PlanTarget, rates: Array, residents: Array) -> Array:
    """What a target asks for, (W, K): the rate, residents, or the urban ones among them."""
    return {RATE: rates, RESIDENTS: residents, URBAN: rates * residents}[target.variable]


def share_met(target: PlanTarget, values: Array) -> float:
    """Share of draws, values (D,) in the target's unit, that meet a target."""
    return float(np.mean([target.is_met_by(value) for value in values]))


def published_below(origin: int, year: int) -> float:
    """What a rate first published will differ by from the level of the census, as known at the origin."""
    since = 0 if year % CENSUS_EVERY == 0 else year - last_census(year)
    return vintage_drift(origin)[0] * since
