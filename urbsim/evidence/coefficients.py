"""Behavioural coefficients: value, prior, bounds, source, and how each came to be."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from urbsim.evidence.package_yaml import package_files, read_package_file

PriorKind = Literal["normal", "lognormal", "uniform", "halfnormal", "logitnormal", "beta"]
Tag = Literal["calibrated", "literature", "definition", "assumption"]
ALWAYS = "always"
"""Stands for the year of what rests on no source."""


@dataclass(frozen=True)
class Prior:
    """A prior distribution, to be truncated to the bounds of its coefficient.

    The meaning of (a, b) by kind: normal (mean, sd); lognormal (ln of the median, sd of ln); uniform
    (low, high); halfnormal (0, sd); logitnormal (mean and sd of the logit); beta (alpha, beta).
    """

    kind: PriorKind
    a: float
    b: float


@dataclass(frozen=True)
class Coefficient:
    """One number of the model: its value, its prior and bounds, and where it comes from.

    `prior` is None for what is not sampled. `because` gives the reason of a judgement, which every
    coefficient with the tag `assumption` has. `known` is the year from which its source could be read, None
    where it rests on none; `before` is what stands for it up to then.
    """

    name: str
    symbol: str
    value: float
    prior: Prior | None
    low: float
    high: float
    unit: str
    source: str
    tag: Tag
    because: str | None
    description: str
    known: int | None
    before: Coefficient | None

    def as_of(self, year: int) -> Coefficient:
        """What was known of it at the end of a year; itself where nothing stands for it before."""
        if self.known is None or self.known <= year or self.before is None:
            return self
        return self.before.as_of(year)


_PRIORS: Mapping[str, Callable[[Mapping[str, float]], tuple[float, float]]] = MappingProxyType(
    {
        "normal": lambda p: (p["mean"], p["sd"]),
        "lognormal": lambda p: (math.log(p["median"]), p["sd_log"]),
        "uniform": lambda p: (p["low"], p["high"]),
        "halfnormal": lambda p: (0.0, p["sd"]),
        "logitnormal": lambda p: (p["mean_logit"], p["sd_logit"]),
        "beta": lambda p: (p["alpha"], p["beta"]),
    }
)


def _prior(entry: dict[str, Any] | None) -> Prior | None:
    if entry is None:
        return None
    a, b = _PRIORS[entry["kind"]](entry)
    return Prior(entry["kind"], float(a), float(b))


def _coefficient(name: str, entry: dict[str, Any]) -> Coefficient:
    earlier = entry.get("before")
    inherited = {key: entry[key] for key in ("symbol", "unit", "description")}
    known = entry.get("known", ALWAYS)
    return Coefficient(
        name=name,
        symbol=entry["symbol"],
        value=float(entry["value"]),
        prior=_prior(entry.get("prior")),
        low=float(entry["low"]),
        high=float(entry["high"]),
        unit=entry["unit"],
        source=entry["source"],
        tag=entry["tag"],
        because=entry.get("because"),
        description=entry["description"],
        known=None if known == ALWAYS else int(known),
        before=None if earlier is None else _coefficient(name, inherited | earlier),
    )


def coefficients(year: int | None = None) -> Mapping[str, Coefficient]:
    """Every coefficient by name as known at the end of ``year`` (None: by now), in the order of the files."""
    return _latest() if year is None else _as_of(year)


@cache
def _as_of(year: int) -> Mapping[str, Coefficient]:
    return MappingProxyType({name: each.as_of(year) for name, each in _latest().items()})


@cache
def _latest() -> Mapping[str, Coefficient]:
    found: dict[str, Coefficient] = {}
    for file in package_files("behaviour"):
        for name, entry in read_package_file(file).required()["coefficients"].items():
            if name in found:
                raise ValueError(f"coefficient {name!r} stands in two files of data/behaviour")
            found[name] = _coefficient(name, entry)
    return MappingProxyType(found)
