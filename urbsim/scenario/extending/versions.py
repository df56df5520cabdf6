"""Files of the format before: refused, with a line for every statement that means something else today."""

from __future__ import annotations

from typing import Final

from urbsim.scenario.file.draft import Draft
from urbsim.text import say

NOW: Final = "urbsim/2"
BEFORE: Final = "urbsim/1"


def refuse_old(draft: Draft) -> None:
    """Record a fault for a file of urbsim/1, and for each of its lines that urbsim/2 reads otherwise."""
    data = draft.data
    if not isinstance(data, dict) or data.get("schema") != BEFORE:
        return
    draft.add(("schema",), say("scenario.old_format", before=BEFORE), say("scenario.write_schema", now=NOW))
    data["schema"] = NOW
    if "extends" not in data:
        return
    for section in ("measures", "targets"):
        if data.get(section) == []:
            problem = say("scenario.old_empty_list", section=section)
            draft.add((section,), problem, say("scenario.take_line_out"))
    if isinstance(data.get("region"), dict):
        draft.add(("region",), say("scenario.old_region"), say("scenario.give_every_figure"))
    for name in data["mixes"] if isinstance(data.get("mixes"), dict) else ():
        draft.add(("mixes", name), say("scenario.old_mix", name=name), say("scenario.say_all_of_mix"))
