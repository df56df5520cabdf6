"""Why a doubled lever moves urbanization little: read from the state of the runs, never assumed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tests.scenarios.doubling import Doubling, Trial
from urbsim.evidence.coefficients import coefficients
from urbsim.model.year.record import COVERAGES
from urbsim.vocabulary.kinds import SERVICES

NEGLIGIBLE = 0.01
"""Points of the rate in the last year below which an effect is explained."""


def in_force(trial: Trial, lever: str, service: str | None) -> range:
    """Years from the first in which a measure of the lever acts."""
    starts = [m.start for m in trial.scenario.measures if (m.lever, m.service) == (lever, service)]
    return range(min(starts) - trial.setup.base_year, len(trial.setup.years))


def mean_of(trial: Trial, variable: str) -> np.ndarray:
    return trial.of(variable).mean(axis=0)


def small_service(trial: Trial, doubling: Doubling) -> str:
    service = str(doubling.service)
    known = {name: coefficient.value for name, coefficient in coefficients().items()}
    weights = sum(known[f"service_weight_{each}"] for each in SERVICES)
    share = known[f"service_weight_{service}"] / weights
    first = in_force(trial, "investment", service)[0]
    reached = mean_of(trial, COVERAGES[service])[first:] / known[f"service_target_{service}"]
    gain = share * max(0.0, 1 - float(reached.mean()))
    return (
        f"it stands at {reached.min():.2f} to {reached.max():.2f} of what counts as full and has the weight "
        f"{share:.2f}, so the index gains {gain:.3f} at most, {gain * known['services']:.4f} in utility"
    )


def small_housing(trial: Trial, doubling: Doubling) -> str:
    queue, vacancy = mean_of(trial, "housing_queue"), mean_of(trial, "vacancy_rate")
    price = mean_of(trial, "housing_price")
    return (
        f"at most {queue.max():.0f} families wait and vacancy stays above {vacancy.min():.3f}: homes are "
        f"not scarce and help by price alone, which moves by {100 * (price[-1] / price[0] - 1):+.0f} % anyway"
    )


def small_land(trial: Trial, doubling: Doubling) -> str:
    area = doubling.direct[1].mean(axis=0)[-1] / doubling.direct[0].mean(axis=0)[-1] - 1
    more = more_reclassified(doubling)
    return (
        f"the built-up area grows by {100 * area:.2f} %; villages change whole or not at all, and more of "
        f"them did in {(more > 0).sum()} of {len(more)} draws"
    )


def small_jobs(trial: Trial, doubling: Doubling) -> str:
    first = in_force(trial, doubling.lever, None)[0]
    chance = float(mean_of(trial, "employment_probability")[first:].mean())
    return f"the chance of a job is {chance:.3f} on average and can rise by {1 - chance:.3f} at most"


def small_hukou(trial: Trial, doubling: Doubling) -> str:
    before, after = (values.mean(axis=0)[-1] for values in doubling.direct)
    return f"the mean barrier falls from {before:.3f} to {after:.3f}; where it is 0 it falls no further"


def small_relocation(trial: Trial, doubling: Doubling) -> str:
    before, after = (values.mean(axis=0)[-1] for values in doubling.direct)
    unfilled = mean_of(trial, "programme_places_unfilled").max()
    return (
        f"{before:.0f} people are placed under the quota and {after:.0f} when it is doubled; up to "
        f"{unfilled:.0f} of its places a year found no family"
    )


def small_redesignation(trial: Trial, doubling: Doubling) -> str:
    more = more_reclassified(doubling)
    return (
        f"in {(more <= 0).sum()} of {len(more)} draws no more people are reclassified by the last year: the "
        "village was next anyway, and its people, urban earlier, had fewer births"
    )


def more_reclassified(doubling: Doubling) -> np.ndarray:
    """People more who became urban in place by the last year, by draw."""
    return np.asarray((doubling.reclassified[1] - doubling.reclassified[0])[:, -1])


REASONS: dict[str, Callable[[Trial, Doubling], str]] = {
    "investment": small_service,
    "dwellings": small_housing,
    "price_support": small_housing,
    "land": small_land,
    "industrial_park": small_jobs,
    "jobs": small_jobs,
    "hukou": small_hukou,
    "relocation": small_relocation,
    "redesignation": small_redesignation,
}


def reason(trial: Trial, doubling: Doubling) -> str:
    """A sentence on the state that keeps the effect small."""
    return REASONS[doubling.lever](trial, doubling)
