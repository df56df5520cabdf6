"""What is read off a simulated arm: the region's record, and what only experiments ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from urbsim.households.board import TOWN_CAME
from urbsim.households.capacity import BANDS
from urbsim.households.columns.columns import (
    AWAY,
    BAND_BITS,
    COMMUTES_BIT,
    MEMBERS,
    OUT,
    SEVEN,
    SPLIT,
    STATUS,
    STATUS_BITS,
    THREE,
)
from urbsim.model.setup import Array, Integers, Setup
from urbsim.model.towns.ways import connected, paved
from urbsim.model.urbanization import UrbanizationModel
from urbsim.model.year.record import recorded_names
from urbsim.runs.ensembles.jobs import Job
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.vocabulary.kinds import SERVICES

Look = Callable[[UrbanizationModel], float]
AGES: Final[Mapping[str, slice]] = {"15_39": slice(3, 8), "20_34": slice(4, 7), "50_up": slice(10, 15)}
"""Five-year bands of the ages that are told apart."""
ADULTS: Final = slice(3, 15)
WORKING: Final = slice(3, 12)


def looks(setup: Setup) -> dict[str, Look]:
    """What is looked at each year beyond the record, by name."""
    inside, ages = np.flatnonzero(setup.inside), Ages()
    tiers = {place.tier for place in setup.settlements if place.area >= 0}
    return {
        "own_in_town": own_in_town,
        "own_people": own_people,
        "floored": lambda model: float(model.choice.anchor.growth.floored),
        "at_home/commuting": commuting,
        "at_home/paved": commuting_from_paved,
        "connected": lambda model: float(np.mean(connected(model.state))),
        "posts": lambda model: sum(town.market.posts for town in model.towns if town.inside),
        "created": lambda model: sum(town.market.created for town in model.towns if town.inside),
        "wage_of_natives": wage_of_natives,
        **{f"capital/{name}": partial(capital, s) for s, name in enumerate(SERVICES)},
        **{f"came/{tier}": partial(came, tier) for tier in sorted(tiers)},
        **{f"at/{setup.settlements[j].key}": partial(townspeople, int(j)) for j in inside},
        **{f"own_at/{setup.settlements[j].key}": partial(own_residents, int(j)) for j in inside},
        **{f"in_town/{name}": partial(ages.aged, bands, True) for name, bands in AGES.items()},
        **{f"everybody/{name}": partial(ages.aged, bands, False) for name, bands in AGES.items()},
        "in_town/adults": partial(ages.aged, ADULTS, True),
    }


def probe_names(setup: Setup) -> tuple[str, ...]:
    """Names of all that `probed` returns, in its order."""
    return (*sorted(recorded_names()), *looks(setup))


def probed(job: Job, changes: Mapping[str, Mapping[str, float]] | None = None) -> Array:
    """Simulate one arm under one draw: probes by year, (P, T + 1).

    ``changes`` are coefficients that some arms, by name, give another value after the base year is anchored.
    """
    setup, changed = job.setup, (changes or {}).get(job.mix, {})
    model = UrbanizationModel(setup, foundation_of(setup, job.founded_with), job.draw)
    model.state.p = {**model.state.p, **changed}
    every = looks(setup)
    seen = [[look(model) for look in every.values()]]
    for _ in setup.years[1:]:
        model.step()
        seen.append([look(model) for look in every.values()])
    record = model.datacollector.model_vars
    model.release()
    home = [[float(year[0]) for year in record[name]] for name in sorted(record)]
    return np.vstack([home, np.array(seen).T])


def own_in_town(model: UrbanizationModel) -> float:
    """Persons of the region's own villages who live in its towns."""
    kin = model.people.count.kin[:, model.setup.inside]
    return float(kin.sum() * model.setup.weight)


def commuting(model: UrbanizationModel) -> float:
    """Share of the village households at home from which somebody does non-farm work nearby."""
    rows = model.people.households.rows
    home = ((rows.life & STATUS_BITS) == 0) & ((rows.life & MEMBERS) != 0)
    return float(((rows.life[home] & COMMUTES_BIT) != 0).mean())


def commuting_from_paved(model: UrbanizationModel) -> float:
    """The same share in villages that had a paved road in the base year."""
    rows, chosen = model.people.households.rows, paved(model.state)
    village = np.repeat(np.arange(len(rows.used)), np.diff(rows.start))
    home = ((rows.life & STATUS_BITS) == 0) & ((rows.life & MEMBERS) != 0) & chosen[village]
    return float(((rows.life[home] & COMMUTES_BIT) != 0).mean()) if home.any() else float("nan")


def own_people(model: UrbanizationModel) -> float:
    """Persons of the region's own villages, wherever they live; villages that became urban included."""
    count, remainder = model.people.count, model.people.remainder.sum()
    return float((count.home.sum() + count.kin.sum()) * model.setup.weight + remainder)


def capital(service: int, model: UrbanizationModel) -> float:
    """Public capital in a service, yuan of the base year a townsman."""
    towns = [town for town in model.towns if town.inside]
    return sum(float(town.works.capital[service]) for town in towns) / sum(town.people for town in towns)


def townspeople(j: int, model: UrbanizationModel) -> float:
    """Residents of a settlement."""
    return float(model.ledger.townspeople[j])


def wage_of_natives(model: UrbanizationModel) -> float:
    """Mean pay of natives of the region's towns, yuan of the base year."""
    towns = [town for town in model.towns if town.inside]
    return sum(town.market.wage_of_natives * town.people for town in towns) / sum(t.people for t in towns)


def own_residents(j: int, model: UrbanizationModel) -> float:
    """Persons of the region's own villages who live in a settlement."""
    return float(model.people.count.kin[:, j].sum() * model.setup.weight)


def came(tier: str, model: UrbanizationModel) -> float:
    """Persons who came to settlements of a tier in the year, from own villages and from outside."""
    if model.state.t == 0:
        return float("nan")
    people = model.people
    rows = people.tally.town.sum(axis=0)[:, TOWN_CAME] * model.setup.weight
    chosen = model.setup.tier(tier) & model.setup.inside
    return float((rows + people.arrivals)[chosen].sum())


class Ages:
    """Persons by five-year band, counted once a year for all that looks at ages."""

    def __init__(self) -> None:
        self.t, self.counted = -1, np.zeros((2, BANDS))

    def aged(self, bands: slice, towns_only: bool, model: UrbanizationModel) -> float:
        """Persons of some ages in the region's towns, or anywhere in the region."""
        if model.state.t != self.t:
            self.t, self.counted = model.state.t, by_age(model)
        return float(self.counted[0 if towns_only else 1, bands].sum())


def by_age(model: UrbanizationModel) -> Array:
    """Persons in the region's towns and anywhere in the region by five-year band, (2, 15)."""
    natives = model.people.cohorts.people[model.setup.inside].sum(axis=0)
    return np.asarray(natives + rows_by_age(model) * model.setup.weight)


def rows_by_age(model: UrbanizationModel) -> Array:
    """Persons among the rows, in towns and anywhere in the region, (2, 15).

    Workers who lodge alone are counted by the ages of their household's members of working age.
    """
    rows = model.people.households.rows
    life, inside = rows.life, model.setup.inside[rows.place]
    status, ages = (life >> STATUS) & THREE, members_of(life)
    families = ages[(status >= AWAY) & inside].sum(axis=0)
    split = (status == SPLIT) & inside
    working = ages[split][:, WORKING].astype(float)
    out = ((life[split] >> OUT) & SEVEN).astype(float)
    lodging = np.zeros(BANDS)
    lodging[WORKING] = (out / np.maximum(1, working.sum(axis=1))) @ working
    away = (status >= AWAY) | ((status == SPLIT) & ~inside)
    return np.stack([families + lodging, families + ages[~away].sum(axis=0)])


def members_of(life: NDArray[np.uint64]) -> Integers:
    """Members by five-year band of life words, (N, 15)."""
    shift = BAND_BITS * np.arange(BANDS, dtype=np.uint64)
    return np.asarray(((life & MEMBERS)[:, None] >> shift) & SEVEN).astype(np.int64)
