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
from urbsim.scenario.file.own_figures import Distances, OwnFigures, OwnStocks, OwnTown
from urbsim.scenario.file.parts import Reference
from urbsim.scenario.file.schema import (
    AssumptionText,
    MixText,
    RunsText,
    ScenarioText,
    TargetText,
    measure_text,
)

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
    ("assumptions", "*"): AssumptionText,
    ("mixes", "*"): MixText,
    ("runs",): RunsText,
}
_KINDS: Final[Mapping[str, str]] = {
    "string_type": "text", "int_type": "a whole number", "float_type": "a number", "tuple_type": "a list",
    "dict_type": "a mapping", "model_type": "a mapping", "model_attributes_type": "a mapping",
    "bool_type": "true or false", "mapping_type": "a mapping", "string_sub_type": "text",
}  # fmt: skip
_BOUNDS: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}
_LENGTHS: Final[Mapping[str, str]] = {
    "string_too_short": "is empty", "string_too_long": "is too long", "too_short": "is empty",
    "too_long": "has too many entries", "finite_number": "is not a finite number",
}  # fmt: skip


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """A remedy that names the nearest known word, or all of them where none is near."""
    names = list(known)
    close = get_close_matches(str(word), names, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}?"
    return f"known: {', '.join(names[:40])}" if names else "there is none to choose from"


def where_in(data: Any, error: ErrorDetails) -> KeyPath:
    """Path of an error in the data as written; the names that the schema adds for its unions fall away."""
    path: list[str | int] = []
    for step in error["loc"]:
        here = isinstance(data, dict) and step in data
        if here or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            data = data[step]
            path.append(step)
    return tuple(path)


def explain(path: KeyPath, error: ErrorDetails) -> tuple[str, str]:
    """Problem and remedy of one error of the schema."""
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    name = str(path[-1]) if path and isinstance(path[-1], str) else "entry"
    if "remedy" in context:
        return str(context["problem"]), str(context["remedy"])
    if kind == "missing":
        missing = str(error["loc"][-1])
        return f"key '{missing}' is missing", f"add {missing}: {_purpose(path, missing)}"
    if kind == "extra_forbidden":
        return f"unknown key '{name}'", did_you_mean(name, _keys(path[:-1]))
    if kind == "literal_error":
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        remedy = f"{did_you_mean(value, choices)} ({', '.join(choices)})"
        return f"{name} {_shown(value)} is not known", remedy
    return _of_value(kind, name, value, context)


def _of_value(kind: str, name: str, value: Any, context: Mapping[str, Any]) -> tuple[str, str]:
    if kind in _KINDS:
        return _wrong_kind(name, value, _KINDS[kind])
    if kind in _BOUNDS:
        words, key = _BOUNDS[kind]
        return f"{name} is {_shown(value)}", f"give a value of {words} {context[key]}"
    if kind == "string_pattern_mismatch" and "a-z" in str(context["pattern"]):
        remedy = "use letters, digits and single hyphens or underscores; lower case for names of files"
        return f"{_shown(value)} is not a usable name", remedy
    if kind == "string_pattern_mismatch":
        return f"{name} is blank", "write some words"
    if kind in _LENGTHS:
        return f"{name} {_LENGTHS[kind]}", "give something shorter" if "long" in kind else "give a value"
    return f"{name}: {_shown(value)} is not accepted", f"the schema says: {kind.replace('_', ' ')}"


def _wrong_kind(name: str, value: Any, wanted: str) -> tuple[str, str]:
    if value is None:
        return f"{name} is empty", f"write {wanted}, or leave the key out if it is optional"
    if wanted == "text" and isinstance(value, (int, float)):
        return f"{name} must be text, not the number {_shown(value)}", f'put it in quotes: "{_shown(value)}"'
    return f"{name} must be {wanted}, not {_described(value)}", f"write {wanted}"


def _described(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    return _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list, tuple)):
        return _described(list(value) if isinstance(value, tuple) else value)
    words = " ".join(str(value).split())
    return words if len(words) <= 40 else words[:39] + "…"


def _part(path: KeyPath) -> type[BaseModel] | None:
    listed = {("measures",), ("targets",), ("assumptions",), ("mixes",), ("region", "towns")}
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


def _purpose(path: KeyPath, name: str) -> str:
    part = _part(path)
    fields = part.model_fields if part else {}
    found = next((field for key, field in fields.items() if name in (key, field.alias)), None)
    return (found.description or "a value").strip().rstrip(".") if found else "a value"
