"""`python -m tests.library.pictures [NAME...]`: the pictures of tutorial and gallery, made by their commands.

Without names it follows the tutorial in both languages and runs every shipped scenario; with names it makes
the pictures of these alone, `tutorial` among them. They are kept small, at the width of a page and in few
colours. ``CHEAP=1`` in the environment takes few draws and coarse rows, as the tests do.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image

from tests.cli.screens import within
from tests.ensembles.tiny import leave
from tests.golden.figures import SIZES

DOCS = Path(__file__).parents[2] / "docs"
KEPT = DOCS / "pictures"
ENDS = {"en": "", "zh": ".zh"}
WIDTH, COLOURS, MOST_BYTES = 800, 48, 60_000
FEW = ("--draws", "2", "--weight", "50")
CHEAP = {"run": FEW, "compare": FEW}


class Picture(NamedTuple):
    """A picture of the docs: its file there, and the file that a command of the docs writes."""

    kept: str
    made: str


def commands(text: str) -> list[str]:
    """The lines of all shell blocks of a page."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def follow(line: str, lang: str, *, cheap: bool) -> int:
    """Run a line of a page and return its exit status; an edit of a file is made as it says."""
    if line.startswith("sed -i "):
        _, _, rule, file = shlex.split(line)
        _, before, after, _ = rule.split("/")
        path = Path(file)
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        return 0
    words = shlex.split(line)[1:]
    return leave(*words, *(CHEAP.get(words[0], ()) if cheap else ()), "--lang", lang)


def tutorial_pictures(text: str) -> list[Picture]:
    """The pictures of the tutorial, each below the name of the file that the commands write."""
    kept = re.findall(r"!\[[^]]*\]\(([^)]+)\)", text)
    made = re.findall(r"`(outputs/[^`]+\.png)`", text)
    return [Picture(*pair) for pair in zip(kept, made, strict=True)]


def small(made: Path, kept: Path) -> None:
    """Keep a picture at the width of a page and in few colours."""
    with Image.open(made) as picture:
        height = round(picture.height * WIDTH / picture.width)
        plain = picture.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    kept.parent.mkdir(parents=True, exist_ok=True)
    plain.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, optimize=True)


def follow_tutorial(lang: str, folder: Path, *, cheap: bool) -> list[int]:
    """Follow the tutorial of a language in a folder; the exit status of every line."""
    (folder / "docs").mkdir()
    shutil.copy(DOCS / "plan.txt", folder / "docs")
    with within(folder):
        return [follow(line, lang, cheap=cheap) for line in commands(page("tutorial", lang))]


def page(name: str, lang: str) -> str:
    """A page of docs in a language."""
    return (DOCS / f"{name}{ENDS[lang]}.md").read_text(encoding="utf-8")


def draw_exhibit(name: str, folder: Path, *, cheap: bool) -> Iterator[tuple[str, Path]]:
    """Run a scenario as the gallery says; its picture in each language."""
    size = ("--draws", "3", "--weight", str(SIZES[name].weight)) if cheap else ("--draws", "20")
    with within(folder):
        assert leave("run", name, *size) == 0
        for lang in ENDS:
            drawn = folder / f"{lang}.png"
            assert leave("plot", f"outputs/{name}", "-o", str(drawn), "--lang", lang) == 0
            yield lang, drawn


def main(names: Sequence[str]) -> None:
    """Make the pictures named, or all."""
    cheap = bool(os.environ.get("CHEAP"))
    for name in names or ("tutorial", *SIZES):
        with TemporaryDirectory() as folder:
            if name != "tutorial":
                for lang, drawn in draw_exhibit(name, Path(folder), cheap=cheap):
                    small(drawn, KEPT / f"{name}{ENDS[lang]}.png")
                continue
            for lang in ENDS:
                place = Path(folder) / lang
                place.mkdir()
                follow_tutorial(lang, place, cheap=cheap)
                for each in tutorial_pictures(page("tutorial", lang)):
                    small(place / each.made, DOCS / each.kept)


if __name__ == "__main__":
    main(sys.argv[1:])
