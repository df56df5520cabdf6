"""The surrogate and the error it states: exact where the truth is a quadratic, open about it elsewhere."""

import numpy as np
import pytest

from urbsim.analysis.emulator.design import counts_for, enough_for
from urbsim.analysis.emulator.outputs import Output
from urbsim.analysis.emulator.surrogate import additive, fit, fitted, with_products
from urbsim.analysis.emulator.trust import asks_for_more, trust_of

RNG = np.random.default_rng(5)
SCALED = RNG.uniform(-1, 1, (40, 3))
DRAWS = RNG.normal(size=(1, 20))


def plain(x: np.ndarray) -> np.ndarray:
    return DRAWS + 2 * x[:, :1] - x[:, 1:2] ** 2


def crossed(x: np.ndarray) -> np.ndarray:
    return plain(x) + DRAWS * x[:, :1] * x[:, 2:]


@pytest.mark.parametrize(("truth", "terms"), [(plain, additive(3)), (crossed, with_products(3))])
def test_a_quadratic_is_found_with_no_more_terms_than_it_has(truth, terms) -> None:
    noisy = truth(SCALED) + RNG.normal(scale=1e-6, size=(40, 20))
    found = fitted(SCALED, noisy)
    unseen = RNG.uniform(-1, 1, (30, 3))
    assert found.terms == terms
    assert np.allclose(found(unseen), truth(unseen), atol=1e-5)


def test_what_is_left_out_is_what_a_second_fit_would_miss() -> None:
    values = np.sin(3 * SCALED[:, :1]) + 0 * DRAWS
    found = fit(additive(3), SCALED, values)
    missed = []
    for n in range(len(SCALED)):
        others = np.delete(np.arange(len(SCALED)), n)
        alone = fit(additive(3), SCALED[others], values[others])
        missed.append(alone(SCALED[n : n + 1])[0] - values[n])
    assert found.left_out == pytest.approx(float(np.sqrt(np.mean(np.square(missed)))))


def test_fewer_settings_than_terms_take_the_additive_form() -> None:
    assert fitted(SCALED[:8], plain(SCALED[:8])).terms == additive(3)


def test_more_runs_are_asked_for_where_the_error_is_large() -> None:
    target = Output("target", "half", 2015, "share", low=0.5)
    simulated = RNG.normal(0.5, 0.02, (10, 50))
    assert not asks_for_more([trust_of(target, simulated, simulated)])
    assert asks_for_more([trust_of(target, simulated + 0.002, simulated)])
    assert asks_for_more([trust_of(target, simulated - 0.01, simulated)])[0].chance > 0.03


def test_settings_are_a_power_of_two_and_enough() -> None:
    assert [enough_for(m) for m in (1, 3, 4, 9)] == [16, 16, 32, 64]
    assert [counts_for(m) for m in (3, 5, 9, 12)] == [(16,), (16, 32), (32, 64), (32, 64)]
