"""Whole people shared out over the single years of age of their bands."""

from __future__ import annotations

from urbsim.households.compiling import kernel


@kernel()
def apportion(number, ages, first, out):  # type: ignore[no-untyped-def]
    """Each band's ``number`` (J, B) by single years in proportion to ``ages``, into ``out`` (J, Y).

    ``ages`` (J, Y), or (1, Y) for all alike, are whole people; ``first`` (B + 1,) is the first year of every
    band, and Y. A band of one year has its number there.

    Running totals are divided, not single years, so each band's parts add up to its number exactly and nobody
    is lost to rounding; seven people over single years of 1, 1 and 2 are 1, 2 and 4. ``out`` is overwritten;
    an empty band (all ``ages`` 0) gives 0.
    """
    for j in range(number.shape[0]):
        own = ages[j % ages.shape[0]]
        for band in range(number.shape[1]):
            total = 0
            for year in range(first[band], first[band + 1]):
                total += own[year]
            reached, before = 0, 0
            for year in range(first[band], first[band + 1]):
                reached += own[year]
                upto = number[j, band] * reached // max(1, total)
                out[j, year] = upto - before
                before = upto
