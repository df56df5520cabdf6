"""``extends:``: a scenario file laid over another one."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from urbsim.evidence import yaml_lines
from urbsim.scenario.extending.changes import alterations
from urbsim.scenario.extending.doubling import refuse_doubling
from urbsim.scenario.extending.merge import merge
from urbsim.scenario.extending.taking_away import drop_orphans, take_away
from urbsim.scenario.extending.versions import refuse_old
from urbsim.scenario.file.alteration import Alteration
from urbsim.scenario.file.draft import Draft
from urbsim.scenario.file.shipped import shipped
from urbsim.text import say
from urbsim.vocabulary.user_files import resolved

DEEPEST: Final = 10


def with_extended(draft: Draft, opened: tuple[Path, ...]) -> tuple[Draft, list[Alteration]]:
    """The draft laid over the file its ``extends:`` names, and that over the one it names in turn.

    With it comes what the file changes of the one that it extends. ``opened`` are the files on the way here.
    Faults (no such file, a circle, no scenario of that name) are recorded in the result; lines keep pointing
    into the file that each value was written in.
    """
    refuse_old(draft)
    if not isinstance(draft.data, dict) or "extends" not in draft.data:
        return draft, []
    written = draft.data.pop("extends")
    path = _located(draft, written)
    if path is None:
        return replace(draft, partial=True), []
    if path in opened or len(opened) >= DEEPEST:
        circle = " -> ".join(item.name for item in (*opened, path))
        problem = (
            say("scenario.extends_goes_circle", circle=circle)
            if path in opened
            else say("scenario.extends_nests_too_deep")
        )
        draft.add(("extends",), problem, say("scenario.let_one_file_extend"))
        return replace(draft, partial=True), []
    below, _ = with_extended(Draft.of(yaml_lines.read(path)), (*opened, path))
    return _laid_over(below, draft)


def _laid_over(below: Draft, above: Draft) -> tuple[Draft, list[Alteration]]:
    """The upper file over the lower one without what it takes away, and what that changed."""
    name_people(below)
    before = below.copy()
    take_away(below, above)
    refuse_doubling(below, above)
    merged = merge(below, above)
    drop_orphans(merged, before, above.file)
    merged.partial = below.partial or not isinstance(below.data, dict)
    return merged, alterations(before, merged)


def name_people(draft: Draft) -> None:
    """Let a region of its own keep its people under whatever name the file that extends it has.

    Random numbers go by the name of a region: under another one the same measures would meet other people.
    """
    text = draft.data if isinstance(draft.data, dict) else {}
    region, name = text.get("region"), text.get("name")
    if isinstance(region, dict) and isinstance(name, str):
        region.setdefault("people_of", name)


def _located(draft: Draft, written: object) -> Path | None:
    """The file meant by ``extends:``, or None with the fault recorded."""
    if not isinstance(written, str) or not written.strip() or "\0" in written:
        if ("extends",) in draft.origins:
            draft.add(("extends",), say("scenario.extends_must_text"), say("scenario.extends_remedy"))
        return None
    if "/" not in written and not written.endswith((".yaml", ".yml")):
        return _shipped(draft, written)
    path = resolved(Path(draft.file).parent / written)
    if not path.is_file():
        draft.add(
            ("extends",),
            say("scenario.extends_file_does_not", written=written),
            say("scenario.extends_remedy"),
        )
        return None
    return path


def _shipped(draft: Draft, name: str) -> Path | None:
    known = shipped()
    if name in known:
        return known[name].resolve()
    close = get_close_matches(name, known, n=1)
    remedy = (
        say("scenario.did_you_mean_3", close=close[0], remedy=say("scenario.extends_remedy"))
        if close
        else say("scenario.extends_remedy")
    )
    draft.add(("extends",), say("scenario.extends_unknown_scenario", name=name), remedy)
    return None
