"""Money adds up: what is planned is realised or unfunded, and every lever has a price or says why not."""

from functools import cache

import pandas as pd
import pytest

from urbsim.analysis.mixes.effects import CLEAR, NONE, SMALL, UNCERTAIN, Effect, Whereabouts
from urbsim.analysis.mixes.money import MONEY_COLUMNS, cost_of_one
from urbsim.analysis.targets.summary import Band
from urbsim.policy.levers import levers
from urbsim.report.folder import run_tables
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.scenario.reading import read_text
from urbsim.vocabulary.kinds import PAYERS

SIZE = Options(draws=2, seed=4, weight=40, workers=2, mixes=("policy", "nothing"))
MEASURES = {
    "dwellings": "value: {assumption: units}, subsidy: {assumption: half}",
    "employment_support": "value: {assumption: money}, cost: {assumption: cost}",
    "environment": "value: {assumption: money}",
    "hukou": "value: {assumption: lower}",
    "industrial_park": "value: {assumption: hectares}, density: {assumption: density}",
    "investment": "service: school, value: {assumption: money}",
    "jobs": "value: {assumption: jobs}",
    "key_towns": "value: {assumption: half}",
    "land": "value: {assumption: land}",
    "price_support": "value: {assumption: half}",
    "redesignation": "value: {assumption: villages}, kind: 村改居",
    "relocation": "value: {assumption: persons}, subsidy: {assumption: half}",
    "spending_limit": "value: {assumption: limit}",
    "tax_relief": "value: {assumption: money}, leverage: {assumption: yields}",
    "trunk_transport": "value: {assumption: lines}, kind: rail, city_distance: {assumption: far}",
}
TEXT = """\
schema: urbsim/2
name: paid
title: {zh: 花钱, en: Paid}
region:
  {name: 某镇, level: township, parent: "320682", year: 2010, population: 30000, urban_population: 9000,
   villages: 20, source: an example}
from: 2010
until: 2014
measures:
%s
assumptions:
  units: {value: 20, unit: units/yr, because: an example}
  half: {value: 0.5, unit: share, because: an example}
  money: {value: 2000000, unit: yuan/yr, because: an example}
  limit: {value: 5000000, unit: yuan/yr, because: an example}
  cost: {value: 1, unit: incomes/job, because: an example}
  lower: {value: -0.3, unit: share, because: an example}
  hectares: {value: 10, unit: ha, because: an example}
  density: {value: 30, unit: jobs/ha, because: an example}
  jobs: {value: 20, unit: jobs/yr, because: an example}
  land: {value: 2, unit: ha/yr, because: an example}
  villages: {value: 1, unit: villages, because: an example}
  persons: {value: 60, unit: persons/yr, because: an example}
  lines: {value: 1, unit: lines, because: an example}
  far: {value: 120, unit: km, because: an example}
  yields: {value: 5, unit: jobs/million yuan, because: an example}
%s"""


def text(names: tuple[str, ...], more: str = "") -> str:
    lines = [
        f"  - {{name: {n.replace('_', '-')}, lever: {n}, {MEASURES[n]}, start: 2012, %s}}" for n in names
    ]
    return TEXT % ("\n".join(line % ("" if "once" in line else "where: all") for line in lines), more)


@cache
def tables(names: tuple[str, ...] = tuple(MEASURES), more: str = "") -> dict[str, pd.DataFrame]:
    used = text(names, more)
    kept = [line for line in used.splitlines() if not unused(line, used)]
    return run_tables(run_mixes(read_text("\n".join(kept), "paid.yaml"), SIZE, lambda done, total: None))


def unused(line: str, whole: str) -> bool:
    name = line.strip().partition(":")[0]
    return ", because: an example}" in line and "." not in name and f"assumption: {name}}}" not in whole


def test_every_lever_of_a_file_is_priced_or_says_why_not() -> None:
    table = tables()["money.csv"]
    assert tuple(table.columns) == MONEY_COLUMNS
    assert set(MEASURES) <= set(levers())
    assert set(table["measure"]) == {name.replace("_", "-") for name in MEASURES}
    assert table["price_source"].str.contains(":").all()
    free = table[table["planned"] == 0]["measure"]
    assert set(free) <= {"key-towns", "spending-limit", "redesignation", "hukou"}


def test_what_is_planned_is_realised_or_unfunded() -> None:
    table = tables()["money.csv"]
    pd.testing.assert_series_equal(
        table["planned"], table["realised"] + table["unfunded"], check_names=False, rtol=1e-12
    )
    assert set(table["payer"]) <= {*PAYERS, ""}


def test_items_add_up_to_what_the_runs_recorded() -> None:
    found = tables()
    years = found["years.csv"].query("mix == 'policy' and region == 'paid'")
    for way in ("planned", "realised"):
        recorded = years[years["variable"].str.startswith(f"{way}_")]["mean"].sum()
        of_people = found["money.csv"]["item"].isin(["hukou", "hukou_year", "redesignation"])
        assert found["money.csv"][~of_people][way].sum() == pytest.approx(recorded, rel=1e-9)


def test_governments_spend_their_share_of_what_is_done() -> None:
    found = tables(("investment",))
    years = found["years.csv"].query("mix == 'policy' and region == 'paid'")
    paid = found["money.csv"].set_index("payer")["realised"]
    spent = years[years["variable"] == "public_spending"]["mean"].sum()
    assert spent == pytest.approx(paid["centre"] + paid["county"], rel=1e-9)
    assert spent < found["money.csv"]["realised"].sum()


def test_a_price_of_the_file_moves_money_and_nobody() -> None:
    own = "  price.relocation: {value: 10000, unit: yuan/person, because: our own tender}\n"
    usual, cheap = tables(("relocation",)), tables(("relocation",), own)
    assert cheap["money.csv"]["planned"].sum() < usual["money.csv"]["planned"].sum()
    assert "our own tender" in cheap["money.csv"]["price_source"].iloc[0]
    people = [t["years.csv"].query("variable == 'urban_population'") for t in (usual, cheap)]
    assert people[0].equals(people[1])


def effect(word: str, p05: float, p50: float, p95: float) -> Effect:
    one, some = Band(1, 1, 1), Band(p05, p50, p95)
    place = Whereabouts("urban_population", "x", 2020)
    return Effect(place=place, unit="persons", policy=one, nothing=one, difference=some, word=word)


def test_what_one_resident_costs_is_said_where_enough_is_found() -> None:
    assert cost_of_one(effect(CLEAR, 5, 10, 20), 100) == (10, 10)
    assert cost_of_one(effect(UNCERTAIN, -5, 10, 20), 100) == (5, float("inf"))
    for word in (NONE, SMALL, ""):
        assert cost_of_one(effect(word, 5, 10, 20), 100) is None
    assert cost_of_one(effect(CLEAR, -20, -10, -5), 100) is None
