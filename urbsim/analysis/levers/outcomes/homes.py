"""Experiments on homes and relocation (L4–L6, L10)."""

from __future__ import annotations

from urbsim.analysis.levers.worlds.simulated_arms import Seen
from urbsim.model.setup import Array


def places(seen: Seen, role: str = "with") -> float:
    """Places of relocation programmes, persons, until the year of the result."""
    levers = seen.done[role].levers
    return float((levers.quota + levers.quota_listed)[: seen.year + 1].sum())


def homes(seen: Seen, role: str = "with") -> float:
    """Homes that measures add until the year of the result."""
    return float(seen.done[role].levers.dwellings[: seen.year + 1].sum())


def filled(seen: Seen) -> Array:
    """Share of the places that are filled, (D,)."""
    return seen.at("relocated_population", "with") / places(seen)


def additional(seen: Seen) -> Array:
    """Urban people more, for each person placed, (D,)."""
    return seen.change("urban_population") / seen.at("relocated_population", "with")


def still_there(seen: Seen) -> Array:
    """Share of the households placed that still live there, (D,)."""
    return seen.at("programme_households", "with") / seen.at("programme_households_placed", "with")


def people_a_home(seen: Seen) -> Array:
    """Urban people more, for each home that is added, (D,)."""
    return seen.change("urban_population") / homes(seen)


def taken(seen: Seen, role: str = "with") -> Array:
    """Homes that measures have added and that are lived in in the year of the result, (D,)."""
    return homes(seen, role) - seen.at("programme_homes_empty", role)


def crowded_out(seen: Seen, role: str = "with", against: str = "without") -> Array:
    """Private homes not built, for each home of a programme that is lived in, (D,).

    Studies count subsidised homes that have tenants: one that nobody takes is no rival of the market.
    """
    private = seen.change_since("dwellings_completed", role, against) - homes(seen, role)
    return -private / taken(seen, role)


def more_crowded(seen: Seen) -> Array:
    """Crowding-out where many homes stand empty relative to where few do, (D,)."""
    return crowded_out(seen) / crowded_out(seen, "full", "full_without")


def price(seen: Seen) -> Array:
    """By how many per cent the price of housing changes, (D,)."""
    return 100 * (seen.at("housing_price", "with") / seen.at("housing_price", "without") - 1)


OUTCOMES = {
    "filled": filled,
    "additional": additional,
    "still_there": still_there,
    "people_a_home": people_a_home,
    "crowded_out": crowded_out,
    "more_crowded": more_crowded,
    "price": price,
}
