"""The experiments that hold every lever: what is done, where, and which interval studies leave for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import inf
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from urbsim.evidence.package_yaml import read_package_file

FILE: Final = "experiments/experiments.yaml"
MOMENTS: Final = "experiments/moments.yaml"
DOSES: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Strengths, as multiples of an arm, under which a lever is seen to answer more and more."""

WITH, WITHOUT = "with", "without"
Content = Mapping[str, Any]


@dataclass(frozen=True)
class PlainGround:
    """A plain place: a code of the register, or own figures with a parent of which it inherits the rest.

    ``own`` says that a region asked for takes its place. It consists of so many plain ``counties``.
    """

    name: str
    base: int
    until: int
    weight: int
    own: bool = False
    level: str | None = None
    parent: str | None = None
    region: str | None = None
    counties: int = 1
    vacancy: float | None = None


@dataclass(frozen=True)
class Arm:
    """What is done in one world: measures as written in the file, and what is held or shifted beside them.

    ``held`` keeps jobs, prices and queues as if nobody had moved; ``pay`` raises local pay, as a share of it,
    from ``start`` years after the base year on. ``dose`` multiplies every amount.
    ``change`` gives coefficients another value once the base year is anchored.
    """

    name: str
    measures: tuple[Content, ...] = ()
    held: bool = False
    pay: float = 0.0
    start: int = 2
    dose: float = 1.0
    change: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def first(self) -> int:
        """Years from the base year to the first in which anything is done."""
        return min((int(each["start"]) for each in self.measures), default=self.start)

    @property
    def last(self) -> int:
        """Years from the base year to the last in which something that ends is done; else the first one."""
        return max((int(each.get("end", each["start"])) for each in self.measures), default=self.start)


@dataclass(frozen=True)
class Interval:
    """What studies leave for a result: ``low`` to ``high``."""

    low: float
    high: float


class ArmAt(NamedTuple):
    """An arm on its ground."""

    ground: str
    arm: str

    @property
    def name(self) -> str:
        """Both in a word."""
        return f"{self.ground}/{self.arm}"


@dataclass(frozen=True)
class Experiment:
    """A row of the table of experiments.

    ``arms`` are ground and arm by role; the result is read ``years`` after the measures start. ``kind`` is
    hard, soft or guess, ``made`` law, put in or emerges, ``checked`` S, R, C or J (see the file).
    """

    id: str
    lever: str
    outcome: str
    arms: Mapping[str, ArmAt]
    years: int
    interval: Interval
    page: Interval
    unit: str
    kind: str
    made: str
    checked: str
    sources: tuple[str, ...]

    @property
    def ground(self) -> str:
        """Where the experiment is made."""
        return self.arms[WITH].ground


@dataclass(frozen=True)
class Experiments:
    """All grounds, arms and rows, by name; ``plain`` are the people of the plain county."""

    grounds: Mapping[str, PlainGround]
    arms: Mapping[str, Arm]
    rows: tuple[Experiment, ...]
    plain: Mapping[str, int]


@cache
def experiments() -> Experiments:
    """The experiments as they are written in the package's data."""
    content = read_package_file(FILE).required()
    grounds = {name: PlainGround(name, **fields) for name, fields in content["grounds"].items()}
    arms = {arm.name: arm for name, fields in content["arms"].items() for arm in _arms(name, fields)}
    rows = tuple(_row(name, fields, content["studies"]) for name, fields in content["rows"].items())
    return Experiments(MappingProxyType(grounds), MappingProxyType(arms), rows, content["plain"])


@dataclass(frozen=True)
class Moment:
    """A finding for a row of experiments: ``centre`` and ``sd`` in the row's unit, known from a year on.

    ``of`` are the coefficients whose answer to the row is worked out.
    """

    row: str
    centre: float
    sd: float
    known: int
    of: tuple[str, ...]


@dataclass(frozen=True)
class Moments:
    """All findings, under how many seeds they are simulated, and the weight of each plain place."""

    found: tuple[Moment, ...]
    seeds: int
    weights: Mapping[str, int]

    @property
    def coefficients(self) -> tuple[str, ...]:
        """Every coefficient that a finding speaks of, in the order of the file."""
        return tuple(dict.fromkeys(name for moment in self.found for name in moment.of))


@cache
def moments() -> Moments:
    """The findings as they are written in the package's data."""
    content = read_package_file(MOMENTS).required()
    found = tuple(
        Moment(row, float(at["centre"]), float(at["sd"]), int(at["known"]), tuple(at["of"]))
        for row, at in content["moments"].items()
    )
    return Moments(found, int(content["seeds"]), MappingProxyType(dict(content["weights"])))


def dosed(arm: str, dose: float) -> str:
    """Name of an arm at another strength."""
    return arm if dose == 1 else f"{arm} x {dose:g}"


def _arms(name: str, fields: Content) -> list[Arm]:
    plain = {key: value for key, value in fields.items() if key not in ("measures", "doses")}
    doses = DOSES if fields.get("doses") else (1.0,)
    measures = tuple(fields.get("measures", ()))
    return [Arm(dosed(name, dose), measures, dose=dose, **plain) for dose in doses]


def _row(name: str, fields: Content, studies: Mapping[str, str]) -> Experiment:
    page = _interval(fields["page"])
    return Experiment(
        id=name,
        lever=fields["lever"],
        outcome=fields["outcome"],
        arms=MappingProxyType(_roles(fields)),
        years=fields["years"],
        interval=_interval(fields["interval"]) if "interval" in fields else page,
        page=page,
        unit=fields["unit"],
        kind=fields["kind"],
        made=fields["made"],
        checked=fields["checked"],
        sources=tuple(studies[str(number)] for number in fields["from"]),
    )


def _interval(ends: Sequence[float | None]) -> Interval:
    low, high = ends
    return Interval(-inf if low is None else float(low), inf if high is None else float(high))


def _roles(fields: Content) -> dict[str, ArmAt]:
    """Ground and arm by role; a role of another ground is written ``ground/arm``."""
    here = fields.get("ground", "county")
    named = {WITHOUT: fields.get(WITHOUT, "nothing"), **fields.get("also", {})}
    if "doses_of" in fields:
        named |= {f"{dose:g}": dosed(fields["doses_of"], dose) for dose in DOSES}
    named[WITH] = fields[WITH] if WITH in fields else fields["doses_of"]
    split = {role: name.rpartition("/") for role, name in named.items()}
    return {role: ArmAt(ground or here, arm) for role, (ground, _, arm) in split.items()}
