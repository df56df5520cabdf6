"""Every chart in both languages: no letter missing, no words that collide or leave the sheet, looks kept."""

from __future__ import annotations

import io
import itertools
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, findfont, fontManager, get_font
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray
from PIL import Image

from tests.unit.charts.every_kind import LANGUAGES, NAMES, PANELS, drawing
from urbsim.charts.lettering import typeface
from urbsim.charts.lettering.typeface import render

KINDS = [(name, lang) for name in (*NAMES, *PANELS) for lang in LANGUAGES]
KEPT = Path(__file__).parent / "kept"
THUMBNAIL = 215  # pixels across
REACH = 3  # pixels around each over which grey levels are averaged
MOST_APART = 14.0
"""Grey levels (0-255) by which the averages may differ anywhere. Letters without hinting, as another release
of the drawing library may have them, differ by 12 at most; one thin line gone differs by 17."""


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with no fonts but those that come with matplotlib."""
    shipped = Path(mpl.get_data_path())
    kept: list[FontEntry] = [f for f in fontManager.ttflist if Path(f.fname).is_relative_to(shipped)]
    monkeypatch.setattr(fontManager, "ttflist", kept)
    typeface.family.cache_clear()
    yield
    typeface.family.cache_clear()


def drawn(name: str, lang: str) -> tuple[Figure, bytes]:
    figures: list[Figure] = []

    def draw() -> Figure:
        figures.append(drawing(name, lang)())
        return figures[0]

    png = render(draw, ("png",))["png"]
    return figures[0], png


def words_of(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize(("name", "lang"), KINDS)
def test_no_letter_is_missing_on_a_machine_without_chinese_fonts(name: str, lang: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, _ = drawn(name, lang)
    for text in words_of(figure):
        font = findfont(text.get_fontproperties())
        assert Path(font).name == "NotoSansSC-part.otf"
        letters = set(text.get_text()) - {"\n"}
        assert letters <= {chr(code) for code in get_font(font).get_charmap()}, text.get_text()


@pytest.mark.usefixtures("bare_machine")
def test_a_typeface_without_chinese_is_found_out() -> None:
    found = drawing("growth", "zh")

    def plain() -> Figure:
        mpl.rcParams["font.family"] = ["DejaVu Sans"]
        return found()

    with pytest.warns(UserWarning, match="missing from font"):
        render(plain, ("png",))


@pytest.mark.parametrize(("name", "lang"), KINDS)
def test_words_neither_collide_nor_leave_the_sheet(name: str, lang: str) -> None:
    assert misplaced(drawn(name, lang)[0]) == []


def test_words_that_collide_or_leave_the_sheet_are_found() -> None:
    figure, _ = drawn("growth", "en")
    figure.text(0.02, 0.95, "over the title")
    figure.text(0.95, 0.5, "beyond the edge")
    over, beyond = misplaced(figure)
    assert "'over the title'" in over
    assert beyond == "'beyond the edge' leaves the sheet"


def misplaced(figure: Figure) -> list[str]:
    """Words that stand over others or beyond the sheet."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    boxes = [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in shown(figure)]
    collisions = [
        f"{one!r} over {other!r}"
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) > max(a.x0, b.x0) + 1 and min(a.y1, b.y1) > max(a.y0, b.y0) + 1
    ]
    sheet = figure.bbox
    return collisions + [
        f"{words!r} leaves the sheet"
        for words, box in boxes
        if box.x0 < sheet.x0 - 1 or box.x1 > sheet.x1 + 1 or box.y0 < sheet.y0 - 1 or box.y1 > sheet.y1 + 1
    ]


def shown(figure: Figure) -> list[Text]:
    """Words on the sheet; labels of ticks outside the view are no more than prepared."""
    beyond = {
        tick.label1
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    }
    return [text for text in words_of(figure) if text not in beyond]


def thumbnail(png: bytes) -> NDArray[np.uint8]:
    picture = Image.open(io.BytesIO(png)).convert("L")
    height = round(picture.height * THUMBNAIL / picture.width)
    return np.asarray(picture.resize((THUMBNAIL, height), Image.Resampling.BOX))


def apart(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """The largest distance of averaged grey levels; infinite where sizes differ."""
    if one.shape != other.shape:
        return float("inf")
    return float(np.abs(averaged(one) - averaged(other)).max())


def averaged(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    wide = np.pad(picture.astype(float), REACH, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(wide, (2 * REACH + 1, 2 * REACH + 1))
    return np.asarray(windows.mean(axis=(2, 3)))


def kept(name: str, lang: str) -> NDArray[np.uint8]:
    return np.asarray(Image.open(KEPT / f"{name}-{lang}.png"))


@pytest.mark.parametrize(("name", "lang"), KINDS)
def test_charts_look_as_they_did(name: str, lang: str) -> None:
    found = apart(thumbnail(drawn(name, lang)[1]), kept(name, lang))
    assert found < MOST_APART, f"{found:.1f} apart; look, then: python -m tests.unit.charts.keep"


def without_a_line(figure: Figure) -> None:
    figure.axes[0].lines[0].remove()


def with_a_longer_bar(figure: Figure) -> None:
    bar = figure.axes[0].patches[0]
    assert isinstance(bar, Rectangle)
    bar.set_width(1.05 * bar.get_width())


def without_a_legend(figure: Figure) -> None:
    figure.legends[0].remove()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("settlements", without_a_line),
        ("contributions", with_a_longer_bar),
        ("chances_by_year", without_a_legend),
    ],
)
def test_a_small_change_of_a_chart_is_seen(name: str, change: Callable[[Figure], None]) -> None:
    def draw() -> Figure:
        figure = drawing(name, "en")()
        change(figure)
        return figure

    assert apart(thumbnail(render(draw, ("png",))["png"]), kept(name, "en")) > MOST_APART
