"""What was known of a plan's region when it was issued: the last figure before the year of issue.

A nation or province has a figure a year, as published then; prefectures, counties and groups of them have
their censuses, and what the plan itself says of its base year where that is later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from urbsim.analysis.panels.evidence_panels import province_histories, province_of
from urbsim.analysis.panels.panels import Panel, PanelUnit, Residents
from urbsim.analysis.plans.plan_targets import AND, SCORED, PlanTarget
from urbsim.evidence.statistics import base_count, base_years, series
from urbsim.runs.setup.histories import (
    CENSUS_OF_2010,
    Rates,
    history,
    last_census,
    national_history,
)
from urbsim.text import Message, say
from urbsim.vocabulary.regions import NATION, regions

CENSUSES = (2010, 2020)
YEARLY = ("nation", "province")
EARLIEST = 2004
"""From here on the nation has a record of growth of four years."""


class UnknownThenError(ValueError):
    """Nothing to forecast from was known when the plan was issued; the message says what is missing."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Base:
    """The rates known of a region by year, the last of them the base; and its people in the base year."""

    rates: Rates
    people: int

    @property
    def year(self) -> int:
        """The base year."""
        return max(self.rates)


def plan_panel(target: PlanTarget) -> Panel:
    """The region of a target as the only unit of a panel, known up to the year before the plan's issue.

    Raises UnknownThenError where nothing was known, or nothing that is forecast is asked for.
    """
    if target.variable not in SCORED:
        raise UnknownThenError(say("plans.not_forecast"))
    base = base_of(target)
    nation, drifts = national_history(base.year)
    if base.year < EARLIEST or base.year not in nation:
        raise UnknownThenError(say("plans.nothing_known", year=target.issued))
    return Panel(
        name=target.key,
        origin=base.year,
        units=(_unit(target, base),),
        nation=nation,
        provinces=province_histories(base.year),
        truth={},
        last=target.year,
        since_census=base.year - last_census(base.year),
        drifts=drifts,
    )


def base_of(target: PlanTarget) -> Base:
    """The last figure of a target's region from before its year of issue; UnknownThenError where none is."""
    before = target.issued - 1
    found = _yearly(target.codes[0], before) if target.level in YEARLY else _counted(target, before)
    if found is not None:
        found = replace(found, rates={**found.rates, **_said(target, found.year, before)})
    if found is None or found.year >= target.year:
        raise UnknownThenError(say("plans.nothing_known", year=target.issued))
    return found


def needed_rise(target: PlanTarget) -> float | None:
    """By how much a year (0-1) a rate had to rise from the figure known at issue; None for other targets."""
    if target.variable != SCORED[0] or target.is_ceiling:
        return None
    try:
        base = base_of(target)
    except UnknownThenError:
        return None
    return (target.value - base.rates[base.year]) / (target.year - base.year)


def _yearly(code: str, before: int) -> Base | None:
    for year in range(before, EARLIEST - 1, -1):
        rates = national_history(year)[0] if code == NATION else history(code, year)
        count = base_count(code, year)
        if year in rates and count is not None and count.confidence != "memory":
            return Base(rates, _published_people(code, year) or count.population)
    return None


def _published_people(code: str, year: int) -> int | None:
    """Residents as first published, which is what was known; None where they were not read."""
    found = series(code, "population", "published").get(year)
    return None if found is None or found.confidence == "memory" else round(found.value)


def _counted(target: PlanTarget, before: int) -> Base | None:
    census = max((year for year in CENSUSES if year <= before), default=None)
    if census is None or any(census not in base_years(code) for code in target.codes):
        return None
    counts = [_count(code, census) for code in target.codes]
    people = sum(count.all for count in counts)
    rates = {census: sum(count.urban for count in counts) / people}
    return Base(rates, people)


def _count(code: str, year: int) -> Residents:
    count = base_count(code, year)
    assert count is not None, "base_years has this year"
    return Residents(count.population, count.urban)


def _said(target: PlanTarget, known: int, before: int) -> Rates:
    """The rate that the plan states of a year after the last ``known`` one and before its issue, by year."""
    stated = target.baseline_year
    if target.variable != SCORED[0] or target.baseline is None or stated is None:
        return {}
    return {stated: target.baseline} if max(known, CENSUS_OF_2010) < stated <= before else {}


def _unit(target: PlanTarget, base: Base) -> PanelUnit:
    single = target.codes[0] if len(target.codes) == 1 else None
    region = None if single is None else regions().get(single)
    return PanelUnit(
        key=single or target.key,
        name=AND.join(names_of(target.codes)),
        level="prefecture" if region is None else region.level,
        code=single,
        province=province_of(target.codes[0]),
        history=base.rates,
        people=Residents(base.people, round(base.people * base.rates[base.year])),
    )


def names_of(codes: Iterable[str]) -> list[str]:
    """The names of regions of the register, a code where it is not in it."""
    return [regions()[code].name if code in regions() else code for code in codes]
