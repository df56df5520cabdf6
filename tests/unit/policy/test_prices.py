"""The table of prices: one for every item, tier and year, payers that pay all of it, marks that are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.policy.bill import shared
from urbsim.policy.prices import items, listed_price, price_list, price_paths
from urbsim.vocabulary.kinds import COSTS, PAYERS, TIERS

MARKS = {"seen", "derived", "judgement", "definition"}
SHARES = st.lists(st.floats(0, 1), min_size=len(PAYERS), max_size=len(PAYERS)).filter(lambda s: sum(s) > 0)


@pytest.mark.parametrize("row", price_list(), ids=lambda row: f"{row.item}-{row.tier}-{row.last}")
def test_a_row_lies_within_its_bounds_and_is_paid_whole(row) -> None:
    assert row.low <= row.price <= row.high
    assert sum(row.payers) == pytest.approx(1)
    assert row.mark in MARKS
    assert row.source
    assert (row.seen != "") == (row.mark in ("seen", "derived") or row.item == "redesignation")


def test_every_item_has_a_price_in_every_tier_and_year() -> None:
    paths = price_paths(tuple(range(1999, 2036)))
    assert set(paths) == {f"{item}/{tier}" for item in items() for tier in TIERS}
    assert set(COSTS) <= set(items())
    assert all((price.path > 0).all() for price in paths.values())


def test_relocation_was_a_tenth_before_2011() -> None:
    early, late = (listed_price("relocation", "town", year).price for year in (2010, 2011))
    assert 0.1 < early / late < 0.15


def test_a_price_of_ones_own_holds_for_its_tier_and_is_not_inflated() -> None:
    paths = price_paths((2010, 2011), level=2.0, own={"dwelling_town": 900.0, "park": 5e6})
    assert list(paths["dwelling/town"].path) == [900.0, 900.0]
    assert list(paths["park/city"].path) == [5e6, 5e6]
    assert paths["dwelling/seat"].path[0] == pytest.approx(2 * 1170)


@given(SHARES, st.floats(0, 1))
def test_payers_pay_the_whole_whatever_households_pay(shares: list[float], households: float) -> None:
    found = shared(tuple(share / sum(shares) for share in shares), households)
    assert sum(found) == pytest.approx(1)
    assert found[-1] == households
    assert min(found) >= 0
