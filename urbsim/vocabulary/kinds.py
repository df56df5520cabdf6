"""The kinds that regions, settlements and services come in, each list once."""

from __future__ import annotations

from typing import Final

SERVICES: Final = ("road", "water", "gas", "sewer", "green", "school", "clinic")
"""Public services of a settlement, in the order of every array over services."""
TIERS: Final = ("town", "seat", "city", "outside")
"""Settlements by rank: town, county seat, city, and places outside the region."""
LEVELS: Final = ("township", "county", "prefecture", "province", "nation")
"""Regions by size, smallest first."""
PAYERS: Final = ("centre", "county", "land", "firms", "households")
"""Who pays: centre and province, county or town, the account of land sales, firms, and households."""
PUBLIC: Final = 3
"""How many of them, from the first on, are governments."""
BOUGHT: Final = ("park", "trunk_transport", "employment_support", "tax_relief")
"""What measures pay for beside works, homes and land: hectares of parks, trunk lines, and yuan."""
COSTS: Final = (
    *SERVICES, "dwelling", "relocation", "price_support", "land", "plant", *BOUGHT,
)  # fmt: skip
"""Items whose cost is known within a run, each a pair of output variables."""
