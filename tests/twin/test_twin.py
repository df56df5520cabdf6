"""Kernel and reference model agree household for household: every state word, every year, and all tallies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.laws.test_programmes import LODGERS, building, of_strangers
from tests.worlds import World, world
from urbsim.model.reference.reference_model import ReferenceModel


def states(model: Any) -> list[np.ndarray]:
    """Every village's rows in use: life, place, key and traits."""
    rows = model.people.households.rows
    spans = [slice(a, b) for a, b in zip(rows.start[:-1], rows.used, strict=True)]
    return [
        np.stack(
            [column[span].astype(np.uint64) for column in (rows.life, rows.place, rows.key, rows.traits)]
        )
        for span in spans
    ]


def assert_same_year(kernel: Any, reference: Any) -> int:
    """Compare everything of a year; returns the rows compared."""
    rows = 0
    for v, (of_kernel, of_reference) in enumerate(zip(states(kernel), states(reference), strict=True)):
        assert np.array_equal(of_kernel, of_reference), f"village {v} in {kernel.state.year}"
        rows += of_kernel.shape[1]
    of_kernel, of_reference = kernel.people.tally, reference.people.tally
    assert np.array_equal(of_kernel.village, of_reference.village)
    assert np.array_equal(of_kernel.town.sum(axis=0), of_reference.town.sum(axis=0))
    assert not of_kernel.refused.any()
    for name, noted in vars(kernel.state.programme).items():
        assert np.array_equal(noted, getattr(reference.state.programme, name)), name
    for counted, recounted in zip(kernel.people.count, reference.people.count, strict=True):
        assert np.array_equal(counted, recounted)
    return rows


def reference_of(made: World) -> ReferenceModel:
    """The model of a world whose households are agents."""
    return ReferenceModel(made.setup, made.foundation, made.draw)


def simulated_by_both(made: World) -> tuple[int, int, int]:
    """Household-years compared, persons who moved, and families that had to wait, over all years."""
    kernel, reference = made.model(), reference_of(made)
    compared = moved = waited = 0
    for _ in made.setup.years[1:]:
        kernel.step()
        reference.step()
        compared += assert_same_year(kernel, reference)
        moved += int(kernel.people.tally.village[:, :, 2:].sum())
        waited += int(kernel.people.count.places[:, 2].sum())
    return compared, moved, waited


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_kernel_and_reference_model_agree(seed):
    compared, moved, _ = simulated_by_both(world(seed, areas=seed, households=600, years=8))
    assert compared > 8 * 600
    assert moved > 100


def test_kernel_and_reference_model_agree_where_homes_are_for_migrants():
    made = building(of_strangers(world(6, areas=1, households=200, years=4)), 5, 0.9, LODGERS)
    assert simulated_by_both(made)[0] > 800
    assert made.lived().people.guests.ever.sum() > 0


@pytest.mark.prove
def test_kernel_and_reference_model_agree_in_twenty_worlds_of_5000_households_over_15_years():
    figures = []
    for seed in range(100, 122):
        made = world(seed, areas=seed % 3 + 1, households=5700, years=15)
        figures.append(simulated_by_both(made))
        assert figures[-1][0] >= 5000 * 15
    compared, moved, waited = np.array(figures).sum(axis=0)
    assert waited > 0
    print(f"\n{len(figures)} worlds, {compared:,} household-years alike: {moved:,} moves, {waited:,} waits")
