"""Pairing pays: under shared luck a policy's effect shows far sooner than between runs of their own luck."""

from __future__ import annotations

import numpy as np
import pytest

from tests.scenarios.editing import Content, add_measure, content_of, scenario_of, without_measures
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options

REGION, FROM, UNTIL = "huludao-2011", 2014, 2020
FREE = {"hukou": -0.2, "jobs": 3000.0}
"""Levers that housing does not cap in the cities of Huludao, where dwellings stand empty."""


def region(vary: str, lever: str | None = None) -> Content:
    """Huludao with one lever at work from 2014 on, or with none."""
    content = without_measures(content_of(REGION))
    if lever is not None:
        add_measure(content, "it", lever, FREE[lever], start=FROM, where="cities")
    content["targets"], content["until"] = [], UNTIL
    content["runs"] = {"draws": 2, "seed": 1, "weight": 1, "vary": vary}
    return content


def came(content: Content, size: tuple[int, int], seed: int) -> np.ndarray:
    """Persons who moved to town by the end, by draw."""
    draws, weight = size
    options = Options(draws=draws, weight=weight, seed=seed, workers=2)
    runs = run_mixes(scenario_of(content), options, lambda done, total: None).ensembles[0]
    return runs.at("cumulative_moves_to_urban", runs.home, UNTIL)


def assert_pairing_pays(vary: str, lever: str, size: tuple[int, int]) -> None:
    without, same, other = (
        came(region(vary, each), size, seed) for each, seed in ((None, 1), (lever, 1), (lever, 2))
    )
    paired, apart = same - without, other - without
    ratio = apart.var(ddof=1) / paired.var(ddof=1)
    print(
        f"\n{lever} in {REGION}, {size[0]} draws at weight {size[1]}, luck in {vary}: {paired.mean():,.0f} "
        f"more moves to town (sd {paired.std(ddof=1):,.0f}) under shared luck, {apart.mean():,.0f} "
        f"(sd {apart.std(ddof=1):,.0f}) under luck of their own: {ratio:,.0f} times the variance"
    )
    assert paired.std(ddof=1) > 0
    assert ratio >= 10


def test_shared_luck_narrows_an_effect() -> None:
    assert_pairing_pays("all", "hukou", (6, 100))


@pytest.mark.prove
@pytest.mark.parametrize("lever", FREE)
@pytest.mark.parametrize("vary", ["seed", "all"])
def test_shared_luck_narrows_an_effect_ten_times(vary: str, lever: str) -> None:
    assert_pairing_pays(vary, lever, (24, 50))
