"""What a policy wants to reach, as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass

HOME = "region"
"""Scope of a target that speaks of the scenario's own region."""

COMPARATORS = (
    "reach",
    "at_least",
    "stretch",
    "all",
    "exceed",
    "at_most",
    "about",
    "exact",
    "range",
    "increase_of",
    "increase_of_at_least",
    "increase_per_year_at_least",
    "grow_per_year",
    "grow_per_year_at_least",
    "within_years",
    "deadline",
)


@dataclass(frozen=True)
class RunTarget:
    """One figure that a clause or the user wants to see in `year`.

    `scope` is `region`, or the key of an area or settlement (with or without the region's key in front).
    `value` is a pair for `range` (from, to) and for `within_years` (increase, years); a share is 0-1.
    `unit` "share" with a variable that is no share asks for a relative change. Increases count from
    `baseline_year`, or from the base year of the run where it is None. `because` says why a figure was
    overridden or whose target it is when there is no clause.

    `places` are the result keys of several places meant together, or of each of them where `each` is set;
    `towns` says how many real towns each key stands for, so that `each` speaks of one town. `not_modelled`
    is the reason why no run can score the target.
    """

    name: str
    clause: str | None
    variable: str
    scope: str
    comparator: str
    value: float | tuple[float, float]
    unit: str
    year: int
    baseline_year: int | None = None
    because: str = ""
    places: tuple[str, ...] = ()
    towns: tuple[int, ...] = ()
    each: bool = False
    not_modelled: str = ""

    def __post_init__(self) -> None:
        if self.comparator not in COMPARATORS:
            raise ValueError(f"comparator {self.comparator!r} is not one of {', '.join(COMPARATORS)}")
        pair = isinstance(self.value, (tuple, list))
        if (self.comparator == "range") != pair and self.comparator != "within_years":
            raise ValueError(
                f"target {self.name!r}: comparator {self.comparator!r} does not fit {self.value!r}"
            )
