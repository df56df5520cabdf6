"""Charts over time: settlements with their reported people, and the probability of each target."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from urbsim.charts.arrange import ChartPlace, series
from urbsim.charts.canvas import INK, PALE, WIDTH, fitting, sheet
from urbsim.charts.forecast import COLOURS, STYLES
from urbsim.charts.stored import StoredComparison
from urbsim.charts.terms import term
from urbsim.charts.words import axis_unit
from urbsim.text import block

SHOWN = ("population", "dwellings", "vacancy_rate", "service_index")
MOST = 6
CELL, GAP = 150.0, 48.0
KEY = 19.0


def settlements(stored: StoredComparison, mix: str = "policy") -> Figure:
    """Population, dwellings, vacancy and services of the largest settlements under one mix, medians."""
    words, years = block("mixes"), stored.run.years
    places = largest(years, mix)
    names = [fitting(stored.place(place), 30) for place in places]
    legend = KEY * -(-len(names) // 3) + 8.0
    page = sheet(
        words["settlements"].format(mix=stored.labels.mix(mix)), stored.noted(words["settlements_note"]),
        2 * (CELL + GAP) + legend,
    )  # fmt: skip
    width = (WIDTH - 66.0 - 52.0) / 2
    for position, variable in enumerate(SHOWN):
        row, column = divmod(position, 2)
        bottom = page.top - (row + 1) * (CELL + GAP) + GAP - 12.0
        axes = page.axes(48.0 + column * (width + 52.0), bottom, width, CELL)
        lines = [series(years, mix, ChartPlace(variable, place)) for place in places]
        draw_lines(axes, lines, variable)
    page.figure.legend(handles=keys_of(names), loc="lower left", ncols=3, frameon=False, fontsize=10)
    return page.figure


def largest(years: pd.DataFrame, mix: str) -> list[str]:
    """Settlements of a mix with the most people in the last year."""
    here = years[(years["mix"] == mix) & (years["variable"] == "dwellings")]
    inside = [key for key in dict.fromkeys(here["region"]) if is_settlement(str(key), years)]
    last = years[
        (years["mix"] == mix) & (years["variable"] == "population") & (years["year"] == years["year"].max())
    ]
    people = dict(zip(last["region"], last["p50"], strict=True))
    return sorted((str(key) for key in inside), key=lambda key: -people.get(key, 0.0))[:MOST]


def is_settlement(key: str, years: pd.DataFrame) -> bool:
    """Whether a region key is a place in which nothing else lies."""
    return "/" in key and not any(str(other).startswith(f"{key}/") for other in years["region"].unique())


def draw_lines(axes: Axes, lines: list[pd.DataFrame], variable: str) -> None:
    """Medians over the years in a round unit."""
    largest_value = max((float(line["p50"].max()) for line in lines if len(line)), default=1.0)
    unit = str(next((line["unit"].iloc[0] for line in lines if len(line)), "share"))
    factor, label = axis_unit(unit, largest_value)
    for position, line in enumerate(lines):
        axes.plot(line["year"], factor * line["p50"], color=COLOURS[position], linestyle=STYLES[position],
                  linewidth=2.0)  # fmt: skip
    axes.set_title(f"{term(variable)} ({label})", loc="left", size=10.5, color=INK)
    axes.grid(axis="y", color=PALE, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))


def keys_of(names: list[str]) -> list[Line2D]:
    """Legend entries."""
    return [
        Line2D([], [], color=COLOURS[i], linestyle=STYLES[i], linewidth=2.0, label=name)
        for i, name in enumerate(names)
    ]


def chances_by_year(stored: StoredComparison) -> Figure:
    """One panel a target: the share of draws that meet it, were it due in each year, by mix."""
    words, table = block("mixes"), stored.tables["chances_by_year"]
    targets = list(dict.fromkeys(table["target"]))[:6]
    mixes = [stored.baseline, *stored.main_mixes(MOST - 1)]
    rows = -(-len(targets) // 2)
    legend = KEY * -(-len(mixes) // 3) + 8.0
    page = sheet(words["by_year"], stored.noted(words["by_year_note"]), rows * (CELL + GAP) + legend)
    width = (WIDTH - 66.0 - 52.0) / 2
    for position, target in enumerate(targets):
        row, column = divmod(position, 2)
        bottom = page.top - (row + 1) * (CELL + GAP) + GAP - 12.0
        axes = page.axes(48.0 + column * (width + 52.0), bottom, width, CELL)
        here = table[table["target"] == target]
        draw_chances(axes, here, mixes)
        axes.set_title(f"{fitting(str(target).rpartition('/')[2], 34)} (%)", loc="left", size=10.5, color=INK)
    labels = [fitting(stored.short_label(mix, 30), 30) for mix in mixes]
    page.figure.legend(handles=keys_of(labels), loc="lower left", ncols=3, frameon=False, fontsize=10)
    return page.figure


def draw_chances(axes: Axes, table: pd.DataFrame, mixes: list[str]) -> None:
    """Probabilities of one target by mix, 0 to 100 %."""
    for position, mix in enumerate(mixes):
        line = table[table["mix"] == mix].sort_values("year")
        axes.plot(line["year"], 100.0 * line["probability"], color=COLOURS[position],
                  linestyle=STYLES[position], linewidth=2.0)  # fmt: skip
    axes.set_ylim(-3.0, 103.0)
    axes.set_yticks(np.arange(0, 101, 25))
    axes.grid(axis="y", color=PALE, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
