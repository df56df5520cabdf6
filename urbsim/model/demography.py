"""Mortality, fertility and age bands: one law for rows, natives and expected values."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from urbsim.households.capacity import BANDS
from urbsim.model.setup import Array, Coefficients

CHILDBEARING = np.array([0, 0, 0, 0, 0.30, 0.38, 0.22, 0.10, 0, 0, 0, 0, 0, 0, 0])
"""Share of all births by age band of a parent, (15,): a stated shape around 25–29, the same for all."""
MIDDLES = np.append(np.arange(14) * 5 + 2.5, 77.0)
"""The middle age of each band, 0–4 … 65–69, and of the open one, (15,)."""
BAND_OF = np.append(np.repeat(np.arange(BANDS - 1), 5), BANDS - 1)
"""The five-year band of each single year of age, 0 … 69 and 70 and over, (71,)."""
YOUNGEST = np.searchsorted(BAND_OF, np.arange(BANDS))
"""The first age of each band, (15,)."""
HIGHEST_MORTALITY = 0.5


class Bearing(NamedTuple):
    """Yearly births per person by band, (15,), in villages and in towns."""

    rural: Array
    urban: Array


def mortality(death_rate: float | Array, ages: Array, p: Coefficients) -> Array:
    """Yearly probability of death by band, (…, 15): infants, background, and a Gompertz rise.

    The level of the rise makes people with the age shares ``ages`` (…, 15) die at ``death_rate`` (…), where
    the fixed part does not exceed it and no band reaches 0.5.

    The rise is e^(slope · age), Gompertz (1825): at 0.095 a year it doubles about every seven years of age.
    Infants die at ``infant_mortality`` in the first year of the five that their band holds. Where all people
    are of one band and the fixed part is 0, that band's probability is ``death_rate`` itself.
    """
    fixed = np.full(BANDS, p["background_mortality"])
    fixed[0] += p["infant_mortality"] / 5
    rise = np.exp(p["mortality_slope"] * MIDDLES)
    level = np.maximum(0.0, death_rate - ages @ fixed) / (ages @ rise)
    return np.asarray(np.minimum(HIGHEST_MORTALITY, fixed + np.multiply.outer(level, rise)))


def fertility(births: float, rural: Array, urban: Array, p: Coefficients) -> Bearing:
    """Yearly births per person by band for rural and urban people, ``rural`` and ``urban`` persons (15,).

    At the same age rural people have ``rural_birth_ratio`` times as many children; together they have
    ``births``.

    Births over persons of both sexes in the band of a parent, so rates are about half of those over women.
    With a ratio of 1 rural and urban rates are the same.
    """
    ratio = p["rural_birth_ratio"]
    fertile = float((ratio * rural + urban) @ CHILDBEARING)
    each = CHILDBEARING * births / max(1.0, fertile)
    return Bearing(each * ratio, each)
