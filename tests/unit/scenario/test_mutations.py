"""Whatever is done to a scenario file, reading it gives a scenario or a list of faults, and nothing else."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from urbsim.scenario import Scenario, read_scenario, read_text
from urbsim.vocabulary.errors import InputError

ROOT = Path(__file__).parents[3]
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "scenarios").glob("*.yaml"))]
TREES = [read_scenario(path).written for path in sorted((ROOT / "scenarios").glob("*.yaml"))]

SNIPPETS = [
    "- ", "  ", ": ", "{", "}", "[", "]", "&a ", "*a",
    "!!python/name:os.system ", "<<: ", "? ", "|\n", ">-\n",
    "#", '"', "'", "\t", "\0", "\ufeff", "---\n", "...\n", "%YAML 1.1\n",
    "yes", "no", "null", "~", "1e6", "0x1F",
    ".nan", "-.inf", "2012-01-01", "12:30", "999999999999999999999", "-1", "0",
    "0.5", "50%", "1,000", "clause",
    "assumption", "extends: huludao-2011\n",
    "extends: ../../../../etc/passwd\n", "value", "where: all\n",
    "hukou", "growth", "relocation", "2010", "1979", "3000", "\u2028", "🏘", "葫芦岛",
]  # fmt: skip
ODD_VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 0.5, -0.0, 1e308, 1e-30, 10**17, 2**63, 2010,
    2025, 1e6, "", " ", "x", "2012",
    "huludao-2011/rate-2015", "hukou", "growth", "all", "towns", "CN",
    "211400", "绥中县", "\u200b", "a.b.c",
    [], {}, [[]], [None], {"": None}, {"clause": None},
    {"clause": "huludao-2011/rate-2015"}, ["all", 3],
    {"assumption": "hukou_easing"}, {"clause": "x", "assumption": "y"}, {"assumption": ["x"]},
    {"name": {"name": "x"}}, "share", "yuan/yr",
]  # fmt: skip


def outcome(text: str) -> Scenario | tuple[str, ...]:
    """The scenario, or the faults as messages; any other exception fails the test."""
    try:
        return read_text(text, str(ROOT / "scenarios" / "mutated.yaml"))
    except InputError as error:
        return tuple(str(fault) for fault in error.faults)


@st.composite
def edited_texts(draw: st.DrawFn) -> str:
    """A shipped file with one to six edits of its text."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.sampled_from([0, 0, 1, 3, 10, 80]))
        inserted = draw(st.sampled_from(SNIPPETS) | st.just(text[start : start + 60]) | st.text(max_size=5))
        text = text[:start] + inserted + text[start + length :]
    return text


@st.composite
def edited_trees(draw: st.DrawFn) -> str:
    """A shipped file with one to four of its values replaced, removed, renamed or repeated."""
    tree = json.loads(draw(st.sampled_from(TREES)))
    for _ in range(draw(st.integers(1, 4))):
        parent, key = draw(st.sampled_from(list(places(tree))))
        match draw(st.sampled_from(["replace", "replace", "remove", "rename", "move"])):
            case "replace":
                parent[key] = draw(st.sampled_from(ODD_VALUES))
            case "remove":
                del parent[key]
            case "rename" if isinstance(parent, dict):
                parent[draw(st.sampled_from([f"{key}s", "name", "until", "clause", "x.y"]))] = parent.pop(key)
            case _:
                parent[key] = copy.deepcopy(draw(st.sampled_from([value[at] for value, at in places(tree)])))
        tree = json.loads(json.dumps(tree))
        if not tree:
            break
    return json.dumps(tree, ensure_ascii=draw(st.booleans()))


def places(tree: Any) -> Any:
    """Every mapping or list of a tree with each of its keys or positions."""
    keys = tree if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in list(keys):
        yield tree, key
        yield from places(tree[key])


def check(text: str) -> None:
    first = outcome(text)
    if isinstance(first, Scenario):
        for name in ("policy", *first.mixes):
            assert all(measure.start > first.base_year for measure in first.in_force(name))
            assert all(measure.end <= first.until for measure in first.in_force(name))
    else:
        assert first
        assert all("; " in message for message in first)
        assert outcome(text) == first


@settings(max_examples=200)
@given(edited_texts())
def test_edited_text_is_read_or_refused(text: str) -> None:
    check(text)


@settings(max_examples=200)
@given(edited_trees())
def test_edited_values_are_read_or_refused(text: str) -> None:
    check(text)


@pytest.mark.prove
@settings(max_examples=2000)
@given(edited_texts() | edited_trees())
def test_two_thousand_edited_scenarios_are_read_or_refused(text: str) -> None:
    check(text)
