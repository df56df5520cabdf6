"""A new measure named nearly as an inherited one: it would run beside it and double the money."""

from __future__ import annotations

import re
from typing import Any, Final

from urbsim.scenario.file.draft import Draft
from urbsim.text import say


def refuse_doubling(below: Draft, above: Draft) -> None:
    """Record a fault for every measure of ``above`` that looks like a mistyped one of ``below``.

    Both would run. ``unusual:`` in the measure says that this is meant.
    """
    known, new = _measures(below), _measures(above)
    for name, (index, entry) in new.items():
        near = next((other for other in known if other not in new and mistyped(name, other)), None)
        if name in known or near is None or entry.get("unusual"):
            continue
        other = known[near][1]
        if all(entry.get(key, other.get(key)) == other.get(key) for key in _KIND):
            problem = say("scenario.measure_beside", name=name, near=near)
            remedy = say("scenario.if_both_meant", near=near)
            above.add(("measures", index, "name"), problem, remedy)


_KIND: Final = ("lever", "service")


def mistyped(name: str, meant: str) -> bool:
    """Whether one slip leads from one name to the other: a letter more, less or other, or two swapped.

    Names that differ in digits alone are two: ``roads-1`` is not a mistyped ``roads-2``.
    """
    if name == meant or re.sub(r"\d+", "", name) == re.sub(r"\d+", "", meant):
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(name, meant, strict=False)) if a != b),
        len(min(name, meant, key=len)),
    )
    a, b = name[start:], meant[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _measures(draft: Draft) -> dict[str, tuple[int, dict[str, Any]]]:
    held = draft.data.get("measures") if isinstance(draft.data, dict) else None
    entries = enumerate(held) if isinstance(held, list) else ()
    return {
        str(entry["name"]): (index, entry)
        for index, entry in entries
        if isinstance(entry, dict) and "name" in entry
    }
