"""Words for people in two languages: ``en.yaml`` and ``zh.yaml`` hold them, this reads them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _words(lang: str) -> Mapping[str, Any]:
    import yaml

    words: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath(f"{lang}.yaml").read_text("utf-8"))
    return words


def chinese(block: str) -> Mapping[str, str]:
    """A block of Chinese words by key; KeyError for an unknown block."""
    found: Mapping[str, str] = _words("zh")[block]
    return found
