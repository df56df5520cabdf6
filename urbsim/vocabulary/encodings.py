"""From bytes to letters: UTF-8, UTF-16 with its mark, GB18030 and Big5, told apart by what comes out.

Chinese encodings read each other's bytes without complaint, so what tells them apart is whether the outcome
is made of letters in frequent use: GB 2312 and Big5 both list theirs (3,755 and 5,401) before all others. Of
a text in the right encoding 97 % and more are such letters, of one in the wrong encoding two thirds at most.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError

SAMPLE: Final = 40_000
"""Characters of a text that are looked at to tell its encoding."""

LEAST: Final = 0.8
"""Share of frequent letters below which a text counts as unreadable."""

SHORTEST: Final = 6
"""Letters of a line from which its share of frequent ones tells its encoding."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


class Letters(NamedTuple):
    """A text and the name of the encoding it was written in."""

    text: str
    encoding: str


def decoded(raw: bytes, file: str) -> str:
    """The text of the bytes; ``file`` is its name in faults. Raises InputError where no encoding fits."""
    return told_apart(raw, file).text


def told_apart(raw: bytes, file: str) -> Letters:
    """The text of the bytes and its encoding. Raises InputError where no encoding fits or nothing is text."""
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    found = _read(raw, marked or "utf-8") or (None if marked else _chinese(raw))
    if found is None:
        problem = say("files.neither_utf_nor_gb")
        raise InputError([Fault(file, _first_odd_line(raw), problem, say("files.save_as_utf_8"))])
    if "\0" in found.text:
        problem = say("files.no_text_but_binary")
        raise InputError([Fault(file, None, problem, say("files.save_document_plain_text"))])
    return found


def frequent_share(text: str) -> float:
    """Share of Chinese letters in frequent use among the letters beyond ASCII, punctuation not counted.

    1 for a text without such letters.
    """
    beyond = [each for each in text[:SAMPLE] if ord(each) > 0x7F and not _is_mark(each)]
    return sum(each in _frequent() for each in beyond) / len(beyond) if beyond else 1.0


def _chinese(raw: bytes) -> Letters | None:
    """The reading as GB18030 or Big5 that is made of frequent letters; GB18030 where both are equally so."""
    readings = [found for name in ("gb18030", "big5hkscs") if (found := _read(raw, name)) is not None]
    best = max(readings, key=lambda found: frequent_share(found.text), default=None)
    if best is None or frequent_share(best.text) < LEAST or _is_mixed(raw, best.encoding):
        return None
    return best


def _is_mixed(raw: bytes, encoding: str) -> bool:
    """Whether a line reads badly in the encoding of the whole, and well in the other one."""
    other = "big5hkscs" if encoding == "gb18030" else "gb18030"
    for line in raw[:SAMPLE].split(b"\n"):
        here, there = _read(line, encoding), _read(line, other)
        if here is None or there is None or sum(each > "\x7f" for each in here.text) < SHORTEST:
            continue
        if frequent_share(here.text) < LEAST <= frequent_share(there.text):
            return True
    return False


def _read(raw: bytes, encoding: str) -> Letters | None:
    try:
        return Letters(raw.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _first_odd_line(raw: bytes) -> int | None:
    """The line in which UTF-8 ends, where something before it is UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return raw.count(b"\n", 0, error.start) + 1
    return None


def _is_mark(character: str) -> bool:
    """Whether a character says nothing of an encoding: punctuation, signs, digits, full-width Latin."""
    return unicodedata.category(character)[0] in "PSZNM" or "\uff00" <= character <= "\uffef"


@cache
def _frequent() -> frozenset[str]:
    """The Chinese letters, no kana, of the first planes of GB 2312 and Big5."""
    simplified = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = (bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails)
    letters = [pair.decode("gb2312", "ignore") for pair in simplified]
    letters += [pair.decode("big5", "ignore") for pair in traditional]
    return frozenset(letter for letter in letters if "\u4e00" <= letter <= "\u9fff")
