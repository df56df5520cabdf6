"""The reliability diagram of plans: how probable targets were, and how many of them were met."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from urbsim.charts.canvas import GREY, INK, PALE, WIDTH, sheet
from urbsim.charts.forecast import COLOURS
from urbsim.charts.lettering.typeface import render
from urbsim.text import block

ROOM, LEFT, BELOW, RIGHT = 330.0, 42.0, 42.0, 16.0
NINETY = 1.645


def plan_files(reliability: pd.DataFrame, formats: tuple[str, ...] = ("png", "svg")) -> dict[str, bytes]:
    """Bytes of the diagram by format; equal tables give equal bytes."""
    return render(lambda: plan_figure(reliability), formats)


def plan_figure(reliability: pd.DataFrame) -> Figure:
    """A point a fifth of the probability, with its number of targets and 90 % error; diagonal: right."""
    words = block("plans")
    page = sheet(words["chart"], words["diagram"], ROOM)
    axes = page.axes(LEFT, BELOW, WIDTH - LEFT - RIGHT, ROOM - BELOW - 8.0)
    p, met, n = (reliability[name].to_numpy(float) for name in ("probability", "met", "n"))
    # A share of few targets is uncertain even where all or none of them were met: one more of each is added.
    shrunk = (met * n + 1) / (n + 2)
    error = NINETY * np.sqrt(shrunk * (1 - shrunk) / (n + 2))
    axes.plot([0, 100], [0, 100], color=GREY, lw=0.8)
    axes.vlines(100 * p, 100 * np.clip(met - error, 0, 1), 100 * np.clip(met + error, 0, 1), color=COLOURS[0])
    axes.plot(100 * p, 100 * met, "o", ms=6, color=COLOURS[0])
    for x, y, number in zip(100 * p, 100 * met, n, strict=True):
        axes.annotate(f"{number:.0f}", (x, y), (6, 6), textcoords="offset points", color=INK, fontsize=10)
    axes.set(xlim=(0, 100), ylim=(-3, 103))
    axes.set_xlabel(words["probability_axis"], color=INK)
    axes.grid(color=PALE, linewidth=0.8)
    return page.figure
