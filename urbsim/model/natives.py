"""Natives of towns and cities: integer cohorts in five-year bands, aged by quantiles of binomial draws.

One uniform draw at the address (seed, settlement, year, event, band) gives one number of events,
so the same luck meets the same cohort under every policy.
"""

from __future__ import annotations

import numpy as np
from scipy.special import bdtrik, ndtri

from urbsim.households.draws import uniforms_at
from urbsim.model.composition import BANDS
from urbsim.model.setup import Addresses, Array, Coefficients, Integers

DEATH, TURN, BIRTH, ARRIVAL, DEPARTURE, INFLOW = range(6)
ENOUGH = 25.0
YOUNG_ADULTS = np.array([0, 0, 0, 0.2, 0.35, 0.2, 0.1, 0.06, 0.04, 0.02, 0.01, 0.01, 0.01, 0, 0])
CHILDBEARING = np.array([0, 0, 0, 0, 0.30, 0.38, 0.22, 0.10, 0, 0, 0, 0, 0, 0, 0])
MIDDLES = np.append(np.arange(14) * 5 + 2.5, 77.0)


def uniforms(*address: Addresses | int) -> Array:
    """Uniform draws in (0, 1) at broadcast integer addresses, by the same hash as households."""
    shape = np.broadcast_shapes(*(np.shape(part) for part in address))
    parts, out = np.empty((len(address), *shape), np.uint64), np.empty(shape)
    for part, given in zip(parts, address, strict=True):
        part[...] = given
    uniforms_at(parts.reshape(len(address), -1), out.reshape(-1))
    return out


def binomial_quantile(u: Array, n: Integers, p: Array | float) -> Integers:
    """The number of events among ``n`` at quantile ``u``; exact when few are expected, normal when many.

    p = 0 gives 0 and p = 1 gives n; more people or a higher p never give fewer events.
    """
    p = np.broadcast_to(np.clip(p, 0.0, 1.0), n.shape)
    mean, variance = n * p, n * p * (1 - p)
    drawn: Array = np.rint(mean + np.sqrt(variance) * ndtri(u))
    few = (variance < ENOUGH) & (p > 0) & (p < 1) & (n > 0)
    drawn[few] = np.ceil(bdtrik(u[few], n[few], p[few]))
    return np.clip(np.nan_to_num(drawn), 0, n).astype(np.int64)


def mortality(death_rate: float, ages: Array, p: Coefficients) -> Array:
    """Yearly probability of death by band, (15,): infants, background, and a Gompertz rise.

    The level of the rise makes a population with the age shares ``ages`` die at ``death_rate``.
    """
    fixed = np.full(BANDS, p["background_mortality"])
    fixed[0] += p["infant_mortality"] / 5
    rise = np.exp(p["mortality_slope"] * (MIDDLES - MIDDLES[-1]))
    level = max(0.0, death_rate - float(ages @ fixed)) / float(ages @ rise)
    return np.asarray(np.minimum(0.5, fixed + level * rise))


def fertility(births: float, rural: Array, urban: Array, p: Coefficients) -> tuple[Array, Array]:
    """Yearly births per person by band, (15,), for rural and for urban people.

    ``rural`` and ``urban`` are persons by band (15,). At the same age rural people have
    ``rural_birth_ratio`` times as many children; together they have ``births``.
    """
    ratio = p["rural_birth_ratio"]
    fertile = float((ratio * rural + urban) @ CHILDBEARING)
    each = CHILDBEARING * births / max(1.0, fertile)
    return each * ratio, each


class Cohorts:
    """The natives of J settlements by band, (J, 15), lived one year at a time."""

    def __init__(self, people: Integers, ages: Array, keys: Addresses) -> None:
        self.keys = keys
        self.people = np.floor(people[:, None] * ages).astype(np.int64)
        self.people[:, 6] += people - self.people.sum(axis=1)

    def draws(self, seed: int, year: int, event: int) -> Array:
        """Uniform draws (J, 15) of one event."""
        bands = np.arange(BANDS, dtype=np.uint64)
        return uniforms(seed, self.keys[:, None], year, event, bands)

    def live(self, seed: int, year: int, dying: Array, bearing: Array) -> tuple[Integers, Integers]:
        """Deaths, births, and one fifth of each band up; returns births and deaths by settlement, (J,)."""
        deaths = binomial_quantile(self.draws(seed, year, DEATH), self.people, dying)
        births = binomial_quantile(self.draws(seed, year, BIRTH), self.people, bearing).sum(axis=1)
        self.people -= deaths
        older = binomial_quantile(self.draws(seed, year, TURN), self.people, 0.2)
        older[:, -1] = 0
        self.people -= older
        self.people[:, 1:] += older[:, :-1]
        self.people[:, 0] += births
        return births, deaths.sum(axis=1)

    def welcome(self, arrivals: Integers) -> None:
        """Add people from outside the region, young adults above all; every arrival has a band."""
        added = np.floor(arrivals[:, None] * YOUNG_ADULTS).astype(np.int64)
        added[:, 4] += arrivals - added.sum(axis=1)
        self.people += added

    def part(self, departures: Integers) -> Integers:
        """Take away people who leave, young adults above all; returns how many could leave, (J,)."""
        leaving = np.minimum(np.floor(departures[:, None] * YOUNG_ADULTS).astype(np.int64), self.people)
        leaving[:, 4] += np.minimum(departures - leaving.sum(axis=1), self.people[:, 4] - leaving[:, 4])
        self.people -= leaving
        return np.asarray(leaving.sum(axis=1))
