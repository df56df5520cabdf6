"""A household's diary: the runs are those of the model, every year is told once, in either language."""

import re
from itertools import pairwise

import numpy as np
import pytest

from urbsim.analysis.diary.followed import FollowedModel
from urbsim.analysis.diary.telling import told
from urbsim.analysis.diary.years import Diaries, diaries_of, first_parted, homes
from urbsim.policy.mixes import NOTHING, PLAIN
from urbsim.runs.ensembles.ensemble import drawn
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.ensembles.simulate import recorded, simulate
from urbsim.runs.options import Options
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario.reading import read_scenario
from urbsim.text import speaking

SCENARIO, WEIGHT = "xuean-2010", 20


@pytest.fixture(scope="module")
def diaries() -> Diaries:
    return diaries_of(read_scenario(SCENARIO), Options(weight=WEIGHT), 1)


def test_households_who_are_followed_live_as_they_do_in_the_kernel() -> None:
    scenario = read_scenario(SCENARIO)
    resolved = resolve(scenario, WEIGHT)
    setup, founded = resolved.setup, foundation_of(resolved.setup, resolved.coefficients)
    draw = drawn(scenario, setup, 1, 1)
    watched, kernel = recorded(FollowedModel(setup, founded, draw)), simulate(setup, founded, draw)
    assert np.array_equal(watched, kernel, equal_nan=True)


def test_every_year_is_told_once(diaries: Diaries) -> None:
    for diary in diaries.by_mix[PLAIN][::9]:
        told_years: list[int] = []
        for line in told(diaries, diary):
            first, _, last = re.match(r"(\d{4})(–(\d{4}))?", line).groups()  # type: ignore[union-attr]
            told_years += range(int(first), int(last or first) + 1)
        assert told_years == [each.year for each in diary]


def test_a_change_of_home_is_always_told(diaries: Diaries) -> None:
    for diary in diaries.by_mix[PLAIN]:
        lines = told(diaries, diary)
        for before, after in pairwise(diary):
            if before.home != after.home:
                line = next(each for each in lines if each.startswith(str(after.year)))
                assert "Nothing changes" not in line


def test_without_a_number_it_is_a_household_that_the_policy_moves(diaries: Diaries) -> None:
    mine, bare = diaries.by_mix[PLAIN], diaries.by_mix[NOTHING]
    number = first_parted(mine, bare)
    assert homes(mine[number]) != homes(bare[number])
    assert all(homes(a) == homes(b) for a, b in zip(mine[:number], bare[:number], strict=True))
    assert first_parted(bare, bare) == next(n for n, each in enumerate(bare) if len(set(homes(each))) > 1)


def test_offers_are_chances_and_places_by_share(diaries: Diaries) -> None:
    offers = [each.offered for diary in diaries.by_mix[PLAIN] for each in diary if each.offered]
    assert offers
    for each in offers:
        assert 0 <= each.chance < 1
        assert sum(share for _, share in each.places) <= 1 + 1e-9


def test_it_is_told_in_chinese_without_english_words(diaries: Diaries) -> None:
    with speaking("zh"):
        for diary in diaries.by_mix[PLAIN][::25]:
            assert not re.search("[A-Za-z]", "".join(told(diaries, diary)))
