"""Schedule that act through others: amounts a head, key towns, limits, and support that brings jobs."""

from __future__ import annotations

import numpy as np
import pytest

from urbsim.policy.levers import levers
from urbsim.policy.schedule import Schedule
from urbsim.runs.setup.key_towns import is_key_town
from urbsim.runs.setup.reached import reach_of
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.schedules import people_reached, urban_income
from urbsim.runs.setup.settlements import Ground
from urbsim.scenario import read_text
from urbsim.vocabulary.kinds import SERVICES

HEAD = """\
schema: urbsim/2
name: tried
title: {zh: 小例, en: An example}
region: "42"
from: 2010
until: 2015
measures:
"""
ASSUMED = (
    "budget: {value: 90000000, unit: yuan/yr, because: an example}",
    "half: {value: 0.5, unit: share, because: an example}",
    "limit: {value: 30000000, unit: yuan/yr, because: an example}",
    "cost: {value: 2, unit: incomes/job, because: an example}",
    "yield: {value: 10, unit: jobs/million yuan, because: an example}",
    "many: {value: 100, unit: towns, because: an example}",
)
ROADS = (
    "  - {name: roads, lever: investment, service: road, value: {assumption: budget}, start: 2012, "
    "where: all}\n"
)
KEY = (
    "  - {name: key, lever: key_towns, value: {assumption: half}, towns: {assumption: many}, start: 2012, "
    "where: key-towns}\n"
)
ROAD = SERVICES.index("road")


def text_of(*measures: str) -> str:
    """The file with these measures and the assumptions that they use."""
    used = [each for each in ASSUMED if f"{{assumption: {each.partition(':')[0]}}}" in "".join(measures)]
    return HEAD + "".join(measures) + "assumptions:\n" + "".join(f"  {each}\n" for each in used or ["{}"])


def pulled(*measures: str) -> tuple[Schedule, Ground]:
    resolved = resolve(read_text(text_of(*measures), "tried.yaml"), 10_000)
    return resolved.setups["policy"].levers, resolved.ground


def test_key_towns_take_their_share_and_totals_stay() -> None:
    plain, _ = pulled(ROADS)
    moved, ground = pulled(ROADS, KEY)
    key = np.array([is_key_town(place.key) for place in ground.settlements])
    assert key.sum() == 1
    before, after = plain.investment[3, :, ROAD], moved.investment[3, :, ROAD]
    assert after.sum() == pytest.approx(before.sum()) == pytest.approx(90e6)
    people = np.array([place.population for place in ground.settlements if place.area >= 0], float)
    share = people[key[: len(people)]].sum() / people.sum()
    assert after[key].sum() == pytest.approx(90e6 * (share + 0.5 * (1 - share)))


def test_without_other_measures_key_towns_have_nothing_to_redirect() -> None:
    found, _ = pulled(KEY)
    assert not found.investment.any()


def test_redirected_homes_keep_their_share_for_newcomers() -> None:
    homes = (
        "  - {name: homes, lever: dwellings, value: {scale: medium}, newcomers: {assumption: half}, "
        "start: 2012, where: towns}\n"
    )
    found, _ = pulled(homes, KEY)
    built = found.dwellings[3] > 0
    assert built.sum() == 2
    np.testing.assert_allclose(found.reserved[3][built, 0], 0.5 * found.dwellings[3][built])


def test_a_limit_scales_works_down_to_what_it_leaves_and_no_further() -> None:
    limit = "  - {name: cap, lever: spending_limit, value: {assumption: limit}, start: 2013, where: all}\n"
    found, _ = pulled(ROADS, limit)
    by_year = found.investment.sum(axis=(1, 2))
    assert by_year[1:5] == pytest.approx([0, 90e6, 30e6, 30e6])
    wide, _ = pulled(ROADS.replace("budget", "limit"), limit.replace("limit}", "budget}"))
    assert wide.investment.sum(axis=(1, 2))[3] == pytest.approx(30e6)


def test_an_amount_for_the_environment_is_spent_on_sewers_and_green_space() -> None:
    found, _ = pulled("  - {name: env, lever: environment, value: {assumption: budget}, start: 2012}\n")
    spent = dict(zip(SERVICES, found.investment[3].sum(axis=0), strict=True))
    assert spent["sewer"] == spent["green"] == pytest.approx(45e6)
    assert sum(spent.values()) == pytest.approx(90e6)


def test_support_and_relief_become_jobs() -> None:
    support = (
        "  - {name: s, lever: employment_support, value: {assumption: budget}, cost: {assumption: cost}, "
        "start: 2012}\n"
    )
    found, _ = pulled(support)
    assert found.jobs[3].sum() == pytest.approx(90e6 / (2 * urban_income(2010)))
    relief = (
        "  - {name: t, lever: tax_relief, value: {assumption: budget}, leverage: {assumption: yield}, "
        "start: 2012}\n"
    )
    found, _ = pulled(relief)
    assert found.jobs[3].sum() == pytest.approx(900)


def test_a_strength_in_words_counts_the_residents_it_reaches() -> None:
    words = (
        "  - {name: r, lever: investment, service: road, value: {scale: weak}, start: 2012, where: towns}\n"
    )
    found, ground = pulled(words)
    towns = sum(place.population for place in ground.settlements if place.tier == "town" and place.area >= 0)
    assert found.investment[3].sum() == pytest.approx(0.003 * towns * urban_income(2010))
    assert urban_income(2010) == pytest.approx(19_109, rel=0.01)


def test_relocation_by_words_counts_rural_residents() -> None:
    text = text_of("  - {name: m, lever: relocation, value: {scale: medium}, start: 2012, where: towns}\n")
    scenario = read_text(text, "tried.yaml")
    ground = resolve(scenario, 10_000).ground
    rural = sum(area.population - area.urban for area in ground.areas)
    reach = reach_of(scenario.measures[0], ground)
    assert people_reached(levers()["relocation"], reach) == rural


def test_every_new_lever_moves_something() -> None:
    assert {"key_towns", "employment_support", "tax_relief", "spending_limit", "environment"} <= set(levers())
