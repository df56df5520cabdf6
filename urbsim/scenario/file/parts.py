"""The base of every part of a scenario file, and the small words its fields are made of."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from urbsim.text import Message, say

FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2100


class Part(BaseModel):
    """A strict, frozen mapping: no unknown key, no silent conversion, no NaN."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True
    )


Slug = Annotated[str, Field(pattern=r"^[a-z0-9\u4e00-\u9fff]+([_-][a-z0-9\u4e00-\u9fff]+)*$", max_length=60)]
"""Chinese or lower-case letters, digits, single hyphens or underscores."""
RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that Windows keeps for devices, with and without an ending."""

_LETTER: Final = r"A-Za-z\u4e00-\u9fff"
NAME: Final = rf"^((coefficient|price)\.)?[{_LETTER}][{_LETTER}0-9]*([_-][{_LETTER}0-9]+)*$"
AssumptionName = Annotated[str, Field(pattern=NAME, max_length=80)]
"""A name of one's own, or ``coefficient.<name>`` or ``price.<item>`` for a number that is overridden."""

Words = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]
"""Some text that says something."""

Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Positive = Annotated[float, Field(gt=0.0)]


def fault(kind: str, problem: Message, remedy: Message) -> PydanticCustomError:
    """An error of the schema that carries its own remedy; braces in either are kept as they are."""
    return PydanticCustomError(kind, "{problem}", {"problem": problem, "remedy": remedy})


def _as_folder(name: str) -> str:
    if name in RESERVED:
        raise fault("reserved", say("scenario.reserved_name", name=name), say("scenario.other_name"))
    return name


FolderName = Annotated[Slug, AfterValidator(_as_folder)]
"""A name that a folder may have on every system."""


class Reference(Part):
    """Where a number is from: ``{clause: document/clause}``, ``{assumption: name}``, ``{scale: medium}``."""

    clause: str | None = None
    """Clause of a policy document whose number is meant, as ``document/clause``."""
    assumption: str | None = None
    """Name of an entry under ``assumptions:``."""
    scale: Literal["weak", "medium", "strong"] | None = None
    """Strength of a means without an amount, by the scale that comes with the program."""

    @model_validator(mode="before")
    @classmethod
    def _no_bare_number(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            raise fault(
                "bare_number", say("scenario.bare_number", value=value), say("scenario.number_remedy")
            )
        raise fault(
            "no_reference", say("scenario.does_not_say_where", value=value), say("scenario.number_remedy")
        )

    @model_validator(mode="after")
    def _one_source(self) -> Reference:
        if [self.clause, self.assumption, self.scale].count(None) != 2:
            raise fault("one_source", say("scenario.value_needs_exactly_one"), say("scenario.number_remedy"))
        return self

    def __str__(self) -> str:
        if self.scale:
            return f"scale {self.scale}"
        return f"clause {self.clause}" if self.clause else f"assumption {self.assumption}"
