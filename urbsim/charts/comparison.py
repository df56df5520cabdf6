"""Every chart of a comparison, from the folder that holds its tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from matplotlib.figure import Figure

from urbsim.charts.contributions import wedges
from urbsim.charts.lettering.typeface import render
from urbsim.charts.mixes import (
    chance_matrix,
    growth_is_known,
    growth_sources,
    side_by_side,
    where_people_live,
)
from urbsim.charts.over_time import chances_by_year, largest, settlements
from urbsim.charts.stored import StoredComparison
from urbsim.text import speaking


def figures_of(stored: StoredComparison) -> dict[str, Callable[[], Figure]]:
    """Charts that the tables allow, by name of their file."""
    found: dict[str, Callable[[], Figure]] = {
        "mixes": partial(side_by_side, stored),
        "movers": partial(where_people_live, stored),
    }
    if growth_is_known(stored.run.years):
        found["growth"] = partial(growth_sources, stored)
    if len(stored.tables["chances"]):
        found["chances"] = partial(chance_matrix, stored)
        found["chances_by_year"] = partial(chances_by_year, stored)
    if len(stored.tables["contributions_error"]):
        found["contributions"] = partial(wedges, stored)
        found["contributions_towns"] = partial(wedges, stored, "town_population")
        known = set(stored.tables["contributions_error"]["variable"])
        if "town_population" not in known:
            del found["contributions_towns"]
    mix = (stored.main_mixes(1) or [stored.baseline])[0]
    if largest(stored.run.years, mix):
        found["settlements"] = partial(settlements, stored, mix)
    return found


def comparison_files(
    stored: StoredComparison, lang: str = "en", formats: tuple[str, ...] = ("png", "svg")
) -> dict[str, bytes]:
    """Bytes of every chart by file name; equal tables give equal bytes."""
    with speaking(lang):
        return {
            f"{name}.{kind}": content
            for name, draw in figures_of(stored).items()
            for kind, content in render(draw, formats).items()
        }
