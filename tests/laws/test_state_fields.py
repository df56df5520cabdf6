"""Fields of the life word that stand beside the members: what each event keeps, and what it ends."""

from __future__ import annotations

import numpy as np
import pytest

from tests.laws.boards import open_board, state_of, villagers
from urbsim.households.life.lifecycle import hazard_table
from urbsim.households.population import Households, Supply

PROGRAMME, COMMUTES, NEWBORNS = 9 << 56, 1 << 60, 2 << 61
MARKS = np.uint64(PROGRAMME | COMMUTES | NEWBORNS)
ALWAYS = np.uint64(2**32)
COUPLE, BABIES, PARENTS = 2 << 3 * 5, 2, 2 << 3 * 11
ONLY_FAMILIES, ONLY_WORKERS = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])


def marked(members: int, number: int = 50) -> Households:
    """Households at home in a programme, with a commuter and two newborns due in their first band."""
    rows = villagers(number)
    rows.life[:number] = np.uint64(members) | MARKS
    return Households(rows, 1)


def lived(households: Households, **board: object) -> dict[str, np.ndarray]:
    weights = board.pop("weights", np.zeros((1, 2)))
    households.live(open_board(weights, **board))  # type: ignore[arg-type]
    return fields(households)


def fields(households: Households) -> dict[str, np.ndarray]:
    rows, used = households.rows, slice(0, households.rows.used[0])
    state = state_of(rows) | {"youngest": rows.life[used] & np.uint64(7)}
    bits = {"programme": (56, 15), "commutes": (60, 1), "newborns": (61, 7)}
    return state | {n: rows.life[used] >> np.uint64(b) & np.uint64(m) for n, (b, m) in bits.items()}


def test_an_uneventful_year_keeps_all_three():
    state = lived(marked(COUPLE + BABIES), commuting=np.full(1, ALWAYS))
    assert set(zip(state["programme"], state["commutes"], state["newborns"], strict=True)) == {(9, 1, 2)}


@pytest.mark.parametrize(("weights", "status"), [(ONLY_FAMILIES, 2), (ONLY_WORKERS, 1)])
def test_who_moves_keeps_programme_and_newborns_and_commutes_no_more(weights, status):
    state = lived(marked(COUPLE + BABIES), weights=weights, hazard=1.0)
    assert set(state["status"]) == {status}
    assert set(zip(state["programme"], state["commutes"], state["newborns"], strict=True)) == {(9, 0, 2)}


def test_who_applies_and_is_turned_away_keeps_all_three():
    households = marked(COUPLE + BABIES)
    town = {"counted": np.ones(1, np.bool_), "inside": np.ones(1, np.bool_)}
    work = {"commuting": np.full(1, ALWAYS), "pool_move": np.full((1, 8), ALWAYS)}
    board = open_board(ONLY_FAMILIES, hazard=1.0, pool_pull=np.ones(ONLY_FAMILIES.shape), **work, **town)
    nothing = Supply(np.array([0]), np.array([0]), patience=0.0)
    tally = households.live(board)
    waiting = fields(households)
    assert set(waiting["waits"]) == {1}
    assert set(waiting["newborns"]) == {2}
    households.admit(board, tally, nothing)
    state = fields(households)
    assert set(zip(state["waits"], state["place"], state["status"], strict=True)) == {(0, 0, 0)}
    assert set(zip(state["programme"], state["commutes"], state["newborns"], strict=True)) == {(9, 1, 2)}


@pytest.mark.parametrize(("programme", "returns"), [(0, True), (9, False), (15, True)])
def test_a_return_keeps_programme_and_newborns_and_is_not_for_those_in_a_programmes_home(programme, returns):
    households = marked(COUPLE + BABIES)
    keeping = np.uint64(~(15 << 56) % 2**64)
    households.rows.life[:50] = households.rows.life[:50] & keeping | np.uint64(programme << 56)
    lived(households, weights=ONLY_FAMILIES, hazard=1.0)
    state = lived(households, back=0.5, bond=np.ones(16), year=np.int64(2002))
    assert (state["status"] == 0).any() == returns
    assert set(zip(state["programme"], state["newborns"], strict=True)) == {(programme, 2)}


def test_newborns_go_with_the_couple_and_the_programme_stays_with_the_parents():
    households = marked(COUPLE + BABIES + PARENTS, 20)
    state = lived(households, splitting=np.uint64(2**32), commuting=np.full(1, ALWAYS))
    found = list(zip(state["members"], state["programme"], state["commutes"], state["newborns"], strict=True))
    assert found == [(2, 9, 1, 0)] * 20 + [(4, 0, 0, 2)] * 20


def test_newborns_are_never_more_than_the_first_band_holds():
    households = marked(BABIES)
    mortality = hazard_table(np.r_[0.4, np.zeros(14)])
    state = lived(households, mortality=mortality)
    assert set(state["youngest"]) == {1, 2}
    assert np.array_equal(state["newborns"], state["youngest"])
