"""What size a figure may have at all, by head and by base: the one place where units and signs are doubted.

Ranges are wide. They tell persons from ten thousands, yuan from their multiples, hectares from mu, a
share from a percentage and a county's figure from a nation's, not a bold plan from a modest one. Counts of
residents are those of the censuses by level, in `data/statistics`; amounts a resident and year are, in
scenarios of the 21 policy documents, 10 to 250 yuan for a service, 0.0007 to 0.013 dwellings and 0.8 m2 of
land.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from urbsim.evidence.statistics import base_count
from urbsim.text import Message, either, in_register, say
from urbsim.vocabulary.kinds import SERVICES
from urbsim.vocabulary.regions import regions
from urbsim.vocabulary.variables import variables


class Span(NamedTuple):
    """Sizes that occur, ends included."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether the size of a value, whatever its sign, lies in the span; nothing at all always does."""
        return value == 0 or self.low <= abs(value) <= self.high


class Doubt(NamedTuple):
    """Why a figure cannot be meant as it stands, and what it may mean."""

    problem: Message
    remedy: Message


class Slip(NamedTuple):
    """What a figure may have been written in, and the factor that turns it into what was to be written."""

    factor: float
    reading: Message


def _mistaken(unit: str, factor: float) -> Sequence[Slip]:
    """A unit that was written in place of the right one, and the figure converted from it a second time."""
    named = say(f"doubts.{unit}")
    return (Slip(factor, named), Slip(1 / factor, say("doubts.converted", unit=named)))


_TEN_THOUSANDS: Final = _mistaken("ten_thousands", 1e4)
_LARGE: Final = (*_TEN_THOUSANDS, *_mistaken("hundred_millions", 1e8))
_SLIPS: Final[Mapping[str, Sequence[Slip]]] = MappingProxyType(
    {
        "share": _mistaken("percent", 0.01),
        "km": _mistaken("metres", 1e-3),
        "ha": (
            *_mistaken("mu", 1 / 15), Slip(100.0, say("doubts.square_kilometres")),
            Slip(1e-4, say("doubts.square_metres")), *_LARGE,
        ),
        "km2": (
            *_mistaken("hectares", 0.01), *_mistaken("mu", 1 / 1500), Slip(1e-6, say("doubts.square_metres")),
            *_LARGE,
        ),
        "persons": (*_LARGE, *_mistaken("thousands", 1e3)),
        "units": (*_LARGE, Slip(0.01, say("doubts.floor_area"))),
    }
)  # fmt: skip
"""What figures are mistaken for, by the unit without its year; money and all others by ten thousands."""
IN_TEN_THOUSANDS: Final = _TEN_THOUSANDS[0].reading

RESIDENTS: Final[Mapping[str, Span]] = MappingProxyType(
    {
        "nation": Span(1e9, 1.6e9), "province": Span(2e6, 1.4e8), "prefecture": Span(2e3, 3.3e7),
        "county": Span(4e3, 4e6), "district": Span(4e3, 6e6), "township": Span(300, 1.5e6),
    }
)  # fmt: skip
A_PLACE: Final = Span(100, 1.6e9)
"""Residents of a place whose level is not known."""
URBAN: Final = Span(0.005, 1.0)
"""Urban share of a place that has any urban residents."""

_MONEY: Final = Span(0.2, 2e4)
_A_HEAD: Final[Mapping[str, Span]] = MappingProxyType(
    {
        "yuan/yr": _MONEY, "units/yr": Span(1e-5, 0.05), "jobs/yr": Span(1e-6, 0.1),
        "ha/yr": Span(1e-7, 1e-3), "ha": Span(1e-7, 2e-3),
        "persons/yr": Span(1e-5, 0.2), "villages": Span(1e-8, 1.5e-3),
    }
)  # fmt: skip
"""Amounts of measures a resident of the region (and year), by the lever's unit."""
A_PART: Final = 1e-3
"""Least part of a region's residents for whom a measure in named places of it may be."""
_A_SHARE: Final = Span(0.005, 1.0)
_A_GROWTH: Final = Span(0.001, 0.5)
_SHRINKS: Final = frozenset(("land",))
"""Levers whose growth below 0 is a policy that occurs: a limit to what the market builds."""
_OF_VILLAGES: Final = Span(5e-4, 0.4)
_FIELDS: Final[Mapping[str, Span]] = MappingProxyType(
    {
        "density": Span(1, 1500), "dwelling_size": Span(25, 300), "leverage": Span(0.05, 200),
        "newcomers": Span(0.01, 1), "subsidy": Span(0.005, 1), "towns": Span(1, 5e4), "part": Span(0.01, 1),
        "feeder": Span(0.01, 1), "listed": Span(0.01, 1),
    }
)  # fmt: skip
"""Further numbers of measures. Of money for several works nobody splits off less than a hundredth."""
_STOCKS: Final[Mapping[str, Span]] = MappingProxyType(
    {
        "dwellings": Span(0.1, 3), "jobs": Span(0.01, 3), "built_up_area": Span(2e-5, 1.5e-3),
    }
)  # fmt: skip
"""Stocks of a region by urban resident."""
_STOCK_RATES: Final[Mapping[str, Span]] = MappingProxyType(
    {"housing_price": Span(100, 2e5), "road_area_per_capita": Span(0.2, 60)}
)
_STOCK_SHARES: Final[Mapping[str, Span]] = MappingProxyType(
    {
        "vacancy_rate": Span(0.005, 1), "hukou_barrier": Span(0.01, 1),
        **{f"{service}_coverage": Span(0.01, 1) for service in SERVICES if service != "road"},
    }
)  # fmt: skip
"""A service that anybody has reaches a hundredth; homes stand empty for some weeks between families."""
_AGES: Final[Mapping[str, Span]] = MappingProxyType(
    {"share_0_14": Span(0.02, 0.6), "share_65plus": Span(0.005, 0.6)}
)
_KILOMETRES: Final[Mapping[str, Span]] = MappingProxyType(
    {"seat_km": Span(0.3, 800), "city_km": Span(0.3, 2000)}
)
_PEOPLE_BY_VILLAGE: Final = Span(30, 3e4)

_LEVELS_A_HEAD: Final[Mapping[str, Span]] = MappingProxyType(
    {
        "population": Span(0.3, 5), "urban_population": Span(0.02, 5), "rural_population": Span(0.005, 3),
        "city_population": Span(5e-4, 5), "seat_population": Span(5e-4, 3), "town_population": Span(5e-4, 3),
        "dwellings": Span(0.01, 3), "jobs": Span(0.01, 5),
    }
)  # fmt: skip
_KM2_A_HEAD: Final = Span(2e-6, 6e-4)
"""Built-up land a resident, at most four times the 150 m2 that GB 50137-2011 bears in remote cities."""
_SOME: Final = Span(2e-5, 5)
"""Persons, households, units and jobs of any other kind; of an increase, also of those named above."""
_COUNTED: Final = frozenset(("persons", "households", "units", "jobs"))
_RATES: Final = ("resident_urbanization_rate", "hukou_urbanization_rate")
_SHARES: Final[Mapping[str, Span]] = MappingProxyType(
    {
        "increase_per_year_at_least": Span(6e-4, 0.1), "increase_of": Span(1e-3, 0.9),
        "increase_of_at_least": Span(1e-3, 0.9), "grow_per_year": Span(1e-3, 0.5),
        "grow_per_year_at_least": Span(1e-3, 0.5),
    }
)  # fmt: skip


def people_of(code: str, year: int) -> float | None:
    """Residents of a region at the end of a year, None where there is no count."""
    count = base_count(code, year) if code in regions() else None
    return None if count is None else float(count.population)


def may_be(readings: Sequence[Message]) -> Message:
    """The remedy of a figure that may be any of the readings, and that may be meant all the same."""
    return say("doubts.may_be", what=either(readings)) if readings else say("doubts.meant")


def doubt(what: str, value: float, unit: str, span: Span, base: float = 1.0) -> Doubt | None:
    """Why ``value`` cannot be meant, None where it can; ``span`` is of the value over ``base``."""
    if span.holds(value / base):
        return None
    fits = [slip.reading for slip in _slips(unit) if span.holds(value * slip.factor / base)][:2]
    size = "small" if abs(value) / base < span.low else "large"
    amount = _amount(f"{value:,.10g} {unit}".strip(), abs(value) / base, base)
    return Doubt(say(f"doubts.too_{size}", what=what, amount=amount), may_be(fits))


def _amount(written: str, each: float, base: float) -> str:
    """A figure as it stands, and what it is for each of ``base`` residents where there are any."""
    return written if base == 1.0 else say("doubts.each", amount=written, each=each, base=base)


def _slips(unit: str) -> Sequence[Slip]:
    """What a figure in this unit may be mistaken for."""
    return _SLIPS.get(unit.removesuffix("/yr"), _LARGE)


def doubt_of_residents(people: float, level: str | None) -> Doubt | None:
    """Of the residents of a place of a level, None for an unknown one."""
    span = RESIDENTS.get(level or "", A_PLACE)
    if span.holds(people):
        return None
    what = "population" if level is None else say("doubts.residents", level=in_register("levels", level))
    return doubt(what, people, "persons", span)


def doubt_of_urban(urban: float, people: float) -> Doubt | None:
    """Of urban residents beside all residents: a rate, or another unit, in place of persons."""
    if urban == 0 or people <= 0 or URBAN.holds(urban / people):
        return None
    problem = say("doubts.few_urban", urban=urban, people=people)
    larger = (slip for slip in _slips("persons") if slip.factor > 1)
    fits = [slip.reading for slip in larger if URBAN.holds(urban * slip.factor / people)]
    if urban <= 100:
        fits = [say("doubts.rate", rate=urban if urban > 1 else 100 * urban), *fits]
    return Doubt(problem, say("doubts.give_persons", remedy=may_be(fits[:2])))


def doubt_of_measure(lever: str, value: float, unit: str, people: float, *, parts: bool) -> Doubt | None:
    """Of a measure's amount in its lever's unit for a region of ``people``, or for ``parts`` of it.

    A barrier to hukou that a measure raises, and works that shrink, are doubted for their sign.
    """
    if lever == "hukou" and value > 0:
        return Doubt(say("doubts.higher_barrier", value=value), say("doubts.lower_barrier"))
    if unit == "share/yr" and value < 0 and lever not in _SHRINKS:
        return Doubt(say("doubts.shrinks", lever=lever, value=value), say("doubts.growth_adds"))
    if unit in _A_HEAD:
        span = _A_HEAD[unit]
        return doubt(lever, value, unit, Span(span.low * A_PART, span.high) if parts else span, people)
    if unit in ("share", "share/yr"):
        span = _A_GROWTH if unit == "share/yr" else _OF_VILLAGES if lever == "redesignation" else _A_SHARE
        return doubt(lever, value, unit, span)
    return None


def doubt_of_field(name: str, value: float) -> Doubt | None:
    """Of a further number of a measure, in the key's first unit."""
    if name not in _FIELDS:
        return None
    return doubt(name, value, "share" if _FIELDS[name].high == 1 else "", _FIELDS[name])


def doubt_of_stock(name: str, value: float, urban: float) -> Doubt | None:
    """Of a stock of a region with so many urban residents."""
    if name in _STOCK_RATES:
        return doubt(name, value, variables()[name].unit, _STOCK_RATES[name])
    if name in _STOCK_SHARES:
        return doubt(name, value, "share", _STOCK_SHARES[name])
    if name in _STOCKS and urban > 0:
        return doubt(name, value, variables()[name].unit, _STOCKS[name], urban)
    return None


def doubt_of_figure(name: str, value: float) -> Doubt | None:
    """Of a share of an age or a distance in kilometres that a region states of itself."""
    if name in _AGES:
        return doubt(name, value, "share", _AGES[name])
    return doubt(name, value, "km", _KILOMETRES[name])


def doubt_of_villages(villages: int, rural: float) -> Doubt | None:
    """Of a number of villages for so many rural residents."""
    span = _PEOPLE_BY_VILLAGE
    if rural == 0 or span.holds(rural / villages):
        return None
    problem = say("doubts.villages", villages=villages, rural=rural)
    return Doubt(problem, say("doubts.people_of_villages", low=span.low, high=span.high))


class StatedFigure(NamedTuple):
    """What a target says: a variable compared with a value in ``unit``, maybe of ``parts`` of the region."""

    variable: str
    comparator: str
    value: float
    unit: str
    parts: bool = False


def doubt_of_target(said: StatedFigure, people: float | None) -> Doubt | None:
    """Of a target's figure for a region of so many residents."""
    if said.comparator in _SHARES and (said.unit.startswith("share") or "grow" in said.comparator):
        return doubt(_named(said), said.value, "share", _SHARES[said.comparator])
    if said.unit == "share":
        span = Span(0.03, 1.0) if said.variable in _RATES else Span(0.01, 1.0)
        return None if said.variable == "vacancy_rate" else doubt(said.variable, said.value, "share", span)
    part = said.parts or said.comparator in _SHARES
    if said.variable in _STOCK_RATES:
        high = _STOCK_RATES[said.variable].high
        span = Span(high * A_PART if part else _STOCK_RATES[said.variable].low, high)
        return doubt(said.variable, said.value, variables()[said.variable].unit, span)
    span_a_head = _a_head(said.variable, part)
    if people is None or span_a_head is None:
        return None
    return doubt(said.variable, said.value, variables()[said.variable].unit, span_a_head, people)


def _named(said: StatedFigure) -> Message:
    """What a target asks for, by its keys."""
    return say("doubts.target", variable=said.variable, comparator=said.comparator)


def _a_head(variable: str, part: bool) -> Span | None:
    unit = variables()[variable].unit
    if unit == "km2":
        return Span(1e-9, _KM2_A_HEAD.high) if part else _KM2_A_HEAD
    if unit not in _COUNTED:
        return None
    return _SOME if part else _LEVELS_A_HEAD.get(variable, _SOME)
