"""Natives, composition, founding and reclassification in the limits that their docstrings state."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from tests.worlds import world
from urbsim.evidence.coefficients import coefficients
from urbsim.households.draws import combine
from urbsim.households.population import Households
from urbsim.model.demography import fertility, mortality
from urbsim.model.event_numbers import YearAddress, binomial_quantile, uniforms
from urbsim.model.founding.composition import (
    FamiliesError,
    age_profile,
    counts,
    families,
    family_shares,
    tilted,
    words,
)
from urbsim.model.founding.plan import leanings, village_odds
from urbsim.model.founding.villages import spread_evenly
from urbsim.model.people.natives import Cohorts, by_band, shared_out
from urbsim.model.people.people import People, age_structure
from urbsim.model.people.reclassification import NEIGHBOURHOODS, Reclassification

P = {name: c.value for name, c in coefficients().items()}
SIZES = np.array([P[f"household_size_share_{n}"] for n in range(1, 7)])
UNIT = st.floats(0.001, 0.999)


@given(UNIT, st.integers(0, 5000))
def test_impossible_and_certain_events(u, n):
    people = np.array([n])
    assert binomial_quantile(np.array([u]), people, 0.0)[0] == 0
    assert binomial_quantile(np.array([u]), people, 1.0)[0] == n


@given(UNIT, st.integers(0, 300), st.floats(0.0, 0.9))
def test_more_people_or_a_higher_chance_never_give_fewer_events(u, n, p):
    luck = np.full(3, u)
    few, more_people, likelier = binomial_quantile(luck, np.array([n, n + 1, n]), np.array([p, p, p + 0.1]))
    assert more_people >= few
    assert likelier >= few


@given(UNIT, st.integers(1, 400), st.floats(0.001, 0.05))
def test_few_events_are_exact_quantiles(u, n, p):
    drawn = binomial_quantile(np.array([u]), np.array([n]), p)[0]
    assert binom.cdf(drawn, n, p) >= u - 1e-9
    assert drawn == 0 or binom.cdf(drawn - 1, n, p) <= u + 1e-9


def test_uniforms_are_the_hash_of_the_few():
    keys = np.array([3, 2**63 + 5], np.uint64)
    drawn = uniforms(12, keys, 2015, 4)
    assert drawn.tolist() == [((combine(12, int(key), 2015, 4) >> 11) + 0.5) * 2.0**-53 for key in keys]


def test_mortality_and_fertility_give_the_crude_rates():
    ages = age_profile(0.166, 0.089)
    assert ages.sum() == pytest.approx(1)
    assert float(ages @ mortality(0.0071, ages, P)) == pytest.approx(0.0071)
    village, town = 700_000 * ages, 300_000 * ages[::-1]
    rural, urban = fertility(11_900, village, town, P)
    assert float(village @ rural + town @ urban) == pytest.approx(11_900)
    assert rural == pytest.approx(urban * P["rural_birth_ratio"])


def test_elders_are_as_old_as_counted():
    """Persons of 65-69, 70-74 and 75 and over, census of 2010, in 1,214 counties with a rural majority."""
    counted = np.array([16_796_407, 13_249_487 + 17_860_316])
    assert age_profile(0.17, 0.09)[13:] / 0.09 == pytest.approx(counted / counted.sum(), abs=0.01)


def test_cohorts_lose_nobody():
    people = np.array([1000, 37, 0])
    cohorts = Cohorts(people, age_profile(0.17, 0.09), np.arange(3, dtype=np.uint64))
    assert np.array_equal(cohorts.people.sum(axis=1), people)
    for year in range(2011, 2031):
        before = cohorts.people.sum(axis=1)
        births, deaths = cohorts.live(5, year, np.full(15, 0.01), np.full(15, 0.012))
        assert np.array_equal(cohorts.people.sum(axis=1), before + births - deaths)
        before = cohorts.people.sum(axis=1)
        cohorts.welcome(np.array([7, 0, 3]))
        left = cohorts.part(np.array([5, 10**6, 10**6]))
        assert np.array_equal(cohorts.people.sum(axis=1), before + np.array([7, 0, 3]) - left)
        assert np.all(cohorts.ages >= 0)


def test_an_age_class_of_natives_stays_together():
    cohorts = Cohorts(np.array([1000]), np.eye(15)[3], np.zeros(1, np.uint64))
    nobody, held = np.zeros(15), []
    for year in range(2011, 2021):
        cohorts.live(5, year, nobody, nobody)
        held.append(cohorts.people[0, 3:6].tolist())
    assert held[:5] == [[800, 200, 0], [600, 400, 0], [400, 600, 0], [200, 800, 0], [0, 1000, 0]]
    assert held[-1] == [0, 0, 1000]


@given(st.lists(st.integers(0, 9), min_size=71, max_size=71), st.floats(0, 1))
def test_events_of_a_band_fall_on_people_who_are_there(ages, share):
    people = np.array([ages])
    number = np.floor(by_band(people) * share).astype(np.int64)
    taken = shared_out(number, people)
    assert np.array_equal(by_band(taken), number)
    assert np.all((taken >= 0) & (taken <= people))


def test_tilting_towards_the_priors_own_means_is_the_prior():
    prior = np.array([0.2, 0.5, 0.3])
    features = np.array([[1.0], [2.0], [4.0]])
    assert tilted(features, features.T @ prior, prior) == pytest.approx(prior)


def test_families_have_the_size_and_ages_of_the_area():
    shares, members = family_shares(3.3 * age_profile(0.19, 0.1), SIZES), counts(families())
    people = shares @ members
    assert shares.sum() == pytest.approx(1)
    assert people.sum() == pytest.approx(3.3)
    assert people[:3].sum() / people.sum() == pytest.approx(0.19)
    assert people[13:].sum() / people.sum() == pytest.approx(0.1)


def test_working_ages_follow_the_profile():
    people = family_shares(3.9 * age_profile(0.2, 0.09), SIZES) @ counts(families())
    gap = people / people.sum() - age_profile(0.2, 0.09)
    assert np.abs(gap[3:13]).max() < 0.003


def test_natives_are_what_the_rows_leave_of_the_age_structure():
    made = world(3, areas=2, households=2000)
    people = People(made.setup, made.foundation, made.draw.coefficients, 1, Households)
    residents = people.ages[:3].sum(axis=0)
    expected = age_structure(made.setup) * residents.sum()
    assert np.abs(residents - expected).max() / residents.sum() < 0.02


def test_nobody_is_lost_between_home_and_town_by_age():
    made = world(4, areas=2, households=1500)
    rows, ages = made.foundation.rows, made.foundation.ages
    members = sum(
        int(rows.life[i]) >> 3 * band & 7
        for v in range(len(rows.used))
        for i in range(rows.start[v], rows.used[v])
        for band in range(15)
        if int(rows.life[i]) >> 52 & 3 < 2 or made.setup.inside[rows.place[i]]
    )
    assert ages.sum() == pytest.approx(members)


def test_the_first_years_births_and_deaths_are_those_of_the_base_year():
    made = world(5, areas=1, households=4000)
    people = People(made.setup, made.foundation, made.draw.coefficients, 1, Households)
    residents, drivers = people.ages[:3].sum(), made.setup.drivers
    urban = people.ages[1]
    born = people.village_parents() @ people.bearing[0] + urban @ people.bearing[1]
    assert born == pytest.approx(drivers.birth_rate * residents)
    assert people.ages[:3].sum(axis=0) @ people.dying == pytest.approx(drivers.death_rate * residents)


def test_an_impossible_age_structure_is_refused():
    with pytest.raises(FamiliesError, match="no mixture of families"):
        family_shares(2.0 * age_profile(0.6, 0.39), SIZES)


def test_packed_families_hold_their_members():
    packed, members = words(families()), counts(families())
    for n in range(0, len(packed), 17):
        assert [int(packed[n]) >> 3 * band & 7 for band in range(15)] == members[n].astype(int).tolist()


@given(st.integers(0, 10_000), st.integers(1, 300))
def test_things_are_spread_evenly_with_the_remainder_first(total, parts):
    spread = spread_evenly(total, parts)
    assert spread.sum() == total
    assert spread.max() - spread.min() <= 1
    assert np.all(np.diff(spread) <= 0)


@pytest.mark.parametrize("share", [0.01, 0.2, 0.7])
def test_odds_of_a_village_give_its_share_of_split_families(share):
    leaning = leanings(world(1, areas=1, households=100).setup, P)
    odds = village_odds(np.array([share]), leaning, np.full((1, 4), 0.25))
    given_odds = odds[0] * leaning
    assert (given_odds / (1 + given_odds)).mean() == pytest.approx(share, rel=1e-6)


def test_a_region_that_nobody_has_left_can_be_founded():
    made = world(1, areas=1, households=100).but(away=(0.0, 0.0))
    assert not made.foundation.rows.life[:10].any() >> 52


def edge(seed: int, **coefficients_: float) -> tuple[Reclassification, np.ndarray]:
    made = world(seed, areas=2, households=3000)
    p = {**made.draw.coefficients, **coefficients_}
    built_up = np.full(len(made.setup.settlements), 1e6)
    return Reclassification(made.setup, made.foundation.villages, p, built_up), built_up


def test_without_a_rate_and_a_decree_no_village_changes():
    villages, built_up = edge(1, reclassification_rate=0.0)
    for year in range(2011, 2026):
        villages.advance(YearAddress(3, year), built_up, np.zeros(2))
    assert not villages.urban.any()
    assert not villages.threshold.any()


def test_exposure_is_one_on_average_at_the_base_year_and_grows_with_the_town():
    villages, built_up = edge(1)
    weights = villages.villages.multiplicity
    assert np.average(villages.exposure(built_up), weights=weights) == pytest.approx(1)
    assert np.all(villages.exposure(4 * built_up) >= villages.exposure(built_up))


@pytest.mark.parametrize("number", [1, 3, 10**6])
def test_a_decree_takes_whole_villages_the_nearest_first(number):
    villages, built_up = edge(1, reclassification_rate=0.0)
    existing = villages.rural_villages(2)
    villages.advance(YearAddress(3, 2011), built_up, np.array([0.0, float(number)]))
    here = villages.villages.area == 1
    assert villages.urban[here].sum() == min(number, existing[1])
    assert villages.rural_villages(2)[0] == existing[0]
    changed, kept = (villages.distance[here & flag] for flag in (villages.urban > 0, villages.urban == 0))
    assert len(kept) == 0 or changed.max() <= kept.min()
    whole = villages.urban == villages.villages.multiplicity
    assert np.all(villages.threshold[whole] == NEIGHBOURHOODS)


def test_households_of_an_urban_village_are_urban_from_then_on():
    made = world(3, areas=1, households=300, years=3).without_policy()
    decreed = np.zeros((4, 1))
    decreed[2] = 10**6
    model = made.with_coefficients(reclassification_rate=0.0).with_levers(redesignated=decreed).model()
    model.step()
    assert model.people.count.home[:, 1].sum() == 0
    model.step()
    assert model.people.count.home[:, 0].sum() == 0
    model.step()
    assert model.ledger.flows is not None
    assert model.ledger.flows.reclassification.sum() == 0


def test_stated_stocks_are_founded():
    made = world(4, areas=1, households=200)
    place = replace(made.setup.settlements[0], stocks={"water": 0.4}, dwellings=10**5)
    settlements = (place, *made.setup.settlements[1:])
    town = made.but(settlements=settlements).model().towns[0]
    assert town.works.coverage[1] == pytest.approx(0.4)
    assert town.homes.stock == 10**5
