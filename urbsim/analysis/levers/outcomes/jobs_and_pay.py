"""Experiments on pay and jobs (L1, L2, L19–L21)."""

from __future__ import annotations

import numpy as np

from urbsim.analysis.levers.worlds.arms import NotInModelError
from urbsim.analysis.levers.worlds.simulated_arms import Seen
from urbsim.model.setup import Array
from urbsim.text import say


def odds(seen: Seen) -> Array:
    """By how many per cent the odds rise that people of own villages live in own towns, (D,)."""

    def chance(role: str) -> Array:
        here, everybody = seen.at("own_in_town", role), seen.at("own_people", role)
        return here / (everybody - here)

    return 100 * (chance("with") / chance("without") - 1)


def townspeople(seen: Seen) -> Array:
    """By how many per cent the people of towns grow for each tenth more jobs, (D,)."""
    people = np.log(seen.at("urban_population", "with") / seen.at("urban_population", "without"))
    jobs = np.log(seen.at("jobs", "with") / seen.at("jobs", "without"))
    return 10 * people / jobs


def people_a_job(seen: Seen) -> Array:
    """People more in the region for each job more, (D,)."""
    return seen.change("population") / seen.change("jobs")


def urban_a_job(seen: Seen) -> Array:
    """Urban people more for each job more, (D,)."""
    return seen.change("urban_population") / seen.change("jobs")


def local_share(seen: Seen) -> Array:
    """Share of the region's own villagers among those whom jobs bring into its towns, (D,)."""
    local, others = (seen.change_since(flow) for flow in ("moves_local", "arrivals"))
    return local / (local + others + seen.change_since("returned_to_town"))


def jobs_a_job(seen: Seen) -> Array:
    """Further local jobs for each job that a measure creates, filled alike, (D,)."""
    return seen.at("posts", "with") / seen.at("created", "with") - 1


def drift(seen: Seen) -> Array:
    """Points by which the chance of a job drifts without any policy, (D,)."""
    path = seen.path("employment_probability", "with")
    return np.asarray(100 * (path[:, seen.year] - path[:, 0]))


def pay(seen: Seen, whose: str = "wage") -> Array:
    """By how many per cent pay of newcomers in towns changes, (D,)."""
    return 100 * (seen.at(whose, "with") / seen.at(whose, "without") - 1)


def pay_of_natives(seen: Seen) -> Array:
    """By how many per cent pay of those born in towns changes, (D,)."""
    return pay(seen, "wage_of_natives")


def late_over_early(seen: Seen) -> Array:
    """Further local jobs of a park today relative to one of 2003, (D,)."""
    early = seen.at("posts", "early") / seen.at("created", "early") - 1
    return jobs_a_job(seen) / early


def far_over_near(seen: Seen) -> Array:
    """Jobs of a park far from a large city relative to one near to it, (D,)."""
    return seen.change("jobs") / seen.change("jobs", "near", "without")


def to_key_towns(seen: Seen) -> Array:
    """People more in the key towns, (D,); NotInModelError where the place has none."""
    places = [name for name in seen.names["with"] if name.startswith("at/") and "key" in name]
    if not places:
        raise NotInModelError(say("experiments.no_variable", name="key towns"))
    return np.asarray(np.sum([seen.change(name) for name in places], axis=0))


OUTCOMES = {
    "odds": odds,
    "townspeople": townspeople,
    "people_a_job": people_a_job,
    "urban_a_job": urban_a_job,
    "local_share": local_share,
    "jobs_a_job": jobs_a_job,
    "drift": drift,
    "pay": pay,
    "pay_of_natives": pay_of_natives,
    "late_over_early": late_over_early,
    "far_over_near": far_over_near,
    "to_key_towns": to_key_towns,
}
