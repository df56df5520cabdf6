"""The picture of the house in docs: ``python -m tests.architecture.picture`` draws docs/architecture.svg."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape

import urbsim
from tests.architecture.house import FLOORS, LIBRARIES

PACKAGE = Path(urbsim.__file__).parent
PLACE = PACKAGE.parent / "docs" / "architecture.svg"
WIDTH, LEFT, GAP, LINE, LETTER = 960, 60, 12, 17, 6.6
"""Pixels: of the picture, beside the floors, between boxes, of a line of text, of a letter."""


def wings(package: str) -> list[str]:
    """Folders with modules in a package, deeper ones after their own."""
    root = PACKAGE / package
    folders = {path.parent for path in root.rglob("*.py") if "__pycache__" not in path.parts} - {root}
    return sorted(folder.relative_to(root).as_posix() for folder in folders)


def told(package: str, width: float) -> list[str]:
    """What the box of a package says: its wings, and the libraries that are at home there."""
    own = sorted(name for name, homes in LIBRARIES.items() if len(homes) <= 2 and package in homes)
    parts = [", ".join(wings(package)), f"[{', '.join(own)}]" if own else ""]
    return [line for part in parts for line in wrap(part, int(width / LETTER))]


def drawn() -> str:
    """The whole picture: the top floor first, and in every row the packages of one floor."""
    y, parts = 30.0, list[str]()
    for floor in sorted(set(FLOORS.values()), reverse=True):
        packages = [name for name, its in FLOORS.items() if its == floor]
        width = (WIDTH - LEFT - GAP * len(packages)) / len(packages)
        lines = [told(name, width - 20) for name in packages]
        height = (2 + max(map(len, lines))) * LINE
        parts.append(text(20, y + LINE, str(floor), "floor"))
        for n, name in enumerate(packages):
            parts += box(LEFT + n * (width + GAP), y, (width, height), [f"{name}/", *lines[n]])
        y += height + GAP
    foot = "Packages import only from lower floors. Below each: its wings, and the [libraries] at home there."
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 30:g}" role="img">'
    return "\n".join(
        [
            head,
            f"<title>The floors of urbsim</title>{STYLE}",
            *parts,
            text(LEFT, y + 10, foot, "wing"),
            "</svg>",
            "",
        ]
    )


STYLE = (
    "<style>text{font:12px sans-serif;fill:#444}.name{font-weight:bold;fill:#111}.floor{font-size:16px}"
    "rect{fill:#f4f6f8;stroke:#8a97a6}svg{background:#fff}</style>"
)


def box(x: float, y: float, size: tuple[float, float], lines: list[str]) -> Iterator[str]:
    """A package's box: its name, and below it what it tells."""
    yield f'<rect x="{x:g}" y="{y:g}" width="{size[0]:g}" height="{size[1]:g}" rx="4"/>'
    for n, line in enumerate(lines):
        yield text(x + 10, y + LINE * (n + 1), line, "wing" if n else "name")


def text(x: float, y: float, words: str, kind: str) -> str:
    """A line of text."""
    return f'<text x="{x:g}" y="{y:g}" class="{kind}">{escape(words)}</text>'


if __name__ == "__main__":
    PLACE.write_text(drawn(), encoding="utf-8")
