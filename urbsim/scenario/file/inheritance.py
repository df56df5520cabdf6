"""``extends:``: a scenario file laid over another one."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Final

from urbsim.evidence import yaml_lines
from urbsim.scenario.file.draft import Draft, merge
from urbsim.scenario.file.shipped import shipped
from urbsim.vocabulary.user_files import resolved

DEEPEST: Final = 10
REMEDY: Final = "give a path relative to this file, or the name of a shipped scenario"


def with_extended(draft: Draft, opened: tuple[Path, ...]) -> Draft:
    """The draft laid over the file its ``extends:`` names, and that over the one it names in turn.

    ``opened`` are the files on the way here. Faults (no such file, a circle, no scenario of that name) are
    recorded in the result; lines keep pointing into the file that each value was written in.
    """
    if not isinstance(draft.data, dict) or "extends" not in draft.data:
        return draft
    written = draft.data.pop("extends")
    path = _located(draft, written)
    if path is None:
        return draft
    if path in opened or len(opened) >= DEEPEST:
        circle = " -> ".join(item.name for item in (*opened, path))
        problem = f"extends goes in a circle ({circle})" if path in opened else "extends nests too deep"
        draft.add(("extends",), problem, "let one file extend another that does not lead back")
        return draft
    below = with_extended(Draft.of(yaml_lines.read(path)), (*opened, path))
    return merge(below, draft)


def _located(draft: Draft, written: object) -> Path | None:
    """The file meant by ``extends:``, or None with the fault recorded."""
    if not isinstance(written, str) or not written.strip() or "\0" in written:
        if ("extends",) in draft.origins:
            draft.add(("extends",), "extends must be text", REMEDY)
        return None
    if "/" not in written and not written.endswith((".yaml", ".yml")):
        return _shipped(draft, written)
    path = resolved(Path(draft.file).parent / written)
    if not path.is_file():
        draft.add(("extends",), f"extends a file that does not exist: {written}", REMEDY)
        return None
    return path


def _shipped(draft: Draft, name: str) -> Path | None:
    known = shipped()
    if name in known:
        return known[name].resolve()
    close = get_close_matches(name, known, n=1)
    remedy = f"did you mean {close[0]}? {REMEDY}" if close else REMEDY
    draft.add(("extends",), f"extends an unknown scenario: {name}", remedy)
    return None
