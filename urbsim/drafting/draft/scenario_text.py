"""A reading as the text of a draft scenario."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from urbsim.drafting.draft.proposal import Proposal, proposed
from urbsim.drafting.reading import Reading
from urbsim.scenario.file.digest import as_json

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 1900


def scenario_text(reading: Reading, name: str) -> str:
    """The draft as YAML that `urbsim validate` accepts; ``name`` is the file's, of which the slug is made."""
    proposal = proposed(reading)
    lines = [
        "# Drafted by rules from a policy text. Every number stands under draft: with its quote and place;",
        "# what a person should decide stands under review:.",
        "schema: urbsim/1",
        f"name: {_slug(name)}",
        f"title: {_flow({'zh': _title(reading), 'en': f'Draft from {name}'})}",
        f"region: {json.dumps(proposal.region)}",
        f"from: {proposal.base}",
        f"until: {proposal.until}",
    ]
    lines += _section("measures", proposal.measures) + _section("targets", proposal.targets)
    if proposal.assumptions:
        lines.append("assumptions:")
        lines += [f"  {key}: {_flow(each)}" for key, each in proposal.assumptions.items()]
    lines += ["draft:", f"  text: {_flow(name)}"]
    if reading.issued is not None and 1980 <= reading.issued <= 2100:
        lines.append(f"  issued: {reading.issued}")
    lines += _section("statements", _statements(reading, proposal), "  ")
    lines += _section("aims", [_aim(each) for each in reading.aims], "  ")
    lines += _section("review", proposal.review)
    return "\n".join(lines) + "\n"


def _statements(reading: Reading, proposal: Proposal) -> list[dict[str, Any]]:
    entries = []
    for index, statement in enumerate(reading.statements):
        entry = {key: value for key, value in statement.entry().items() if value is not None}
        if index in proposal.made:
            entry["becomes"] = proposal.made[index]
        entries.append(entry)
    return entries


def _aim(aim: Any) -> dict[str, Any]:
    return {"quote": aim.quote, "start": aim.start, "end": aim.end, "variable": aim.variable}


def _section(name: str, entries: list[dict[str, Any]], indent: str = "") -> list[str]:
    if not entries:
        return []
    return [f"{indent}{name}:", *(f"{indent}- {_flow(entry)}" for entry in entries)]


def _flow(value: Any) -> str:
    return as_json(_printable(value))


def _printable(value: Any) -> Any:
    """The value without characters that no YAML file may hold."""
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return (_UNPRINTABLE.sub(" ", value)[:_LONGEST] or "-") if isinstance(value, str) else value


def _title(reading: Reading) -> str:
    line = re.split(r"文章属性|正文|【", reading.text.clean.split("\n", 1)[0])[0]
    title = _UNPRINTABLE.sub(" ", line)[:80].strip()
    return title or "未命名文件"


def _slug(name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower().rsplit(".", 1)[0]).strip("-")[:40].strip("-")
    return f"draft-{slug}" if slug else "draft"
