"""The hindcast chart: for one region its path and band, for many the forecast against what came."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from urbsim.analysis.hindcast.hindcast import MINE, OWN, Hindcast
from urbsim.charts.canvas import GREY, INK, PALE, WIDTH, sheet
from urbsim.charts.forecast import COLOURS
from urbsim.charts.lettering.typeface import render
from urbsim.text import block, speaking

RIVALS = ("urgd_own", "drift", "un_rule", "un_wup_2014", "ssp2_rebased", "half_convergence", "urgd_nation")
MOST_BARS = 400
STYLES = ("--", "-.", ":", (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))
ROOM, LEFT, BELOW, RIGHT = 330.0, 42.0, 28.0, 16.0


def hindcast_files(
    found: Hindcast, lang: str = "en", formats: tuple[str, ...] = ("png", "svg")
) -> dict[str, bytes]:
    """Bytes of a panel's chart by format; equal hindcasts give equal bytes."""
    with speaking(lang):
        return render(lambda: hindcast_figure(found), formats)


def hindcast_figure(found: Hindcast) -> Figure:
    """One region as lines over years, several as forecasts against observations in the last year of truth."""
    panel, words = found.panel, block("hindcast")
    alone = len(panel.units) == 1
    name = panel.units[0].name if alone else panel.name
    note = words["path"] if alone else words["cloud"].format(year=panel.years[last_known(found)])
    page = sheet(words["title"].format(panel=name, origin=panel.origin), note, ROOM)
    axes = page.axes(LEFT, BELOW, WIDTH - LEFT - RIGHT, ROOM - BELOW - 8.0)
    (draw_path if alone else draw_cloud)(axes, found)
    axes.grid(color=PALE, linewidth=0.8)
    axes.legend(frameon=False, fontsize=10)
    return page.figure


def draw_path(axes: Axes, found: Hindcast) -> None:
    """The region's own forecast with its bands, those of its rivals, and what was known and came."""
    panel, own, words = found.panel, found.forecasts[OWN], block("hindcast")
    years = np.array(panel.years)
    for low, high, strength, name in ((0.05, 0.95, 0.18, "90 %"), (0.25, 0.75, 0.30, "50 %")):
        lower, upper = (100 * own.at(level)[0] for level in (low, high))
        axes.fill_between(years, lower, upper, color=COLOURS[0], alpha=strength, lw=0, label=f"{OWN}, {name}")
    axes.plot(years, 100 * own.median[0], color=COLOURS[0], lw=2, label=f"{OWN}, {words['median']}")
    rivals = [name for name in (MINE[1], *RIVALS) if name in found.forecasts][: len(STYLES)]
    for name, colour, style in zip(rivals, COLOURS[1:], STYLES, strict=False):
        axes.plot(years, 100 * found.forecasts[name].median[0], color=colour, ls=style, label=name)
    history = panel.units[0].history
    shares = 100 * np.array(list(history.values()))
    axes.plot(list(history), shares, color=GREY, lw=1, label=words["known"])
    axes.plot(years, 100 * panel.observed()[0], "o", color=INK, ms=4, label=words["since"])
    axes.axvline(panel.origin, color=GREY, lw=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))


def last_known(found: Hindcast) -> int:
    """Position of the last year of which anything is known; the last of all where nothing is."""
    known = np.flatnonzero((~np.isnan(found.panel.observed())).any(axis=0))
    return int(known[-1]) if len(known) else len(found.panel.years) - 1


def draw_cloud(axes: Axes, found: Hindcast) -> None:
    """Forecast across, observation up: on the diagonal a forecast was right."""
    own, t, words = found.forecasts[OWN], last_known(found), block("hindcast")
    x, y = 100 * own.median[:, t], 100 * found.panel.observed()[:, t]
    low, high = 100 * own.at(0.05)[:, t], 100 * own.at(0.95)[:, t]
    if len(x) <= MOST_BARS:
        axes.hlines(y, low, high, color=COLOURS[0], alpha=0.35, lw=1, label=f"{OWN}, 90 %")
    axes.plot(x, y, "o", ms=3.5, color=COLOURS[0], alpha=0.8, label=f"{OWN}, {words['median']}")
    axes.plot([0, 100], [0, 100], color=GREY, lw=0.8)
    ends = np.concatenate([x, y[~np.isnan(y)]])
    axes.set_xlim(max(0.0, ends.min() - 5), min(100.5, ends.max() + 5))
    axes.set_ylim(max(0.0, ends.min() - 5), min(100.5, ends.max() + 5))
