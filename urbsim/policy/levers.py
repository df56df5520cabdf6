"""The levers a government can pull, each with its units, fields and documented direction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from urbsim.policy import units

Duration = Literal["flow", "level", "once"]
"""flow: so much every year in force; level: stays in force from start to end; once: in the start year."""

SERVICES: Final = ("road", "water", "gas", "sewer", "green", "school", "clinic")
KINDS: Final = ("撤乡建镇", "村改居")
"""Redesignation: a township made a town, or villages turned into residents' committees."""
ENVIRONMENT: Final = ("sewer", "green")
"""What an amount for the environment (污水、绿化) pays for, in equal parts: texts name both and no split."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One instrument of policy.

    ``accepted`` maps every unit a scenario may write to its factor into ``unit``; ``output`` names the
    variable the lever moves directly (``{service}`` stands for the measure's service); ``sign`` is the
    documented direction in which a positive amount moves urbanization.
    """

    name: str
    english: str
    chinese: str
    unit: str
    accepted: Mapping[str, float]
    duration: Duration
    low: float
    high: float
    sign: int
    output: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    grows: bool = False
    floor_area: Mapping[str, float] = field(default_factory=dict)

    @property
    def spreads(self) -> bool:
        """Whether a total (``yuan``) may stand for a rate (``yuan/yr``), spread over the years in force."""
        return self.duration == "flow"

    def spellings(self) -> tuple[str, ...]:
        """Every unit that an absolute amount of this lever may carry, the lever's own first."""
        rates = (*self.accepted, *self.floor_area)
        totals = tuple(units.plain(rate) for rate in rates) if self.spreads else ()
        return (*rates, *totals)

    def direct_output(self, service: str | None) -> str:
        """Variable that this lever moves first, for a measure with the given service."""
        return self.output.format(service=service)


def in_lever_unit(lever: Lever, amount: float, unit: str, years: int, dwelling_size: float | None) -> float:
    """Amount in the lever's own unit.

    A total is spread evenly over ``years`` years in force; floor area in m2 is divided by ``dwelling_size``
    (m2 a dwelling). Raises KeyError where the lever does not know the unit and ValueError where floor area
    comes without the size of a dwelling.
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


_EVERY: Final = (
    Lever(
        "investment", "investment in a service", "基础设施投资", "yuan/yr", units.MONEY, "flow", 0.0, 1e14, 1,
        "investment_{service}", required=("service",), grows=True,
    ),
    Lever(
        "dwellings", "dwellings completed", "住房竣工", "units/yr", units.DWELLINGS, "flow", 0.0, 1e8, 1,
        "dwellings_completed", optional=("newcomers", "dwelling_size"), grows=True,
        floor_area=units.FLOOR_AREA,
    ),
    Lever(
        "price_support", "support of newcomers' housing price", "购房补贴", "share", units.SHARE, "level",
        0.0, 1.0, 1, "public_spending",
    ),
    Lever(
        "land", "land released for building", "土地供应", "ha/yr", units.AREA_FLOW, "flow", 0.0, 1e7, 1,
        "built_up_area", grows=True,
    ),
    Lever(
        "industrial_park", "industrial park", "工业园区", "ha", units.AREA, "level", 0.0, 1e7, 1, "jobs",
        required=("density",),
    ),
    Lever("jobs", "jobs created", "新增就业", "jobs/yr", units.JOBS, "flow", 0.0, 1e9, 1, "jobs", grows=True),
    Lever(
        "hukou", "change of the hukou barrier", "户籍门槛变化", "share", units.SHARE, "level", -1.0, 1.0, -1,
        "hukou_barrier",
    ),
    Lever(
        "relocation", "relocation quota", "进城搬迁指标", "persons/yr", units.PERSONS, "flow", 0.0, 1e9, 1,
        "relocated_population", optional=("subsidy",),
    ),
    Lever(
        "redesignation", "villages redesignated as urban", "撤乡建镇、村改居", "villages", units.VILLAGES,
        "once", 0.0, 1e6, 1, "reclassified_population", required=("kind",),
    ),
    Lever(
        "environment", "investment in sewage works and green space", "生态环境整治", "yuan/yr", units.MONEY,
        "flow", 0.0, 1e14, 1, "investment_sewer",
    ),
    Lever(
        "employment_support", "wage and training support for new jobs", "就业与技能培训补贴", "yuan/yr",
        units.MONEY, "flow", 0.0, 1e14, 1, "jobs", required=("cost",),
    ),
    Lever(
        "tax_relief", "tax waived for investors", "税收优惠", "yuan/yr", units.MONEY, "flow", 0.0, 1e14, 1,
        "jobs", required=("leverage",),
    ),
    Lever(
        "key_towns", "share of money and land redirected to key towns", "重点镇倾斜", "share", units.SHARE,
        "level", 0.0, 1.0, 1, "infrastructure_investment", optional=("towns",),
    ),
    Lever(
        "spending_limit", "limit to what measures may spend in a year", "支出上限", "yuan/yr", units.MONEY,
        "level", 0.0, 1e14, -1, "public_spending",
    ),
)  # fmt: skip


@cache
def levers() -> Mapping[str, Lever]:
    """All levers by name, in the order in which they are explained to users."""
    return MappingProxyType({lever.name: lever for lever in _EVERY})


def find_lever(name: str) -> Lever | None:
    """The lever of that name, or None."""
    return levers().get(name)
