"""Reported people are whole, add up in every draw and year, and differ between mixes as households do."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worlds import World, world
from urbsim.evidence.coefficients import coefficients
from urbsim.model.setup import Array
from urbsim.model.year.record import TIER_POPULATION, region_keys
from urbsim.runs.ensembles.outlook import Basis, corrected_draws, simulated_draws
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.outlook.correction import Correction, common_step, correction_of
from urbsim.runs.outlook.line import line_of, rate_at
from urbsim.runs.outlook.reported import (
    PEOPLE,
    REPORTED,
    SIMULATED,
    reported,
    whole_parts,
)
from urbsim.runs.outlook.residents import AreaPeople, Recorded, residents_of
from urbsim.runs.setup.sampling import CENTRAL

NUMBERS = (1, 2, 3, 4)
P = {name: c.value for name, c in coefficients(2010).items()}
YEARS = 5


@cache
def made(seed: int, areas: int) -> World:
    """A small world of two or three counties of a prefecture, or of one area."""
    lived = world(seed, areas=areas, households=120, years=YEARS)
    return lived.but(level="prefecture" if areas > 1 else "county")


@cache
def draws(seed: int, areas: int) -> Array:
    """The world's recorded draws (D, V, R, T)."""
    base = made(seed, areas)
    return np.stack(
        [simulate(base.setup, base.foundation, replace(base.draw, seed=base.draw.seed + n)) for n in NUMBERS]
    )


def published(seed: int, areas: int, numbers: tuple[int, ...] = NUMBERS) -> dict[str, Array]:
    """Reported values (D, R, T) by variable."""
    setup = made(seed, areas).setup
    found = corrected_draws(draws(seed, areas), Basis(setup, P), numbers)
    return {name: found.of(name) for name in found.names}


cases = given(st.integers(1, 12), st.integers(1, 3))


@cases
@settings(deadline=None, max_examples=15)
def test_rate_times_residents_are_the_urban_people_and_the_rest_is_rural(seed: int, areas: int) -> None:
    found = published(seed, areas)
    wholes = slice(0, 1 + areas if areas > 1 else 1)
    rate, people, urban, rural = (
        found[name][:, wholes]
        for name in ("resident_urbanization_rate", "population", "urban_population", "rural_population")
    )
    assert np.array_equal(np.rint(rate * people), urban)
    assert np.array_equal(urban + rural, people)
    assert np.array_equal(people, np.rint(people))
    assert (np.minimum(urban, rural) >= 0).all()


@cases
@settings(deadline=None, max_examples=15)
def test_areas_and_tiers_add_up_to_the_region_in_every_draw_and_year(seed: int, areas: int) -> None:
    setup, found = made(seed, areas).setup, published(seed, areas)
    rows = slice(1, 1 + areas) if areas > 1 else slice(0, 1)
    for name in (*PEOPLE[:3], *TIER_POPULATION):
        assert np.array_equal(found[name][:, rows].sum(axis=1), found[name][:, 0]), name
    keys = region_keys(setup)
    for a, area in enumerate(setup.areas):
        places = [keys.index(f"{setup.key}/{place.key}") for place in setup.settlements if place.area == a]
        towns = found["urban_population"][:, places].sum(axis=1)
        tiers = sum(found[name][:, rows.start + a] for name in TIER_POPULATION)
        assert np.array_equal(towns, tiers), area.key
        assert (towns <= found["urban_population"][:, rows.start + a]).all()


@cases
@settings(deadline=None, max_examples=15)
def test_simulated_people_stand_beside_and_alone_obey_the_accounts(seed: int, areas: int) -> None:
    setup, found, raw = made(seed, areas).setup, published(seed, areas), draws(seed, areas)
    for name in REPORTED:
        assert np.array_equal(
            found[SIMULATED + name], raw[:, variables_of(setup).index(name)], equal_nan=True
        )
    wholes = slice(0, 1 + areas if areas > 1 else 1)
    sources = sum(found[f"growth_{way}"] for way in ("migration", "reclassification", "natural"))
    gained = np.diff(found["simulated_urban_population"][:, wholes])
    assert np.array_equal(gained, sources[:, wholes, 1:])
    untouched = [name for name in variables_of(setup) if name not in REPORTED]
    for name in untouched:
        assert np.array_equal(found[name], raw[:, variables_of(setup).index(name)], equal_nan=True)


@cases
@settings(deadline=None, max_examples=15)
def test_the_base_year_is_what_was_counted(seed: int, areas: int) -> None:
    found = published(seed, areas)
    for name in REPORTED:
        assert np.array_equal(found[name][..., 0], found[SIMULATED + name][..., 0], equal_nan=True), name


@pytest.mark.parametrize("areas", [1, 3])
def test_a_region_departs_by_its_own_deviate_on_the_middle_path(areas: int) -> None:
    setup = made(2, areas).setup
    middle = residents_of(Recorded(variables_of(setup), draws(2, areas)), setup)
    path = AreaPeople(1000 * middle.people[0], 1000 * middle.urban[0])
    correction = correction_of(setup, path, NUMBERS, P)
    whole = AreaPeople(
        path.people * correction.people, path.people * correction.people * rates(path, correction)
    )
    gap = (whole.together.line - path.together.line)[:, 0]
    one = correction_of(replace(setup, areas=setup.areas[:1]), path.together, NUMBERS, P)
    assert np.allclose(gap, one.line[:, 0], atol=1e-6)
    assert np.allclose(whole.together.people[:, 0], path.together.people[0] * one.people[:, 0])
    assert np.abs(gap[:, -1]).min() > 0


def rates(path: AreaPeople, correction: Correction) -> Array:
    """Rates (D, A, T) of a middle path with a correction."""
    return rate_at(path.line + correction.line)


def test_the_common_step_is_nothing_where_parts_add_up_already() -> None:
    line, people = np.zeros((1, 2, 1)), np.full((1, 2, 1), 100.0)
    assert common_step(line, people, np.full((1, 1, 1), 100.0)) == 0
    assert common_step(np.full((1, 2, 1), -np.inf), people, np.full((1, 1, 1), 150.0)) == 0


@given(
    st.lists(st.tuples(st.floats(0.01, 1), st.floats(-1, 1), st.floats(1e3, 1e6)), min_size=1, max_size=8),
    st.floats(0.01, 0.99),
)
def test_a_common_step_brings_any_areas_to_their_region(
    areas: list[tuple[float, float, float]], rate: float
) -> None:
    """Also where departures had made all people of an area urban."""
    rates, steps, people = (np.array(column)[None, :, None] for column in zip(*areas, strict=True))
    line, urban = line_of(rates) + steps, rate * people.sum(axis=1, keepdims=True)
    together = (people * rate_at(line + common_step(line, people, urban))).sum(axis=1, keepdims=True)
    assert together == pytest.approx(urban, abs=0.01)


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=9))
def test_whole_parts_add_up_to_the_rounded_sum(parts: list[float]) -> None:
    found = whole_parts(np.array(parts)[None, :, None])[0, :, 0]
    assert found.sum() == np.rint(np.cumsum(parts)[-1])
    assert (np.abs(found - parts) <= 1 + 1e-6).all()


def test_mixes_of_a_draw_share_its_deviate_and_a_measure_elsewhere_moves_nothing() -> None:
    setup, basis = made(5, 3).setup, Basis(made(5, 3).setup, P)
    plain, changed = draws(5, 3), draws(5, 3).copy()
    names, row = variables_of(setup), 1
    more = 10.0
    for name, step in (("urban_population", more), ("rural_population", -more)):
        changed[:, names.index(name), [0, row], 1:] += step
    with_policy, without = (corrected_draws(values, basis, NUMBERS) for values in (changed, plain))
    gained = (with_policy.of("urban_population") - without.of("urban_population"))[:, :4]
    assert (gained[:, 2:] == 0).all()
    assert np.array_equal(gained[:, 0], gained[:, 1])
    assert (gained[:, 1, 1:] > 0).all()


def test_the_central_draw_without_a_known_past_is_as_simulated() -> None:
    found = published(3, 2, (0, 0, 0, 0))
    for name in PEOPLE:
        assert np.allclose(found[name], found[SIMULATED + name], atol=1e-9, equal_nan=True), name


def test_more_draws_or_another_seed_change_no_deviate_of_a_draw() -> None:
    setup = made(4, 2).setup
    middle = residents_of(Recorded(variables_of(setup), draws(4, 2)[0]), setup)
    few, many = (correction_of(setup, middle, range(1, n), P) for n in (4, 40))
    assert np.array_equal(few.people, many.people[:3])
    assert np.array_equal(few.line, many.line[:3])


def test_an_outlook_reports_what_a_run_reports() -> None:
    base = made(6, 2)
    basis = Basis(base.setup, P)
    lived = simulated_draws(basis, NUMBERS, seed=3)
    again = simulated_draws(basis, NUMBERS[:2], seed=3)
    rate, people = "resident_urbanization_rate", "population"
    reports = [
        corrected_draws(values, basis, NUMBERS[: len(values)]).of(rate)[:, 0] for values in (lived, again)
    ]
    assert np.array_equal(reports[0][:2], reports[1])
    assert reports[0].shape == (len(NUMBERS), YEARS + 1)
    read, found = corrected_draws(draws(6, 2), basis, NUMBERS), published(6, 2)
    assert np.array_equal(read.of(rate)[:, 0], found[rate][:, 0])
    assert np.array_equal(read.of(people)[:, 0], found[people][:, 0])
    assert np.array_equal(read.of(SIMULATED + people)[:, 0], found[SIMULATED + people][:, 0])
    centred = corrected_draws(draws(6, 2), basis, [CENTRAL] * len(NUMBERS))
    assert np.allclose(centred.of(people)[:, 0], read.of(SIMULATED + people)[:, 0])


def test_nobody_in_towns_stays_nobody() -> None:
    setup = made(1, 1).setup
    values = draws(1, 1).copy()
    names = variables_of(setup)
    for name in ("urban_population", *TIER_POPULATION):
        values[:, names.index(name)] = np.where(np.isnan(values[:, names.index(name)]), np.nan, 0.0)
    values[:, names.index("population"), 1:] = 0.0
    shape = (len(NUMBERS), 1, YEARS + 1)
    correction = Correction(np.full(shape, 1.1), np.full(shape, 0.3))
    found = reported(Recorded(names, values), setup, correction)
    assert not found.of("urban_population")[:, 0].any()
    assert np.isfinite(found.of("population")[:, 0]).all()
