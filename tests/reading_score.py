"""Scores the reader of policy texts: `python -m tests.reading_score TEXTS KEYS`.

TEXTS is a text file, or a folder of `<id>.txt`; KEYS a JSON list of documents, each with `id` and
`statements` (quote, variable, value, unit, comparator, target_year, kind, optionally occurrence) and, where
TEXTS is one file that holds them all, `lines` (first and last, counted from 1).

A statement is found when a reading overlaps its quote and has an equal value and unit (万 and 亿 reckoned in,
counting words all alike), the comparator of the same family, the same target year and kind, and, where the
register names the key's variable, the same variable. A reading answers at most one statement. Slogans are not
scored, in either direction: a key is one if its kind says so, if it is the name of a programme, or if its
number is a numeral within a catchword (百镇千村, 八个一, 百万人口).
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from urbsim.drafting import Statement, decoded, normalised, read_policy
from urbsim.drafting.register import register
from urbsim.drafting.sentences.deadlines import grade_variables

FAMILIES = {
    "reach": "level", "exact": "level", "all": "level", "stretch": "level",
    "at_least": "floor", "exceed": "floor", "at_most": "ceiling", "about": "about", "range": "range",
    "deadline": "time", "within_years": "time", "programme_name": "name",
}  # fmt: skip
SCALES = {"wan_yi_": 1e12, "wan_": 1e4, "yi_": 1e8, "thousand_": 1e3, "million_": 1e6}
PLAIN = {
    "ha": ("m2", 1e4),
    "km2": ("m2", 1e6),
    "mu": ("m2", 10000 / 15),
    "km": ("m", 1e3),
    "share": ("percent", 100.0),
    "jin": ("kg", 0.5),
    "tonnes": ("kg", 1e3),
}
MEASURED = {
    "percent", "permille", "percentage_points", "times", "doublings", "yuan", "usd", "persons", "people",
    "person_times", "m2", "m", "tonnes", "kg", "m3", "kw", "micrograms_per_m3", "years_of_age", "years",
    "year", "date", "grade", "households", "stars", "ratio",
}  # fmt: skip
CATCHWORD = re.compile(
    r"[“\"][^”\"]*[一二三四五六七八九十百千][^”\"]*[”\"]|(?<![一二三四五六七八九十\d破超过达近逾])[百千](?=平方公里|万|亿)"
)


@dataclass
class Score:
    """Counts over all documents, with the misses in words."""

    found: int = 0
    keys: int = 0
    readings: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / self.readings if self.readings else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.keys if self.keys else 1.0


def is_slogan(key: dict[str, Any]) -> bool:
    if key["kind"] == "slogan" or key["comparator"] == "programme_name":
        return True
    digits = re.search(r"\d", key["quote"])
    return (
        not digits and key["unit"] not in {"grade", "date", "years"} and bool(CATCHWORD.search(key["quote"]))
    )


def family(comparator: str) -> str:
    for start in ("grow_per_year", "increase_per_year"):
        if comparator.startswith(start):
            return "growth"
    for start in ("increase_of", "decrease_of"):
        if comparator.startswith(start):
            return start
    return FAMILIES.get(comparator, comparator)


def measure(value: Any, unit: str) -> tuple[Any, str]:
    """Value and unit in plain terms: 36 wan_persons and 360000 persons are the same."""
    unit = unit.removesuffix("_per_year").removesuffix("_per_person")
    factor = 1.0
    for prefix, scale in SCALES.items():
        if unit.startswith(prefix):
            unit, factor = unit.removeprefix(prefix), scale
            break
    unit, more = PLAIN.get(unit, (unit, 1.0))
    unit = unit if unit in MEASURED or unit.startswith(("m2", "m3")) else "count"
    unit = "persons" if unit == "people" else unit
    values = value if isinstance(value, list) else [value]
    plain = [each if isinstance(each, str) else round(each * factor * more, 6) for each in values]
    return plain, unit


def stem(variable: str) -> str:
    return re.sub(r"_(increase|growth|growth_rate|change)$", "", variable)


def spans(text: str, key: dict[str, Any]) -> tuple[int, int] | None:
    """Place of the key's quote in the text, white space ignored."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    packed = "".join(text[index] for index in places)
    wanted = "".join(key["quote"].split())
    at = -1
    for _ in range(key.get("occurrence") or 1):
        at = packed.find(wanted, at + 1)
    return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)


def differences(key: dict[str, Any], read: Statement, named: frozenset[str]) -> list[str]:
    entry = read.entry()
    told = []
    if measure(key["value"], key["unit"]) != measure(entry["value"], entry["unit"]):
        told.append(f"value {entry['value']} {entry['unit']}")
    if family(key["comparator"]) != family(read.comparator):
        told.append(read.comparator)
    if key["target_year"] != read.target_year:
        told.append(f"year {read.target_year}")
    if key["kind"] != read.kind:
        told.append(read.kind)
    if stem(key["variable"]) in named and stem(key["variable"]) != stem(read.variable):
        told.append(read.variable)
    return told


def score_document(score: Score, name: str, text: str, keys: list[dict[str, Any]]) -> None:
    """Add one document to the score."""
    named = frozenset(map(stem, register().names() | grade_variables()))
    readings = [each for each in read_policy(normalised(text, name)).statements if each.kind != "slogan"]
    scored = [key for key in keys if not is_slogan(key)]
    score.keys += len(scored)
    score.readings += len(readings)
    free = list(readings)
    for key in scored:
        place = spans(text, key)
        near = [each for each in free if place and each.start < place[1] and place[0] < each.end]
        hit = next((each for each in near if not differences(key, each, named)), None)
        if hit is not None:
            free.remove(hit)
            score.found += 1
            continue
        told = min((differences(key, each, named) for each in near), key=len, default=["not read"])
        parts = ("variable", "value", "unit", "comparator", "target_year", "kind")
        wanted = " ".join(str(key[part]) for part in parts)
        score.misses.append(f"{name}: missed {key['quote']!r}: {wanted}; read: {', '.join(told)}")
    for each in free:
        entry = each.entry()
        told = (
            f"{each.variable} {entry['value']} {each.unit} {each.comparator} {each.target_year} {each.kind}"
        )
        score.misses.append(f"{name}: not in the key {each.quote!r}: {told}")


def texts_of(texts: Path, keys: list[dict[str, Any]]) -> dict[str, str]:
    if texts.is_dir():
        return {key["id"]: decoded((texts / f"{key['id']}.txt").read_bytes(), key["id"]) for key in keys}
    whole = decoded(texts.read_bytes(), texts.name)
    lines = whole.split("\n")
    return {
        key["id"]: "\n".join(lines[key["lines"][0] - 1 : key["lines"][1]]) if "lines" in key else whole
        for key in keys
    }


def score_texts(texts: Path, keys: Path) -> Score:
    """Score of a text or folder against a key."""
    documents = json.loads(keys.read_text("utf-8"))
    score = Score()
    for key, text in zip(documents, texts_of(texts, documents).values(), strict=True):
        score_document(score, key["id"], text, key["statements"])
    return score


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__)
        return 2
    score = score_texts(Path(arguments[0]), Path(arguments[1]))
    for miss in score.misses:
        print(miss)
    print(f"statements {score.keys}, readings {score.readings}, found {score.found}")
    print(f"precision {score.precision:.3f}, recall {score.recall:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
