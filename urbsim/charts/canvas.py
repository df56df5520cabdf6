"""A sheet with a title and axes placed by hand, so that equal content gives equal bytes."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from urbsim.charts.lettering.typeface import drawable
from urbsim.charts.words import cells, wrapped

INK, GREY, PALE = "#222222", "#666666", "#dddddd"
WIDTH = 619.2  # points: 8.6 inches
LETTER = 5.6  # points that one column of a label of size 10.5 takes


@dataclass(frozen=True)
class Sheet:
    """A figure in points with the height below which there is room."""

    figure: Figure
    height: float
    top: float

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """A pair of axes in points from the lower left corner."""
        box = (left / WIDTH, bottom / self.height, width / WIDTH, height / self.height)
        axes = self.figure.add_axes(box)
        axes.set_axisbelow(True)
        axes.tick_params(colors=INK, labelsize=10)
        return axes


def sheet(title: str, subtitle: str, height: float) -> Sheet:
    """A sheet with its title and subtitle, with room of that height below them (points)."""
    heads = [(wrapped(drawable(title), 72), 15.0, INK), (wrapped(drawable(subtitle), 104), 10.5, GREY)]
    heads = [head for head in heads if head[0]]
    taken = sum(1.5 * size * (text.count("\n") + 1) + 2.0 for text, size, _ in heads) + 18.0
    figure = Figure(figsize=(WIDTH / 72.0, (height + taken) / 72.0))
    top = height + taken - 10.0
    for text, size, colour in heads:
        figure.text(10.0 / WIDTH, top / (height + taken), text, size=size, color=colour, va="top")
        top -= 1.5 * size * (text.count("\n") + 1) + 2.0
    return Sheet(figure, height + taken, height)


def label_room(labels: list[str], most: float = 230.0) -> float:
    """Points that the longest label takes."""
    return min(most, 14.0 + LETTER * max((cells(label) for label in labels), default=0))


def fitting(label: str, columns: int = 38) -> str:
    """A label that fits its room, cut with an ellipsis."""
    text = drawable(label)
    while cells(text) > columns:
        text = text[:-2].rstrip() + "…"
    return text
