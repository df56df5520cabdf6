"""What a text states, in the form of the answer keys and of `--json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["target", "lever", "baseline", "slogan"]
Value = float | tuple[float, ...] | str


@dataclass(frozen=True, slots=True)
class Statement:
    """One number of the text and what it says.

    ``quote`` is ``original[start:end]``; the number itself stands at ``number_start`` to ``number_end``.
    ``variable`` is a name of the register, or the text's own words where the register has none (``known``
    is False). ``question`` says what a reader should decide where the reading is doubtful.
    """

    quote: str
    variable: str
    value: Value
    unit: str
    comparator: str
    scope: str | None
    baseline_year: int | None
    target_year: int | None
    kind: Kind
    start: int
    end: int
    number_start: int
    number_end: int
    known: bool
    question: str | None = None

    def entry(self) -> dict[str, Any]:
        """The statement as `--json` prints it."""
        return {
            "quote": self.quote,
            "variable": self.variable,
            "value": _written(self.value),
            "unit": self.unit,
            "comparator": self.comparator,
            "scope": self.scope,
            "baseline_year": self.baseline_year,
            "target_year": self.target_year,
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
        }


def _written(value: Value) -> Any:
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
