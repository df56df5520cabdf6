"""A reading as the text of a draft scenario."""

from __future__ import annotations

import re
from typing import Any, Final

from urbsim.drafting.accounting import reasons
from urbsim.drafting.draft.proposal import Proposal
from urbsim.drafting.reading import Aim, TextReading
from urbsim.scenario.file.digest import as_json
from urbsim.scenario.file.questions import OPEN
from urbsim.text import block, named, told

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 1900
_A_LINE: Final = 50
_NAME_LETTERS: Final = 50


def scenario_text(reading: TextReading, proposal: Proposal, name: str) -> str:
    """The draft as YAML; ``name`` is the file's, of which the scenario's name is made.

    `urbsim validate` accepts it once no value is `"?"` any more.
    """
    lines = [
        *(f"# {line}" for line in block("asked_of_text")["head"].split("\n")),
        "schema: urbsim/2",
        f"name: {_slug(name)}",
        f"title: {_flow({'zh': _title(reading), 'en': f'Draft from {name}'})}",
        *_region(proposal.region),
        f"from: {_flow(proposal.base or OPEN)}",
        f"until: {_flow(proposal.until or OPEN)}",
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
    lines += _section("unread", _unread(reading), "  ")
    lines += _section("review", proposal.review)
    return "\n".join(lines) + "\n"


def _statements(reading: TextReading, proposal: Proposal) -> list[dict[str, Any]]:
    entries = []
    for index, statement in enumerate(reading.statements):
        entry = {key: value for key, value in statement.entry().items() if value is not None}
        if index in proposal.made:
            entry["becomes"] = proposal.made[index]
        entries.append(entry)
    return entries


def _aim(aim: Aim) -> dict[str, Any]:
    return {"quote": aim.quote, "start": aim.start, "end": aim.end, "variable": aim.variable}


def _region(region: str | dict[str, Any]) -> list[str]:
    """A code, or figures of its own with a line each, so that every open one has its line."""
    if isinstance(region, str):
        return [f"region: {_flow(region)}"]
    return ["region:", *(f"  {key}: {_flow(value)}" for key, value in region.items())]


def _unread(reading: TextReading) -> list[dict[str, Any]]:
    """Every number that states nothing, by the reason why, each with its place in the text."""
    found: dict[str, list[str]] = {}
    for each in reading.unread:
        found.setdefault(each.reason, []).append(f"{each.quote}@{each.start}")
    words = {reason: told(named(reasons()[reason]["en"], reasons()[reason]["zh"])) for reason in found}
    return [{"reason": words[reason], "numbers": _packed(numbers)} for reason, numbers in found.items()]


def _packed(numbers: list[str]) -> list[str]:
    """The numbers in lines of bearable length."""
    return [" ".join(numbers[start : start + _A_LINE]) for start in range(0, len(numbers), _A_LINE)]


def _section(name: str, entries: list[dict[str, Any]], indent: str = "") -> list[str]:
    if not entries:
        return []
    return [f"{indent}{name}:", *(f"{indent}- {_flow(entry)}" for entry in entries)]


def _flow(value: Any) -> str:
    return as_json(_printable(value))


def _printable(value: Any) -> Any:
    """The value in the language spoken, without characters that no YAML file may hold."""
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return (_UNPRINTABLE.sub(" ", told(value))[:_LONGEST] or "-") if isinstance(value, str) else value


def _title(reading: TextReading) -> str:
    line = re.split(r"文章属性|正文|【", reading.text.clean.split("\n", 1)[0])[0]
    title = _UNPRINTABLE.sub(" ", line)[:80].strip()
    return title or "未命名文件"


def _slug(name: str) -> str:
    """A name of the letters of the file's, Chinese ones included, so that two texts give two scenarios."""
    stem = name.rsplit(".", 1)[0] if "." in name.strip(".") else name
    slug = re.sub(r"[^a-z0-9\u4e00-\u9fff]+", "-", stem.lower()).strip("-")[:_NAME_LETTERS].strip("-")
    return f"draft-{slug}" if slug else "draft"
