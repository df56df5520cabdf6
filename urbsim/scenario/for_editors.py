"""The JSON Schema that editors read: that of the plain format, and the Chinese words that stand for it.

Whatever `in_plain_words` turns into a plain word, unit or number is accepted here, and what is typed freely
is offered: levers, variables, units and places by their names in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from urbsim.policy.levers import levers
from urbsim.scenario.checks.chinese_words import (
    FIGURES,
    NUMBERS,
    WORDS,
    names_of_levers,
    names_of_variables,
    units,
)
from urbsim.scenario.file.schema import json_schema
from urbsim.text import registers
from urbsim.vocabulary.variables import variables

Node = dict[str, Any]
PARTS: Final = (
    "MeasureText", "TargetText", "ObservedText", "AssumptionText", "Reference", "OwnFigures",
)  # fmt: skip
"""Parts of a file in which Chinese words are read, beside its top."""
_FIGURES: Final = r"[0-9\uff10-\uff19]{1,15}"
FULL_WIDTH: Final = {
    "type": "string",
    "pattern": rf"^(?=.*[\uff0b-\uff19])[-+\uff0b\uff0d]?{_FIGURES}([.\uff0e]{_FIGURES})?$",
}
"""A number in full-width figures, some of its characters or all."""


def schema_for_editors() -> Node:
    """JSON Schema (draft 2020-12) of a scenario file as a person may write it, in either language."""
    schema = json_schema()
    for part in (schema, *(schema["$defs"][name] for name in PARTS)):
        for key, node in part["properties"].items():
            part["properties"][key] = _with_chinese(key, node)
    return schema


def _with_chinese(key: str, node: Node) -> Node:
    """The schema of a key's value that also takes what Chinese files write there."""
    if key in (*NUMBERS, *FIGURES):
        node = _with_full_width(node)
    if key in WORDS:
        for each in _nodes(node):
            if "enum" in each:
                each["enum"] = [*each["enum"], *written_for(each["enum"])]
    offered = _offered(key)
    return {**node, "examples": offered} if offered else node


def written_for(plain: Iterable[str]) -> list[str]:
    """The Chinese words that stand for any of the plain ones."""
    meant = set(plain)
    return [word for word, name in registers()["written_words"].items() if name in meant]


def _offered(key: str) -> list[str]:
    """What an editor may complete where any text is taken; nothing for keys of other kinds."""
    places = ("all", "towns", "key-towns", "seats", "cities")
    known: Mapping[str, list[str]] = {
        "lever": [*levers(), *names_of_levers()],
        "variable": [*variables(), *names_of_variables()],
        "unit": [*dict.fromkeys(units().values()), *units()],
        "where": [*places, *written_for(places)],
        "scope": [*places, *written_for(places)],
    }
    return known.get(key, [])


def _nodes(node: Node) -> Iterator[Node]:
    """A schema and the ones it chooses between, however deep."""
    yield node
    for way in ("anyOf", "oneOf"):
        for each in node.get(way, ()):
            yield from _nodes(each)


def _with_full_width(node: Node) -> Node:
    """The schema with every number in it also in full-width figures."""
    if node.get("type") in ("number", "integer"):
        about: Node = {key: node[key] for key in ("title", "description", "default") if key in node}
        bare = {key: value for key, value in node.items() if key not in about}
        return {**about, "anyOf": [bare, FULL_WIDTH]}
    parts: Node = {way: [_with_full_width(each) for each in node[way]] for way in _SEVERAL if way in node}
    items: Node = {"items": _with_full_width(node["items"])} if isinstance(node.get("items"), dict) else {}
    return {**node, **parts, **items}


_SEVERAL: Final = ("anyOf", "oneOf", "prefixItems")
