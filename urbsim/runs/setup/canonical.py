"""One order for areas and settlements, whatever order they were listed in: by key, area by area."""

from __future__ import annotations

from dataclasses import replace

from urbsim.runs.setup.settlements import Ground


def in_order(ground: Ground) -> Ground:
    """The same ground with areas by key, and settlements by area and key; places outside come last.

    Sums of fractions depend on their order in the last digit, and whole people are rounded in turn:
    a fixed order makes equal figures give equal bytes.
    """
    order = sorted(range(len(ground.areas)), key=lambda a: ground.areas[a].key)
    position = {old: new for new, old in enumerate(order)}
    settlements = [replace(place, area=position.get(place.area, -1)) for place in ground.settlements]
    settlements.sort(key=lambda place: (place.area if place.area >= 0 else len(order), place.key))
    return replace(ground, areas=tuple(ground.areas[a] for a in order), settlements=tuple(settlements))
