"""Drawing of the tile maps: one below the other, purple for less and orange for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple, cast

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from urbsim.charts.canvas import INK, WIDTH, sheet
from urbsim.charts.lettering.typeface import drawable, render
from urbsim.charts.maps.tiles import Tile, TileMap, tile_maps
from urbsim.charts.words import cells, wrapped
from urbsim.runs.results.store import StoredRun
from urbsim.text import block, speaking, spoken, word

HEIGHT, WIDEST, GAP, HEAD = 46.0, 124.0, 3.0, 26.0
SCALE = "PuOr_r"
"""Purple below zero, orange above: readers with any colour vision tell them apart."""
ROOM = 1.25
"""How far the scale goes beyond the largest number, whose tile would else be almost black."""
NOTHING_FOUND = "#f2f2f2"
DARK = 0.45
"""Luminance below which letters on a tile are white."""
LETTER = 0.52
"""Width of a column of text, by its size."""


def tile_files(
    run: StoredRun, lang: str = "en", formats: tuple[str, ...] = ("png", "svg")
) -> dict[str, bytes]:
    """Bytes of the tile maps of a run by format; empty where it has fewer than two places."""
    with speaking(lang):
        maps = tile_maps(run)
        return render(lambda: tiles_figure(run, maps), formats) if maps else {}


def tiles_figure(run: StoredRun, maps: Sequence[TileMap]) -> Figure:
    """The maps one below the other."""
    titles = cast(Mapping[str, str], run.manifest.get("title") or {})
    title = word("tiles.title", title=titles.get(spoken()) or run.manifest["name"])
    heights = [HEAD + HEIGHT * (1 + max(cell.row for cell in each.cells)) for each in maps]
    page = sheet(title, block("tiles")["note"], sum(heights) + 8.0)
    top = page.top
    for each, height in zip(maps, heights, strict=True):
        page.figure.text(10.0 / WIDTH, (top - 6.0) / page.height, drawable(each.heading), size=11.5,
                         color=INK, va="top")  # fmt: skip
        draw_tiles(page.axes(10.0, top - height, WIDTH - 20.0, height - HEAD), each)
        top -= height
    return page.figure


def draw_tiles(axes: Axes, shown: TileMap) -> None:
    """Every tile with its colour and words."""
    columns = 1 + max(cell.column for cell in shown.cells)
    width = min(WIDEST, (WIDTH - 20.0) / columns)
    axes.set_xlim(0.0, WIDTH - 20.0)
    axes.set_ylim(HEIGHT * (1 + max(cell.row for cell in shown.cells)), 0.0)
    axes.axis("off")
    largest = max((abs(tile.number) for tile in shown.tiles if tile.number is not None), default=1.0)
    end = ROOM * max(largest, 1e-9)
    norm = Normalize(-end, end)
    for tile, cell in zip(shown.tiles, shown.cells, strict=True):
        corner = Corner(cell.column * width, cell.row * HEIGHT)
        colour = NOTHING_FOUND if tile.number is None else to_hex(mpl.colormaps[SCALE](norm(tile.number)))
        box = Rectangle(corner, width - GAP, HEIGHT - GAP, facecolor=colour, edgecolor=INK, linewidth=0.4)
        axes.add_patch(box)
        write_tile(axes, tile, corner, width - GAP, "white" if luminance(colour) < DARK else INK)


class Corner(NamedTuple):
    """The upper left corner of a tile, points."""

    left: float
    top: float


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1."""
    red, green, blue = to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def write_tile(axes: Axes, tile: Tile, corner: Corner, width: float, ink: str) -> None:
    """The name above, what is known of it below, each as large as there is room for."""
    middle = corner.left + width / 2.0
    lines = halved(drawable(tile.name), int(width / (8.5 * LETTER)))
    name = "\n".join(lines)
    axes.text(middle, corner.top + 13.0, name, size=size_for(lines, width), color=ink, ha="center",
              va="center", linespacing=0.95)  # fmt: skip
    axes.text(middle, corner.top + 33.0, drawable(tile.text), size=size_for([tile.text], width), color=ink,
              ha="center", va="center")  # fmt: skip


def halved(name: str, columns: int) -> list[str]:
    """A name in one line of so many columns, else in two about as long as each other."""
    lines = wrapped(name, columns).split("\n")
    even = wrapped(name, ceil(cells(name) / 2)).split("\n")
    return even if len(lines) == len(even) == 2 else lines[:2]


def size_for(lines: Sequence[str], width: float) -> float:
    """The size of letters at which the longest line fits, at most 9.5."""
    longest = max(1, *(cells(line) for line in lines))
    return min(9.5 if len(lines) == 1 else 8.5, (width - 4.0) / (LETTER * longest))
