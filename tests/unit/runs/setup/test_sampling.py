"""What a draw draws: priors within bounds, the same draw in every ensemble, one luck for all mixes."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from tests.unit.runs.texts import measure, scenario
from urbsim.evidence.coefficients import Coefficient, Prior, PriorKind, coefficients
from urbsim.evidence.posterior import posterior
from urbsim.households.stratified import LENGTH
from urbsim.model.setup import Record
from urbsim.runs.ensembles.ensemble import jobs_of
from urbsim.runs.options import Options, size_of
from urbsim.runs.outlook.discrepancy import discrepancy, logits_of
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import (
    CENTRAL,
    central_coefficients,
    common_shock,
    cumulative,
    draw_of,
    quantile,
)
from urbsim.scenario.file.values import Assumption

YEARS = tuple(range(2010, 2026))
RECORD = Record(0.012, 0.003)
PRIORS: dict[PriorKind, tuple[float, float, float, float]] = {
    "normal": (0.3, 0.5, -1.0, 1.0),
    "lognormal": (0.1, 0.6, 0.0, 3.0),
    "uniform": (0.2, 0.9, 0.2, 0.9),
    "halfnormal": (0.0, 0.4, 0.0, 0.5),
    "logitnormal": (-1.1, 0.6, 0.05, 0.6),
    "beta": (8.0, 3.0, 0.0, 1.0),
}
SHARE = st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)


def coefficient(kind: PriorKind) -> Coefficient:
    a, b, low, high = PRIORS[kind]
    known = next(iter(coefficients().values()))
    return replace(known, prior=Prior(kind, a, b), low=low, high=high, value=(low + high) / 2)


@pytest.mark.parametrize("kind", PRIORS)
@given(u=SHARE, v=SHARE)
def test_quantiles_lie_within_bounds_and_rise(kind: PriorKind, u: float, v: float) -> None:
    c = coefficient(kind)
    low, high = sorted((u, v))
    assert c.low <= quantile(c, low) <= quantile(c, high) <= c.high


@pytest.mark.parametrize("kind", PRIORS)
@given(u=st.floats(1e-6, 1 - 1e-6))
def test_a_quantile_has_that_share_of_the_truncated_prior_below_it(kind: PriorKind, u: float) -> None:
    c = coefficient(kind)
    assert c.prior is not None
    low, high = cumulative(c.prior, c.low), cumulative(c.prior, c.high)
    assert (cumulative(c.prior, quantile(c, u)) - low) / (high - low) == pytest.approx(u, abs=1e-9)


@pytest.mark.parametrize(
    ("kind", "median"),
    [
        ("normal", 0.3),
        ("lognormal", math.exp(0.1)),
        ("uniform", 0.55),
        ("logitnormal", 1 / (1 + math.exp(1.1))),
    ],
)
def test_the_median_of_a_prior_without_bounds_is_known(kind: PriorKind, median: float) -> None:
    wide = {"normal": (-1e9, 1e9), "lognormal": (0.0, 1e9), "uniform": (0.2, 0.9), "logitnormal": (0.0, 1.0)}
    low, high = wide[kind]
    assert quantile(replace(coefficient(kind), low=low, high=high), 0.5) == pytest.approx(median)


@given(u=SHARE)
def test_every_coefficient_of_the_program_stays_within_its_bounds(u: float) -> None:
    for c in coefficients().values():
        assert c.low <= quantile(c, u) <= c.high


def test_a_coefficient_without_a_prior_keeps_its_value() -> None:
    c = replace(coefficient("normal"), prior=None)
    assert quantile(c, 0.01) == quantile(c, 0.99) == c.value


def test_the_central_draw_has_central_values_and_no_shock() -> None:
    draw = draw_of(CENTRAL, 1, YEARS, RECORD, {}, discrepancy=False)
    assert draw.coefficients == central_coefficients({}, 2010)
    assert draw.growth == RECORD.growth
    assert not draw.shock.any()
    assert not common_shock(CENTRAL, 5, central_coefficients({}, 2010)).any()


def test_a_draw_moves_every_coefficient_that_has_a_prior_and_no_other() -> None:
    draw = draw_of(3, 1, YEARS, RECORD, {})
    for name, c in coefficients(YEARS[0]).items():
        assert (draw.coefficients[name] != c.value) == (c.prior is not None), name


def test_what_a_scenario_assumes_is_not_drawn_and_moves_no_other_draw() -> None:
    fixed = {"network": Assumption("coefficient.network", 1.9, "per unit share", "an example", None, None)}
    free, held = draw_of(3, 1, YEARS, RECORD, {}), draw_of(3, 1, YEARS, RECORD, fixed)
    assert held.coefficients["network"] == 1.9
    assert {**held.coefficients, "network": 0} == {**free.coefficients, "network": 0}
    assert held.seed == free.seed


def test_a_draw_is_the_same_whatever_the_number_of_draws_and_years() -> None:
    asked = scenario("CN")
    resolved = resolve(asked, 10**5)
    few, many = (jobs_of(asked, resolved, size_of(asked, Options(draws=number, seed=5))) for number in (3, 7))
    assert [job.number for job in few] == [1, 2, 3]
    for one, other in zip(few, many, strict=False):
        assert one.digest == other.digest
    short, long = draw_of(2, 5, YEARS[:4], RECORD, {}), draw_of(2, 5, YEARS, RECORD, {})
    np.testing.assert_array_equal(short.shock, long.shock[:4])


def test_numbers_give_worlds_and_seeds_only_luck() -> None:
    draws = {(n, seed): draw_of(n, seed, YEARS, RECORD, {}) for n in (1, 2) for seed in (1, 2)}
    assert len({draw.seed for draw in draws.values()}) == 4
    assert len({draw.growth for draw in draws.values()}) == 2
    for number in (1, 2):
        one, other = draws[number, 1], draws[number, 2]
        assert (one.coefficients, one.growth) == (other.coefficients, other.growth)
        np.testing.assert_array_equal(one.shock, other.shock)


@given(doubling=st.integers(0, 8), seed=st.integers(0, 2**63 - 1), base=st.sampled_from([2000, 2005, 2010]))
def test_first_worlds_are_spread_evenly_over_growth_and_every_prior(
    doubling: int, seed: int, base: int
) -> None:
    count, years = 1 << doubling, (base, base + 1)
    draws = [draw_of(n, seed, years, RECORD, {}, discrepancy=False) for n in range(1, count + 1)]
    growth = ndtr([(draw.growth - RECORD.growth) / RECORD.sd for draw in draws])
    assert sorted((growth * count).astype(int)) == list(range(count))
    fitted = posterior(base).names
    c = next(c for c in coefficients(base).values() if c.prior is not None and c.name not in fitted)
    assert c.prior is not None
    low, high = (cumulative(c.prior, bound) for bound in (c.low, c.high))
    at = [(cumulative(c.prior, draw.coefficients[c.name]) - low) / (high - low) for draw in draws]
    assert sorted((np.array(at) * count).astype(int)) == list(range(count))


def test_mixes_share_their_luck() -> None:
    text = measure("hukou", "-0.2 share", "where: all") + "mixes:\n  nothing: {measures: []}\n"
    asked = scenario("CN", rest=text)
    jobs = jobs_of(
        asked, resolve(asked, 10**5, ("policy", "nothing")), size_of(asked, Options(draws=3, seed=5))
    )
    for number in (1, 2, 3):
        one, other = (job.draw for job in jobs if job.number == number)
        assert (one.seed, one.growth, one.coefficients) == (other.seed, other.growth, other.coefficients)
        np.testing.assert_array_equal(one.shock, other.shock)


def test_the_shock_is_a_stationary_autoregression() -> None:
    values = {"shock_sd": 0.08, "shock_persistence": 0.6}
    paths = np.array([common_shock(world, 12, values) for world in range(1, LENGTH + 1)])
    assert not paths[:, 0].any()
    np.testing.assert_allclose(paths[:, 1:].std(axis=0), 0.08, rtol=0.15)
    np.testing.assert_allclose(paths[:, 1:].mean(axis=0), 0.0, atol=0.001)
    assert np.corrcoef(paths[:, 5], paths[:, 6])[0, 1] == pytest.approx(0.6, abs=0.12)
    assert np.corrcoef(paths[:, 5], paths[:, 8])[0, 1] == pytest.approx(0.6**3, abs=0.18)


def test_the_anchored_growth_has_the_records_mean_and_error() -> None:
    every = range(1, LENGTH + 1)
    growth = np.array([draw_of(n, 1, YEARS[:2], RECORD, {}, discrepancy=False).growth for n in every])
    assert growth.mean() == pytest.approx(RECORD.growth, abs=RECORD.sd / 100)
    assert growth.std() == pytest.approx(RECORD.sd, rel=0.02)


def test_a_draw_has_the_discrepancy_of_its_world_and_nothing_else_of_it() -> None:
    for number in (CENTRAL, 1, 3):
        with_it, without = (draw_of(number, 1, YEARS, RECORD, {}, discrepancy=said) for said in (True, False))
        found = with_it.shock - without.shock
        np.testing.assert_allclose(found, logits_of(2010, number, len(YEARS)), atol=1e-12)
        assert found.any()
        assert (with_it.coefficients, with_it.seed) == (without.coefficients, without.seed)


@pytest.mark.parametrize("level", ["nation", "province", "county"])
def test_no_region_moves_more_with_the_growth_all_share_than_the_nation_does(level: str) -> None:
    """What a record errs by more is a region's own, and is in its own discrepancy once."""
    values = central_coefficients({}, 2010)
    errors = {name: values[f"growth_record_sd_{name}"] / 100 for name in ("nation", level)}
    record, every = Record(0.012, errors[level]), range(1, LENGTH + 1)
    shared = np.array([draw_of(n, 1, YEARS[:2], record, {}).growth for n in every])
    free = np.array([draw_of(n, 1, YEARS[:2], record, {}, discrepancy=False).growth for n in every])
    assert shared.std() <= errors["nation"] * 1.05
    assert free.std() == pytest.approx(errors[level], rel=0.02)
    np.testing.assert_allclose(
        draw_of(3, 1, YEARS[:2], Record(0.012, 0.0), {}).growth, record.growth, atol=1e-12
    )


def test_numbers_beyond_the_solved_worlds_live_them_again_with_other_luck() -> None:
    worlds = discrepancy(2010).worlds
    first, again = (draw_of(number, 1, YEARS, RECORD, {}) for number in (2, 2 + worlds))
    assert (first.coefficients, first.growth) == (again.coefficients, again.growth)
    np.testing.assert_array_equal(first.shock, again.shock)
    assert first.seed != again.seed
