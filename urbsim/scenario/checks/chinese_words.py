"""Chinese words, Chinese units and full-width figures of a scenario file, brought to the plain ones.

Only what stands for exactly one plain word, unit or number is changed; everything else stays as it was
written and is told as a fault with its line. Nothing is scaled: ten thousand yuan are the unit wan_yuan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from urbsim.policy.levers import chinese_name, levers
from urbsim.scenario.file.draft import Draft
from urbsim.text import Message, either, named, registers, say
from urbsim.vocabulary.variables import variables

WORDS: Final = ("service", "where", "scope", "mode", "adds", "for", "rule", "kind", "scale", "comparator")
"""Keys whose value is a word of the format."""
NUMBERS: Final = ("value", "low", "high", "year", "base", "start", "end", "ramp", "from", "until")
"""Keys whose value is a number."""
FIGURES: Final = ("population", "urban_population", "villages", "household_size")
PERCENT: Final = "%"
"""The one word in plain letters that stands for another."""
_NUMBER: Final = re.compile(r"[-+]?\d{1,15}(\.\d{1,15})?")
_WITH_UNIT: Final = re.compile(r"([-+]?[\d.,]+)\s*([^\d\s.,][^\d\s]*)")


def in_plain_words(draft: Draft) -> None:
    """Bring the draft's Chinese words, units and figures to plain ones, in place."""
    if not isinstance(draft.data, dict):
        return
    for holder, key in list(_places(draft.data)):
        holder[key] = _plain(str(key), holder[key])
    _complain_of_units_in_values(draft)


def _places(data: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every mapping and key of the parts of a file that are written in words, units and numbers."""
    sections = [data.get(name) for name in ("measures", "targets", "observed")]
    named = data.get("assumptions")
    entries = [each for section in sections if isinstance(section, list) for each in section]
    entries += list(named.values()) if isinstance(named, dict) else []
    entries += [each[key] for each in entries if isinstance(each, dict) for key in each if key == "value"]
    for each in (data, data.get("region"), *entries):
        if isinstance(each, dict):
            yield from ((each, key) for key in each if isinstance(key, str))


def _plain(key: str, value: Any) -> Any:
    """The plain word, unit or number that a value stands for; the value itself where it stands for none."""
    if isinstance(value, list):
        return [_plain(key, each) for each in value]
    if not isinstance(value, str) or (value.isascii() and value != PERCENT):
        return value
    folded = unicodedata.normalize("NFKC", value).strip()
    if key in (*NUMBERS, *FIGURES):
        return _number(value, folded)
    return _words_of(key).get(folded.replace(" ", "") if key == "unit" else folded, value)


def _words_of(key: str) -> Mapping[str, str]:
    """Plain words by Chinese ones, of the values of a key."""
    named = {"unit": units, "lever": names_of_levers, "variable": names_of_variables}
    if key in named:
        return named[key]()
    return registers()["written_words"] if key in WORDS else {}


def _number(written: str, folded: str) -> Any:
    """A number in full-width figures; text in plain ones stays text, which the schema then refuses."""
    if written == folded or not _NUMBER.fullmatch(folded):
        return written
    return float(folded) if "." in folded else int(folded)


@cache
def units() -> Mapping[str, str]:
    """Units of the format by how they are written in Chinese, those of a year in every way of saying so."""
    plain = registers()["written_units"]
    whole = {word: unit for word, unit in plain.items() if "/" not in unit}
    yearly = registers()["written_yearly"].values()
    each_year = {way.format(unit=word): f"{unit}/yr" for word, unit in whole.items() for way in yearly}
    return {**each_year, **plain}


@cache
def names_of_levers() -> Mapping[str, str]:
    """Levers by their Chinese names."""
    return {chinese_name(lever): name for name, lever in levers().items()}


@cache
def names_of_variables() -> Mapping[str, str]:
    """Variables by their Chinese terms."""
    return {known.chinese: name for name, known in variables().items()}


def _complain_of_units_in_values(draft: Draft) -> None:
    """A number with its unit behind it is neither text nor a number: the unit belongs under ``unit:``."""
    named = draft.data.get("assumptions")
    for name, entry in named.items() if isinstance(named, dict) else ():
        value = entry.get("value") if isinstance(entry, dict) else None
        folded = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
        match = _WITH_UNIT.fullmatch(folded)
        if match is not None and match[2] in units():
            problem = say("scenario.unit_in_value", value=value)
            number = match[1].replace(",", "")
            remedy = say("scenario.write_value_and_unit", number=number, unit=match[2])
            draft.add(("assumptions", name, "value"), problem, remedy)


def units_listed(accepted: Iterable[str]) -> Message:
    """Units by their names; in Chinese as a Chinese file writes them."""
    words = registers()["unit_names"]
    return either(named(unit, words.get(unit, unit)) for unit in accepted)
