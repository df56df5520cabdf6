"""The forecast chart: median and bands, targets, observed points and the base year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, MultipleLocator

from urbsim.charts.arrange import forecast_content
from urbsim.charts.content import ChartPanel, Content, Line, Mark
from urbsim.charts.lettering.typeface import drawable, render, text_width
from urbsim.charts.targets import TARGET_COLOUR, Room, draw_marks
from urbsim.charts.words import axis_unit, wrapped
from urbsim.runs.results.store import StoredRun
from urbsim.text import block, speaking, word

# Okabe and Ito's colours: told apart by readers with any colour vision; vermillion is left to the targets.
COLOURS = ("#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
Style = tuple[float, tuple[float, ...]]
STYLES: tuple[Style, ...] = (
    (0, ()), (0, (4, 1.6)), (0, (6, 1.5, 1, 1.5)), (0, (1, 1)), (0, (8, 2)), (0, (4, 1, 1, 1, 1, 1)),
)  # fmt: skip
WIDTH, HEIGHT = 619.2, 374.4  # points: 8.6 by 5.2 inches
LEFT, RIGHT = 44.0, 18.0  # points for tick labels
KEY = 10.5
INK = "#222222"
GREY = "#666666"


def forecast_files(
    runs: Sequence[StoredRun], lang: str = "en", formats: tuple[str, ...] = ("png", "svg")
) -> dict[str, bytes]:
    """Bytes of the forecast chart of one or several runs, by format (png, svg, pdf).

    Words are in ``lang``. Equal runs give equal bytes. ValueError where no run is given.
    """
    with speaking(lang):
        content = forecast_content(runs)
        return render(lambda: forecast_figure(content), formats)


def forecast_figure(content: Content) -> Figure:
    """Draw a chart: one pair of axes per panel, the first the widest, and one legend below."""
    figure = Figure(figsize=(WIDTH / 72.0, HEIGHT / 72.0))
    top = _write_head(figure, content)
    keys = _keys(content)
    columns = _columns(keys)
    figure.legend(
        handles=keys, loc="lower left", ncols=columns, frameon=False, fontsize=KEY, borderaxespad=0.2
    )
    bottom = 30.0 + 19.0 * -(-len(keys) // columns)
    shares = [1.6, *[1.0] * (len(content.panels) - 1)]
    room = (WIDTH - LEFT * len(shares) - RIGHT) / sum(shares)
    headings = [_heading(p, content, room * share) for p, share in zip(content.panels, shares, strict=True)]
    top -= 17.0 * max(heading.count("\n") for heading in headings)
    left = LEFT
    for panel, heading, share in zip(content.panels, headings, shares, strict=True):
        # Placed by hand: a layout engine decides the last bits by the order in which it meets things.
        size = Room(room * share, top - bottom)
        axes = figure.add_axes((left / WIDTH, bottom / HEIGHT, size.width / WIDTH, size.height / HEIGHT))
        axes.set_title(heading, loc="left", size=11.5, color=INK)
        _draw_panel(axes, panel, content, size)
        left += size.width + LEFT
    return figure


def _heading(panel: ChartPanel, content: Content, width: float) -> str:
    _, unit = axis_unit(panel.unit, _largest(panel))
    return wrapped(drawable(f"{panel.heading} ({unit})"), int(width / 6.0))


def _write_head(figure: Figure, content: Content) -> float:
    """Write title and subtitle; the height in points below which there is room."""
    top = HEIGHT - 10.0
    for text, size, colour, columns in ((content.title, 15.0, INK, 72), (content.subtitle, 10.5, GREY, 104)):
        lines = wrapped(drawable(text), columns).split("\n")
        figure.text(10.0 / WIDTH, top / HEIGHT, "\n".join(lines), size=size, color=colour, va="top")
        top -= 1.5 * size * len(lines) + 2.0
    return top - 24.0


def _columns(keys: Sequence[Artist]) -> int:
    """Columns of the legend, as many as there is room for; a key's sign and gaps take about five letters."""
    widths = [text_width(str(key.get_label()), KEY) + 5.0 * KEY for key in keys]
    for columns in range(len(keys), 1, -1):
        if sum(max(column) for column in np.array_split(widths, columns)) <= WIDTH:
            return columns
    return 1


def _draw_panel(axes: Axes, panel: ChartPanel, content: Content, room: Room) -> None:
    factor, _ = axis_unit(panel.unit, _largest(panel))
    for position, line in enumerate(panel.lines):
        _draw_bands(axes, line, position, factor, alone=len(panel.lines) == 1)
    for position, line in enumerate(panel.lines):
        _draw_median(axes, line, position, factor)
    if panel.rule:
        shown = [factor * rate for rate in panel.rule.rates.values()]
        axes.plot(list(panel.rule.rates), shown, zorder=4, **_RULE)
    for position, line in _observed_once(panel.lines):
        _draw_observed(axes, line, factor, _colour_of_points(panel.lines, position))
    _frame(axes, panel, content, factor)
    draw_marks(axes, panel, factor, room)


def _largest(panel: ChartPanel) -> float:
    return max((float(np.max(line.bands["p95"])) for line in panel.lines), default=1.0)


def _draw_bands(axes: Axes, line: Line, position: int, factor: float, *, alone: bool) -> None:
    """Fill both bands of a single forecast; of several, fill the inner and outline the outer."""
    if line.draws == 1:
        return
    colour, style = _colour(position), _style(position)
    bands = {name: factor * band for name, band in line.bands.items()}
    inner = 0.30 if alone else 0.18
    axes.fill_between(line.years, bands["p25"], bands["p75"], color=colour, alpha=inner, linewidth=0)
    if alone:
        axes.fill_between(line.years, bands["p05"], bands["p95"], color=colour, alpha=0.16, linewidth=0)
        return
    for edge in ("p05", "p95"):
        axes.plot(line.years, bands[edge], color=colour, linestyle=style, linewidth=0.9)


def _draw_median(axes: Axes, line: Line, position: int, factor: float) -> None:
    axes.plot(
        line.years, factor * line.median, color=_colour(position), linestyle=_style(position), linewidth=2.4
    )


def _colour(position: int) -> str:
    return COLOURS[position % len(COLOURS)]


def _style(position: int) -> Style:
    return STYLES[position % len(STYLES)]


def _observed_once(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    """The first line of every place: runs of one place share its observed points."""
    places = [line.place for line in lines]
    return [(position, line) for position, line in enumerate(lines) if places.index(line.place) == position]


def _colour_of_points(lines: Sequence[Line], position: int) -> str:
    return INK if len({line.place for line in lines}) == 1 else _colour(position)


def _draw_observed(axes: Axes, line: Line, factor: float, colour: str) -> None:
    for census, style in ((False, _ANNUAL), (True, _CENSUS)):
        years = [year for year in line.observed if (year in line.census) == census]
        values = [factor * line.observed[year] for year in years]
        axes.plot(years, values, linestyle="", color=colour, zorder=5, **style)


_RULE: dict[str, Any] = {"color": "#444444", "linewidth": 1.6, "linestyle": (0, (1, 1.6))}
_ANNUAL: dict[str, Any] = {"marker": "o", "markersize": 5}
_CENSUS: dict[str, Any] = {
    "marker": "D",
    "markersize": 8,
    "markerfacecolor": "white",
    "markeredgewidth": 1.8,
}


def _frame(axes: Axes, panel: ChartPanel, content: Content, factor: float) -> None:
    axes.grid(axis="y", color="#dddddd", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=INK, labelsize=11)
    last = max((int(line.years[-1]) for line in panel.lines), default=content.base_year + 1)
    axes.xaxis.set_major_locator(
        MultipleLocator(next(step for step in (1, 2, 5, 10, 25) if last - content.base_year <= 5 * step))
    )
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6))
    axes.axvline(content.base_year, color=GREY, linewidth=1.0, linestyle=(0, (2, 2)), zorder=1)
    axes.set_xlim(content.base_year - 0.5, last + 0.5)
    levels = _levels(panel.marks, last, factor)
    low, high = axes.get_ylim()
    low, high = min([low, *levels]), max([high, *levels])
    room = 0.10 * (high - low)
    axes.set_ylim(low - room, high + room)
    words = word("charts.base", year=content.base_year)
    axes.annotate(words, (content.base_year, 0.0), xycoords=("data", "axes fraction"), xytext=(4, 4),
                  textcoords="offset points", size=10, color=GREY)  # fmt: skip


def _levels(marks: Sequence[Mark], last: int, factor: float) -> list[float]:
    ends = [end for mark in marks if mark.year <= last for end in (mark.low, mark.high)]
    return [factor * end for end in ends if np.isfinite(end)]


def _keys(content: Content) -> list[Artist]:
    """Legend entries for what is drawn, and only for that."""
    words, panels = block("charts"), content.panels
    lines = panels[0].lines
    keys: list[Artist] = [
        Line2D(
            [],
            [],
            color=_colour(i),
            linestyle=_style(i),
            linewidth=2.4,
            label=line.label or _plain_label(line, content),
        )
        for i, line in enumerate(lines)
    ]
    if any(line.draws > 1 for line in lines):
        keys += _band_keys(words, alone=len(lines) == 1)
    drawn = [line for panel in panels for line in panel.lines]
    if any(set(line.observed) - line.census for line in drawn):
        keys.append(Line2D([], [], linestyle="", color=INK, label=words["observed"], **_ANNUAL))
    if any(set(line.observed) & line.census for line in drawn):
        keys.append(Line2D([], [], linestyle="", color=INK, label=words["census"], **_CENSUS))
    keys += [Line2D([], [], label=panel.rule.label, **_RULE) for panel in panels if panel.rule]
    if any(panel.marks for panel in panels):
        keys.append(
            Line2D([], [], linestyle="", color=TARGET_COLOUR, marker="^", markersize=9, label=words["target"])
        )
    return keys


def _band_keys(words: Mapping[str, str], *, alone: bool) -> list[Artist]:
    if alone:
        return [Patch(color=_colour(0), alpha=alpha, linewidth=0, label=words[name])
                for name, alpha in (("band50", 0.42), ("band90", 0.16))]  # fmt: skip
    inner = Patch(color=GREY, alpha=0.25, linewidth=0, label=words["band50"])
    return [inner, Line2D([], [], color=GREY, linewidth=0.9, label=words["band90"])]


def _plain_label(line: Line, content: Content) -> str:
    return block("charts")["only" if line.draws == 1 else "median"]
