"""Policy documents clause by clause: what each says, where, and how it was read into a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from urbsim.evidence.package_yaml import package_files, read_package_file

Kind = Literal["target", "lever", "baseline", "slogan"]
Reading = Literal["stated", "derived", "assumed"]

_FOLDER = "policies"


@dataclass(frozen=True)
class Clause:
    """One statement of a document.

    `id` is `document/clause`; `quote` is verbatim and `place` its line in the text. `variable` is a name of
    the register of variables where one fits; `value` is in plain units (shares 0-1, persons, yuan, m2, ha)
    and None where the clause states no number. `reading` says whether number, year and variable are stated
    as they are, derived, or assumed, and `reason` why.
    """

    id: str
    document: str
    quote: str
    place: int
    kind: Kind
    topic: str
    variable: str | None
    value: float | tuple[float, float] | None
    unit: str | None
    comparator: str | None
    scope: str | None
    baseline_year: int | None
    target_year: int | None
    reading: Reading
    reason: str | None


@dataclass(frozen=True)
class Document:
    """A policy document: who issued it for which region, how authentic it is, and its clauses.

    `lines` and `sha256` name the text it was read from; `complete` is False where that text breaks off.
    """

    id: str
    title: str
    english_title: str
    issuer: str
    region: str
    place: str
    level: str
    date: str | None
    number: str | None
    complete: bool
    authenticity: str
    lines: tuple[int, int]
    sha256: str
    clauses: tuple[Clause, ...]


@cache
def documents() -> tuple[str, ...]:
    """Ids of the documents in `data/policies`, in alphabetical order."""
    return tuple(file.removeprefix(f"{_FOLDER}/").removesuffix(".yaml") for file in package_files(_FOLDER))


@cache
def document(name: str) -> Document:
    """The document with the id `name`. Raises KeyError for an unknown one."""
    if name not in documents():
        raise KeyError(f"no document {name!r}; known are {', '.join(documents())}")
    return _document(read_package_file(f"{_FOLDER}/{name}.yaml").required())


def clause(name: str) -> Clause:
    """The clause `document/clause`. Raises KeyError where there is none."""
    owner = name.partition("/")[0]
    for candidate in document(owner).clauses:
        if candidate.id == name:
            return candidate
    raise KeyError(f"document {owner!r} has no clause {name!r}")


def _document(entry: Mapping[str, Any]) -> Document:
    first, last = entry["text"]["lines"]
    return Document(
        id=entry["id"],
        title=entry["title"],
        english_title=entry["english_title"],
        issuer=entry["issuer"],
        region=entry["region"],
        place=entry["place"],
        level=entry["level"],
        date=entry["date"],
        number=entry["number"],
        complete=entry["complete"],
        authenticity=entry["authenticity"],
        lines=(first, last),
        sha256=entry["text"]["sha256"],
        clauses=tuple(_clause(entry["id"], part) for part in entry["clauses"]),
    )


def _clause(owner: str, entry: Mapping[str, Any]) -> Clause:
    return Clause(
        id=f"{owner}/{entry['id']}",
        document=owner,
        quote=entry["quote"],
        place=entry["place"],
        kind=entry["kind"],
        topic=entry["topic"],
        variable=entry.get("variable"),
        value=_value(entry.get("value")),
        unit=entry.get("unit"),
        comparator=entry.get("comparator"),
        scope=entry.get("scope"),
        baseline_year=entry.get("baseline_year"),
        target_year=entry.get("target_year"),
        reading=entry["reading"],
        reason=entry.get("reason"),
    )


def _value(written: Any) -> float | tuple[float, float] | None:
    if isinstance(written, list):
        low, high = written
        return float(low), float(high)
    return None if written is None else float(written)
