"""Words of a scenario that people read: plain ones, or the same in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import Discriminator, Tag

from urbsim.scenario.file.parts import Part, Words

LANGUAGES: Final = frozenset({"zh", "en"})


class Bilingual(Part):
    """The same words in both languages."""

    zh: Words
    """The words in Chinese."""
    en: Words
    """The words in English."""


def _form_of_saying(value: Any) -> str:
    return "both languages" if isinstance(value, (dict, Bilingual)) else "words"


Saying = Annotated[
    Annotated[Words, Tag("words")] | Annotated[Bilingual, Tag("both languages")],
    Discriminator(_form_of_saying),
]
"""Plain words, shown as they are in every language, or ``{zh: ..., en: ...}``."""


def english(saying: str | Bilingual) -> str:
    """The English words, which results and tables keep; plain words as they are."""
    return saying if isinstance(saying, str) else saying.en


def chinese(saying: str | Bilingual) -> str:
    """The Chinese words; plain words as they are."""
    return saying if isinstance(saying, str) else saying.zh


def chinese_by_english(written: object) -> dict[str, str]:
    """All that JSON values of scenarios say in both languages: the Chinese words by the English."""
    if isinstance(written, Mapping):
        if set(written) == LANGUAGES and all(isinstance(words, str) for words in written.values()):
            return {written["en"]: written["zh"]}
        written = list(written.values())
    inner = written if isinstance(written, (list, tuple)) else ()
    return {en: zh for each in inner for en, zh in chinese_by_english(each).items()}
