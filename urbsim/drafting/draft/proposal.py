"""What of a reading becomes targets, measures and assumptions of a draft, and what is asked about it.

Nothing that the text leaves open becomes a default: it stands in the draft as `"?"` with a question, or is
asked about under review and left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from urbsim.drafting.draft.amounts import converted
from urbsim.drafting.draft.home import PlaceOfText, home_of
from urbsim.drafting.reading import Aim, TextReading
from urbsim.drafting.statements import Statement
from urbsim.evidence.statistics import base_years
from urbsim.scenario.file.questions import OPEN
from urbsim.text import say

FIRST: Final = 1980
LATEST: Final = 2100
SPAN: Final = 60
AHEAD: Final = 5
"""Years that a draft spans where the text names no year ahead."""

_NEAR: Final = 8
"""Base years offered where one is asked for, the nearest to the text."""

_FIGURES: Final = ("year", "population", "urban_population", "source")


@dataclass
class Proposal:
    """The entries of a draft scenario; ``made`` names, for each statement, the entry made from it.

    ``region`` is a code or figures of its own, ``base`` and ``until`` are years; each may be open (`"?"`).
    """

    home: PlaceOfText
    issued: int | None
    region: str | dict[str, Any] = OPEN
    base: int | None = None
    until: int | None = None
    targets: list[dict[str, Any]] = field(default_factory=list)
    measures: list[dict[str, Any]] = field(default_factory=list)
    assumptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: dict[int, str] = field(default_factory=dict)
    review: list[dict[str, Any]] = field(default_factory=list)

    def ask(self, question: str, about: Statement | Aim | None = None) -> None:
        """Note a question that a person decides by adding an entry, or by taking the question out."""
        self.review.append({"question": question, **_place(about)})

    def ask_for(
        self, key: str, question: str, candidates: tuple[str, ...] = (), about: Statement | Aim | None = None
    ) -> str:
        """Note a question that the value of a key answers; returns what stands there until then."""
        entry: dict[str, Any] = {"question": question, "key": key}
        if candidates:
            entry["candidates"] = list(candidates)
        self.review.append(entry | _place(about))
        return OPEN

    def can_be_due(self, year: int | None) -> bool:
        """Whether a target or measure of that year lies after base year and issue, and in the span."""
        if year is None or year > LATEST or (self.issued is not None and year < self.issued):
            return False
        return (self.base or FIRST) < year <= (self.until or LATEST)


def opened(reading: TextReading) -> Proposal:
    """A proposal with its region and years, known or asked for, and no entries yet."""
    proposal = Proposal(home_of(reading.text.clean), reading.issued)
    _set_years(proposal, reading)
    proposal.region = _region(proposal, reading)
    return proposal


def _place(about: Statement | Aim | None) -> dict[str, Any]:
    return {} if about is None else {"quote": about.quote, "start": about.start, "end": about.end}


def _set_years(proposal: Proposal, reading: TextReading) -> None:
    """Base year: the last count before the text was issued. Last year: that of its latest target."""
    issued, home = reading.issued, proposal.home
    counted = base_years(home.region.code) if home.region else ()
    if issued is not None and home.region is not None:
        proposal.base = max((year for year in counted if year < issued), default=None)
    elif issued is not None:
        proposal.base = issued - 1
    first = proposal.base or issued
    ahead = [each.target_year for each in reading.statements if each.target_year is not None]
    fitting = [year for year in ahead if year <= LATEST and (first is None or first < year <= first + SPAN)]
    span = None if first is None else min(first + AHEAD, LATEST)
    proposal.until = max([*fitting, *([span] if span is not None else [])], default=None)
    if proposal.base is None:
        near = sorted(counted, key=lambda year: abs(year - (issued or LATEST)))[:_NEAR]
        proposal.ask_for("from", _which_base(proposal, counted), tuple(map(str, sorted(near))))
    if proposal.until is None:
        proposal.ask_for("until", say("asked_of_text.until"))


def _which_base(proposal: Proposal, counted: tuple[int, ...]) -> str:
    if proposal.issued is None:
        return say("asked_of_text.base_year")
    if counted:
        return say("asked_of_text.base_year_early", issued=proposal.issued, first=counted[0])
    return say("asked_of_text.base_year_uncounted", issued=proposal.issued)


def _region(proposal: Proposal, reading: TextReading) -> str | dict[str, Any]:
    home = proposal.home
    if home.region is not None:
        return home.region.code
    if home.name is None:
        return proposal.ask_for("region", say("asked_of_text.place"), home.candidates)
    return _own_figures(proposal, reading, home.name)


def _own_figures(proposal: Proposal, reading: TextReading, name: str) -> dict[str, Any]:
    """A block of figures to be filled in for a place that the register does not hold."""
    home = proposal.home
    around = say("asked_of_text.parent", name=name)
    level = say("asked_of_text.level", name=name)
    parent = home.parent
    block: dict[str, Any] = {
        "name": name,
        "level": home.level or proposal.ask_for("region.level", level, ("prefecture", "county")),
        "parent": parent.code if parent else proposal.ask_for("region.parent", around, home.candidates),
    }
    for key in _FIGURES:
        question = say(f"asked_of_text.{key}", name=name)
        block[key] = proposal.ask_for(f"region.{key}", question, _told(key, proposal, reading))
    return block


def _told(key: str, proposal: Proposal, reading: TextReading) -> tuple[str, ...]:
    """What the text itself says of a figure of its place."""
    if key == "year" and proposal.base is not None:
        return (str(proposal.base),)
    found = []
    for each in reading.statements:
        value = converted(each, "persons") if each.variable == key and each.kind == "baseline" else None
        if isinstance(value, float):
            found.append(f"{value:.0f}: {' '.join(each.quote.split())[:60]}")
    return tuple(dict.fromkeys(found))[:5]


def slug(words: str) -> str:
    """Lower-case letters and digits with hyphens, as names of entries are written."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower())[:40].strip("-")
