"""What every lever is: a kind of measure with its units, its effect on the schedule and its cost.

A lever is one file in ``policy/levers``. It knows no model: its effect is numbers by year and place in a
``Schedule``, its cost is charged by the ``Bill`` of a settlement's year.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np

from urbsim.policy import units
from urbsim.policy.bill import Bill, Charge
from urbsim.policy.measures import Measure
from urbsim.policy.schedule import Array, Schedule

Duration = Literal["flow", "level", "once"]
"""flow: so much every year in force; level: stays in force from start to end; once: in the start year."""

GROUPS: Final = ("works", "homes", "land", "jobs", "residence", "whole")
"""The order in which levers are explained: what is built first, rules on the whole policy last."""
STAGES: Final = ("add", "redirect", "limit")
"""Effects are added up first, then redirected between places, then cut to limits."""


@dataclass(frozen=True, slots=True)
class Field:
    """A further key of a measure: a word of ``choices``, or a number in ``accepted`` units.

    ``low`` and ``high`` are in the first accepted unit; a number outside is a fault of the line that writes
    it.
    """

    name: str
    purpose: str
    required: bool = False
    choices: tuple[str, ...] = ()
    accepted: Mapping[str, float] | None = None
    low: float = 0.0
    high: float = 1.0
    belongs_to: str | None = None
    """The service without which the key says nothing, nor in growth mode."""
    converts: bool = False
    """Whether the number only converts the amount (floor area into dwellings) and is not kept."""

    @property
    def is_number(self) -> bool:
        """Whether the key points at a number rather than holding a word."""
        return self.accepted is not None


LARGE_CITY: Final = Field(
    "city_distance", "Km to the nearest city of 500,000 people.",
    accepted=units.DISTANCE, low=1.0, high=3000.0,
)  # fmt: skip


CONTRACTS: Final = "contracts"
BASIS: Final = Field(
    "basis",
    "What the number of jobs rests on: contracts (with investors, of which a part comes) or experience.",
    choices=(CONTRACTS, "experience"),
)


@dataclass(frozen=True)
class Reach:
    """The places that a measure speaks of, as 1 and 0, and the people of the base year.

    ``places`` and ``inside`` (J,) are settlements, ``areas`` (A,) areas; ``people`` (J,) are residents,
    ``rural`` (A,) rural ones.

    All are of the base year, so that a measure's distribution does not depend on what it brings about.
    """

    places: Array
    areas: Array
    people: Array
    rural: Array
    inside: Array

    @property
    def shares(self) -> Array:
        """A total shared over the settlements reached, by their people, (J,); equally where nobody lives.

        They add up to 1 where any settlement is reached, and are all 0 where none is.
        """
        people = self.places * self.people
        if people.sum() == 0:
            people = self.places
        return people / max(1e-12, float(people.sum()))

    @property
    def rural_shares(self) -> Array:
        """A total shared over the areas reached, by their rural people, (A,)."""
        rural = self.rural * self.areas
        return rural / max(1.0, float(rural.sum()))


@dataclass(frozen=True)
class Pull:
    """One measure at work: its yearly strength ``path`` (T + 1,), ``active`` years, and where it reaches.

    ``newcomer_share`` is the usual share of newcomers in new homes, ``income`` the nation's urban income a
    person in the base year, yuan.

    Made for each measure of a mix by ``runs/setup``: the lever sees numbers by year and place, never the
    scenario.
    """

    measure: Measure
    path: Array
    active: Array
    reach: Reach
    newcomer_share: float
    income: float

    @property
    def everywhere(self) -> Array:
        """The full strength in every settlement reached, (T + 1, J)."""
        return self.path[:, None] * self.reach.places

    @property
    def shared(self) -> Array:
        """The strength as a total shared by people, (T + 1, J).

        Summed over settlements it is ``path``, so a total stays a total however many places share it.
        """
        return self.path[:, None] * self.reach.shares

    @property
    def active_places(self) -> Array:
        """1 in every settlement reached while the measure is in force, (T + 1, J)."""
        return np.asarray((self.path != 0)[:, None] * self.reach.places)

    def number(self, field: str, default: float = 0.0) -> float:
        """A further number of the measure, ``default`` where the file has none."""
        value = self.measure.given(field)
        return default if value is None else float(value)


class Lever(ABC):
    """One instrument of policy.

    ``accepted`` maps every unit a scenario may write to its factor into ``unit``; ``output`` names the
    variable that the lever moves directly (``{service}`` stands for the measure's service); ``sign`` is the
    documented direction in which a positive amount moves urbanization. A lever without an effect or a cost
    cannot be made.
    """

    name: ClassVar[str]
    english: ClassVar[str]
    group: ClassVar[str]
    unit: ClassVar[str]
    accepted: ClassVar[Mapping[str, float]]
    duration: ClassVar[Duration]
    low: ClassVar[float]
    high: ClassVar[float]
    sign: ClassVar[int]
    output: ClassVar[str]
    fields: ClassVar[tuple[Field, ...]] = ()
    grows: ClassVar[bool] = False
    usual: ClassVar[str] = ""
    """What of the schedule is done without measures too, so that a measure may be part of that."""
    floor_area: ClassVar[Mapping[str, float]] = {}
    stage: ClassVar[str] = "add"
    per_rural_person: ClassVar[bool] = False
    """Whether an amount a head counts rural residents rather than those of the settlements reached."""

    @abstractmethod
    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Write one measure's effect into the schedule.

        Adds to what other measures wrote.
        """

    @abstractmethod
    def cost(self, bill: Bill) -> Sequence[Charge]:
        """What the lever cost in a settlement this year, item by item.

        In yuan of the base year, planned and done. A lever is asked in every settlement and year, in force or
        not.
        """

    @property
    def required(self) -> tuple[str, ...]:
        """Further keys that a measure must have."""
        return tuple(field.name for field in self.fields if field.required)

    @property
    def optional(self) -> tuple[str, ...]:
        """Further keys that a measure may have."""
        return tuple(field.name for field in self.fields if not field.required)

    @property
    def spreads(self) -> bool:
        """Whether a total (``yuan``) may stand for a rate (``yuan/yr``), spread over the years in force."""
        return self.duration == "flow"

    def field(self, name: str) -> Field | None:
        """The further key of that name, or None where the lever has none."""
        return next((field for field in self.fields if field.name == name), None)

    def spellings(self) -> tuple[str, ...]:
        """Every unit that an absolute amount of this lever may carry, the lever's own first."""
        rates = (*self.accepted, *self.floor_area)
        totals = tuple(units.plain(rate) for rate in rates) if self.spreads else ()
        return (*rates, *totals)

    def direct_output(self, service: str | None) -> str:
        """Variable that this lever moves first, for a measure with the given service."""
        return self.output.format(service=service)


class Unpriced(Lever):
    """A lever that itself costs nothing in a year: a rule on others, or one whose people cost later."""

    def cost(self, bill: Bill) -> Sequence[Charge]:
        """Nothing is charged."""
        return ()


def in_lever_unit(lever: Lever, amount: float, unit: str, years: int, dwelling_size: float | None) -> float:
    """Amount in the lever's own unit.

    A total is spread evenly over ``years`` years in force; floor area in m2 is divided by ``dwelling_size``
    (m2 a dwelling). Raises KeyError where the lever does not know the unit and ValueError where floor area
    comes without the size of a dwelling.

    300 million yuan over three years in force are 1e8 yuan a year; 9,000 m² a year at 90 m² a dwelling are
    100 units a year.
    """
    rate, share = (unit, 1.0) if unit in lever.accepted or unit in lever.floor_area else (None, 1.0 / years)
    rate = rate or units.yearly(unit)
    if not lever.spreads and rate != unit:
        raise KeyError(unit)
    if rate in lever.accepted:
        return amount * lever.accepted[rate] * share
    if dwelling_size is None:
        lever.floor_area[rate]
        raise ValueError("floor area needs the size of a dwelling")
    return amount * lever.floor_area[rate] * share / dwelling_size
