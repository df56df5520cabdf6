"""A weight leaves the level of a run where it was (:mod:`tests.laws.weight_bias` says how it is measured)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.laws.test_weights import county, growth, named
from tests.laws.weight_bias import MOST_ERROR, Bias, Weighted, at_weight, bias_of, error, fixed_at
from urbsim.model.choice.kin import kin_seen, kin_shares
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.reading import read_scenario


@pytest.mark.prove
@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_weight_keeps_the_level(name: str) -> None:
    bias = bias_of(read_scenario(name))
    print(f"\n{bias}")
    assert bias.error <= MOST_ERROR
    assert bias.holds


def test_a_pair_of_foundings_of_one_draw_differs_by_the_luck_of_households_alone() -> None:
    scenario = read_scenario("zhongxinxiang-plan")
    bias = bias_of(scenario, most=3)
    assert len(bias.gaps) == 3
    assert bias.gaps == bias_of(scenario, most=3).gaps
    assert 0 < bias.error < 1


def test_what_an_error_would_take_follows_from_a_few_pairs() -> None:
    few = Bias("some", (10, 1), (0.1, -0.1, 0.1, -0.1), seconds=60)
    assert few.pairs_asked == 60
    assert "60 pairs, 15 CPU min; holds" in str(few)
    far = replace(few, gaps=(0.4, 0.42))
    assert not far.holds
    assert "too few pairs to say" in str(far)
    assert "MOVED" in str(replace(far, gaps=far.gaps * 15))


def test_a_cause_is_searched_for_at_other_weights_and_fixed_coefficients() -> None:
    scenario = read_scenario("zhongxinxiang-plan")
    fixed = fixed_at(scenario, {"network": 0.0})
    drawn, held = (at_weight(each, 10).draw(3).coefficients for each in (scenario, fixed))
    assert held == {**drawn, "network": 0.0} != drawn
    assert bias_of(fixed, 2, (20, 10)).weights == (20, 10)


def test_a_weight_keeps_the_level_of_a_small_county_with_all_processes_on() -> None:
    one, ten = (county(weight, 6_000, 6).with_coefficients(reclassification_rate=0.01) for weight in (1, 10))
    gaps = [
        growth(named(ten.with_draw(seed=n), f"c{n}")) - growth(named(one.with_draw(seed=n), f"c{n}"))
        for n in range(30)
    ]
    assert abs(np.mean(gaps)) <= 3 * error(gaps)
    assert error(gaps) < 0.0015


def test_a_founding_from_few_rows_has_the_migrants_of_one_from_many() -> None:
    shares = [share_away(at_weight(read_scenario("jingtai-2012"), weight)) for weight in (1, 10, 50)]
    assert np.ptp(shares) < 0.003


def share_away(made: Weighted) -> float:
    """People of rural origin who live outside the region, of all residents."""
    setup = replace(made.plan.setup, years=made.plan.setup.years[:2])
    still = replace(made.draw(0), shock=np.zeros(len(made.plan.setup.years)))
    values = simulate(setup, made.plan.founded(), still)
    return float(values[variables_of(setup).index("away_population"), 0, 0]) / setup.population


@pytest.mark.parametrize("weight", [1, 10])
def test_kin_are_a_villages_own_as_far_as_it_stands_for_single_households(weight: int) -> None:
    """At weight 1 the share of a village's own people; at others a part, and the rest its usual share."""
    model = county(weight, 6_000, 2).model()
    count, villages = model.people.count, model.state.foundation.villages
    own, seen = kin_shares(count.kin, count.home)[:, 0], kin_seen(model.state)[:, 0]
    strength = villages.network / villages.network.mean()
    usual = count.kin.sum() / (count.home.sum() + count.kin.sum()) * strength
    assert seen == pytest.approx(usual + (own - usual) / weight, rel=1e-9)
    assert weight > 1 or np.array_equal(seen, own)


@pytest.mark.prove
def test_villages_of_two_rows_send_as_many_as_villages_of_twenty() -> None:
    """Chance makes kin many where few are left to go: read as they are, moves fell by six in a hundred."""
    few, many = (at_weight(read_scenario("laiwu-2007"), weight) for weight in (160, 20))
    gaps = [went_away(few, n) / went_away(many, n) - 1 for n in range(1, 81)]
    print(f"\nmoves out of the region: {100 * np.mean(gaps):+.2f} % (se {100 * error(gaps):.2f})")
    assert abs(np.mean(gaps)) <= 2.5 * error(gaps)
    assert error(gaps) < 0.015


def went_away(made: Weighted, number: int) -> float:
    """Persons who left the region over the years of a draw."""
    draw = made.draw(number)
    values = simulate(made.plan.setup, made.plan.founded(draw.seed), draw)
    return float(values[variables_of(made.plan.setup).index("moves_away"), 0, 1:].sum())
