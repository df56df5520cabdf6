"""Experiments on hukou, redesignation and school, and on who answers (L3, L11, L17, L18)."""

from __future__ import annotations

import numpy as np

from urbsim.analysis.levers.worlds.simulated_arms import Seen
from urbsim.model.setup import Array


def rate(seen: Seen) -> Array:
    """Points of the urbanization rate, (D,)."""
    return 100 * seen.change("resident_urbanization_rate")


def resident(seen: Seen) -> Array:
    """Points by which more of those born in own villages live in own towns, (D,)."""

    def share(role: str) -> Array:
        return seen.at("own_in_town", role) / seen.at("own_people", role)

    return 100 * (share("with") - share("without"))


def converted(seen: Seen) -> Array:
    """Points by which more of those born in own villages hold the local urban hukou, (D,)."""

    def share(role: str) -> Array:
        return seen.at("settled_population", role) / seen.at("own_people", role)

    return 100 * (share("with") - share("without"))


def counted(seen: Seen) -> Array:
    """Urban people more in the year of redesignation, for each person whose village became urban, (D,)."""
    t = seen.start
    urban = seen.path("urban_population", "with") - seen.path("urban_population", "without")
    villages = seen.path("reclassified_population", "with") - seen.path("reclassified_population", "without")
    return urban[:, t] / villages[:, t]


def behaviour(seen: Seen) -> Array:
    """Per cent of townspeople by which urban people change beyond the villages redesignated, (D,)."""
    beyond = seen.change("urban_population") - seen.change("reclassified_population")
    return 100 * beyond / seen.at("urban_population", "without")


def young_share(seen: Seen) -> Array:
    """Share of those aged 15–39 among the adults that a measure brings into towns, (D,)."""
    return seen.change("in_town/15_39") / seen.change("in_town/adults")


def old_over_young(seen: Seen) -> Array:
    """Response of those of 50 and more relative to that of those aged 20–34, each for its number, (D,)."""

    def response(ages: str) -> Array:
        return seen.change(f"in_town/{ages}") / seen.at(f"everybody/{ages}", "without")

    return response("50_up") / response("20_34")


def for_school(seen: Seen) -> Array:
    """Share of a seat's people who came from own villages and would not if no school drew anybody, (D,)."""
    return drawn_by_schools(seen, "/seat")


def seat_over_towns(seen: Seen) -> Array:
    """That share of the seat's people relative to the same of the towns', (D,)."""
    return drawn_by_schools(seen, "/seat") / drawn_by_schools(seen, "/town")


def drawn_by_schools(seen: Seen, tier: str) -> Array:
    """Share of the people of settlements whom schools drew there from own villages, (D,).

    Surveys ask those who are there why; whom they keep out by filling the place was not asked.
    """
    places = [name for name in seen.names["with"] if name.startswith("at/") and name.endswith(tier)]
    more = np.sum([seen.change(f"own_{name}") for name in places], axis=0)
    return np.asarray(more / np.sum([seen.at(name, "with") for name in places], axis=0))


OUTCOMES = {
    "rate": rate,
    "resident": resident,
    "converted": converted,
    "counted": counted,
    "behaviour": behaviour,
    "young_share": young_share,
    "old_over_young": old_over_young,
    "for_school": for_school,
    "seat_over_towns": seat_over_towns,
}
