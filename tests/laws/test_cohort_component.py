"""Ages against an exact cohort-component projection by single years, which shares no code with the model.

A closed region: nobody comes, goes or moves. Both are given the same yearly chances by five-year band, of
death for everybody and of a birth for those of 20-39; births fall and deaths ease with the years.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from urbsim.model.natives import Cohorts

BASE, YEARS = 2010, 25
BAND_OF_AGE = np.minimum(np.arange(71) // 5, 14)
DYING = np.array([30, 4, 4, 6, 8, 9, 11, 15, 21, 31, 47, 73, 117, 190, 470]) * 1e-4
BEARING = np.array([0, 0, 0, 0, 45, 60, 35, 15, 0, 0, 0, 0, 0, 0, 0]) * 1e-3


def births_in(year: int) -> float:
    """Fertility of a year relative to the base year's: it falls by three per cent a year."""
    return float(0.97 ** (year - BASE))


def deaths_in(year: int) -> float:
    """Mortality of a year relative to the base year's."""
    return float(0.99 ** (year - BASE))


def projected(bands: np.ndarray, years: int) -> np.ndarray:
    """People by band (15,) after so many years, from single years of age that are alike within a band."""
    people = np.append(np.repeat(bands[:14] / 5, 5), bands[14]).astype(float)
    for year in range(BASE + 1, BASE + years + 1):
        people = np.concatenate([[0.0], people[:69], [people[69] + people[70]]])
        born = (people * BEARING[BAND_OF_AGE]).sum() * births_in(year)
        people *= 1 - DYING[BAND_OF_AGE] * deaths_in(year)
        people[0] = born
    return np.bincount(BAND_OF_AGE, people, 15)


def natives_over_time(people: int, seed: int) -> Callable[[], np.ndarray]:
    """Natives of three towns by band: at founding, then a year later at every further call."""
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet(np.full(15, 8.0))
    cohorts = Cohorts(np.array([people, people // 3, people // 9]), shares, np.arange(3, dtype=np.uint64))
    year = BASE - 1

    def bands() -> np.ndarray:
        nonlocal year
        year += 1
        if year > BASE:
            cohorts.live(seed, year, DYING * deaths_in(year), BEARING * births_in(year))
        return cohorts.people.sum(axis=0)

    return bands


def errors(bands: Callable[[], np.ndarray]) -> np.ndarray:
    """Every band of every year over the projected one, less one, (years, 15)."""
    path = [bands() for _ in range(YEARS + 1)]
    return np.array([path[t] / projected(path[0], t) - 1 for t in range(1, YEARS + 1)])


def worst(found: np.ndarray, years: int) -> str:
    band = int(np.abs(found[years - 1]).argmax())
    return f"after {years} years: ages from {5 * band}, {100 * found[years - 1, band]:+.2f} %"


@pytest.mark.parametrize(("lived", "people"), [(natives_over_time, 3_000_000)])
def test_every_band_is_that_of_the_projection(lived, people):
    found = errors(lived(people, seed=1))
    for years in (15, 25):
        assert np.abs(found[years - 1]).max() < 0.02, worst(found, years)


@pytest.mark.parametrize("lived", [natives_over_time])
@pytest.mark.prove
def test_every_band_is_that_of_the_projection_without_its_luck(lived):
    """The mean over eight foundings; between the fifth years, in which households share a phase, bands are
    no farther off than the births of a year change over the years of a band."""
    found = np.mean([errors(lived(1_000_000, seed)) for seed in range(8)], axis=0)
    print("\n" + "; ".join(worst(found, years) for years in (5, 10, 15, 20, 25, 13, 23)))
    assert np.abs(found[4::5]).max() < 0.01
    assert np.abs(found).max() < 0.06
