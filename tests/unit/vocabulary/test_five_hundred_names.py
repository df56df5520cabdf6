"""Five hundred old, short and traditional names: each leads to its unit or is asked, none silently elsewhere.

python -m pytest -n 0 -rP tests/unit/vocabulary/test_five_hundred_names.py prints the counts by kind of name.
Old names are those of the census tables and of the record of changes, short ones leave the word for the
kind of unit away, and traditional ones are written by OpenCC, which does not know the register's characters.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import NamedTuple

import opencc
import pytest

from urbsim.vocabulary.names import asked, candidates, find_region
from urbsim.vocabulary.regions import Region, lineage, regions

SHARES = {"old": 200, "short": 150, "traditional": 150}
KINDS_OF_UNIT = ("自治州", "自治县", "自治旗", "地区", "林区", "特区", "新区", "县", "市", "区", "旗", "盟")


class Named(NamedTuple):
    """A name as somebody may write it, and the codes that it has meant."""

    text: str
    codes: tuple[str, ...]


def old() -> Iterator[Named]:
    """Names from before a change, of units that lasted and of units that went into others."""
    text = files("urbsim").joinpath("data", "statistics", "other_names.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["relation"] in ("renamed", "merged"):
            yield Named(row["name"], tuple(row["regions"].split()))


def units() -> Iterator[Region]:
    """All prefectures, counties and districts."""
    yield from (region for region in regions().values() if region.level in ("prefecture", "county"))


def short() -> Iterator[Named]:
    """Names without their last word: 葫芦岛, 建昌, and 兴城 of 兴城市."""
    for region in units():
        kind = next((word for word in KINDS_OF_UNIT if region.name.endswith(word)), "")
        if len(region.name) - len(kind) >= 2:
            yield Named(region.name.removesuffix(kind), (region.code,))


def traditional() -> Iterator[Named]:
    """Names in traditional script that differ by it, every other one behind its province's."""
    convert = opencc.OpenCC("s2t").convert
    for number, region in enumerate(units()):
        before = regions()[lineage(region.code)[-2]].name if number % 2 else ""
        text = convert(before + region.name)
        if convert(region.name) != region.name:
            yield Named(text, (region.code,))


def outcome(named: Named) -> str:
    """What became of a name: right, asked, offered as a likely one, lost, or wrong."""
    found = find_region(named.text)
    if found is not None:
        # A municipality that the record of changes has as a prefecture is the province of that name.
        if {found.code, f"{found.code}0100"} & set(named.codes):
            return "right"
        return f"WRONG ({named.text}: {found.code})"
    if candidates(named.text):
        return "asked"
    remedy = str(asked(named.text)[1])
    return "offered" if any(code in remedy for code in named.codes) else f"lost ({named.text})"


def drawn(kind: str) -> list[Named]:
    """So many names of a kind by a fixed seed."""
    makers: dict[str, Callable[[], Iterator[Named]]] = {
        "old": old,
        "short": short,
        "traditional": traditional,
    }
    return random.Random(500).sample(list(makers[kind]()), SHARES[kind])


def assert_never_silently_wrong(names: list[Named], kind: str) -> None:
    outcomes = Counter(map(outcome, names))
    print(f"{len(names)} {kind} names: {dict(outcomes)}")
    assert set(outcomes) <= {"right", "asked", "offered"}
    assert outcomes["right"] + outcomes["asked"] >= 0.95 * len(names)


@pytest.mark.parametrize("kind", SHARES)
def test_names_are_right_or_asked_and_none_is_silently_wrong(kind: str) -> None:
    assert_never_silently_wrong(drawn(kind), kind)


def test_every_name_of_the_three_kinds_is_right_or_asked() -> None:
    assert_never_silently_wrong([*old(), *short(), *traditional()], "old, short and traditional")
