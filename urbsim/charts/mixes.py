"""Charts of mixes: side by side, where growth came from, where people live, targets met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from urbsim.analysis.targets.summary import SOURCES
from urbsim.charts.arrange import ChartPlace, series
from urbsim.charts.canvas import INK, LETTER, PALE, WIDTH, fitting, label_room, sheet
from urbsim.charts.forecast import COLOURS
from urbsim.charts.stored import StoredComparison
from urbsim.charts.terms import term
from urbsim.charts.words import axis_unit, wrapped
from urbsim.text import block

RATE = "resident_urbanization_rate"
GROWTH = tuple(SOURCES.values())
PLACES = ("in_towns", "in_seats", "in_cities", "outside")
COLUMNS, CELL, GAP = 3, 130.0, 44.0
ROW = 24.0


def side_by_side(stored: StoredComparison) -> Figure:
    """Small multiples: the rate of each mix with its band, over the baseline's median."""
    mixes, words = stored.main_mixes(), block("mixes")
    rows = -(-len(mixes) // COLUMNS)
    note = words["against"].format(what=term(RATE), baseline=stored.labels.mix(stored.baseline))
    note = stored.noted(note)
    page = sheet(words["mixes"].format(title=stored.title()), note, rows * (CELL + GAP) + 16.0)
    width = (WIDTH - 60.0 - 34.0 * (COLUMNS - 1)) / COLUMNS
    low, high = limits(stored, mixes)
    for position, mix in enumerate(mixes):
        row, column = divmod(position, COLUMNS)
        bottom = page.top - (row + 1) * (CELL + GAP) + GAP - 8.0
        axes = page.axes(42.0 + column * (width + 34.0), bottom, width, CELL)
        draw_mix(axes, stored, mix)
        axes.set_title(fitting(stored.short_label(mix, 28), 28), loc="left", size=10.5, color=INK)
        axes.set_ylim(low, high)
    return page.figure


def limits(stored: StoredComparison, mixes: Sequence[str]) -> tuple[float, float]:
    """One scale for all mixes, in percent."""
    years = stored.run.years
    chosen = years[(years["region"] == stored.home) & (years["variable"] == RATE)]
    chosen = chosen[chosen["mix"].isin([*mixes, stored.baseline])]
    low, high = 100.0 * chosen["p05"].min(), 100.0 * chosen["p95"].max()
    room = 0.05 * max(1.0, high - low)
    return low - room, high + room


def draw_mix(axes: Axes, stored: StoredComparison, mix: str) -> None:
    """One mix over the baseline."""
    place = ChartPlace(RATE, stored.home)
    mine, theirs = (series(stored.run.years, name, place) for name in (mix, stored.baseline))
    axes.grid(axis="y", color=PALE, linewidth=0.8)
    axes.fill_between(
        mine["year"], 100 * mine["p05"], 100 * mine["p95"], color=COLOURS[0], alpha=0.2, linewidth=0
    )
    axes.plot(mine["year"], 100 * mine["p50"], color=COLOURS[0], linewidth=2.2)
    axes.plot(theirs["year"], 100 * theirs["p50"], color=INK, linestyle=(0, (4, 2)), linewidth=1.4)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))


def growth_sources(stored: StoredComparison) -> Figure:
    """Stacked bars by mix: urban growth from moves by origin, reclassification and natural increase."""
    words, years = block("mixes"), stored.run.years
    mixes = [stored.baseline, *stored.main_mixes(9)]
    home = years[(years["region"] == stored.home) & (years["year"] > years["year"].min())]
    sums = home.groupby(["mix", "variable"])["mean"].sum().unstack()
    largest = float(sums[list(GROWTH)].abs().sum(axis=1).max())
    factor, unit = axis_unit("persons", largest)
    first, last = int(home["year"].min()), int(home["year"].max())
    values = {name: [factor * float(sums.loc[mix, name]) for mix in mixes] for name in GROWTH}
    heads = Heads(words["growth"], stored.noted(words["sum"].format(first=first, last=last, unit=unit)))
    return stacked(values, [stored.labels.mix(mix) for mix in mixes], heads)


def where_people_live(stored: StoredComparison) -> Figure:
    """Bars by mix: people more or fewer in towns, county seats, cities and outside."""
    words, table = block("mixes"), stored.tables["mixes"].set_index("mix")
    mixes = [mix for mix in stored.main_mixes(9) if mix in table.index]
    amounts = {name: dict(table[name].fillna(0.0).astype(float)) for name in PLACES}
    values = {name: [amounts[name].get(mix, 0.0) for mix in mixes] for name in PLACES}
    year, baseline = int(table["year"].iloc[0]), stored.labels.mix(stored.baseline)
    note = words["movers_note"].format(baseline=baseline, year=year)
    heads = Heads(words["movers"], stored.noted(note))
    return stacked(values, [stored.labels.mix(mix) for mix in mixes], heads)


class Heads(NamedTuple):
    """Title and subtitle of a figure."""

    title: str
    subtitle: str


def stacked(values: dict[str, list[float]], labels: list[str], heads: Heads) -> Figure:
    """Horizontal bars stacked to both sides of zero, with a legend below."""
    names = [fitting(label) for label in labels]
    page = sheet(*heads, ROW * len(labels) + 64.0)
    room = label_room(names)
    axes = page.axes(room, 48.0, WIDTH - room - 24.0, ROW * len(labels) + 8.0)
    positions = np.arange(len(labels))[::-1]
    above, below = np.zeros(len(labels)), np.zeros(len(labels))
    for colour, (_, amounts) in zip(COLOURS, values.items(), strict=False):
        parts = np.array(amounts)
        starts = np.where(parts >= 0, above, below)
        axes.barh(positions, parts, left=starts, height=0.66, color=colour, edgecolor="white", linewidth=0.6)
        above, below = above + np.maximum(parts, 0), below + np.minimum(parts, 0)
    axes.set_yticks(positions, names)
    axes.axvline(0.0, color=INK, linewidth=0.8)
    axes.grid(axis="x", color=PALE, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6))
    keys = [
        Patch(color=colour, label=block("mixes")[name]) for colour, name in zip(COLOURS, values, strict=False)
    ]
    page.figure.legend(
        handles=keys, loc="lower left", ncols=len(keys), frameon=False, fontsize=10.5, borderaxespad=0.2
    )
    return page.figure


def chance_matrix(stored: StoredComparison) -> Figure:
    """Mixes by targets: the probability in each cell, in words and in shade."""
    words, table = block("mixes"), stored.tables["chances"]
    targets = list(dict.fromkeys(table["target"]))[:8]
    mixes = [mix for mix in [stored.baseline, *stored.main_mixes(30)] if mix in set(table["mix"])]
    chances = table.pivot_table(index="mix", columns="target", values="probability")
    chances = chances.reindex(index=mixes, columns=targets)
    names = [fitting(stored.labels.mix(mix)) for mix in mixes]
    room = label_room(names)
    heads = heads_of(targets, (WIDTH - room - 20.0) / max(1, len(targets)))
    lines = 1 + max((head.count("\n") for head in heads), default=0)
    note = words["chances_note"].format(error=widest(table))
    page = sheet(words["chances"], stored.noted(note), ROW * len(mixes) + 24.0 + 13.0 * lines)
    axes = page.axes(room, 10.0, WIDTH - room - 20.0, ROW * len(mixes))
    grid = np.ma.masked_invalid(chances.to_numpy(dtype=float))
    axes.pcolormesh(grid[::-1], cmap="Blues", vmin=0.0, vmax=1.25, edgecolors="white", linewidth=1.5)
    for (row, column), chance in np.ndenumerate(grid[::-1].filled(np.nan)):
        if not np.isnan(chance):
            colour = "white" if chance > 0.7 else INK
            axes.text(column + 0.5, row + 0.5, f"{100 * chance:.0f} %", ha="center", va="center",
                      size=10.5, color=colour)  # fmt: skip
    axes.set_yticks(np.arange(len(mixes)) + 0.5, names[::-1])
    axes.set_xticks(np.arange(len(targets)) + 0.5, heads)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return page.figure


def widest(table: pd.DataFrame) -> str:
    """Half the widest 90 % interval of a probability, in percent."""
    return f"{50 * float((table['probability_high'] - table['probability_low']).max()):.0f}"


def heads_of(targets: Sequence[str], width: float) -> list[str]:
    """Names of targets over columns of a width in points, in lines that end at a hyphen or a space."""
    columns = int(width / LETTER) - 1
    parts = [name.rpartition("/")[2].replace("-", "- ") for name in targets]
    broken = [wrapped(" ".join(fitting(word, columns) for word in name.split()), columns) for name in parts]
    return [name.replace("- ", "-") for name in broken]


def growth_is_known(years: pd.DataFrame) -> bool:
    """Whether the runs tell the sources of growth."""
    return set(GROWTH) <= set(years["variable"])
