"""The one typeface of all charts, and settings that make a figure the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

DPI = 200


@cache
def family() -> str:
    """Name of Noto Sans SC, registered with matplotlib from the package's data on first use.

    It holds Latin and Chinese, so both languages look alike and need no fonts of the machine.
    """
    with as_file(files("urbsim").joinpath("data", "typeface", "NotoSansSC-part.otf")) as path:
        fontManager.addfont(path)
        return FontProperties(fname=path).get_name()


@cache
def _letters() -> frozenset[int]:
    return frozenset(get_font(findfont(family())).get_charmap())


def drawable(text: str) -> str:
    """`text` with each letter that the typeface lacks (emoji, control characters) as a question mark."""
    return "".join(letter if ord(letter) in _letters() else "?" for letter in text)


def text_width(text: str, size: float) -> float:
    """Points that a line of text takes at a font size (points)."""
    font = get_font(findfont(family()))
    font.set_size(size, 72.0)
    font.set_text(drawable(text), 0.0)
    return float(font.get_width_height()[0]) / 64.0


def _set_style() -> None:
    mpl.rcdefaults()
    mpl.rcParams.update(
        {
            "font.family": [family()],
            "font.size": 12,
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            # A dollar sign in a title is money, not mathematics.
            "text.parse_math": False,
            "svg.fonttype": "path",
            "svg.hashsalt": "urbsim",
        }
    )


def render(draw: Callable[[], Figure], formats: tuple[str, ...] = ("png", "svg")) -> dict[str, bytes]:
    """Draw a figure and return its bytes by format (png, svg, pdf).

    Independent of the user's matplotlib settings and of the time of day.
    """
    with mpl.rc_context():
        _set_style()
        figure = draw()
        return {kind: _bytes(figure, kind) for kind in formats}


def _bytes(figure: Figure, kind: str) -> bytes:
    memory = io.BytesIO()
    undated = {"svg": {"Date": None, "Creator": None}, "pdf": {"CreationDate": None}}
    figure.savefig(memory, format=kind, dpi=DPI, metadata=undated.get(kind))
    return memory.getvalue()
