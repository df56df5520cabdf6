"""Programmes of a year: homes and places offered to families, the list of villages, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from urbsim.households.capacity import LEFT, OUTLAYS
from urbsim.households.draws import ALWAYS, combine
from urbsim.households.equations import leaving_of_outlay, offer_utility
from urbsim.households.life.offers import ANYBODY, LODGER, ON_LIST, Offers, Uptake, still_there, unlisted
from urbsim.model.setup import Addresses, Array, Coefficients, Flags, Integers
from urbsim.model.state import KINDS_OF_HOMES, State
from urbsim.model.towns.town import Town
from urbsim.model.year.guests import AskedGuests, house_guests

OPEN, LISTED = range(2)
"""Quotas of an area: open to those who ask, and given from a list of villages."""
LEAST = 1e-9
"""What sums of fractions may miss a whole number by."""


class Lines(NamedTuple):
    """Lines of offers (L,): area, place, kind, pool, share of the price that others pay, and an address."""

    area: Integers
    place: Integers
    kind: Integers
    pool: Integers
    subsidy: Array
    key: Addresses


class Cells(NamedTuple):
    """The cell of a table of ``rows`` and ``columns`` that each of n lines belongs to, (n,) each."""

    row: Integers
    column: Integers
    rows: int
    columns: int

    def summed(self, values: Integers) -> Integers:
        """The table of sums of ``values`` (n,), (R, C)."""
        out = np.zeros((self.rows, self.columns), np.int64)
        np.add.at(out, (self.row, self.column), values)
        return out


def offers_of(state: State, towns: Sequence[Town], kin: Array, guests: AskedGuests) -> Offers:
    """What the programmes of the year offer; ``kin`` (V, 1) is the share of a village's people in towns.

    Of homes for migrants ``guests`` from elsewhere have had their part.
    """
    p = state.p
    left = np.concatenate([homes_left(state, towns, guests), places_left(state)])
    list_more_villages(state, left)
    lines = lines_of(state, towns, left > 0)
    worth = offer_utility(
        p["offer_constant"], p["offer_subsidy"] * lines.subsidy, p["offer_listed"] * (lines.kind == ON_LIST)
    )
    mass = np.array([float(towns[j].people_at_base) for j in lines.place])
    outlay = 1 + np.round((1 - lines.subsidy) * (OUTLAYS - 1))
    return Offers(
        first=np.searchsorted(lines.area, np.arange(len(state.setup.areas) + 1)),
        place=lines.place,
        kind=lines.kind,
        pool=lines.pool,
        utility=worth,
        liking=mass * np.exp(worth),
        key=lines.key,
        outlay=outlay.astype(np.uint64),
        left=left,
        by_persons=np.arange(len(left)) >= KINDS_OF_HOMES * len(towns),
        listed=state.programme.listed,
        kin=p["network"] * kin[:, 0],
        school=p["offer_school"],
        reach=np.uint64(p["offer_reach"] * ALWAYS),
        leaving=leaving_by_state(p),
        reached=state.programme.reached,
    )


def leaving_by_state(p: Coefficients) -> Addresses:
    """The yearly hazard of leaving by state in a programme (16,), in units of 2⁻³²; 0 where there is none.

    State 0 (in none), 14 (waits) and 15 (has left) have 0.
    """
    hazard = np.zeros(LEFT + 1)
    outlay = np.arange(OUTLAYS) / (OUTLAYS - 1)
    hazard[1 : OUTLAYS + 1] = leaving_of_outlay(p["leaving_paid"], p["leaving_outlay"], outlay)
    return (hazard * ALWAYS).astype(np.uint64)


def homes_left(state: State, towns: Sequence[Town], guests: AskedGuests) -> Integers:
    """Programme homes on offer by settlement and kind, in the nearest number of whole rows, (3 J,).

    Rounded down, homes too few for a row would stay empty, half a row of each kind everywhere. Of a row of
    more families than there are homes the others wait for the next.
    """
    empty = np.array([town.homes.to_offer for town in towns], np.int64)
    empty[:, LODGER] -= guests.first
    rows = (empty.ravel() + state.setup.weight // 2) // state.setup.weight
    return np.maximum(0, rows)


def places_left(state: State) -> Integers:
    """Places under quotas, open then listed, by area, in persons of whole rows, (2 A,)."""
    return np.floor(quotas_of(state) + LEAST).astype(np.int64)


def quotas_of(state: State) -> Array:
    """Quotas of the year in persons of rows with what was carried into it, (2 A,); 0 without a quota.

    A quota too small for a family is carried on until it holds one.
    """
    levers = state.levers
    quota = np.concatenate([levers.quota[state.t], levers.quota_listed[state.t]])
    return np.where(quota > 0, quota / state.setup.weight + state.programme.carried, 0.0)


def lines_of(state: State, towns: Sequence[Town], open_pool: Flags) -> Lines:
    """The lines of all pools that hold something, by area and then in the order of settlements.

    ``open_pool`` (Q,) says which pools do; where none does there are no lines.
    """
    levers, t, keys = state.levers, state.t, state.people.keys
    areas, homes = len(state.setup.areas), KINDS_OF_HOMES * len(towns)
    support, home_subsidy = levers.price_support[t], levers.homes_subsidy(t)
    found = []
    for j, town in enumerate(towns):
        a = town.place.area
        if a < 0:
            continue
        for kind in range(KINDS_OF_HOMES):
            subsidy = min(1.0, float(home_subsidy[j, kind] + support[j]))
            found.append((a, j, kind, KINDS_OF_HOMES * j + kind, subsidy, combine(int(keys[j]), kind)))
        if levers.resettled[t, j] <= 0:
            continue
        for kind, quota in ((ANYBODY, OPEN), (ON_LIST, LISTED)):
            address = combine(int(keys[j]), KINDS_OF_HOMES + quota)
            subsidy = min(1.0, float(levers.subsidy[t, a] + support[j]))
            found.append((a, j, kind, homes + quota * areas + a, subsidy, address))
    kept = sorted((line for line in found if open_pool[line[3]]), key=lambda line: line[0])
    numbers = np.array([line[:4] for line in kept], np.int64).reshape(-1, 4)
    area, place, kinds, pool = np.ascontiguousarray(numbers.T)
    subsidies, addresses = [line[4] for line in kept], [line[5] for line in kept]
    return Lines(
        area,
        place,
        kind=kinds,
        pool=pool,
        subsidy=np.array(subsidies, float),
        key=np.array(addresses, np.uint64),
    )


def list_more_villages(state: State, left: Integers) -> None:
    """Put as many families more on the list as places call for and villages can be made ready.

    ``left`` (Q,) are the places of all pools. The villages farthest from any settlement come first.

    A village may be on the list in part, by neighbourhood. Nobody is struck off again.
    """
    setup, villages, programme = state.setup, state.foundation.villages, state.programme
    homes, places = given_by_list(state, left)
    programme.unready = np.zeros(len(setup.areas), np.int64)
    if not (homes + places).any():
        return
    rows = state.people.households.rows
    families, persons = unlisted(rows, state.people.households.urban, programme.listed).T
    of_area = [np.bincount(villages.area, number, len(setup.areas)) for number in (families, persons)]
    wanted = homes + places * of_area[0] / np.maximum(1, of_area[1])
    ready = state.p["villages_ready"] * np.bincount(villages.area, villages.households, len(setup.areas))
    called = wanted * state.p["listed_a_place"]
    number = np.minimum(called, ready)
    programme.unready = np.floor((called - number) * setup.weight).astype(np.int64)
    order = np.lexsort((villages.key, -villages.distance[:, setup.inside].min(axis=1, initial=np.inf)))
    before = np.empty(len(families))
    for a in range(len(setup.areas)):
        here = order[villages.area[order] == a]
        before[here] = np.cumsum(families[here]) - families[here]
    share = np.clip((number[villages.area] - before) / np.maximum(1, families), 0.0, 1.0)
    rest = np.maximum(0.0, programme.listed.astype(float) - state.people.households.urban.astype(float))
    programme.listed = programme.listed - np.ceil(share * rest).astype(np.uint64)


def given_by_list(state: State, left: Integers) -> tuple[Integers, Integers]:
    """Homes, and persons' places of quotas, that are given from the list by area, in rows, (A,) each."""
    home = np.array([place.area for place in state.setup.settlements])
    areas, inside = len(state.setup.areas), home >= 0
    homes = left[: KINDS_OF_HOMES * len(home)].reshape(-1, KINDS_OF_HOMES)[inside, ON_LIST]
    return np.bincount(home[inside], homes, areas).astype(np.int64), left[len(left) - areas :]


def note_uptake(
    state: State, towns: Sequence[Town], offers: Offers, uptake: Uptake, guests: AskedGuests
) -> None:
    """Hand the homes over, and keep in the state's programme who was placed and what nobody took."""
    programme, weight = state.programme, state.setup.weight
    areas, homes = len(state.setup.areas), KINDS_OF_HOMES * len(towns)
    area = np.repeat(np.arange(areas), np.diff(offers.first))
    under_quota = offers.by_persons[offers.pool]
    where = Cells(area, offers.place, rows=areas, columns=len(towns))
    persons, households = uptake.persons * weight, uptake.households * weight
    programme.moved = where.summed(persons)
    programme.anyway = where.summed(uptake.anyway * weight)
    programme.relocated = where.summed(persons * under_quota)
    programme.relocated_so_far = programme.relocated_so_far + programme.relocated
    programme.relocated_homes = where.summed(households * under_quota).sum(axis=0)
    kind = np.minimum(offers.kind, KINDS_OF_HOMES - 1)
    of_homes = Cells(offers.place, kind, rows=len(towns), columns=KINDS_OF_HOMES)
    programme.taken = of_homes.summed(households * ~under_quota)
    programme.taken[:, LODGER] += house_guests(state, guests, towns, programme.taken[:, LODGER])
    programme.placed_so_far = programme.placed_so_far + programme.placed
    programme.moved_so_far = programme.moved_so_far + programme.moved.sum(axis=0)
    programme.anyway_so_far = programme.anyway_so_far + programme.anyway.sum(axis=0)
    programme.reached = programme.reached or bool(programme.moved.any())
    for town, ordered, taken in zip(towns, programme.relocated_homes, programme.taken, strict=True):
        town.homes.hand_over(int(ordered), taken)
    if programme.reached:
        programme.still_there = still_there(state.people.households.rows, len(towns)) * weight
    left, short = uptake.left[homes:], uptake.short[homes:]
    programme.unfilled = np.where(short, 0, left).reshape(2, areas).sum(axis=0) * weight
    quotas = quotas_of(state)
    programme.carried = np.where(quotas > 0, quotas - offers.left[homes:] + np.where(short, left, 0), 0.0)
