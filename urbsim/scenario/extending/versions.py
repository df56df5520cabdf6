"""Files of the format before: refused, with a line for every statement that means something else today."""

from __future__ import annotations

from typing import Final

from urbsim.scenario.file.draft import Draft

NOW: Final = "urbsim/2"
BEFORE: Final = "urbsim/1"


def refuse_old(draft: Draft) -> None:
    """Record a fault for a file of urbsim/1, and for each of its lines that urbsim/2 reads otherwise."""
    data = draft.data
    if not isinstance(data, dict) or data.get("schema") != BEFORE:
        return
    draft.add(("schema",), f"files of {BEFORE} are not read any more", f"write schema: {NOW}")
    data["schema"] = NOW
    if "extends" not in data:
        return
    for section in ("measures", "targets"):
        if data.get(section) == []:
            problem = f"{section}: [] was passed over and now clears every one of the extended file"
            draft.add((section,), problem, "take the line out where that is not meant")
    if isinstance(data.get("region"), dict):
        problem = "region: was laid over the region of the extended file and now replaces it"
        draft.add(("region",), problem, "give every figure of the region")
    for name in data["mixes"] if isinstance(data.get("mixes"), dict) else ():
        problem = f"mix '{name}' was laid over one of that name in the extended file and now replaces it"
        draft.add(("mixes", name), problem, "say in it all that it is")
