"""The schema that editors read takes what the reader takes, in English and Chinese, and offers both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import pytest
import yaml

from tests.unit.scenario.test_chinese_words import CHINESE, PLAIN
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.for_editors import schema_for_editors
from urbsim.scenario.reading import read_scenario
from urbsim.text import registers

KINDS: Final[Mapping[str, Any]] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "null": type(None),
}  # fmt: skip


def taken(node: Any, value: Any, whole: dict[str, Any]) -> bool:
    """Whether a value is of a schema, as far as ours uses the words of JSON Schema."""
    if isinstance(node, bool):
        return node
    if "$ref" in node:
        return taken(whole["$defs"][node["$ref"].rpartition("/")[2]], value, whole)
    choices = [*node.get("anyOf", ()), *node.get("oneOf", ())]
    if choices:
        return any(taken(each, value, whole) for each in choices)
    members = node.get("enum", [node["const"]] if "const" in node else [value])
    return value in members and is_kind(node, value) and is_within(node, value, whole)


def is_kind(node: dict[str, Any], value: Any) -> bool:
    """Whether a value is of the type; true and false are no numbers."""
    kind = KINDS.get(node.get("type", ""), object)
    return isinstance(value, kind) and not (isinstance(value, bool) and kind not in (bool, object))


def is_within(node: dict[str, Any], value: Any, whole: dict[str, Any]) -> bool:
    """Whether what a value consists of is taken too."""
    if isinstance(value, str):
        return re.search(node.get("pattern", ""), value) is not None
    if isinstance(value, list):
        return all(taken(node.get("items", True), each, whole) for each in value)
    if isinstance(value, dict):
        known, others = node.get("properties", {}), node.get("additionalProperties", True)
        return all(taken(known.get(key, others), each, whole) for key, each in value.items())
    return not isinstance(value, (int, float)) or node.get("minimum", value) <= value <= node.get(
        "maximum", value
    )


@pytest.mark.parametrize("name", shipped())
def test_editors_take_every_shipped_scenario(name: str) -> None:
    schema = schema_for_editors()
    assert taken(schema, yaml.safe_load(read_scenario(name).written), schema)


def test_editors_take_what_the_reader_takes() -> None:
    schema = schema_for_editors()
    plain, chinese = (yaml.safe_load(text) for text in (PLAIN, CHINESE))
    for file in (plain, chinese):
        assert taken(schema, file, schema), file
    assert not taken(schema, {**chinese, "until": "二〇二〇"}, schema)
    assert not taken(schema, {**plain, "until": "2020"}, schema), "plain figures in quotes are text"
    wrong = {**chinese, "measures": [{**chinese["measures"][0], "service": "航天"}]}
    assert not taken(schema, wrong, schema)


@pytest.mark.parametrize("key", ["service", "comparator", "scale", "for", "kind", "adds", "mode"])
def test_editors_take_every_chinese_word_of_a_key(key: str) -> None:
    parts = schema_for_editors()["$defs"]
    enums = [
        each["enum"] for part in parts.values() for each in [part["properties"].get(key, {})]
        for each in (each, *each.get("anyOf", ())) if "enum" in each
    ]  # fmt: skip
    words = registers()["written_words"]
    for enum in (each for each in enums if "slogan" not in each):
        assert {word for word, name in words.items() if name in enum} <= set(enum)


def test_editors_offer_levers_variables_and_units_in_both_languages() -> None:
    parts = schema_for_editors()["$defs"]
    assert {"hukou", "户籍门槛变化"} <= set(parts["MeasureText"]["properties"]["lever"]["examples"])
    assert "常住人口城镇化率" in parts["TargetText"]["properties"]["variable"]["examples"]
    assert {"wan_yuan/yr", "万元/年", "亩"} <= set(parts["AssumptionText"]["properties"]["unit"]["examples"])
