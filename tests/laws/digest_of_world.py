"""A digest of all that a tiny world records and of its households, for comparing ways to run the kernel.

python -m tests.laws.digest_of_world SEED HOUSEHOLDS YEARS
"""

from __future__ import annotations

import hashlib
import sys

import numpy as np

from tests.laws.runs import recorded
from tests.worlds import world


def digest(seed: int, households: int, years: int) -> str:
    """SHA-256 of the rows in use and of every recorded series, to the last bit."""
    model = world(seed, areas=2, households=households, years=years).lived()
    content, rows = hashlib.sha256(), model.people.households.rows
    used = np.concatenate([np.arange(a, b) for a, b in zip(rows.start[:-1], rows.used, strict=True)])
    for column in (rows.life, rows.place, rows.key, rows.traits):
        content.update(column[used].tobytes())
    for (name, region), series in sorted(recorded(model).items()):
        content.update(f"{name} {region}".encode() + series.tobytes())
    return content.hexdigest()


if __name__ == "__main__":
    print(digest(*(int(word) for word in sys.argv[1:])))
