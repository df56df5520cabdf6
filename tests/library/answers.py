"""The pictures of docs/decisions.md: ``python -m tests.library.answers [SCENARIO TARGET [DRAWS]]``.

They are the first screens of the commands, at 80 columns, and the report and the page with sliders as a
browser shows them (left as they are where there is no Chromium).
"""

from __future__ import annotations

import io
import shlex
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from unittest.mock import patch

from matplotlib.figure import Figure
from PIL import Image

from tests.cli.screens import within
from tests.cli.test_in_a_browser import BROWSER, browsed
from tests.ensembles.tiny import leave
from urbsim.charts.lettering.typeface import drawable, render
from urbsim.charts.words import cells
from urbsim.cli.screen import lines

ANSWERS: Final = Path(__file__).parents[2] / "docs" / "answers"
LANGUAGES: Final = ("en", "zh")
COLUMNS, ROWS = 80, 36
CELL, LINE, EDGE, SIZE = 6.0, 14.0, 10.0, 9.5
"""Points of a column, of a line, around the screen, and of letters."""
WINDOW: Final = "--window-size=900,1000"
COLOURS: Final = 48
CHOSEN: Final = ("huludao-2011", "huludao-2011/rate-2015", "50")
WEIGHT: Final = "100"


@dataclass(frozen=True)
class Asked:
    """What is typed, into which folder, and the scenario and target that it is about."""

    scenario: str
    target: str
    size: tuple[str, ...]
    folder: Path

    @property
    def calls(self) -> Mapping[str, tuple[str, ...]]:
        """The commands whose first screen is drawn, by the name of the picture."""
        return {
            "run": ("run", self.scenario, *self.size),
            "compare": ("compare", self.scenario, *self.size, "--mixes"),
            "optimise": ("optimise", self.scenario, "--target", self.target, *self.size),
        }

    def pages(self, lang: str) -> Mapping[str, tuple[str, ...]]:
        """The commands that write a page, which is opened, by the name of the picture."""
        report = ("report", str(self.folder / "outputs" / Path(self.scenario).stem))
        explore = ("explore", self.scenario, *self.size)
        return {name: (*call, "-o", str(self.folder / f"{name}.{lang}.html"))
                for name, call in {"report": report, "explore": explore}.items()}  # fmt: skip


def names(asked: Asked) -> list[str]:
    """Names of all pictures."""
    return [f"{name}.{lang}.png" for lang in LANGUAGES for name in (*asked.calls, *asked.pages(lang))]


def pictures(asked: Asked) -> dict[str, bytes]:
    """Every picture by its name."""
    made = {}
    for lang in LANGUAGES:
        for name, call in asked.calls.items():
            shown = said(call, asked, lang)
            prompt = f"$ urbsim {shlex.join(call)}" + ("" if lang == "en" else " --lang zh")
            made[f"{name}.{lang}.png"] = screen([*lines.folded(prompt, COLUMNS), *shown.splitlines()])
        for name, call in asked.pages(lang).items():
            said(call, asked, lang)
            if BROWSER is not None:
                made[f"{name}.{lang}.png"] = opened(Path(call[-1]), asked.folder)
    return made


def said(call: Sequence[str], asked: Asked, lang: str) -> str:
    """What a command says on a screen of `COLUMNS`."""
    stored = () if call[0] == "report" else ("--out", "outputs")
    heard = io.StringIO()
    wide = patch.dict("os.environ", {"COLUMNS": str(COLUMNS)})
    screen_of_80 = patch.object(lines, "is_screen", return_value=True)
    with within(asked.folder), wide, screen_of_80, redirect_stdout(heard):
        status = leave(*call, *stored, "--lang", lang)
    assert status == 0, f"urbsim {shlex.join(call)} ended with {status}"
    return heard.getvalue()


def screen(text: Sequence[str]) -> bytes:
    """The first `ROWS` lines, every letter in its column."""
    return small(render(lambda: typed(text[:ROWS]), ("png",))["png"])


def typed(text: Sequence[str]) -> Figure:
    """Lines as a figure: a wide letter takes two columns."""
    width, height = COLUMNS * CELL + 2 * EDGE, len(text) * LINE + 2 * EDGE
    figure = Figure(figsize=(width / 72.0, height / 72.0))
    for row, line in enumerate(text):
        column = 0
        for letter in drawable(line):
            taken = cells(letter)
            if not letter.isspace():
                place = EDGE + (column + taken / 2.0) * CELL, height - EDGE - (row + 0.75) * LINE
                figure.text(place[0] / width, place[1] / height, letter, size=SIZE, ha="center")
            column += taken
    return figure


def opened(page: Path, folder: Path) -> bytes:
    """The first screen of a page in a browser without a window."""
    shot = page.with_suffix(".png")
    browsed(page, folder / "home", WINDOW, "--hide-scrollbars", f"--screenshot={shot}")
    return small(shot.read_bytes())


def small(png: bytes) -> bytes:
    """A picture in few colours, as documents need them."""
    buffer = io.BytesIO()
    few = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def main(arguments: Sequence[str]) -> None:
    """Make the pictures and write them."""
    scenario, target, draws = (*arguments, *CHOSEN[len(arguments) :])
    size = ("--draws", draws, "--weight", WEIGHT)
    ANSWERS.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, picture in pictures(Asked(scenario, target, size, Path(folder))).items():
            (ANSWERS / name).write_bytes(picture)
            print(f"docs/answers/{name}: {len(picture) / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
