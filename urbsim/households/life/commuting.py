"""From which households somebody works off the farm in the own area and lives at home."""

from __future__ import annotations

from numba import njit

from urbsim.households.columns.columns import COMMUTES_BIT, MEMBERS, STATUS_BITS, WORKING, all_bits
from urbsim.households.compiling import kernel
from urbsim.households.draws import COMMUTING, FOR_LIFE, FOUNDED, HIGH, draw, stream


@njit(inline="always")
def chance_of_work(village):  # type: ignore[no-untyped-def]
    """The address of what decides, for life and in every draw, who of a village finds work near home.

    Under the seed `FOUNDED`: who can work near home is a trait of the family, not of the draw.
    """
    return stream(FOUNDED, village, FOR_LIFE, COMMUTING)


@njit(error_model="numpy")
def commute(lives, keys, address, threshold):  # type: ignore[no-untyped-def]
    """Mark the households at home from which somebody commutes: those whose number for life is below it.

    So a higher share adds commuters and takes none away.

    ``threshold`` in 2⁻³² is the village's share; 0 marks nobody, 2³² every household with a worker at home.
    """
    for n in range(len(lives)):
        life = lives[n]
        able = (life & STATUS_BITS == 0) & (life & WORKING != 0)
        so = all_bits(able & ((draw(address, keys[n]) >> HIGH) < threshold))
        alive = all_bits(life & MEMBERS != 0)
        lives[n] = (life & ~(alive & COMMUTES_BIT)) | (so & COMMUTES_BIT)


@kernel(error_model="numpy")
def mark_commuters(rows, threshold):  # type: ignore[no-untyped-def]
    """Mark those who commute in every village, whose share is its ``threshold`` (V,) in units of 2⁻³²."""
    for v in range(len(rows.used)):
        first, last = rows.start[v], rows.used[v]
        commute(rows.life[first:last], rows.key[first:last], chance_of_work(rows.village[v]), threshold[v])
