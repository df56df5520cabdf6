"""A call with `--lang zh` says nothing in English but names: of what is typed, of authors and of works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.cli.screens import CALLS, drafted_and_run, shown
from urbsim.analysis.documents.library import shipped_scenarios
from urbsim.cli.main import COMMANDS
from urbsim.evidence.coefficients import coefficients
from urbsim.policy.levers import further_keys, levers
from urbsim.scenario.for_editors import schema_for_editors
from urbsim.vocabulary.kinds import SERVICES
from urbsim.vocabulary.variables import variables

KEY = re.compile(
    r"(?<![A-Za-z0-9.])/[A-Za-z0-9_./-]+|[0-9a-f]{12,}|(?<![\w])--?[a-z][a-z-]*|[A-Za-z0-9@=]+(?:[_./@:=-][A-Za-z0-9{}_]+)+:?"
    r"|[a-z]+_(?![a-z])|urbsim(?: [a-z]+)*|`[^`]*`|[a-z_]+:(?: extra| usual)?|《[A-Z][A-Za-z &-]*》"
)
"""What is typed: paths, digests, options, names with marks inside, calls, keys and titles of works."""
WORD = re.compile(r"(?<![A-Za-z0-9{])[a-z]{2,}(?![A-Za-z0-9}])")
SYMBOLS = {"ln", "exp", "km", "beta", "kappa", "aa", "ss", "chinascope", "napstic"}
"""Symbols of formulas, letters that a quoted text holds, and sites that publish studies."""
WRITTEN = {
    "tiny", "homes", "third", "weak", "medium", "strong", "name", "level", "parent", "year", "population",
    "source", "titel", "zh", "en", "road", "title", "region", "from", "until", "measures", "lever", "value",
    "start", "late", "homs", "sh",
}  # fmt: skip
"""Keys, values and names of the files that the calls read."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drafted_and_run(tmp_path_factory.mktemp("chinese"), "zh")


@cache
def names() -> frozenset[str]:
    """Names that a scenario file writes, and those of the shipped ones, which are typed."""
    found = {*levers(), *further_keys(), *variables(), *coefficients(), *SERVICES, *COMMANDS}
    found |= {word for words in choices(schema_for_editors()) for word in words if isinstance(word, str)}
    found |= {choice for field in further_keys().values() for choice in field.choices}
    found |= SYMBOLS | WRITTEN | {unit for lever in levers().values() for unit in lever.spellings()}
    for scenario in shipped_scenarios():
        entries = (*scenario.measures, *scenario.targets)
        found |= {
            scenario.name,
            *scenario.name.split("-"),
            *scenario.mixes,
            *(each.name for each in entries),
            *scenario.assumptions,
        }
    return frozenset(found)


def choices(node: object) -> Iterator[list[object]]:
    """Every list of words that a file may choose from, and of places."""
    if isinstance(node, dict):
        yield from (node[key] for key in ("enum", "examples") if isinstance(node.get(key), list))
        for each in node.values():
            yield from choices(each)


def english_in(text: str) -> list[str]:
    """Lower-case Latin words that are no names; capital ones begin names of authors, places and works."""
    return [word for word in WORD.findall(KEY.sub(" ", text)) if word not in names()]


@pytest.mark.parametrize("name", CALLS)
def test_nothing_is_said_in_english(folder: Path, name: str) -> None:
    text = shown(folder, name, "zh")
    assert re.search(r"[\u4e00-\u9fff]", text) or name in ("plot", "report", "brief", "definitions")
    found = {line: words for line in text.splitlines() if (words := english_in(line))}
    assert found == {}


def test_english_is_found() -> None:
    assert english_in("说明：the income is small") == ["the", "income", "is", "small"]
    assert english_in("载《Review of Urban Studies》，《the rest》") == ["the", "rest"]
    assert english_in("见 urbsim run --draws 20，resident_urbanization_rate，outputs/tiny") == []
