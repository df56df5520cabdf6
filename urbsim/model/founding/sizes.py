"""How large a run is, and whether its rows and tables can hold it: told before anything is founded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from urbsim.households import capacity
from urbsim.model.founding.villages import cells, rural_rows
from urbsim.model.setup import Setup
from urbsim.text import Message, say
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

    def __init__(self, problem: Message, remedy: Message, key: str = "region") -> None:
        self.key, self.remedy = key, remedy
        super().__init__(problem)

    def __reduce__(self) -> tuple[type[CapacityError], tuple[Message, Message, str]]:
        """Come back whole from another process."""
        return type(self), (self.args[0], self.remedy, self.key)


class Limit(NamedTuple):
    """What there is of something, how much of it can be held, and which part of a scenario says so."""

    what: str
    number: int
    most: int
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
        yield Limit("settlements", self.settlements, capacity.PLACES)
        yield Limit("villages", self.villages, capacity.VILLAGES)
        yield Limit("rows", self.rows_a_village, capacity.ROWS_A_VILLAGE, "runs.weight")


def assert_held(setup: Setup) -> None:
    """Raise CapacityError where rows cannot hold a region: no number of it would fit its column."""
    for limit in Sizes.of(setup).limits():
        if limit.number > limit.most:
            problem = say(f"capacity.{limit.what}", number=limit.number, most=limit.most)
            raise CapacityError(problem, say(f"capacity.fewer_{limit.what}"), limit.key)


def assert_affordable(setup: Setup, budget: int, together: int = 1) -> None:
    """Raise CapacityError where ``budget`` bytes of memory are too few.

    They have to hold the tables of as many draws as run ``together``, each of which has its own.
    """
    sizes = Sizes.of(setup)
    if sizes.bytes * together > budget:
        fields = {"areas": sizes.areas, "settlements": sizes.settlements, "draws": together}
        memory = {"needed": in_gib(sizes.bytes * together), "there": in_gib(budget)}
        how = "one" if together == 1 else "several"
        problem = say(f"capacity.memory_of_{how}", **fields, **memory)
        raise CapacityError(problem, say(f"capacity.less_of_{how}"))


def in_gib(size: int) -> str:
    """Bytes in GiB, to two significant digits at least."""
    return f"{size / 2**30:,.1f} GiB" if size >= 2**30 else f"{size / 2**30:.2g} GiB"
