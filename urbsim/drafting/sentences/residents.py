"""Whose people `人口达到10万人` are: those of the place that the sentence spoke of last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from urbsim.drafting.register import register
from urbsim.drafting.sentences.subjects import is_silent

_GENERAL: Final = re.compile(
    r"(?P<head>[^、,]*?)(?:总人口|常住人口|人口)(?:总?规模|总量|数)?[^\u4e00-\u9fff、,]*"
)
_VERBS: Final = re.compile(
    r"(?:分别|力争|严格|预计|将|要)*(?:达到?|控制在|突破|超过|增加到|为|约|接近|不超过|扩大到|集聚到|由|从)?[^\u4e00-\u9fff]*$"
)
_HELD: Final = re.compile(r"(?:集聚|聚集|承载|容纳|吸纳|常住|总)+$")


def residents(left: str, before: Iterable[str]) -> str | None:
    """The variable that people counted behind ``left`` are, or None where the words say so themselves.

    ``before`` are the words before, from the nearest clause to the farthest.
    """
    match = _GENERAL.fullmatch(_VERBS.sub("", left.lstrip("、和与 ")))
    named = register().words["people_of"]
    head = _HELD.sub("", match["head"]) if match else ""
    if match is None or not (is_silent(head) or head.endswith(tuple(named))):
        return None
    found = [place for words in (head, *before) for place in reversed(_places().findall(words))]
    wider = [place for place in found if place != "建成区"]  # `中心城区建成区面积` is of 中心城区
    name = named.get((wider or found)[0]) if found else None
    return str(name) if name else None


@cache
def _places() -> re.Pattern[str]:
    """Places whose people have a variable, and those that end the search: the whole region, other towns."""
    words = register().words
    named = "|".join(sorted([*words["people_of"], *words["scopes"]["whole"]], key=len, reverse=True))
    return re.compile(rf"{named}|[镇乡县市]")
