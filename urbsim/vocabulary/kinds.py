"""The kinds that regions, settlements and services come in, each list once."""

from __future__ import annotations

from typing import Final

SERVICES: Final = ("road", "water", "gas", "sewer", "green", "school", "clinic")
"""Public services of a settlement, in the order of every array over services."""
TIERS: Final = ("town", "seat", "city", "outside")
"""Settlements by rank: town, county seat, city, and places outside the region."""
LEVELS: Final = ("township", "county", "prefecture", "province", "nation")
"""Regions by size, smallest first."""
