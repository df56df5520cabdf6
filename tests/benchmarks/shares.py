"""Where the time of a year goes: the parts of the whole model, each without the parts inside it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from urbsim.households.population import Households
from urbsim.model import urbanization
from urbsim.model.urbanization import UrbanizationModel
from urbsim.model.year import posting
from urbsim.model.year.record import YearlyRecord

PARTS: dict[str, tuple[tuple[Any, str], ...]] = {
    "a year of every household": ((Households, "live"),),
    "housing admission": ((Households, "admit"),),
    "the count of everybody": ((Households, "count"),),
    "the board without its classes": ((urbanization, "board_of"),),
    "classes and their offsets": ((posting, "class_offsets"), (posting, "classes_of")),
    "natives and strangers": ((UrbanizationModel, "live_in_towns"),),
    "recording": ((YearlyRecord, "collect"),),
}
REST = "towns, accounts and the rest"
Work = Callable[..., Any]


@contextmanager
def timed_parts() -> Iterator[dict[str, float]]:
    """Seconds of the clock by part, while the context lasts."""
    spent: dict[str, float] = defaultdict(float)
    inner: list[float] = []

    def timed(part: str, work: Work) -> Work:
        def run(*given: Any, **named: Any) -> Any:
            inner.append(0.0)
            start = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                whole = time.perf_counter() - start
                spent[part] += whole - inner.pop()
                if inner:
                    inner[-1] += whole

        return run

    patches = [
        patch.object(owner, name, timed(part, getattr(owner, name)))
        for part, places in PARTS.items()
        for owner, name in places
    ]
    for each in patches:
        each.start()
    try:
        yield spent
    finally:
        for each in patches:
            each.stop()


def shares_of(model: UrbanizationModel, years: int) -> dict[str, float]:
    """The share of each part in so many years of a model."""
    with timed_parts() as spent:
        start = time.perf_counter()
        for _ in range(years):
            model.step()
        whole = time.perf_counter() - start
    spent[REST] = whole - sum(spent.values())
    return {part: spent[part] / whole for part in (*PARTS, REST)}
