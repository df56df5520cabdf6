"""Every chart that urbsim draws, of our own numbers, by name and language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure

from tests.unit.charts.compared import compared, simple_rule
from tests.unit.charts.stored_run import stored
from tests.unit.runs.worlds import result
from urbsim.analysis.hindcast.hindcast import MINE, OWN, Hindcast
from urbsim.analysis.panels.forecasts import LOGIT, gaussian
from urbsim.analysis.panels.panels import Panel, PanelUnit
from urbsim.charts.arrange import forecast_content
from urbsim.charts.comparison import figures_of
from urbsim.charts.forecast import forecast_figure
from urbsim.charts.hindcast import hindcast_figure
from urbsim.text import speaking

LANGUAGES = ("en", "zh")
NAMES = (
    "forecast", "forecasts", "mixes", "movers", "growth", "chances", "chances_by_year", "contributions",
    "contributions_towns", "settlements",
)  # fmt: skip
PANELS = ("hindcast_one", "hindcast_many")


def drawing(name: str, lang: str) -> Callable[[], Figure]:
    """What draws a chart."""
    if name in PANELS:
        found = hindcast_of(1 if name == PANELS[0] else 40)
        return lambda: spoken_in(lang, lambda: hindcast_figure(found))
    if name in NAMES[:2]:
        done = replace(
            result(*(("policy", "nothing") if name == "forecasts" else ())), simple_rule=simple_rule()
        )
        return lambda: spoken_in(lang, lambda: forecast_figure(forecast_content([stored(done)])))
    return lambda: spoken_in(lang, figures_of(compared())[name])


def spoken_in(lang: str, draw: Callable[[], Figure]) -> Figure:
    """What is drawn while a language is spoken."""
    with speaking(lang):
        return draw()


def hindcast_of(units: int) -> Hindcast:
    """Regions named in Chinese, with forecasts along straight lines of the logit."""
    pace = np.linspace(0.02, 0.06, units)
    base = np.linspace(0.3, 0.7, units)
    years = range(2000, 2011)
    histories = [
        {year: float(LOGIT.rate(LOGIT.line(np.array([b]))[0] + g * (year - 2010))) for year in years}
        for b, g in zip(base, pace, strict=True)
    ]
    regions = tuple(
        PanelUnit(str(n), "葫芦岛市", "prefecture", None, None, history, (10**6, 5 * 10**5))
        for n, history in enumerate(histories)
    )
    truth = {str(n): {2015: base[n] + 0.05, 2020: base[n] + 0.11} for n in range(units)}
    panel = Panel("prefectures", 2010, regions, histories[0], {}, truth, 2020)
    ahead = LOGIT.line(base)[:, None] + pace[:, None] * panel.horizons
    widths = 0.02 * np.ones(units)[:, None] * panel.horizons
    names = (OWN, MINE[1], "urgd_own", "drift", "un_rule")
    return Hindcast(panel, {name: gaussian(ahead + 0.05 * n, widths, LOGIT) for n, name in enumerate(names)})
