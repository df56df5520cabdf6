"""What a packed row can hold: its layout and every limit that follows from it, stated once.

``life`` (uint64) packs what a year can change about a household; ``place`` (uint16), ``key`` (uint32) and
``traits`` (uint32) stand beside it, 18 bytes in all. A wider field is one line here.

Limits are asserted when a region is founded (``model/founding/sizes``) and told when a scenario is validated,
so no kernel ever meets a number that its field cannot hold.
"""

from __future__ import annotations

from typing import NamedTuple

BANDS = 15
"""Five-year age bands, 0–4 … 70 and over."""
BAND_WIDTH = 3
"""Bits of one age band."""


class BitField(NamedTuple):
    """Some neighbouring bits of a life word: the lowest one, and how many.

    Fields do not overlap and leave no bit: a word in which all are full is 2⁶⁴ − 1.
    """

    first: int
    bits: int

    @property
    def most(self) -> int:
        """The largest number it holds."""
        return (1 << self.bits) - 1

    @property
    def mask(self) -> int:
        """The word with ones in this field alone."""
        return self.most << self.first


MEMBERS = BitField(0, BANDS * BAND_WIDTH)
OUT = BitField(45, 3)
TENURE = BitField(48, 4)
RESIDENCE = BitField(52, 2)
WAITS = BitField(54, 1)
FOR_BED = BitField(55, 1)
PROGRAMME = BitField(56, 4)
COMMUTES = BitField(60, 1)
NEWBORNS = BitField(61, 3)
LIFE = (MEMBERS, OUT, TENURE, RESIDENCE, WAITS, FOR_BED, PROGRAMME, COMMUTES, NEWBORNS)
"""The fields of a life word; together they are its 64 bits."""

LEFT = PROGRAMME.most
"""The state of a household that has left a programme; those from 1 to 13 rise with its own outlay."""
RETURNED = LEFT - 1
"""The state of a household that has come back from outside the region and waits for a dwelling in town."""
OUTLAYS = RETURNED - 1
"""Classes of outlay under a programme."""

MEMBERS_A_BAND = (1 << BAND_WIDTH) - 1
MEMBERS_A_HOUSEHOLD = 63
"""What the sum of a word's bands can be counted to (:func:`~urbsim.households.columns.columns.count`)."""
WORKERS_OUT = OUT.most
PLACES = 1 << 16
"""Settlements, inside and outside, of one run: values of the ``place`` column."""
AGES = 4
"""Age classes of a household's youngest worker at home."""
POOL_KINDS = 8
"""Kinds of commuting households: four age classes, without and with children of school age."""
CLASSES = 360
"""Classes of households, as :mod:`~urbsim.households.choice.profiles` counts them."""
NEIGHBOURHOODS = 1 << 16
"""Parts of a village that become urban one by one: the upper half of a key."""
ROWS_A_VILLAGE = ((1 << 31) - 1) // WORKERS_OUT
"""A count of a village holds its workers in town, up to seven a row, in 31 bits."""
VILLAGES = (1 << 31) - 1
"""An entry of the queue for housing holds its village in 32 bits."""
