"""The account of the base year: every row from shares, the recorded growth kept, no draw at a floor."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.evidence.coefficients import coefficients
from urbsim.model.choice.accounting import (
    BOUNDS,
    Known,
    Shares,
    chooser_part,
    local_share,
    share_of_moves,
    shared_growth,
)

P = {name: each.value for name, each in coefficients().items()}
USUAL = Known(
    urban=175_000.0,
    everybody=500_000.0,
    growth=0.012,
    urban_born=700.0,
    born=2500.0,
    away=60_000.0,
    away_growth=0.04,
    back_outside=1800.0,
    back_inside=500.0,
    families_back=1800.0,
    usual=3000.0,
    open=1.0,
    rural=325_000.0,
)
HALF = Shares(0.58, 0.4, 0.3)
COUNTY = (318_574.0, 118_192.0, 30_216.0)


def implied_growth(known: Known, shares: Shares) -> float:
    """Growth of the rate that the account's rows bring, points (0-1) a year."""
    found, rate = shared_growth(known, shares), known.urban / known.everybody
    net = float(found.arrivals - found.leaving)
    towns = known.urban_born + found.reclassified + net + found.villages - known.back_inside + found.returnees
    everybody = known.born + net - known.away_growth * known.away
    return float((towns - rate * everybody) / known.everybody)


def test_shares_hold_of_what_is_not_natural():
    found = shared_growth(USUAL, HALF)
    own = found.villages - USUAL.back_inside + found.returnees
    moves = own + found.arrivals
    assert moves / (moves + found.reclassified) == pytest.approx(HALF.moves)
    assert own / moves == pytest.approx(HALF.local)
    assert found.returnees == pytest.approx(0.3 * 1800)
    assert found.outflow == pytest.approx(1800 + 0.04 * 60_000)
    assert not found.floored


@given(
    growth=st.floats(0.002, 0.02),
    moves=st.floats(*BOUNDS),
    local=st.floats(0.05, 0.95),
    urban=st.floats(80_000, 400_000),
)
def test_the_rows_bring_the_recorded_growth(growth, moves, local, urban):
    known = USUAL._replace(growth=growth, urban=urban, rural=500_000 - urban, urban_born=0.002 * urban)
    assert implied_growth(known, Shares(moves, local, 0.3)) == pytest.approx(growth, abs=1e-7)


def test_a_shrinking_region_has_people_who_come_and_its_recorded_growth():
    known = USUAL._replace(growth=-0.002)
    found = shared_growth(known, HALF)
    assert min(found.reclassified, found.arrivals, found.villages) > 0
    assert found.leaving > 0
    assert implied_growth(known, HALF) == pytest.approx(-0.002)


def test_the_nation_takes_nobody_from_elsewhere():
    known = USUAL._replace(open=0.0, away=0.0, back_outside=0.0, families_back=0.0)
    found = shared_growth(known, HALF)
    assert found.arrivals == found.leaving == found.returnees == found.outflow == 0
    assert implied_growth(known, HALF) == pytest.approx(0.012)


def test_where_nobody_is_rural_all_comes_from_elsewhere():
    found = shared_growth(USUAL._replace(urban=500_000.0, rural=0.0), HALF)
    assert found.reclassified == 0
    assert found.villages == USUAL.back_inside
    assert found.arrivals == pytest.approx(USUAL.usual)


def test_an_array_gives_what_its_numbers_give():
    growth = np.linspace(-0.01, 0.02, 7)
    together = shared_growth(USUAL._replace(growth=growth), HALF)
    for n, each in enumerate(growth):
        alone = shared_growth(USUAL._replace(growth=float(each)), HALF)
        assert [float(part[n]) for part in together[:3]] == pytest.approx([float(part) for part in alone[:3]])


@pytest.mark.parametrize("level", ["township", "county", "prefecture", "province", "nation"])
def test_larger_regions_have_more_of_their_movers_from_within(level):
    order = ["township", "county", "prefecture", "province", "nation"]
    shares = [float(local_share(each, COUNTY, P)) for each in order]
    assert shares == sorted(shares)
    assert 0 < local_share(level, COUNTY, P) <= 1


def test_a_county_counts_its_own_discounted_and_a_nation_all_but_moves_between_towns():
    county, province, beyond = COUNTY
    own = P["local_moves_discount"] * county
    assert local_share("county", COUNTY, P) == pytest.approx(own / (own + province + beyond))
    assert local_share("nation", COUNTY, P) == pytest.approx(1.0)


def test_the_share_of_moves_is_drawn_wider_for_small_regions_and_within_bounds():
    drawn = [
        [float(share_of_moves(level, {**P, "growth_share_deviate": z})) for z in (-3, 0, 1, 3)]
        for level in ("province", "county")
    ]
    assert drawn[0][1] == drawn[1][1] == pytest.approx(0.5 / 0.86)
    assert drawn[1][2] > drawn[0][2]
    assert min(map(min, drawn)) >= BOUNDS[0]
    assert max(map(max, drawn)) <= BOUNDS[1]
    assert share_of_moves("county", {**P, "reclassification_rate": 0.0}) == 1


def test_without_commuters_all_who_go_to_own_towns_are_choosers():
    assert chooser_part(1000.0, 300.0, 0.0) == 1000
    assert chooser_part(1000.0, 300.0, 1e6) == 300
    assert chooser_part(1000.0, 990.0, 1e6) == pytest.approx(800)
