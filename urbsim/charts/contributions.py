"""Wedges: from no measures to all of them, one step a measure."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from urbsim.charts.canvas import GREY, INK, PALE, WIDTH, fitting, label_room, sheet
from urbsim.charts.forecast import COLOURS
from urbsim.charts.stored import StoredComparison
from urbsim.charts.terms import term
from urbsim.charts.words import axis_unit
from urbsim.text import block

ROW = 26.0
LESS = "#D55E00"


def wedges(stored: StoredComparison, variable: str = "resident_urbanization_rate") -> Figure:
    """A waterfall of contributions to a variable in the last year, the largest first, with 95 % errors."""
    table = stored.tables["contributions_error"]
    rows = table[table["variable"] == variable]
    rows = rows.iloc[np.argsort(-rows["contribution"].to_numpy(), kind="stable")]
    scale, note = scale_of(rows, variable)
    words = block("mixes")
    names = [*(fitting(stored.labels.measure(str(name))) for name in rows["measure"]), words["total"]]
    heads = (words["contributions"].format(title=stored.title()), stored.noted(note))
    page = sheet(*heads, ROW * len(names) + 44.0)
    room = label_room(names)
    axes = page.axes(room, 28.0, WIDTH - room - 70.0, ROW * len(names) + 6.0)
    values = scale * rows["contribution"].to_numpy(dtype=float)
    errors = scale * rows["error"].to_numpy(dtype=float)
    starts = np.concatenate([[0.0], np.cumsum(values)])
    positions = np.arange(len(names))[::-1]
    colours = [COLOURS[0] if value >= 0 else LESS for value in values]
    axes.barh(positions[:-1], values, left=starts[:-1], height=0.62, color=colours)
    axes.barh(positions[-1], starts[-1], height=0.62, color=INK)
    known = ~np.isnan(errors)
    axes.errorbar(starts[1:][known], positions[:-1][known], xerr=errors[known], fmt="none", ecolor=GREY,
                  elinewidth=1.2, capsize=3)  # fmt: skip
    for position, end in zip(positions[:-1], starts[1:], strict=True):
        axes.plot([end, end], [position - 1.31, position + 0.31], color=GREY, linewidth=0.8)
    ends = np.maximum(np.maximum(starts[:-1], starts[1:]), starts[1:] + np.nan_to_num(errors))
    for position, end, value in zip(
        positions, [*ends, max(0.0, starts[-1])], [*values, starts[-1]], strict=True
    ):
        axes.annotate(number(value), (end, position), xytext=(5, 0), textcoords="offset points",
                      va="center", size=10, color=INK)  # fmt: skip
    axes.set_yticks(positions, names)
    axes.axvline(0.0, color=INK, linewidth=0.8)
    axes.grid(axis="x", color=PALE, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6))
    return page.figure


def scale_of(rows: pd.DataFrame, variable: str) -> tuple[float, str]:
    """Factor, and what the axis counts."""
    words, year = block("mixes"), int(rows["year"].iloc[0])
    if str(rows["unit"].iloc[0]) == "share":
        return 100.0, words["to"].format(what=term(variable), year=year)
    factor, unit = axis_unit(str(rows["unit"].iloc[0]), float(rows["contribution"].abs().max()))
    return factor, words["people"].format(what=term(variable), unit=unit, year=year)


def number(value: float) -> str:
    """A signed number of three digits."""
    places = 3 if abs(value) < 0.1 else 2 if abs(value) < 10 else 0
    return f"{value:+z,.{places}f}"
