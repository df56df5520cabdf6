"""The one reader of names: a code or a name, however written, becomes a region or a question.

A name that may mean several regions, also by what they or the parts of them were called before, and one whose
region went into others, is never settled by a guess: the answer lists the candidates. One that means nothing
leads to figures of its own.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from urbsim.text import Message, either, say
from urbsim.vocabulary.regions import Region, RegionLevel, lineage, qualified_name, regions
from urbsim.vocabulary.spelling import is_chinese, short_forms, spelled
from urbsim.vocabulary.tables import data_rows

MOST_CANDIDATES = 16
FIRST_CENSUS = 2010
_SAME = "renamed"
Codes = dict[str, None]


@dataclass(frozen=True)
class _Index:
    """Codes by spelling: present, short and former names of a unit, and names of units that changed."""

    whole: dict[str, Codes] = field(default_factory=dict)
    short: dict[str, Codes] = field(default_factory=dict)
    former: dict[str, Codes] = field(default_factory=dict)
    changed: dict[str, Codes] = field(default_factory=dict)

    def spellings(self) -> set[str]:
        """Everything a region can be called."""
        return {*self.whole, *self.short, *self.former, *self.changed}


def find_region(text: str, among: tuple[RegionLevel, ...] = ()) -> Region | None:
    """The one region whose code or name is `text`, of the levels `among` (none: any).

    Names may be Chinese or English, whole or without the word of its kind, former, in traditional script, and
    preceded by the regions around. None where there is no such region, or more than one.
    """
    meant = _narrowed(_meant(text), among)
    return meant[0] if len(meant) == 1 and not _is_dissolved(text) else None


def candidates(text: str) -> tuple[Region, ...]:
    """The regions that `text` may mean: several, or one that it became, where it has to be asked."""
    return tuple(_meant(text))


def nearest(text: str, count: int = 3) -> tuple[str, ...]:
    """Spellings like `text` that `find_region` understands, as `name (code)`, best first.

    All regions that a shared name may mean, up to sixteen; otherwise up to `count` of a similar spelling.
    """
    wanted = spelled(text)
    meant = _meant(text)[:MOST_CANDIDATES]
    if meant or not wanted:
        return tuple(map(_labelled, meant))
    close = [region for code, region in regions().items() if code.startswith(wanted)]
    return tuple(map(_labelled, close or _alike(wanted, count)))[:count]


def asked(text: str, what: str = "region") -> tuple[Message, Message]:
    """What is wrong with the name of `what` that `find_region` does not settle, and what would be right."""
    close, meant = either(nearest(text)), _meant(text)
    if len(meant) > 1 and not _is_dissolved(text):
        return say("files.may_one", what=what, text=text, meant=len(meant)), say(
            "files.use_code", close=close
        )
    if meant:
        return say("files.went_into_others_was", what=what, text=text), say("files.use_code", close=close)
    hint = say("files.did_you_mean", close=close) if close else say("files.see_urbsim_list_regions")
    return (
        say("files.not_known", what=what, text=text),
        say("files.place_not_register_needs", hint=hint),
    )


def named() -> Mapping[str, Mapping[str, None]]:
    """Codes of the regions that bear each whole name now, or bore it at a census of the register."""
    return _index().whole


def _labelled(region: Region) -> str:
    return f"{qualified_name(region)} ({region.code})"


def _meant(text: str) -> list[Region]:
    by_code = _of_code(text.strip().upper())
    if by_code is not None:
        return [by_code]
    wanted = spelled(text)
    found = _named(wanted) or (_qualified(wanted) if is_chinese(wanted) else {})
    return _outermost(regions()[code] for code in found)


def _of_code(code: str) -> Region | None:
    known = regions()
    return known.get(code) or known.get(_former_codes().get(code, ""))


@cache
def _former_codes() -> Mapping[str, str]:
    """Codes by other codes: those of 2010, and provinces written with six digits."""
    known = regions().values()
    changed = {region.code_2010: region.code for region in known if region.code_2010 is not None}
    provinces = {f"{region.code}0000": region.code for region in known if region.level == "province"}
    return {code: new for code, new in changed.items() if code not in regions()} | provinces


def _named(wanted: str) -> Codes:
    index = _index()
    present = index.whole if wanted in index.whole else index.short
    tables = (present, index.former, index.changed)
    return {code: None for table in tables for code in table.get(wanted, {})}


def _is_dissolved(text: str) -> bool:
    """Whether the name is that of a unit which became part of others, or was made of parts."""
    if _of_code(text.strip().upper()) is not None:
        return False
    wanted, index = spelled(text), _index()
    known = wanted in index.whole or wanted in index.short or wanted in index.former
    return wanted in index.changed and not known


def _qualified(wanted: str) -> Codes:
    """Codes of regions whose name ends the text while the regions around them make up its beginning."""
    for start in range(1, len(wanted) - 1):
        tail = _named(wanted[start:])
        found = {code: None for code in tail if _leads_to(wanted[:start], lineage(code)[1:-1])}
        if found:
            return found
    return {}


def _leads_to(beginning: str, around: tuple[str, ...]) -> bool:
    """Whether names of the regions `around` (smallest first), some left out, make up the `beginning`."""
    if not beginning:
        return True
    if not around:
        return False
    forms = [form for form in forms_of(around[0]) if beginning.endswith(form)]
    left = [beginning, *(beginning.removesuffix(form) for form in forms)]
    return any(_leads_to(rest, around[1:]) for rest in left)


def forms_of(code: str) -> tuple[str, ...]:
    """Every spelling that may mean the region `code`; names of units that went into it are left out."""
    return _forms().get(code, ())


@cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    index, found = _index(), dict[str, Codes]()
    for table in (index.whole, index.short, index.former):
        for form, codes in table.items():
            for code in codes:
                found.setdefault(code, {})[form] = None
    return {code: tuple(forms) for code, forms in found.items()}


def other_names(code: str) -> tuple[str, ...]:
    """The former and later whole names of the region `code`."""
    return _other_names().get(code, ())


@cache
def _other_names() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in data_rows("statistics/other_names.csv"):
        if row["relation"] == _SAME:
            found.setdefault(row["regions"], []).append(row["name"])
    return {code: tuple(names) for code, names in found.items()}


def _outermost(found: Iterable[Region]) -> list[Region]:
    """The regions without those that lie in one of the same name, as a municipality does in itself."""
    every = list(found)
    names = {(region.code, region.name) for region in every}
    return [region for region in every if (region.parent, region.name) not in names]


def _narrowed(found: list[Region], among: tuple[RegionLevel, ...]) -> list[Region]:
    return [region for region in found if not among or region.level in among]


def _alike(wanted: str, count: int) -> list[Region]:
    index = _index()
    holding = [name for name in index.whole if wanted in name] if len(wanted) > 1 else []
    close = holding[:count] or difflib.get_close_matches(wanted, index.spellings(), n=count, cutoff=0.6)
    return _outermost(
        regions()[code] for code in dict.fromkeys(code for key in close for code in _named(key))
    )


@cache
def _index() -> _Index:
    index = _Index()
    for region in regions().values():
        for name in (region.name, region.english):
            _add(index.whole, spelled(name), (region.code,))
        for name in short_forms(spelled(region.name)):
            _add(index.short, name, (region.code,))
    for row in data_rows("statistics/other_names.csv"):
        name, codes = spelled(row["name"]), row["regions"].split()
        _add(_table(index, row["relation"], row["year"]), name, codes)
        if row["relation"] == _SAME:
            for short in short_forms(name):
                _add_unless_province(index.short, short, codes)
    return index


def _table(index: _Index, relation: str, year: str) -> dict[str, Codes]:
    """Where another name belongs: with the present ones where a unit bore it in 2010 or later."""
    if relation != _SAME:
        return index.changed
    return index.whole if int(year[:4]) >= FIRST_CENSUS else index.former


def _add_unless_province(table: dict[str, Codes], name: str, codes: Iterable[str]) -> None:
    """Add a former short name, which gives way to a province's: Shanghai is no county of that name."""
    if not any(len(code) == len("31") for code in table.get(name, ())):
        _add(table, name, codes)


def _add(table: dict[str, Codes], name: str, codes: Iterable[str]) -> None:
    table.setdefault(name, {}).update(dict.fromkeys(codes))
