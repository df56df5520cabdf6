"""Heads of CSV tables: the names that programs rely on, or the words of a language on request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pandas as pd

from urbsim.text import LANGUAGES, block, speaking, texts

_WORDS: ContextVar[bool] = ContextVar("words", default=False)


@contextmanager
def heads_in_chinese() -> Iterator[None]:
    """Write Chinese heads over the tables of the block."""
    before = _WORDS.set(True)
    try:
        yield
    finally:
        _WORDS.reset(before)


def headed(table: pd.DataFrame) -> pd.DataFrame:
    """The table as it is written: names, or Chinese words where they are asked for."""
    if not _WORDS.get():
        return table
    with speaking("zh"):
        return worded(table)


def worded(table: pd.DataFrame) -> pd.DataFrame:
    """The table with heads in the language spoken; columns without words keep their name."""
    words = block("heads")
    return table.rename(columns={name: words[str(name)] for name in table.columns if str(name) in words})


def named(table: pd.DataFrame) -> pd.DataFrame:
    """The table under its names, whatever heads it was written with."""
    known = {words: name for lang in LANGUAGES for name, words in texts(lang)["heads"].items()}
    heads = {head: known[head] for head in table.columns if head in known}
    return table if set(heads) <= set(heads.values()) else table.rename(columns=heads)
