"""Regions that a Chinese text names with their whole names."""

from __future__ import annotations

from urbsim.vocabulary.names import forms_of, named
from urbsim.vocabulary.regions import Region, lineage, regions
from urbsim.vocabulary.spelling import name_parts, simplified

SHORTEST = 3


def mentioned(text: str) -> tuple[tuple[Region, int], ...]:
    """The regions named in `text` and where each first stands, by place.

    A name that several regions share, or that may be a plain word, counts only for the one whose surrounding
    region the text names too; a name inside a longer one does not count.
    """
    plain = simplified(text)
    places = {name: plain.index(name) for name in named() if len(name) >= SHORTEST and name in plain}
    found = {
        region: places[name]
        for name in places
        if not _only_inside(name, plain, places)
        for region in _borne_by(name, plain)
    }
    return tuple(sorted(found.items(), key=lambda each: each[1]))


def _only_inside(name: str, text: str, others: dict[str, int]) -> bool:
    rest = text
    for other in sorted(others, key=len, reverse=True):
        if name != other and name in other:
            rest = rest.replace(other, " ")
    return name not in rest


def _borne_by(name: str, text: str) -> tuple[Region, ...]:
    every = [regions()[code] for code in named()[name]]
    if len(every) == 1 and not set(name) <= name_parts("plain").keys():
        return tuple(every)
    around = [region for region in every if _is_surrounded(region, text.replace(name, " "))]
    return tuple(around) if len(around) == 1 else ()


def _is_surrounded(region: Region, text: str) -> bool:
    return any(
        form in text for code in lineage(region.code)[1:-1] for form in forms_of(code) if len(form) > 1
    )
