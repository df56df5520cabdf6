"""Errors of the schema in words that say what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from urbsim.policy.levers import further_keys
from urbsim.scenario.file.bilingual import Bilingual
from urbsim.scenario.file.draft import KeyPath
from urbsim.scenario.file.own_figures import Distances, ObservedText, OwnFigures, OwnStocks, OwnTown
from urbsim.scenario.file.parts import Reference
from urbsim.scenario.file.schema import (
    AssumptionText,
    MixText,
    RunsText,
    ScenarioText,
    TargetText,
    measure_text,
)
from urbsim.text import Message, in_register, say

REFERENCES: Final = ("value", "part")
SAYINGS: Final = ("title", "because", "not_modelled", "source", "unusual")
_ANYWHERE: Final[Mapping[str, type[BaseModel]]] = {
    **dict.fromkeys(REFERENCES, Reference),
    **dict.fromkeys(SAYINGS, Bilingual),
}
_PARTS: Final[Mapping[tuple[str, ...], type[BaseModel]]] = {
    (): ScenarioText,
    ("region",): OwnFigures,
    ("region", "towns", "*"): OwnTown,
    ("region", "distances"): Distances,
    ("region", "stocks"): OwnStocks,
    ("targets", "*"): TargetText,
    ("observed", "*"): ObservedText,
    ("assumptions", "*"): AssumptionText,
    ("mixes", "*"): MixText,
    ("runs",): RunsText,
}
_KINDS: Final[Mapping[str, str]] = {
    "string_type": "text", "int_type": "whole_number", "float_type": "number", "tuple_type": "list",
    "dict_type": "mapping", "model_type": "mapping", "model_attributes_type": "mapping",
    "bool_type": "true_or_false", "mapping_type": "mapping", "string_sub_type": "text",
}  # fmt: skip
_BOUNDS: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than": ("more_than", "gt"),
    "greater_than_equal": ("at_least", "ge"),
    "less_than": ("less_than", "lt"),
    "less_than_equal": ("at_most", "le"),
}
_COUNTED: Final = frozenset(("population", "urban_population", "dwellings", "jobs"))
"""What is counted one by one, and in yearbooks by ten thousands."""
_LENGTHS: Final[Mapping[str, str]] = {
    "string_too_short": "empty", "string_too_long": "too_long", "too_short": "empty",
    "too_long": "too_many", "finite_number": "infinite",
}  # fmt: skip


def did_you_mean(word: object, known: Iterable[str]) -> Message:
    """A remedy that names the nearest known word, or all of them where none is near."""
    names = list(known)
    close = get_close_matches(str(word), names, n=1, cutoff=0.5)
    if close:
        return say("files.did_you_mean", close=close[0])
    return (
        say("scenario.known", names=", ".join(names[:40]))
        if names
        else say("scenario.there_none_choose_from")
    )


def where_in(data: Any, error: ErrorDetails) -> KeyPath:
    """Path of an error in the data as written; the names that the schema adds for its unions fall away."""
    path: list[str | int] = []
    for step in error["loc"]:
        here = isinstance(data, dict) and step in data
        if here or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            data = data[step]
            path.append(step)
    return tuple(path)


def explain(path: KeyPath, error: ErrorDetails) -> tuple[Message, Message]:
    """Problem and remedy of one error of the schema."""
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    name = str(path[-1]) if path and isinstance(path[-1], str) else "entry"
    if "remedy" in context:
        return context["problem"], context["remedy"]
    if kind in ("missing", "too_long") and isinstance(value, list) and name == "value":
        return say("scenario.no_two_numbers", count=len(value)), say("scenario.range_two_numbers_from")
    if kind == "missing":
        missing = str(error["loc"][-1])
        return say("scenario.key_missing", missing=missing), say(
            "scenario.add_2", missing=missing, purpose=_purpose(path, missing)
        )
    if kind == "extra_forbidden":
        return say("scenario.unknown_key", name=name), did_you_mean(name, _keys(path[:-1]))
    if kind == "literal_error":
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        remedy = say("scenario.what_2", did_you_mean=did_you_mean(value, choices), choices=", ".join(choices))
        return say("scenario.not_known", name=name, value=_shown(value)), remedy
    return _of_value(kind, name, value, context)


def _of_value(kind: str, name: str, value: Any, context: Mapping[str, Any]) -> tuple[Message, Message]:
    if kind in _KINDS:
        return _wrong_kind(name, value, say(f"kinds.{_KINDS[kind]}"))
    if kind in _BOUNDS:
        bound, key = _BOUNDS[kind]
        limit = say(f"bounds.{bound}", bound=context[key])
        return say("scenario.is_2", name=name, value=_shown(value)), say("bounds.give", bound=limit)
    if kind == "string_pattern_mismatch" and "a-z" in str(context["pattern"]):
        remedy = say("scenario.use_letters_digits_single")
        return say("scenario.not_usable_name", value=_shown(value)), remedy
    if kind == "string_pattern_mismatch":
        return say("scenario.blank", name=name), say("scenario.write_some_words")
    if kind in _LENGTHS:
        advice = "give_something_shorter" if "long" in kind else "give_value_2"
        return say(f"lengths.{_LENGTHS[kind]}", name=name), say(f"scenario.{advice}")
    return say("scenario.not_accepted", name=name, value=_shown(value)), say(
        "scenario.schema_says", replace=kind.replace("_", " ")
    )


def _wrong_kind(name: str, value: Any, wanted: str) -> tuple[Message, Message]:
    if value is None:
        return say("scenario.empty", name=name), say("scenario.write_leave_key_out", wanted=wanted)
    if wanted == "text" and isinstance(value, (int, float)):
        return say("scenario.must_text_not_number", name=name, value=_shown(value)), say(
            "scenario.put_quotes", value=_shown(value)
        )
    problem = say("scenario.must_not", name=name, wanted=wanted, value=_described(value))
    if name in _COUNTED and isinstance(value, float):
        return problem, say("scenario.count_in_unit", unit=say("doubts.ten_thousands"))
    return problem, say("scenario.write_2", wanted=wanted)


def _described(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return say("kinds.mapping" if isinstance(value, dict) else "kinds.list")
    return _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list, tuple)):
        return _described(list(value) if isinstance(value, tuple) else value)
    words = " ".join(str(value).split())
    return words if len(words) <= 40 else words[:39] + "…"


def _part(path: KeyPath) -> type[BaseModel] | None:
    sections = ("measures", "targets", "observed", "assumptions", "mixes")
    listed = {*((name,) for name in sections), ("region", "towns")}
    pattern = tuple("*" if path[:index] in listed else str(step) for index, step in enumerate(path))
    if pattern == ("measures", "*"):
        return measure_text()
    key = further_keys().get(pattern[-1]) if pattern else None
    return (
        Reference if key is not None and key.is_number else _PARTS.get(pattern) or _ANYWHERE.get(pattern[-1])
    )


def _keys(path: KeyPath) -> list[str]:
    part = _part(path)
    fields = part.model_fields if part else {}
    names = [field.alias or name for name, field in fields.items()]
    return [*names, "extends", "without"] if part is ScenarioText else names


def _purpose(path: KeyPath, name: str) -> Message:
    part = _part(path)
    fields = part.model_fields if part else {}
    found = next((field for key, field in fields.items() if name in (key, field.alias)), None)
    purpose = (found.description or "").strip().rstrip(".") if found else ""
    return in_register("purposes", purpose or "a value")
