"""No measure, and measures without strength, are the same; targets steer nothing; a date is a date."""

from __future__ import annotations

import numpy as np
import pytest

from tests.scenarios.doubling import KEYS, with_every_lever
from tests.scenarios.editing import (
    Content,
    bytes_of,
    content_of,
    run,
    without_measures,
    without_strength,
    without_targets,
)

PROVED = {"xuean-2010": 1, "jingtai-2012": 1, "huludao-2011": 1, "national-2025": 5000}
"""Scenarios and the weight at which they are proved."""
LATER = 2016


def assert_nothing_is_nothing(name: str, weight: int) -> None:
    content = content_of(name)
    policy, none, zero = (
        bytes_of(run(each, weight=weight))
        for each in (content, without_measures(content), without_strength(content))
    )
    assert none == zero
    assert none != policy
    print(f"\n{name}: {len(none):,} bytes alike without measures and with measures of no strength")


@pytest.mark.parametrize("name", ["xuean-2010", "jingtai-2012"])
def test_measures_without_strength_are_no_measures(name: str) -> None:
    assert_nothing_is_nothing(name, weight=1)


@pytest.mark.prove
@pytest.mark.parametrize("name", ["huludao-2011", "national-2025"])
def test_measures_without_strength_are_no_measures_in_large_regions(name: str) -> None:
    assert_nothing_is_nothing(name, PROVED[name])


def test_all_levers_without_strength_are_no_measures() -> None:
    content = with_every_lever("xuean-2010", 2010, 2014)
    assert len(content["measures"]) >= len(KEYS)
    assert bytes_of(run(without_strength(content))) == bytes_of(run(without_measures(content)))


@pytest.mark.parametrize("name", ["xuean-2010", "jingtai-2012"])
def test_targets_steer_nothing(name: str) -> None:
    content = content_of(name)
    assert content["targets"]
    assert bytes_of(run(content)) == bytes_of(run(without_targets(content)))


def starting_later(name: str) -> tuple[Content, Content]:
    """The scenario without measures, and with a measure of every lever and service from 2016 on."""
    alone, later = without_measures(content_of(name)), without_measures(content_of(name))
    with_every_lever(name, LATER, LATER + 3, later)
    assert len(later["measures"]) == len(KEYS)
    assert all(measure["start"] == LATER for measure in later["measures"])
    return alone, later


def assert_nothing_before(name: str, weight: int) -> None:
    alone, later = (run(each, weight=weight).ensembles[0] for each in starting_later(name))
    first = LATER - alone.base_year
    assert np.array_equal(alone.values[..., :first], later.values[..., :first], equal_nan=True)
    changed = (alone.values != later.values) & ~np.isnan(alone.values)
    assert changed[..., first].any()
    print(f"\n{name}: alike to {LATER - 1}; in {LATER} {changed[..., first].sum()} values differ")


def test_a_measure_changes_nothing_before_it_starts() -> None:
    assert_nothing_before("xuean-2010", weight=1)


@pytest.mark.prove
@pytest.mark.parametrize("name", ["jingtai-2012", "huludao-2011", "national-2025"])
def test_a_measure_changes_nothing_before_it_starts_anywhere(name: str) -> None:
    assert_nothing_before(name, PROVED[name])
