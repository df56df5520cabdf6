"""Where a number comes from, in words that a planner can follow: clause, study, statistics or judgement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from urbsim.evidence.coefficients import Coefficient, coefficients
from urbsim.evidence.documents import clause, document
from urbsim.text import Message, block, in_register, named, say, sentence, spoken, told, word
from urbsim.vocabulary.regions import regions

Entry = Mapping[str, Any]
JUDGEMENT: Final = "judgement"
FITTED: Final = "middle of the posterior"
"""How the reason of a coefficient begins that runs draw from the frozen posterior."""
COUNTS: Final = ("population", "urban_population")
CENSUS: Final = "residents at the census"
"""How the reason of a count begins that a census took."""
DISTANCES: Final = {"distances.seat_km": "seat_km", "distances.city_km": "city_km"}
"""Fields of a region's distances by path."""
DIGITS: Final = 4
"""Significant digits that are shown of a number that is no count."""


@dataclass(frozen=True)
class InWords:
    """A number in words: what it is, its value with the unit, the kind of its source, and the source."""

    what: str
    value: str
    kind: str
    source: str


def explained(entry: Entry, base_year: int, measure: Callable[[str], str] = str) -> InWords:
    """An input of a run, as its manifest keeps it, in the language spoken.

    ``measure`` says what people read for a measure's name.
    """
    known = coefficients(base_year).get(str(entry["name"])) if entry["kind"] == "coefficient" else None
    kind, source = kind_of(entry, known), source_of(entry, known, base_year)
    return InWords(what_of(entry, measure), value_of(entry), word(f"explained.kind_{kind}"), source)


def kind_of(entry: Entry, known: Coefficient | None) -> str:
    """What a number rests on; a coefficient on a study, a judgement or a definition."""
    if known is None:
        return "definition" if entry["kind"] == "coefficient" else str(entry["kind"])
    if known.source == JUDGEMENT:
        return JUDGEMENT
    return "definition" if known.known is None else "study"


def value_of(entry: Entry) -> str:
    """The value with its unit; shares in percent, and no more than four digits of what is no count."""
    value, unit = entry["value"], str(entry.get("unit") or "")
    if not isinstance(value, int | float):
        return str(value)
    if unit in ("share", "share/yr"):
        return word(
            "explained.percent" if unit == "share" else "explained.percent_a_year", value=figure(100 * value)
        )
    shown = in_register("unit_names", unit).text()
    return f"{figure(value)}{'' if spoken() == 'zh' and not shown[:1].isascii() else ' '}{shown}".strip()


def figure(value: float) -> str:
    """A number as it is read: whole numbers in full, others to four digits."""
    whole = value == round(value) or abs(value) >= 10**DIGITS
    return f"{value:z,.0f}" if whole else f"{value:,.{DIGITS}g}"


def what_of(entry: Entry, measure: Callable[[str], str] = str) -> str:
    """What a number is, from its path; a measure as ``measure`` calls it."""
    first, _, rest = str(entry["path"]).partition(".")
    if first == "coefficient":
        return described(rest)
    if first in ("measures", "targets", "assumptions", "areas"):
        owner, _, field = rest.rpartition(".") if first in ("measures", "areas") else (rest, "", "")
        code = {"measures": "measure", "targets": "target", "assumptions": "assumption", "areas": "area"}[
            first
        ]
        name = {"areas": place_of, "measures": measure}.get(first, str)(owner or rest)
        return word(f"explained.{code}", name=told(name), place=told(name), field=field_of(field))
    if first == "region":
        return _of_region(rest)
    if first == "drivers" and rest != "inflow":
        return word("explained.drivers", field=field_of(rest))
    if first == "unallocated":
        return word("explained.unallocated", field=field_of(rest))
    return _of_record(str(entry["path"]))


def described(name: str) -> str:
    """What a coefficient is."""
    known = coefficients().get(name)
    if known is None:
        return name
    return in_register("coefficients", name).text() if spoken() == "zh" else known.description


def _of_region(rest: str) -> str:
    if rest.startswith("towns."):
        name, _, field = rest.removeprefix("towns.").rpartition(".")
        return word("explained.town", name=name, field=field_of(field))
    return word("explained.region", field=field_of(DISTANCES.get(rest) or rest or "population"))


def _of_record(path: str) -> str:
    words = block("explained")
    keys = {
        "record.growth": "record", "drivers.inflow": "inflow", "away.alone": "away_alone",
        "away.families": "away_families", "away_growth": "away_growth",
    }  # fmt: skip
    return words[keys[path]] if path in keys else word("explained.other", path=path)


def field_of(name: str) -> str:
    """A field of a measure, area or region in words."""
    return block("fields").get(name, name)


def place_of(code: str) -> Message | str:
    """The name of a region of the register; other keys as they are."""
    if code == "rest":
        return say("places.rest")
    return named(regions()[code].english, regions()[code].name) if code in regions() else code


def source_of(entry: Entry, known: Coefficient | None, base_year: int) -> str:
    """The study, table or clause behind a number, or the reason of a judgement."""
    reason = " ".join(str(entry.get("because") or "").split())
    if known is not None:
        return _of_coefficient(known, fitted=reason.startswith(FITTED))
    if entry["kind"] == "clause":
        return _of_clause(str(entry["name"])) or sentence(reason).text()
    if entry["kind"] == "series":
        return _of_series(entry, reason, base_year)
    return sentence(reason).text()


def _of_coefficient(known: Coefficient, *, fitted: bool) -> str:
    from urbsim.evidence.posterior import posterior

    reason = sentence(known.because or "").text()
    if known.source == JUDGEMENT:
        source = reason
    else:
        source = sentence(known.source).text()
        source += f"{word('explained.and')}{reason}" if reason else ""
    if fitted:
        source = word("explained.posterior", source=source, until=posterior().until)
    return source if known.known is None else word("explained.known", source=source, year=known.known)


def _of_clause(name: str) -> str | None:
    """None where the run read a document that this version does not have."""
    try:
        owner, stated = document(name.partition("/")[0]), clause(name)
    except KeyError:
        return None
    title = owner.title.partition(" / ")[0] if spoken() == "zh" else owner.english_title
    if owner.date is None:
        return word("explained.of_clause_undated", document=title, quote=stated.quote)
    return word("explained.of_clause", document=title, date=sentence(owner.date), quote=stated.quote)


def _of_series(entry: Entry, reason: str, base_year: int) -> str:
    """Official figures: the census or yearbook, the region and the year."""
    path, words = str(entry["path"]), block("explained")
    where, _, rest = str(entry["name"]).partition("/")
    figure_name, _, year = rest.partition("/")
    if year == "0":
        return words["usual"]
    if year:
        census = figure_name not in COUNTS or reason.startswith(CENSUS)
        code = "census" if census else "year_end"
        return word(f"explained.{code}", place=told(place_of(where)), year=year)
    if rest == "rate":
        return word("explained.rates", place=told(place_of(where)), year=base_year)
    key = f"series_{path.rpartition('.')[2] if path.startswith('drivers.') else path.partition('.')[0]}"
    return word(f"explained.{key}", year=base_year)
