"""Targets on a chart: a mark whose shape says what is asked, and its words where they hide least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from urbsim.charts.content import ChartPanel, Mark
from urbsim.charts.words import cells

TARGET_COLOUR = "#D55E00"
_SIZE = 10.5
_GAP = 13.0  # points between a mark and its words
_HALF_BAR = 0.45  # years
_NEAR = 0.02  # share of the height within which marks of one year share their words


@dataclass(frozen=True)
class Room:
    """Size of a pair of axes in points, near enough to keep words inside before the layout is known."""

    width: float
    height: float


def draw_marks(axes: Axes, panel: ChartPanel, factor: float, room: Room) -> None:
    """Draw the targets that fall into the years shown, with their words.

    At least: a bar with a triangle on it pointing up. At most: pointing down. About and ranges: an error
    bar with a diamond in the middle. Years must be set; the height grows until the words are inside.
    """
    first, last = axes.get_xlim()
    marks = [mark for mark in panel.marks if first <= mark.year <= last]
    for mark in marks:
        _draw_mark(axes, mark, factor)
    low, high = axes.get_ylim()
    groups = _groups(marks, _NEAR * (high - low) / factor)
    for group in groups:
        _make_room(axes, panel, group, factor, room)
    for group in groups:
        _write(axes, panel, group, factor, room)


def _draw_mark(axes: Axes, mark: Mark, factor: float) -> None:
    level = factor * mark.level
    look: dict[str, Any] = {"color": TARGET_COLOUR, "zorder": 6}
    halo = [withStroke(linewidth=4.0, foreground="white")]
    if np.isfinite(mark.low) and np.isfinite(mark.high):
        half = 0.5 * factor * (mark.high - mark.low)
        axes.errorbar(
            mark.year, level, yerr=half, fmt="D", markersize=6, capsize=6, capthick=2, elinewidth=2, **look
        )
        return
    years = (mark.year - _HALF_BAR, mark.year + _HALF_BAR)
    axes.plot(years, (level, level), linewidth=2.4, solid_capstyle="butt", path_effects=halo, **look)
    # Markers 10 and 11 are triangles that stand with their base, or hang, at the level itself.
    up = np.isfinite(mark.low)
    axes.plot(mark.year, level, marker=10 if up else 11, markersize=9, linestyle="", **look)


def _groups(marks: Sequence[Mark], near: float) -> list[list[Mark]]:
    groups: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda mark: (mark.year, mark.level)):
        if groups and groups[-1][-1].year == mark.year and mark.level - groups[-1][-1].level <= near:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _make_room(axes: Axes, panel: ChartPanel, group: Sequence[Mark], factor: float, room: Room) -> None:
    low, high = axes.get_ylim()
    lines = _words(group).count("\n") + 1
    needed = (_GAP + 1.5 * _SIZE * lines) / room.height * (high - low)
    if _is_above(panel, group):
        axes.set_ylim(low, max(high, factor * group[-1].high_end + needed))
    else:
        axes.set_ylim(min(low, factor * group[0].low_end - needed), high)


def _write(axes: Axes, panel: ChartPanel, group: Sequence[Mark], factor: float, room: Room) -> None:
    """Put the words above a mark that lies over the forecast, and below one that lies under it."""
    above, words = _is_above(panel, group), _words(group)
    first, last = axes.get_xlim()
    mark = (group[0].year - first) / (last - first) * room.width
    width = 0.55 * _SIZE * max(cells(line) for line in words.split("\n"))
    left = min(max(mark - width if above else mark, 4.0), max(4.0, room.width - width))
    axes.annotate(
        words,
        (group[0].year, factor * (group[-1].high_end if above else group[0].low_end)),
        xytext=(left - mark, _GAP if above else -_GAP), textcoords="offset points",
        ha="left", va="bottom" if above else "top", size=_SIZE, color="#8F3F00", linespacing=1.15, zorder=7,
        path_effects=[withStroke(linewidth=3.0, foreground="white")],
    )  # fmt: skip


def _words(group: Sequence[Mark]) -> str:
    return "\n".join(dict.fromkeys(mark.text for mark in group))


def _is_above(panel: ChartPanel, group: Sequence[Mark]) -> bool:
    return group[-1].level >= _median_at(panel, group[0].year)


def _median_at(panel: ChartPanel, year: int) -> float:
    levels = [float(line.median[line.years == year][0]) for line in panel.lines if (line.years == year).any()]
    return sum(levels) / len(levels) if levels else 0.0
