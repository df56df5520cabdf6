"""The hindcast: every method on every panel, scored against what happened, as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from urbsim.analysis.hindcast.baselines import baselines
from urbsim.analysis.hindcast.leave_one_province_out import leave_one_province_out
from urbsim.analysis.hindcast.model_forecast import Effort, model_forecast
from urbsim.analysis.hindcast.own_draws import PanelDraws, panel_draws
from urbsim.analysis.hindcast.people import people_forecasts, people_observed
from urbsim.analysis.hindcast.reliability import by_sixths, monte_carlo_error
from urbsim.analysis.hindcast.scores import Scored, paired_difference, score, skill, summary
from urbsim.analysis.hindcast.vintage import undrifted
from urbsim.analysis.mean_field.sampled_forecast import conditional, mean_field
from urbsim.analysis.panels.forecasts import Forecast
from urbsim.analysis.panels.panels import Panel
from urbsim.text import in_register, word

OWN, FREE, TWIN = "urbsim", "without discrepancy", "mean-field"
"""The forecast that ships; households without what they are known to lack; those in expected values."""
CONDITIONAL = "observed drivers"
"""Knows incomes and prices of later years, so it is shown beside the forecasts and compared with none."""
TAUGHT = "taught elsewhere"
"""The own forecast corrected by outcomes of other provinces; it knows those, so it is compared with none."""
BESIDE = (CONDITIONAL, TAUGHT)
MINE = (OWN, FREE, TWIN)
RULE = "half_convergence"
"""The rule to beat, which the rules for urban residents follow."""
QUANTILES = {"p05": 0.05, "p50": 0.50, "p95": 0.95}
SCORE_COLUMNS = ("method", "panel", "horizon", "n", "mae", "rmse", "bias", "crps", "cover50", "cover90")
SEED = 1

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Hindcast:
    """A panel with the forecasts of all methods by name, the project's own first, and the draws behind that.

    ``people`` are forecasts of residents by variable and method.
    """

    panel: Panel
    forecasts: Mapping[str, Forecast]
    draws: PanelDraws | None = None
    people: Mapping[str, Mapping[str, Forecast]] = field(default_factory=dict)

    @property
    def scored(self) -> bool:
        """Whether anything of the panel is known by now."""
        return bool((~np.isnan(self.panel.observed())).any())

    def scores(self) -> dict[str, Scored]:
        """Scores by method, in percentage points."""
        observed = self.panel.observed()
        return {name: score(forecast, observed) for name, forecast in self.forecasts.items()}


def hindcast(panels: Sequence[Panel], effort: Effort, progress: Progress) -> list[Hindcast]:
    """Forecast every panel with every method; none is given the truth but the one that is taught elsewhere.

    A panel whose units are among
    those of a larger one with the same origin takes their own forecast from it.
    """
    done: dict[str, Hindcast] = {}
    for panel in sorted(panels, key=lambda panel: -len(panel.units)):
        draws = _borrowed(panel, list(done.values()))
        if draws is None:
            draws = panel_draws(panel, effort, partial(progress, panel.name))
        done[panel.name] = scored_beside(panel, draws, effort, progress)
    return [done[panel.name] for panel in panels]


def scored_beside(panel: Panel, draws: PanelDraws, effort: Effort, progress: Progress) -> Hindcast:
    """The own draws of a panel with every method that is scored beside them."""
    known, free = panel.known, f"{panel.name}, {FREE}"
    own, rules = draws.forecast, baselines(undrifted(known))
    mine = {OWN: own, FREE: model_forecast(known, effort, partial(progress, free)), TWIN: mean_field(known)}
    forecasts = {**mine, **rules, **_conditional(known), **_taught(panel, own)}
    people = people_forecasts(known, OWN, draws, forecasts.get(RULE, forecasts["urgd_own"]))
    return Hindcast(panel, forecasts, draws, people)


def _conditional(panel: Panel) -> dict[str, Forecast]:
    found = conditional(panel) if panel.of_nation else None
    return {} if found is None else {CONDITIONAL: found}


def _taught(panel: Panel, own: Forecast) -> dict[str, Forecast]:
    found = leave_one_province_out(panel, own)
    return {} if found is None else {TAUGHT: found}


def _borrowed(panel: Panel, done: list[Hindcast]) -> PanelDraws | None:
    keys = [(unit.key, unit.people) for unit in panel.units]
    for other in done:
        place = {(unit.key, unit.people): u for u, unit in enumerate(other.panel.units)}
        if other.draws and other.panel.years == panel.years and all(key in place for key in keys):
            return other.draws.of_units([place[key] for key in keys], [key for key, _ in keys])
    return None


def hindcast_table(found: Sequence[Hindcast]) -> pd.DataFrame:
    """One row a region and year: observed, the own band, and the median of every other method; shares.

    Where there are several panels the last column names them.
    """
    tables = [_of_panel(each) for each in found]
    if len(tables) == 1:
        return tables[0]
    whole = pd.concat([t.assign(panel=h.panel.name) for t, h in zip(tables, found, strict=True)])
    return whole[[name for name in whole.columns if name != "panel"] + ["panel"]]


def _of_panel(found: Hindcast) -> pd.DataFrame:
    panel = found.panel
    units, years = len(panel.units), panel.years
    own = found.forecasts[OWN]
    columns: dict[str, object] = {
        "region": np.repeat([unit.key for unit in panel.units], len(years)),
        "year": np.tile(years, units),
        "observed": panel.observed().ravel(),
        **{name: own.at(level).ravel() for name, level in QUANTILES.items()},
    }
    columns |= {name: f.median.ravel() for name, f in found.forecasts.items() if name != OWN}
    return pd.DataFrame(columns)


def score_table(found: Sequence[Hindcast]) -> pd.DataFrame:
    """Scores by method, panel and horizon group, in percentage points; the contract's columns first.

    The own forecast over all years has beside each score its error for having few draws.
    """
    rows = [
        {"method": name, "panel": each.panel.name, **row}
        for each in found
        for name, scored in each.scores().items()
        for row in summary(scored, each.panel.horizons)
    ]
    if not rows:
        return pd.DataFrame(columns=list(SCORE_COLUMNS))
    errors = {each.panel.name: draw_errors(each) for each in found}
    for row in rows:
        if row["method"] == OWN and row["horizon"] == "all":
            row |= {f"{name}_error": error for name, error in errors[str(row["panel"])].items()}
    return pd.DataFrame(rows)


def draw_errors(found: Hindcast) -> dict[str, float]:
    """Standard error of the own scores for having so few worlds, by measure; none without draws."""
    draws = found.draws
    if draws is None:
        return {}
    return monte_carlo_error(
        lambda kept: draws.of_worlds(kept).forecast, draws.worlds, found.panel.observed()
    )


def people_table(found: Sequence[Hindcast]) -> pd.DataFrame:
    """Scores of residents and urban residents by variable, method, panel and horizon group, in percent."""
    rows = [
        {"variable": variable, "method": name, "panel": each.panel.name, **row}
        for each in found
        for variable, observed in people_observed(each.panel).items()
        for name, forecast in each.people.get(variable, {}).items()
        for row in summary(score(forecast, observed), each.panel.horizons)
    ]
    return pd.DataFrame(rows, columns=["variable", *SCORE_COLUMNS] if not rows else None)


def reliability_table(found: Sequence[Hindcast]) -> pd.DataFrame:
    """Scores of the own forecast by sixth of the rate at the origin, of panels with so many units."""
    rows = [
        {"panel": each.panel.name, **row}
        for each in found
        for row in by_sixths(each.panel.base, each.scores()[OWN])
    ]
    return pd.DataFrame(rows)


def difference_table(found: Sequence[Hindcast]) -> pd.DataFrame:
    """Own methods against each other method: skill, and the paired difference with its 90 % interval.

    Differences are own minus reference in points (negative: own is better); regions are resampled.
    """
    rows = []
    for each in found:
        scores = each.scores()
        rows += [
            {
                "method": own,
                "panel": each.panel.name,
                "against": name,
                **_difference(scores[own], scores[name]),
            }
            for own in MINE
            for name in scores
            if name not in (own, *BESIDE)
        ]
    return pd.DataFrame(rows)


def _difference(own: Scored, reference: Scored) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, mine, other in (("mae", own.miss, reference.miss), ("crps", own.crps, reference.crps)):
        gap = paired_difference(mine, other, SEED, 2000)
        found |= {
            f"skill_{name}": skill(mine, other),
            f"{name}_difference": gap.mean,
            f"{name}_low": gap.low,
            f"{name}_high": gap.high,
            f"{name}_better": gap.better,
        }
    return found


def pit_table(found: Sequence[Hindcast], bins: int = 10) -> pd.DataFrame:
    """Share of observations by tenth of the forecast's distribution; even shares are calibrated."""
    edges = np.linspace(0, 1, bins + 1)
    rows = []
    for each in found:
        for name, scored in each.scores().items():
            levels = scored.pit[~np.isnan(scored.pit)]
            if len(levels):
                shares = np.histogram(levels, edges)[0] / len(levels)
                rows += [
                    {"method": name, "panel": each.panel.name, "from": low, "to": high, "share": share}
                    for low, high, share in zip(edges[:-1], edges[1:], shares, strict=True)
                ]
    return pd.DataFrame(rows, columns=["method", "panel", "from", "to", "share"])


def verdict(table: pd.DataFrame, panel: str) -> str:
    """One plain sentence on a panel: by how much the own methods beat the best baseline, or lose to it."""
    rows = table[(table["panel"] == panel) & (table["horizon"] == "all")].set_index("method")
    if rows.empty:
        return word("scoreboard.nothing", panel=panel)
    others = rows.drop(index=[name for name in (*MINE, *BESIDE) if name in rows.index])
    parts = []
    for name in (each for each in MINE if each in rows.index):
        mae, crps = (_compared(rows, others, name, measure) for measure in ("mae", "crps"))
        parts.append(word("scoreboard.both", method=in_register("methods", name), mae=mae, crps=crps))
    return word("scoreboard.verdict", panel=panel, parts=word("explained.and").join(parts))


def _compared(rows: pd.DataFrame, others: pd.DataFrame, name: str, measure: str) -> str:
    best = str(others[measure].astype(float).idxmin())
    own, bar = (float(str(rows.loc[which, measure])) for which in (name, best))
    code = "scoreboard.beats" if own < bar else "scoreboard.loses"
    return word(code, best=in_register("methods", best), measure=measure.upper(), own=own, bar=bar)
