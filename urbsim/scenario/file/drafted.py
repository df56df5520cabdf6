"""The sections `draft:` and `review:` of a scenario that was drafted from a policy text.

They hold what the text says and what a person should decide. Nothing in them is simulated or scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from urbsim.scenario.file.parts import Part, Words, Year
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError

Value = (
    Annotated[float, Field(strict=True)]
    | str
    | Annotated[tuple[float, ...], Field(strict=False, max_length=50)]
)
Place = Annotated[int, Field(ge=0)]


class StatementText(Part):
    """One number of the text, as the reader understood it."""

    quote: Words
    """Words of the text, letter by letter."""
    start: Place
    """Place of the quote in the text, counted in characters from 0."""
    end: Place
    """Place after its last character."""
    variable: Words
    """What the number is of: a name of the register, or the text's own words."""
    value: Value
    """The number, the ends of a range, or a date or grade in words."""
    unit: Words
    """Unit of the number."""
    comparator: Words
    """How it is compared: reach, at_least, increase_of and so on."""
    scope: Words | None = None
    """Places meant, in the text's words."""
    baseline_year: int | None = None
    """Year from which it is counted or, for a report, that it is of."""
    target_year: int | None = None
    """Year in which it is due."""
    kind: Literal["target", "lever", "baseline", "slogan"]
    """What the text means by it."""
    becomes: Words | None = None
    """Entry of this file made from it; none where the variable is not modelled or a year is missing."""


class AimText(Part):
    """An aim without a number."""

    quote: Words
    """Words of the text."""
    start: Place
    """Place of the quote in the text."""
    end: Place
    """Place after its last character."""
    variable: Words
    """What is to become better."""


class UnreadText(Part):
    """Numbers of the text that state nothing, for one reason."""

    reason: Words
    """Why they state nothing."""
    numbers: Annotated[tuple[Words, ...], Field(strict=False, max_length=1000)]
    """The numbers, each with its place in the text, as `2025@12`."""


class DraftText(Part):
    """What was read from a policy text."""

    text: Words
    """Name of the text."""
    issued: Year | None = None
    """Year of the document, where the text tells it."""
    statements: Annotated[tuple[StatementText, ...], Field(strict=False, max_length=3000)] = ()
    """Every number of the text."""
    aims: Annotated[tuple[AimText, ...], Field(strict=False, max_length=3000)] = ()
    """Aims without a number."""
    unread: Annotated[tuple[UnreadText, ...], Field(strict=False, max_length=100)] = ()
    """Every other number of the text, with the reason why it states nothing."""


class ReviewText(Part):
    """A doubt about the draft."""

    question: Words
    """What a person should decide."""
    key: Words | None = None
    """The entry of this file that answers it; it is open while that says "?"."""
    candidates: Annotated[tuple[Words, ...], Field(strict=False, max_length=50)] = ()
    """Answers that come to mind."""
    quote: Words | None = None
    """Words of the text that are in doubt."""
    start: Place | None = None
    """Place of the quote in the text."""
    end: Place | None = None
    """Place after its last character."""


def drafted_entries(data: Mapping[str, Any], file: str) -> list[Mapping[str, Any]]:
    """The statements under `draft:` of a file, none for one that was not drafted.

    Raises InputError where the section is not as `urbsim policy draft` writes it.
    """
    section = data.get("draft")
    if section is None:
        return []
    try:
        DraftText.model_validate(section)
    except ValidationError as caught:
        faults = [
            Fault(
                file,
                None,
                say("scenario.draft", errors=".".join(map(str, error["loc"])), error=error["msg"]),
                say("scenario.draft_text_again"),
            )
            for error in caught.errors(include_url=False)[:20]
        ]
        raise InputError(faults) from caught
    return list(section.get("statements") or ())
