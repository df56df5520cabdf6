"""T5, single decisions: a better offer never makes any household less likely to move, exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.boards import plain_taste, thresholds
from urbsim.households.choice.attraction import (
    Places,
    Profiles,
    Taste,
    net_gain,
    option_value,
    pull,
    return_hazard,
    worth,
)

PLACES, VILLAGES, KINDS = 4, 5, 60


def offers(seed: int) -> tuple[Places, Profiles, Taste, np.ndarray]:
    """Random places, profiles, tastes and distances (V, J)."""
    rng = np.random.default_rng(seed)
    places = Places(
        wage=rng.uniform(8e3, 6e4, PLACES),
        employment=rng.uniform(0.3, 0.95, PLACES),
        price_ratio=rng.uniform(0.5, 3, PLACES),
        services=rng.uniform(0, 0.8, PLACES),
        barrier=rng.uniform(0.1, 1, PLACES),
        constant=rng.normal(0, 2, PLACES),
        family=rng.normal(-1, 1, PLACES),
        living_cost=float(rng.uniform(1500, 9000)),
    )
    people = Profiles(
        schooling=rng.uniform(0, 15, KINDS),
        workers=rng.integers(1, 6, KINDS).astype(float),
        income=rng.uniform(2e3, 8e4, KINDS),
        age=rng.uniform(17, 64, KINDS),
        intercept=np.zeros(KINDS),
    )
    taste = plain_taste(
        income_response=rng.uniform(0.3, 2.5),
        distance_response=rng.uniform(0.2, 3),
        dissimilarity=rng.uniform(0.4, 0.95),
        services=rng.uniform(0, 1.5),
        hukou=rng.uniform(0, 3),
        housing_share=rng.uniform(0.15, 0.35),
        return_to_schooling=rng.uniform(0.02, 0.06),
        unemployed_income=rng.uniform(0, 0.4),
        land_rent_share=rng.uniform(0, 0.4),
        farm_income_loss=rng.uniform(0.1, 0.6),
        return_rate=0.035,
    )
    return places, people, taste, rng.uniform(0.5, 300, (VILLAGES, PLACES))


def moving(places: Places, people: Profiles, taste: Taste, km: np.ndarray) -> np.ndarray:
    """Thresholds of all villages and kinds, (V, n)."""
    value = option_value(places, taste, np.zeros((1, PLACES)))
    weights = pull(value[np.zeros(VILLAGES, np.int64)], km, np.zeros((VILLAGES, PLACES)), taste)
    valued = worth(net_gain(people, places, taste), taste)[None, :, :]
    here, intercept = np.zeros(VILLAGES, np.int64), np.full((1, KINDS), -2.5)
    return thresholds(weights, valued, here, intercept, taste.dissimilarity).astype(np.int64)


BETTER = {"employment": 1.05, "services": 1.25, "price_ratio": 0.8, "barrier": 0.6, "wage": 1.1}


@pytest.mark.parametrize("offer", BETTER)
@given(seed=st.integers(0, 2**31), place=st.integers(0, PLACES - 1))
@settings(max_examples=60)
def test_a_better_offer_never_keeps_anybody(offer, seed, place):
    places, people, taste, km = offers(seed)
    changed = getattr(places, offer).copy()
    changed[place] *= BETTER[offer]
    before = moving(places, people, taste, km)
    after = moving(replace(places, **{offer: changed}), people, taste, km)
    assert np.all(after >= before)


@given(seed=st.integers(0, 2**31), place=st.integers(0, PLACES - 1))
@settings(max_examples=60)
def test_a_nearer_place_never_keeps_anybody(seed, place):
    places, people, taste, km = offers(seed)
    nearer = km.copy()
    nearer[:, place] *= 0.7
    assert np.all(moving(places, people, taste, nearer) >= moving(places, people, taste, km))


@given(seed=st.integers(0, 2**31))
@settings(max_examples=60)
def test_all_yuan_doubled_change_no_decision(seed):
    places, people, taste, km = offers(seed)
    doubled = replace(places, wage=2 * places.wage, living_cost=2 * places.living_cost)
    richer = replace(people, income=2 * people.income)
    assert np.array_equal(moving(doubled, richer, taste, km), moving(places, people, taste, km))
    gains = net_gain(people, places, taste), net_gain(richer, doubled, taste)
    assert np.array_equal(return_hazard(gains[0], people, taste), return_hazard(gains[1], richer, taste))
