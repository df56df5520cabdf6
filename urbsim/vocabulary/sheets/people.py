"""Residents as several columns tell them: shares settled, sums compared, urban residents derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from urbsim.text import say
from urbsim.vocabulary.errors import Fault
from urbsim.vocabulary.sheets.records import Reading, TableEntry
from urbsim.vocabulary.sheets.words import Unit

PERCENT: Final = Unit("%", "share", 0.01)
FRACTION: Final = Unit("", "share", 1.0)
LEAST_PERCENT: Final = 3.0
"""An urbanization rate below this many percent is a fraction, or no rate."""
NEAR: Final = 0.003
"""Rates of one place and year that differ by more than this contradict each other."""


def factor_of(reading: Reading) -> float:
    """How many of the plain unit a figure's unit is."""
    return 1.0 if reading.unit is None else reading.unit.factor


def value_of(reading: Reading) -> float:
    """The figure in the plain unit of its field; decimals of ten thousands are whole persons."""
    return round(reading.figure.value * factor_of(reading), 9)


def settled_shares(entries: Iterable[TableEntry]) -> Iterator[Fault]:
    """Decide by all figures of a head whether a share without unit is in percent; refuse tiny percents."""
    by_head: dict[tuple[str, str], list[tuple[TableEntry, Reading]]] = {}
    for entry in entries:
        reading = entry.readings.get("urban_share")
        if reading is not None and reading.figure.is_number:
            by_head.setdefault((entry.file, reading.words), []).append((entry, reading))
    for found in by_head.values():
        fractions = all(reading.unit is None and reading.figure.value <= 1 for _, reading in found)
        for entry, reading in found:
            unit = reading.unit or (FRACTION if fractions else PERCENT)
            entry.readings["urban_share"] = reading._replace(unit=unit)
            if unit.factor == PERCENT.factor and reading.figure.value < LEAST_PERCENT:
                problem = say(
                    "sheets.share_may_be_fraction", place=reading.place, text=reading.text, unit=unit.words
                )
                yield Fault(entry.file, reading.line, problem, say("sheets.share_may_be_fraction_remedy"))


def derived_urban(entry: TableEntry) -> tuple[float, str] | None:
    """Urban residents from the rate, or from residents and rural ones, with the words of the heads used."""
    people = entry.readings.get("population")
    if people is None or not people.figure.is_number:
        return None
    share, rural = entry.readings.get("urban_share"), entry.readings.get("rural_population")
    if share is not None and share.figure.is_number:
        return value_of(people) * value_of(share), f"{people.words} × {share.words}"
    if rural is not None and rural.figure.is_number:
        return value_of(people) - value_of(rural), f"{people.words} − {rural.words}"
    return None


def contradictions(entries: Iterable[TableEntry]) -> Iterator[Fault]:
    """Faults of entries whose urban residents, rural residents and rate do not agree beyond rounding."""
    for entry in entries:
        people, urban = entry.readings.get("population"), entry.readings.get("urban_population")
        if people is None or urban is None or not (people.figure.is_number and urban.figure.is_number):
            continue
        derived = derived_urban(entry)
        total = value_of(people)
        loose = (_half_step(people) + _half_step(urban)) / total if total > 0 else 1.0
        if derived is not None and abs(derived[0] - value_of(urban)) > (NEAR + 2 * loose) * total:
            problem = say(
                "sheets.contradiction",
                place=urban.place,
                words=urban.words,
                text=urban.text,
                other=derived[1],
            )
            yield Fault(entry.file, urban.line, problem, say("sheets.contradiction_remedy"))


def _half_step(reading: Reading) -> float:
    """Half of the last digit that is written, in the plain unit."""
    return 0.5 * factor_of(reading) * 10.0**-reading.figure.decimals
