"""What founding says of a setup, as faults of the scenario file that it comes from."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from urbsim.model.founding.sizes import assert_affordable, assert_held
from urbsim.model.setup import Setup
from urbsim.scenario.file.draft import Origin
from urbsim.scenario.file.values import Scenario
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, FoundingError, InputError

BUDGET = "URBSIM_MEMORY"
"""Environment variable: how much memory a run may take, in GiB."""
MOST_AGENTS = 5_000
"""Rural households, in rows, up to which the reference model takes seconds a draw."""
OF_A_CONTAINER = Path("/sys/fs/cgroup/memory.max")


@contextmanager
def founding_faults(scenario: Scenario, weight: int) -> Iterator[None]:
    """Say with file and line that a region cannot be founded as declared; no other error is the input's."""
    try:
        yield
    except FoundingError as error:
        place = scenario.written_at(error.key)
        remedy = error.remedy or say(error.advice)
        if error.key == "runs.weight":
            place = weight_written(scenario, weight)
        raise InputError((Fault(place.file, place.line, error.problem, remedy),)) from error


def check_capacity(scenario: Scenario, setup: Setup) -> None:
    """Raise InputError where rows cannot hold the region of a scenario, or memory not its tables."""
    with founding_faults(scenario, setup.weight):
        assert_held(setup)
        assert_affordable(setup, memory_budget())


def check_memory(scenario: Scenario, setup: Setup, together: int) -> None:
    """Raise InputError where memory cannot hold the tables of as many draws as run ``together``."""
    with founding_faults(scenario, setup.weight):
        assert_affordable(setup, memory_budget(), together)


def refuse_large(scenario: Scenario, setup: Setup) -> None:
    """Raise InputError where the reference model would have more households than it can simulate in time."""
    rows = rows_expected(setup)
    if rows <= MOST_AGENTS:
        return
    place = weight_written(scenario, setup.weight)
    problem = say("reference.large", households=f"{rows:,.0f}", most=f"{MOST_AGENTS:,}")
    remedy = say("reference.weight", weight=math.ceil(rows * setup.weight / MOST_AGENTS))
    raise InputError((Fault(place.file, place.line, problem, remedy),))


def rows_expected(setup: Setup) -> float:
    """Rows of a founding, about: rural households by weight."""
    rural = sum((area.population - area.urban) / area.household_size for area in setup.areas)
    return rural / setup.weight


def weight_written(scenario: Scenario, weight: int) -> Origin:
    """Where the weight of a run was written: in the scenario file, or as an option of the command."""
    return scenario.written_at("runs.weight") if weight == scenario.runs.weight else Origin("--weight", None)


def memory_budget() -> int:
    """Bytes that a run may take: what ``URBSIM_MEMORY`` says, else the memory of the machine or container.

    Raises InputError where the variable is no positive number.
    """
    stated = os.environ.get(BUDGET)
    return memory_here() if stated is None else gib(stated)


def gib(words: str) -> int:
    """Bytes of a number of GiB in words; InputError where it is no number above 0."""
    with suppress(ValueError, OverflowError):
        size = int(float(words) * 2**30)
        if size > 0:
            return size
    raise InputError((Fault(BUDGET, None, say("runs.no_amount_memory", words=words), say("runs.give_gib")),))


def memory_here() -> int:
    """Bytes of memory of the machine, or of the container where that is less."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):
        return min(machine, int(OF_A_CONTAINER.read_text(encoding="ascii")))
    return machine
