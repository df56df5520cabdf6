"""The register of drafting: indicators, units and small words, as `urbsim/data/drafting` lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, cast

from urbsim.drafting.statements import Kind
from urbsim.evidence.package_yaml import read_package_file
from urbsim.text import Message, named, registers
from urbsim.vocabulary.variables import variables

SHARE: Final = "share"


@dataclass(frozen=True, slots=True)
class WrittenUnit:
    """A unit: its name in statements, its family, and its factor into the family's plain unit.

    ``each`` is how many of the named unit one as written is: 1 斤 is half a kg.
    """

    name: str
    family: str
    plain: float
    words: tuple[str, ...]
    each: float = 1.0


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something official texts put numbers on; see indicators.yaml for the fields."""

    variable: str
    phrases: tuple[str, ...]
    families: tuple[str, ...]
    kind: Kind
    counted: bool
    moves: bool
    also: Mapping[str, str]
    model: str | None
    low: float | None
    high: float | None
    flow: bool = False
    unless: tuple[str, ...] = ()

    def measures(self, family: str) -> bool:
        """Whether a quantity of that family can be a level of it."""
        return family in self.families or family in self.also

    def named(self, family: str) -> str:
        """Name of the variable when it is given in units of that family."""
        return self.also.get(family, self.variable)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the register at a place in a clause."""

    indicator: Indicator
    start: int
    end: int


class Phrases:
    """Finds phrases in a text, the longest at each place, in one pass."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        self._every = sorted(set(phrases), key=len, reverse=True)
        for phrase in self._every:
            self._by_first.setdefault(phrase[0], []).append(phrase)
        self._found = lru_cache(maxsize=512)(lambda text: tuple(self._search(text)))

    def find(self, text: str) -> tuple[tuple[int, str], ...]:
        """Place and phrase, from left to right; of two that overlap the longer one."""
        return self._found(text)

    def _search(self, text: str) -> Iterator[tuple[int, str]]:
        kept: tuple[int, str] | None = None
        for place, character in enumerate(text):
            phrase = next(
                (each for each in self._by_first.get(character, ()) if text.startswith(each, place)), None
            )
            if phrase is None or (kept and place < kept[0] + len(kept[1]) and len(phrase) <= len(kept[1])):
                continue
            if kept and place >= kept[0] + len(kept[1]):
                yield kept
            kept = (place, phrase)
        if kept:
            yield kept

    def last(self, text: str) -> tuple[int, str] | None:
        """The phrase that ends last, the longest of those."""
        ends = ((text.rfind(each), each) for each in self._every)
        found = [(at, each) for at, each in ends if at >= 0]
        return max(found, key=lambda pair: (pair[0] + len(pair[1]), len(pair[1])), default=None)

    def within(self, text: str) -> bool:
        """Whether any phrase stands in the text."""
        return bool(self.find(text))

    def opens(self, text: str) -> str | None:
        """The longest phrase that the text begins with."""
        return next((each for each in self._by_first.get(text[:1], ()) if text.startswith(each)), None)


@dataclass(frozen=True)
class Register:
    """Everything the reader knows of the language."""

    units: tuple[WrittenUnit, ...]
    by_word: Mapping[str, WrittenUnit]
    counting: frozenset[str]
    ignored: frozenset[str]
    per: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    by_phrase: Mapping[str, Indicator]
    phrases: Phrases
    words: Mapping[str, Any]
    noise: re.Pattern[str]

    def found(self, text: str) -> list[Found]:
        """Indicators named in the text, from left to right."""
        found = [Found(self.by_phrase[each], at, at + len(each)) for at, each in self.phrases.find(text)]
        return [
            each
            for each in found
            if (
                "人均" in text[each.start : each.end]
                or "人均" not in text[max(0, each.start - 4) : each.start]
                or (each.indicator.kind == "lever" and "money" in each.indicator.families)
            )
            and not text.startswith(each.indicator.unless, each.end)
        ]

    def names(self) -> frozenset[str]:
        """Every variable the register names."""
        also = {name for each in self.indicators for name in each.also.values()}
        return frozenset(each.variable for each in self.indicators) | also


_MOVING: Final = frozenset(
    {
        "rural_to_urban_migration", "settled_population", "labour_transfer", "new_urban_jobs",
        "poverty_reduction", "relocated_population",
    }
)  # fmt: skip


@cache
def register() -> Register:
    """The register, read once. Raises InputError where a data file is at fault."""
    units = read_package_file("drafting/units.yaml").required()
    words = read_package_file("drafting/words.yaml").required()
    listed = read_package_file("drafting/indicators.yaml").required()["indicators"]
    indicators = tuple(_indicator(entry) for entry in listed)
    by_phrase = {phrase: each for each in indicators for phrase in each.phrases}
    made = tuple(
        WrittenUnit(e["unit"], e["family"], float(e["plain"]), tuple(e["words"]), float(e.get("each", 1)))
        for e in units["units"]
    )
    return Register(
        units=made,
        by_word={word: unit for unit in made for word in unit.words},
        counting=frozenset(units["counting"]),
        ignored=frozenset(units["ignored"]),
        per=units["per"],
        indicators=indicators,
        by_phrase=by_phrase,
        phrases=Phrases(by_phrase),
        words=words,
        noise=re.compile("|".join(f"(?P<{why}>{'|'.join(each)})" for why, each in words["noise"].items())),
    )


def _unit(entry: Mapping[str, Any]) -> WrittenUnit:
    each = float(entry.get("each", 1))
    return WrittenUnit(entry["unit"], entry["family"], float(entry["plain"]), tuple(entry["words"]), each)


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    return Indicator(
        variable=entry["variable"],
        phrases=tuple(entry["phrases"]),
        families=tuple(entry["units"]),
        kind=cast(Kind, entry.get("kind", "target")),
        counted=entry.get("counted", False),
        moves=entry["variable"] in _MOVING,
        also=entry.get("also", {}),
        model=entry.get("model"),
        low=entry.get("low"),
        high=entry.get("high"),
        flow=entry.get("flow", False),
        unless=tuple(entry.get("unless", ())),
    )


@cache
def word_list(*path: str) -> Phrases:
    """The list of words.yaml at that path, ready to search."""
    node: Any = register().words
    for step in path:
        node = node[step]
    return Phrases(node)


@cache
def _called() -> Mapping[str, str]:
    """What official texts call a variable, first phrase first."""
    return {each.variable: each.phrases[0] for each in reversed(register().indicators)}


def named_indicator(variable: str) -> Message:
    """The name of what a clause is about; in Chinese as results, the library or official texts call it."""
    known = variables().get(variable)
    of_library = registers()["clause_variables"].get(variable)
    return named(variable, known.chinese if known else of_library or _called().get(variable, variable))
