"""Quotas of land, trunk lines and feeder roads, from the file to the schedule."""

from __future__ import annotations

import numpy as np
import pytest

from urbsim.runs.setup.resolve import resolve
from urbsim.scenario import read_text
from urbsim.vocabulary.errors import InputError

TEXT = """\
schema: urbsim/2
name: opened
title: {zh: 某县, en: A county}
region:
  {name: 某县, level: county, parent: "411000", year: 2010, population: 500000, urban_population: 175000,
   source: an example}
from: 2010
until: 2014
measures:
  - {name: line, lever: trunk_transport, kind: rail, value: {assumption: one}, start: 2012,
     city_distance: {assumption: far}}
  - {name: limit, lever: land, rule: quota, value: {assumption: hectares}, start: 2011}
  - {name: roads, lever: investment, service: road, value: {assumption: money}, feeder: {assumption: half},
     start: 2012, end: 2013}
  - {name: park, lever: industrial_park, value: {assumption: ground}, start: 2012,
     density: {assumption: jobs}}
assumptions:
  one: {value: 1, unit: lines, because: an example}
  far: {value: 180, unit: km, because: an example}
  hectares: {value: 40, unit: ha/yr, because: an example}
  money: {value: 20000000, unit: yuan/yr, because: an example}
  half: {value: 50, unit: percent, because: an example}
  ground: {value: 100, unit: ha, because: an example}
  jobs: {value: 30, unit: jobs/ha, because: an example}
runs: {draws: 2, seed: 3}
"""


def test_what_towns_read_of_land_and_ways_is_what_the_file_says() -> None:
    setup = resolve(read_text(TEXT, "opened.yaml"), 100).setup
    levers, inside = setup.levers, setup.inside
    assert levers.trunk_rail[:, inside].max(axis=1).tolist() == [0, 0, 1, 1, 1]
    assert not levers.trunk_highway.any()
    assert levers.large_city[2:, inside] == pytest.approx(180.0)
    assert not levers.large_city[:2].any()
    assert levers.land_quota.sum(axis=1) == pytest.approx([0, 40, 40, 40, 40])
    assert not levers.land.any()
    assert levers.feeder.sum(axis=1) == pytest.approx([0, 0, 1e7, 1e7, 0])
    assert levers.investment.sum(axis=(1, 2)) == pytest.approx([0, 0, 1e7, 1e7, 0])
    assert np.isclose(levers.park[2].sum(), 3000)


def test_a_line_of_another_kind_and_a_rule_that_is_none_are_faults() -> None:
    for wrong in (TEXT.replace("kind: rail", "kind: tram"), TEXT.replace("rule: quota", "rule: most")):
        with pytest.raises(InputError):
            read_text(wrong, "opened.yaml")
