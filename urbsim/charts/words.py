"""Units of axes and lines of text on charts."""

from __future__ import annotations

import unicodedata

from urbsim.analysis.targets.wording import scales
from urbsim.text import block, spoken


def axis_unit(unit: str, largest: float) -> tuple[float, str]:
    """Factor and label of an axis whose largest number is `largest`: percent, million persons."""
    if unit == "share":
        return 100.0, "%"
    if unit == "persons" and spoken() == "en" and largest >= 1e6:
        return (1e-9, "billion") if largest >= 1e9 else (1e-6, "million")
    name = block("units").get(unit, unit)
    for scale, prefix in scales():
        if largest >= scale:
            return 1.0 / scale, f"{prefix} {name}" if spoken() == "en" else prefix + name
    return 1.0, name


def wrapped(text: str, columns: int) -> str:
    """`text` in lines of at most `columns`; a Chinese character takes two and may end a line."""
    lines, width = [""], 0
    for word in _pieces(text):
        needed = cells(word)
        if width + needed > columns and lines[-1]:
            lines.append("")
            width = 0
        lines[-1] += word if lines[-1] else word.lstrip()
        width += needed
    return "\n".join(line.rstrip() for line in lines)


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for letter in text:
        wide = _cells(letter) == 2
        after_wide = bool(pieces[-1]) and _cells(pieces[-1][-1]) == 2
        if letter == " " or (wide and letter not in "，。；：、）》”") or (after_wide and not wide):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return [piece for piece in pieces if piece]


def cells(text: str) -> int:
    """Columns that a line of text takes on a terminal: two for a Chinese character, one for a Latin one."""
    return sum(_cells(letter) for letter in text)


def _cells(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
