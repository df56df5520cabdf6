"""Where provinces lie: the rounded coordinates of their capitals, for distances between provinces only."""

from __future__ import annotations

import math
from functools import cache

from urbsim.vocabulary.tables import data_rows

LATITUDE_KM = 111.2
MIDDLE = 35.0


@cache
def _capitals() -> dict[str, tuple[float, float]]:
    rows = data_rows("statistics/capitals.csv")
    return {row["province"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


def capital_position(code: str) -> tuple[float, float]:
    """Kilometres (east of Greenwich, north of the equator) of a province's capital on a plane.

    Equirectangular at 35° north: distances of a few hundred kilometres are right to some per cent.
    Raises KeyError for a code that is no province.
    """
    longitude, latitude = _capitals()[code]
    return longitude * LATITUDE_KM * math.cos(math.radians(MIDDLE)), latitude * LATITUDE_KM
