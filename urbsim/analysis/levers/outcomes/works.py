"""Experiments on public works and services (L7, L8, L12)."""

from __future__ import annotations

import numpy as np

from urbsim.analysis.levers.worlds.simulated_arms import Seen
from urbsim.evidence.experiments import WITH, WITHOUT
from urbsim.model.setup import Array
from urbsim.vocabulary.kinds import SERVICES


def came_in(seen: Seen, role: str) -> Array:
    """Persons who came into the region's towns once building was over, (D,): builders are no result."""
    return seen.after("moves_to_urban", role) + seen.after("arrivals", role)


def more_came(seen: Seen, role: str = "with", against: str = "without") -> Array:
    """By what share the in-flow is larger once building is over, (D,)."""
    return np.asarray(came_in(seen, role) / came_in(seen, against) - 1)


def inflow(seen: Seen) -> Array:
    """Per cent more in-flow for a tenth more capital a head in the services built, (D,)."""
    return 10 * np.log1p(more_came(seen)) / capital_gained(seen)


def inflow_simple(seen: Seen) -> Array:
    """Per cent by which the in-flow since the start of the measures changes, (D,)."""
    came = [seen.since("moves_to_urban", role) + seen.since("arrivals", role) for role in (WITH, WITHOUT)]
    return 100 * (came[0] / came[1] - 1)


def capital_gained(seen: Seen) -> Array:
    """Log growth of the capital a head that the measures add to, mean of the years of the result, (D,)."""
    built = seen.done["with"].levers.investment.sum(axis=(0, 1)) > 0
    span = slice(seen.end + 1, seen.year + 1)

    def capital(role: str) -> Array:
        chosen = [name for name, so in zip(SERVICES, built, strict=True) if so]
        paths = [seen.path(f"capital/{name}", role)[:, span].mean(axis=1) for name in chosen]
        return np.asarray(np.sum(paths, axis=0))

    return np.asarray(np.log(capital("with") / capital("without")))


def local_over_distant(seen: Seen) -> Array:
    """Response of movers from own villages relative to that of arrivals from elsewhere, (D,)."""
    local, distant = (
        seen.after(flow, WITH) / seen.after(flow, WITHOUT) - 1 for flow in ("moves_local", "arrivals")
    )
    return np.asarray(local / distant)


def closed_over_open(seen: Seen) -> Array:
    """Response to schools behind a full barrier relative to that behind an open door, (D,)."""
    return more_came(seen) / more_came(seen, "open_with", "open")


def work_at_home(seen: Seen) -> Array:
    """Points more of village households with non-farm work nearby, where a road newly leads, (D,)."""
    return 100 * seen.change("at_home/commuting") / seen.at("connected", "with")


def work_where_paved(seen: Seen) -> Array:
    """Points more of village households with non-farm work nearby, where a road led already, (D,)."""
    return 100 * seen.change("at_home/paved")


def towns(seen: Seen) -> float:
    """Number of towns reached."""
    setup = seen.done["with"]
    return float(
        sum(place.members for place in setup.settlements if place.tier == "town" and place.area >= 0)
    )


def came_a_town(seen: Seen) -> Array:
    """Persons who come into a town in a year, (D,)."""
    return np.asarray(seen.since("came/town", "with") / towns(seen) / (seen.year + 1 - seen.start))


def more_a_town(seen: Seen) -> Array:
    """Persons more who come into a town in a year, (D,)."""
    return np.asarray(seen.change_since("came/town") / towns(seen) / (seen.year + 1 - seen.start))


OUTCOMES = {
    "inflow": inflow,
    "inflow_simple": inflow_simple,
    "local_over_distant": local_over_distant,
    "closed_over_open": closed_over_open,
    "work_at_home": work_at_home,
    "work_where_paved": work_where_paved,
    "came_a_town": came_a_town,
    "more_a_town": more_a_town,
}
