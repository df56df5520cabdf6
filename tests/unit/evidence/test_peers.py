"""Places like one another: alike in what is known, never the place itself, none reconstructed."""

from __future__ import annotations

import math

import numpy as np
import pytest

from urbsim.evidence import peers
from urbsim.evidence.census import census_of
from urbsim.evidence.peers import FEWEST, MOST, Place, kind_of, peers_of, place_of
from urbsim.evidence.statistics import base_count
from urbsim.vocabulary.regions import regions


def place(code: str, year: int = 2010) -> Place:
    count = base_count(code, year)
    assert count is not None
    return place_of(count)


@pytest.mark.parametrize("code", ["211422", "110101", "420600", "620423"])
def test_forty_others_of_the_kind_are_found_and_not_the_place_itself(code: str) -> None:
    found = peers_of(place(code), code)
    assert found is not None
    assert len(found.codes) == len(set(found.codes)) == MOST
    assert code not in found.codes
    assert {kind_of(regions()[each]) for each in found.codes} == {kind_of(regions()[code])}
    assert found.points[0] <= found.points[1] <= found.points[2]
    assert found.people[0] <= found.people[1] <= found.people[2]


def test_a_place_is_most_like_itself() -> None:
    found = peers_of(place("211421"))
    assert found is not None
    assert found.codes[0] == "211421"


def test_peers_are_nearer_in_size_and_rate_than_places_are_on_average() -> None:
    one = place("211422")
    found = peers_of(one, "211422")
    assert found is not None
    rows = [row for each in found.codes if (row := census_of(each, 2010)) is not None]
    apart = [abs(math.log(row.population / one.population)) for row in rows]
    rates = [abs(row.urban_population / row.population - one.rate) for row in rows]
    assert np.mean(apart) < 0.6
    assert np.mean(rates) < 0.06


def test_what_is_not_known_of_a_place_does_not_count() -> None:
    bare = Place("county", 500_000, 0.2, None, None)
    found = peers_of(bare)
    assert found is not None
    assert len(found.codes) == MOST
    assert peers_of(Place("township", 20_000, 0.2, None, None)) is None


def test_no_pair_lacks_a_census_or_moved_its_boundary(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, pairs in peers._pairs().items():
        assert len(pairs) > FEWEST
        for pair in pairs:
            assert pair.before.kind == kind
            assert -1 / 3 < pair.people < 0.5
    few = {"county": peers._pairs()["county"][:5]}
    monkeypatch.setattr(peers, "_pairs", lambda: few)
    assert peers_of(place("211421")) is None
