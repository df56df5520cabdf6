"""How large a run is, and whether its rows and tables can hold it: told before anything is founded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from urbsim.households import capacity
from urbsim.model.founding.villages import cells, rural_rows
from urbsim.model.setup import Setup
from urbsim.vocabulary.errors import FoundingError

NUMBER = 8
"""Bytes of a number in a table."""
BY_CLASS, BY_VILLAGE = 6, 12
"""Tables over (areas, classes, options) and over (villages, options) at the peak of a run, about."""
BY_THRESHOLD = 4
"""Tables over (villages, classes)."""
BY_SAMPLE = 3
"""Tables over (sampled households, options)."""
SAMPLE = 6000
"""Households at most, about, whose own choices are weighed each year."""
A_ROW = 28
"""Bytes for each row at home: its columns, those of families away, and the reserve."""


class CapacityError(FoundingError):
    """The region does not fit into the rows or tables of the engine."""

    def __init__(self, problem: str, remedy: str, key: str = "region") -> None:
        self.key, self.remedy = key, remedy
        super().__init__(problem)

    def __reduce__(self) -> tuple[type[CapacityError], tuple[str, str, str]]:
        """Come back whole from another process."""
        return type(self), (str(self), self.remedy, self.key)


class Limit(NamedTuple):
    """What there is of something, how much of it can be held, and what to do about too much."""

    what: str
    number: int
    most: int
    remedy: str
    key: str = "region"


@dataclass(frozen=True)
class Sizes:
    """Areas, settlements, villages (or cells of villages) and rows of a run; the most rows of a village."""

    areas: int
    settlements: int
    villages: int
    rows: int
    rows_a_village: int

    @classmethod
    def of(cls, setup: Setup) -> Self:
        """The sizes of a founding, before it is made."""
        parts = [cells(area, setup) for area in setup.areas]
        rows = [rural_rows(area, setup.weight) for area in setup.areas]
        largest = max(-(-number // max(1, part)) for number, part in zip(rows, parts, strict=True))
        return cls(len(setup.areas), len(setup.settlements), sum(parts), sum(rows), largest)

    @property
    def bytes(self) -> int:
        """Memory that one run takes at its peak for rows and dense tables, about."""
        options = 2 * self.settlements
        by_option = BY_CLASS * self.areas * capacity.CLASSES + BY_VILLAGE * self.villages
        by_option += BY_SAMPLE * min(SAMPLE, self.rows + 1)
        thresholds = BY_THRESHOLD * self.villages * capacity.CLASSES
        return NUMBER * (by_option * options + thresholds) + A_ROW * self.rows

    def limits(self) -> Iterator[Limit]:
        """Everything that a row or a table of rows can hold only so much of."""
        fewer = "name fewer towns, or let some stand together as one"
        yield Limit("settlements", self.settlements, capacity.PLACES, fewer)
        yield Limit("villages", self.villages, capacity.VILLAGES, "give fewer villages")
        coarser = "use a larger weight"
        yield Limit(
            "rows of one village", self.rows_a_village, capacity.ROWS_A_VILLAGE, coarser, "runs.weight"
        )


def assert_held(setup: Setup) -> None:
    """Raise CapacityError where rows cannot hold a region: no number of it would fit its column."""
    for limit in Sizes.of(setup).limits():
        if limit.number > limit.most:
            problem = f"the region has {limit.number:,} {limit.what}, a run can hold {limit.most:,}"
            raise CapacityError(problem, limit.remedy, limit.key)


def assert_affordable(setup: Setup, budget: int) -> None:
    """Raise CapacityError where the tables of one run would not fit into ``budget`` bytes of memory."""
    sizes = Sizes.of(setup)
    if sizes.bytes > budget:
        areas, needs = ("1 area", "needs") if sizes.areas == 1 else (f"{sizes.areas:,} areas", "need")
        what = f"{areas} with {sizes.settlements:,} settlements {needs} about {in_gib(sizes.bytes)} of memory"
        problem = f"{what}, there are {in_gib(budget)}"
        remedy = (
            "use a larger weight, fewer areas or towns, or a machine with more memory (URBSIM_MEMORY=GiB)"
        )
        raise CapacityError(problem, remedy)


def in_gib(size: int) -> str:
    """Bytes in GiB, to two significant digits at least."""
    return f"{size / 2**30:,.1f} GiB" if size >= 2**30 else f"{size / 2**30:.2g} GiB"
