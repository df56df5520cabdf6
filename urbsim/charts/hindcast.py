"""The hindcast chart: for one region its path and band, for many the forecast against what came."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from urbsim.analysis.hindcast import MINE, OWN, Hindcast
from urbsim.charts.forecast import COLOURS, GREY, HEIGHT, INK, WIDTH
from urbsim.charts.typeface import drawable, render

INCH = 72.0
RIVALS = ("urgd_own", "drift", "un_rule", "un_wup_2014", "ssp2_rebased", "logit_half_nation", "urgd_nation")
MOST_BARS = 400
STYLES = ("--", "-.", ":", (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))


def hindcast_files(found: Hindcast, formats: tuple[str, ...] = ("png", "svg")) -> dict[str, bytes]:
    """Bytes of a panel's chart by format; equal hindcasts give equal bytes."""
    return render(lambda: hindcast_figure(found), formats)


def hindcast_figure(found: Hindcast) -> Figure:
    """One region as lines over years, several as forecasts against observations in the last year of truth."""
    figure = Figure(figsize=(WIDTH / INCH, HEIGHT / INCH), layout="constrained")
    axes = figure.add_subplot()
    name = found.panel.name if len(found.panel.units) > 1 else found.panel.units[0].name
    axes.set_title(drawable(f"{name}, origin {found.panel.origin}"), loc="left", fontsize=13, color=INK)
    if len(found.panel.units) == 1:
        _draw_path(axes, found)
    else:
        _draw_cloud(axes, found)
    axes.legend(frameon=False, fontsize=9)
    return figure


def _draw_path(axes: Axes, found: Hindcast) -> None:
    panel, own = found.panel, found.forecasts[OWN]
    years = np.array(panel.years)
    for low, high, strength, name in ((0.05, 0.95, 0.18, "90 %"), (0.25, 0.75, 0.30, "50 %")):
        lower, upper = (100 * own.at(level)[0] for level in (low, high))
        axes.fill_between(years, lower, upper, color=COLOURS[0], alpha=strength, lw=0, label=f"{OWN}, {name}")
    axes.plot(years, 100 * own.median[0], color=COLOURS[0], lw=2, label=f"{OWN}, median")
    rivals = [name for name in (MINE[1], *RIVALS) if name in found.forecasts][: len(STYLES)]
    for name, colour, style in zip(rivals, COLOURS[1:], STYLES, strict=False):
        axes.plot(years, 100 * found.forecasts[name].median[0], color=colour, ls=style, label=name)
    history = panel.units[0].history
    axes.plot(
        list(history), 100 * np.array(list(history.values())), color=GREY, lw=1, label="known at the origin"
    )
    axes.plot(years, 100 * panel.observed()[0], "o", color=INK, ms=4, label="observed since")
    axes.axvline(panel.origin, color=GREY, lw=0.8)
    axes.set_ylabel("urbanization rate, %")


def _draw_cloud(axes: Axes, found: Hindcast) -> None:
    panel, own = found.panel, found.forecasts[OWN]
    observed = 100 * panel.observed()
    known = np.flatnonzero((~np.isnan(observed)).any(axis=0))
    t = int(known[-1]) if len(known) else len(panel.years) - 1
    x = 100 * own.median[:, t]
    y, low, high = observed[:, t], 100 * own.at(0.05)[:, t], 100 * own.at(0.95)[:, t]
    if len(x) <= MOST_BARS:
        axes.hlines(y, low, high, color=COLOURS[0], alpha=0.35, lw=1, label=f"{OWN}, 90 %")
    axes.plot(x, y, "o", ms=3.5, color=COLOURS[0], alpha=0.8, label=f"{OWN}, median")
    axes.plot([0, 100], [0, 100], color=GREY, lw=0.8)
    axes.set_xlabel(f"forecast for {panel.years[t]}, %")
    axes.set_ylabel("observed, %")
    ends = np.concatenate([x, y[~np.isnan(y)]])
    axes.set_xlim(max(0.0, ends.min() - 5), min(100.5, ends.max() + 5))
    axes.set_ylim(max(0.0, ends.min() - 5), min(100.5, ends.max() + 5))
