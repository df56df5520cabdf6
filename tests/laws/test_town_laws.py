"""The laws of towns against what is worked out by hand, and no drift of work without measures."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.closed_forms import Check
from tests.laws.town_forms import LABOUR, LAND, WAYS, WORKS, P
from tests.worlds import world
from urbsim.model.towns import infrastructure, labour, land, ways

LAWS = ((labour, LABOUR), (infrastructure, WORKS), (land, LAND), (ways, WAYS))
CHECKS = [(module, check) for module, checks in LAWS for check in checks]


@pytest.mark.parametrize(("module", "check"), CHECKS, ids=lambda part: getattr(part, "__name__", ""))
def test_a_law_of_towns_gives_what_is_worked_out_by_hand(module: ModuleType, check: Check) -> None:
    check(module)


def paid(came: float, share: float, substitution: float) -> tuple[float, float, float]:
    """Pay of migrants, of natives, and the mean where of 1,000 who look so many ``came`` for new rules."""
    market = labour.LabourMarket(
        (1000.0, 0.0), 20_000.0, P | {"migrant_workers": share, "migrant_substitution": substitution}
    )
    market.others, market.slack = came, 1.2
    market.pay(30_000.0, 1.1)
    return market.wage, market.wage_of_natives, 30_000.0 * labour.wage_effect(1.1, 1.2, P)


CAME, SHARE, SUBSTITUTION = st.floats(1.0, 900.0), st.floats(0.1, 0.6), st.floats(1.2, 20.0)


@given(CAME, SHARE, SUBSTITUTION)
def test_migrants_who_come_lower_their_own_pay_below_the_mean_and_lift_natives_above_it(
    came: float, share: float, substitution: float
) -> None:
    migrants, natives, mean = paid(came, share, substitution)
    assert migrants < mean < natives
    assert migrants**share * natives ** (1 - share) == pytest.approx(mean)
    more = paid(came * 1.05, share, substitution)
    assert more[0] < migrants
    assert more[1] > natives


@given(CAME, SHARE, SUBSTITUTION)
def test_the_better_they_stand_in_for_natives_the_closer_are_both_to_one_pay(
    came: float, share: float, substitution: float
) -> None:
    gaps = [natives / migrants for migrants, natives, _ in (
        paid(came, share, substitution), paid(came, share, 2 * substitution), paid(came, share, 1e12)
    )]  # fmt: skip
    assert gaps[0] > gaps[1] > gaps[2]
    assert paid(came, share, 1e12) == pytest.approx([paid(came, share, 1e12)[2]] * 3, rel=1e-9)
    assert paid(0.0, share, substitution) == pytest.approx([paid(0.0, share, substitution)[2]] * 3)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_without_measures_work_does_not_drift_at_any_scale(seed: int) -> None:
    model = world(seed, areas=1 + seed % 3, households=500, years=15).without_policy().lived()
    found = np.stack(model.datacollector.model_vars["employment_probability"])
    assert np.nanmax(np.abs(found[1:] - found[:1])) < 1e-9
