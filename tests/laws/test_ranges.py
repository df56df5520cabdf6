"""Shares lie in 0–1 and nothing that is counted is negative, in worlds where figures are at their ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.runs import recorded
from tests.odd_worlds import odd_world
from tests.worlds import World, world
from urbsim.model.people.people import ages_of_natives
from urbsim.model.year import record
from urbsim.model.year.ranges import RangeError, assert_in_range
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.scenario import read_text
from urbsim.vocabulary.errors import FoundingError
from urbsim.vocabulary.variables import variables

DIFFERENCES = {"growth_migration", "growth_natural", "growth_local", "growth_elsewhere"}
"""What may be negative: net changes."""
SOME = world(3, households=40).setup
SETTLEMENT = np.array([False, True])
"""Of a region and a settlement, which may lack a value."""


def founded(first: int) -> Iterator[tuple[int, World]]:
    """Odd worlds with their seeds, from a seed on, without those whose figures are refused by name."""
    for seed in count(first):
        made = odd_world(seed)
        try:
            assert made.foundation
        except FoundingError:
            continue
        yield seed, made


def assert_ranges(seed: int, made: World) -> None:
    """Live the world and look at every number by its unit alone."""
    model = made.lived()
    for (name, region), series in recorded(model).items():
        known = series[~np.isnan(series)]
        assert np.isfinite(known).all(), (seed, name, region)
        assert name in DIFFERENCES or (known >= 0).all(), (seed, name, region, known.min())
        share = variables()[name].unit == "share"
        assert not share or (known <= 1).all(), (seed, name, region, known.max())


def test_odd_worlds_keep_every_number_in_its_range() -> None:
    for _, (seed, made) in zip(range(15), founded(0), strict=False):
        assert_ranges(seed, made)


@pytest.mark.prove
def test_500_odd_worlds_keep_every_number_in_its_range() -> None:
    last = 0
    for _, (seed, made) in zip(range(500), founded(1000), strict=False):
        assert_ranges(seed, made)
        last = seed
    print(f"500 odd worlds in range, without a warning; {last - 999 - 500} of {last - 999} refused by name")


def test_the_register_bounds_every_variable_by_its_unit() -> None:
    for name, variable in variables().items():
        assert variable.greatest == (1 if variable.unit == "share" else np.inf), name
        assert variable.least == (-np.inf if name in DIFFERENCES else 0), name


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("jobs", [3.0, -0.06], "2011: out of range: jobs -0.06"),
        ("employment_probability", [1.01, 0.9], "employment_probability 1.01"),
        ("hukou_barrier", [np.nan, 0.5], "hukou_barrier nan"),
        ("public_revenue", [np.inf, 0.5], "public_revenue inf"),
        ("growth_natural", [0.0, -np.inf], "growth_natural -inf"),
    ],
)
def test_numbers_that_cannot_be_are_named(name: str, values: list[float], words: str) -> None:
    sound = [0.5, 0.5]
    with pytest.raises(RangeError) as caught:
        assert_in_range(2011, ("births", name), np.array([sound, values]), SETTLEMENT)
    assert words in str(caught.value)
    assert "births" not in str(caught.value)


def test_ends_of_ranges_rounding_and_what_a_settlement_has_not_are_no_faults() -> None:
    ends = {
        "vacancy_rate": [0.0, 1.0],
        "service_index": [1 + 1e-12, 1.0],
        "births": [0.0, np.nan],
        "growth_migration": [-1e9, 1e9],
    }
    assert_in_range(2011, tuple(ends), np.array(list(ends.values())), SETTLEMENT)


def test_a_number_out_of_range_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(11, households=200)
    everywhere = np.ones(len(made.setup.settlements))
    monkeypatch.setitem(record.TOWNS, "jobs", lambda ledger: everywhere - 1.06 * (ledger.state.t == 2))
    with pytest.raises(RangeError, match="2012: out of range: jobs -0"):
        made.lived()


@pytest.mark.parametrize("growth", [-0.05, -0.2])
def test_towns_that_shrank_before_expect_nobody_and_build_nothing_for_growth(growth: float) -> None:
    made = world(12, households=200).with_draw(growth=growth)
    grown = np.ones_like(made.setup.levers.land_growth)
    growing = {"dwellings_growth": grown, "land_growth": grown, "jobs_growth": grown}
    model = made.without_policy().with_levers(**growing).lived()
    for town in model.towns:
        assert town.homes.private_at_base >= 0
        assert town.land.released == 0
        assert town.market.jobs_at_base >= 0


@given(
    st.lists(st.floats(0, 400), min_size=15, max_size=15),
    st.sampled_from([1, 40, 1000]),
    st.sampled_from([0.0, 0.2, 0.4]),
)
def test_rows_that_weights_make_more_than_all_people_leave_no_negative_natives(
    rows: list[float], people: int, children: float
) -> None:
    """Else a band of natives is below zero, and so are the births of its women."""
    area = replace(SOME.areas[0], population=people, urban=people // 2, share_0_14=children)
    shares = ages_of_natives(replace(SOME, areas=(area,)), np.array(rows))
    assert (shares >= 0).all()
    assert shares.sum() == pytest.approx(1)


END = """\
schema: urbsim/2
name: end
title: {{zh: 端, en: End}}
region:
  name: 端镇
  level: township
  parent: "320682"
  year: 2009
  population: {people}
  urban_population: {urban}
  unusual: an end of what a place can be
  source: an example of our own
from: 2009
until: 2013
"""


@pytest.mark.parametrize(("people", "urban"), [(900, 0), (900, 1), (900, 900), (1, 0), (1, 1), (2, 1)])
def test_places_without_towns_or_without_villages_run(people: int, urban: int) -> None:
    scenario = read_text(END.format(people=people, urban=urban), "end.yaml")
    result = run_mixes(scenario, Options(draws=3, workers=1), lambda done, total: None)
    runs = result.ensembles[0]
    assert runs.at("population", "end", 2009).tolist() == [people] * 3
    assert runs.at("urban_population", "end", 2009).tolist() == [urban] * 3
    assert (runs.of("jobs", "end") >= 0).all()
    chance = runs.of("employment_probability", "end")
    assert ((chance >= 0) & (chance <= 1)).all()
