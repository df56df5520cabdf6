"""What a draw prepares once: addresses of options, and the anchor of its base year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from urbsim.households.capacity import CLASSES
from urbsim.households.choice.expectation import AT_HOME, FAMILIES, LODGERS, persons_in_town
from urbsim.households.choice.profiles import class_counts
from urbsim.households.draws import ALWAYS, address_of, combine
from urbsim.households.equations import decay_with_tenure
from urbsim.model.choice.anchoring import Anchor, BaseYear, anchor
from urbsim.model.choice.choice import household_incomes, kin_shares, places_of, taste_of
from urbsim.model.choice.classes import Classes
from urbsim.model.setup import Addresses, Flags, Integers, Setup
from urbsim.model.state import State
from urbsim.model.towns.town import Town


@dataclass(frozen=True)
class Prepared:
    """Addresses of options and of areas, and where beds are counted."""

    option: Addresses
    group: Integers
    member: Integers
    area: Addresses
    beds: Flags


def prepared(setup: Setup, keys: Addresses) -> Prepared:
    """What is fixed about the options; ``keys`` (J,) are the settlements' addresses."""
    options = [combine(int(key), mode) for key in keys for mode in (0, 1)]
    return Prepared(np.array(options, np.uint64), *grouped(setup), setup.inside & setup.tier("town"))


def grouped(setup: Setup) -> tuple[Integers, Integers, Addresses]:
    """Options by area: where each group begins, its options, and the address of the group's random numbers.

    Places outside the region are the last group.
    """
    home = np.array([place.area for place in setup.settlements])
    of_option = np.repeat(np.where(home < 0, len(setup.areas), home), 2)
    member = np.argsort(of_option, kind="stable")
    begins = np.searchsorted(of_option[member], np.arange(len(setup.areas) + 2))
    keys = [address_of(f"area {area.key}") for area in setup.areas]
    return begins, member, np.array([*keys, address_of("outside")], np.uint64)


def anchored(state: State, classes: Classes, towns: Sequence[Town]) -> Anchor:
    """Solve the draw's constants at the base year, before any policy."""
    setup, taste = state.setup, taste_of(state.p)
    places = places_of(towns, 0.0, state.p, setup.drivers.prices_since_2000)
    aims = (state.draw.growth, state.p["whole_family_share"])
    return anchor(base_year(state, classes), places, taste, aims)


def base_year(state: State, classes: Classes) -> BaseYear:
    """The founded region as the choice sees it."""
    setup, villages = state.setup, state.foundation.villages
    stayer = np.uint64(state.p["stayer_share"] * ALWAYS)
    kin = kin_shares(state.people.count.kin, state.people.count.home)
    bond = decay_with_tenure(np.arange(16), state.p["return_tenure_decay"])
    shape = (len(setup.areas), CLASSES, 2 * len(setup.settlements))
    return BaseYear(
        class_counts(state.foundation.rows, CLASSES, stayer).astype(float),
        (villages.area, villages.distance, kin),
        classes,
        household_incomes(setup, 0),
        persons_in_town(state.foundation.rows, bond, shape),
        setup.inside,
        state.foundation.destination,
        ~other_area(setup) & setup.inside,
        natural_growth(state),
        (float(setup.urban) / setup.weight, float(setup.population) / setup.weight),
    )


def other_area(setup: Setup) -> Flags:
    """Whether a settlement is of another area than the villages', (A, J)."""
    home = np.array([place.area for place in setup.settlements])
    return np.asarray(home[None, :] != np.arange(len(setup.areas))[:, None])


def natural_growth(state: State) -> tuple[float, float]:
    """Expected growth of the first year that is no move: (urban with reclassification, all), in rows."""
    setup, people = state.setup, state.people
    dead = people.ages @ people.dying
    rural = float(people.village_parents() @ people.bearing[0] - dead[AT_HOME])
    urban = float(people.ages[FAMILIES] @ people.bearing[1] - dead[FAMILIES] - dead[LODGERS])
    came = float(setup.drivers.inflow[1] * setup.urban)
    changed = (1 - np.exp(-state.p["reclassification_rate"])) * (setup.population - setup.urban)
    return (urban + changed + came) / setup.weight, (urban + rural + came) / setup.weight
