"""Chinese numerals as numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

DIGITS: Final = "〇零一二两三四五六七八九"
NUMERALS: Final = f"{DIGITS}十百千廿卅"
_VALUES: Final = {
    **{digit: str(index) for index, digit in enumerate("零一二三四五六七八九")},
    "〇": "0",
    "两": "2",
}


@lru_cache(maxsize=4096)
def numeral(text: str) -> float | None:
    """The number that a Chinese numeral stands for, or None where it is none.

    Reads what the library leaves out too: a bare 百 or 万 (one of them), 卅, years that mix 〇, 零 and 0.
    """
    if not text:
        return None
    if all(character in _VALUES or character.isdigit() for character in text):
        return (
            float("".join(_VALUES.get(character, character) for character in text))
            if len(text) < 16
            else None
        )
    return _composed(text.replace("卅", "三十"))


def _composed(text: str) -> float | None:
    from cn2an import cn2an

    spelled = f"一{text}" if text[0] in "百千万亿" else text
    try:
        return float(cn2an(spelled, "smart"))
    except (ValueError, KeyError):  # some malformed numerals end in a KeyError there
        return None


def plain_number(digits: str) -> float | None:
    """The number written in Arabic digits, with or without commas between thousands."""
    try:
        return float(digits.replace(",", ""))
    except ValueError:
        return None
