"""What a draw prepares once: addresses of options, and the anchor of its base year."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from urbsim.households.capacity import CLASSES
from urbsim.households.choice.expectation import (
    AT_HOME,
    FAMILIES,
    LODGERS,
    families_outside,
    persons_in_town,
)
from urbsim.households.choice.profiles import class_counts
from urbsim.households.draws import ALWAYS, address_of, combine
from urbsim.households.equations import decay_with_tenure
from urbsim.model.choice.accounting import (
    Known,
    Shares,
    local_share,
    school_part,
    share_of_moves,
    usual_origins,
)
from urbsim.model.choice.anchoring import Anchor, anchor, choosers_wanted
from urbsim.model.choice.base_year import BaseYear
from urbsim.model.choice.choice import Surroundings, household_incomes, taste_of
from urbsim.model.choice.classes import Classes
from urbsim.model.choice.kin import kin_seen
from urbsim.model.choice.pool import pool_intercept, pool_of
from urbsim.model.choice.school import school_families, school_intercept
from urbsim.model.choice.standing import Offer
from urbsim.model.setup import Addresses, Array, Coefficients, Flags, Integers, Setup
from urbsim.model.state import State

FEWEST = 10
"""Households in villages below which a region is taken to have none that move or become urban."""


@dataclass(frozen=True)
class Prepared:
    """Addresses of options and of areas, and where beds are counted."""

    option: Addresses
    group: Integers
    member: Integers
    area: Addresses
    beds: Flags


def prepared(setup: Setup, keys: Addresses) -> Prepared:
    """What is fixed about the options; ``keys`` (J,) are the settlements' addresses.

    The same for all years of a draw and for all policies, so options keep their random numbers.
    """
    options = [combine(int(key), mode) for key in keys for mode in (0, 1)]
    return Prepared(np.array(options, np.uint64), *grouped(setup), setup.inside & setup.tier("town"))


def grouped(setup: Setup) -> tuple[Integers, Integers, Addresses]:
    """Options by area: where each group begins, its options, and the address of the group's random numbers.

    They are (A + 2,), (2 J,) and (A + 1,); places outside the region are the last group.
    """
    home = np.array([place.area for place in setup.settlements])
    of_option = np.repeat(np.where(home < 0, len(setup.areas), home), 2)
    member = np.argsort(of_option, kind="stable")
    begins = np.searchsorted(of_option[member], np.arange(len(setup.areas) + 2))
    keys = [address_of(f"area {area.key}") for area in setup.areas]
    return begins, member, np.array([*keys, address_of("outside")], np.uint64)


def anchored(state: State, classes: Classes, offer: Offer, pull: Array) -> Anchor:
    """Solve the draw's constants at the base year, before any policy.

    ``pull`` (V, 2 J) is that of own towns on commuters at the base year's ``offer``.
    """
    persons, schooled = pool_of(state), school_families(state)
    base = base_year(state, classes, float(persons.sum()), float(schooled.sum()))
    solved = anchor(base, offer.places, taste_of(state.p), state.p["whole_family_share"])
    own = choosers_wanted(base, solved.growth, 0.0).own if base.number.any() else 0.0
    for_school = float(school_part(solved.growth, base.schooled))
    if persons.any():
        wanted = solved.growth.villages - own - for_school
        solved = replace(solved, pool=pool_intercept(persons, pull, wanted, state.p))
    return replace(solved, school=school_intercept(schooled, pull, for_school, state.p))


def base_year(state: State, classes: Classes, pool: float, schooled: float) -> BaseYear:
    """The founded region as the choice sees it, with ``pool`` persons of commuting households.

    ``schooled`` are those of others who might go for a child's school.
    """
    setup, villages, p = state.setup, state.foundation.villages, state.p
    stayer = np.uint64(p["stayer_share"] * ALWAYS)
    kin = kin_seen(state)
    bond = decay_with_tenure(np.arange(16), p["return_tenure_decay"])
    shape = (len(setup.areas), CLASSES, 2 * len(setup.settlements))
    number, split = class_counts(state.foundation.rows, CLASSES, stayer).astype(float)
    local = local_of(setup, p)
    shares = Shares(share_of_moves(setup.level, p), local, p["return_to_town"], p["school_share_of_moves"])
    return BaseYear(
        number,
        split,
        near=Surroundings(villages.area, villages.distance, kin),
        classes=classes,
        incomes=household_incomes(setup, 0),
        stock=persons_in_town(state.foundation.rows, bond, shape),
        inside=setup.inside,
        destination=state.foundation.destination,
        own=~other_area(setup) & setup.inside,
        known=known_of(state),
        shares=shares,
        pool=pool,
        schooled=schooled,
        families=families_outside(state.foundation.rows, setup.inside),
    )


def known_of(state: State) -> Known:
    """What is known of the base year but who returns, persons in rows.

    In rows, so all terms shrink alike with the weight. Who returns is filled in by `account`.
    """
    setup, weight = state.setup, state.setup.weight
    urban_born, born = natural_growth(state)
    rural = int((state.foundation.rows.used - state.foundation.rows.start[:-1]).sum())
    return Known(
        urban=setup.urban / weight,
        everybody=setup.population / weight,
        growth=state.draw.growth,
        urban_born=urban_born / weight,
        born=born / weight,
        away=float(state.people.count.kin[:, ~setup.inside].sum()),
        away_growth=setup.away_growth,
        back_outside=0.0,
        back_inside=0.0,
        families_back=0.0,
        usual=float(setup.drivers.inflow[1] * setup.urban) / weight,
        open=float(is_open(setup)),
        rural=(setup.population - setup.urban) / weight if rural * weight >= FEWEST else 0.0,
    )


def is_open(setup: Setup) -> bool:
    """Whether people come from elsewhere: not to the nation, nor where the drivers say that nobody does."""
    return bool(not setup.inside.all() and setup.drivers.inflow[1:].any())


def local_of(setup: Setup, p: Coefficients) -> float:
    """The region's own share of the moves into its towns, its areas weighted by their people."""
    if not is_open(setup):
        return 1.0
    return float(local_share(setup.level, registered_of(setup, p), p))


def registered_of(setup: Setup, p: Coefficients) -> Array:
    """People of the region registered elsewhere by origin, (3,), in persons or relative to each other."""
    known = [(area.population, area.registered) for area in setup.areas if area.registered]
    if not known:
        return np.array(usual_origins(p))
    return np.asarray(sum(people * np.array(shares) for people, shares in known))


def other_area(setup: Setup) -> Flags:
    """Whether a settlement is of another area than the villages', (A, J)."""
    home = np.array([place.area for place in setup.settlements])
    return np.asarray(home[None, :] != np.arange(len(setup.areas))[:, None])


def natural_growth(state: State) -> tuple[float, float]:
    """Births less deaths of the first year: (urban people, all).

    Persons a year, not rows. Urban are natives and families in town; lodging workers die there and are born
    to in their villages.
    """
    people = state.people
    dead = people.ages @ people.dying
    rural = float(people.village_parents() @ people.bearing[0] - dead[AT_HOME])
    urban = float(people.ages[FAMILIES] @ people.bearing[1] - dead[FAMILIES] - dead[LODGERS])
    return urban, urban + rural
