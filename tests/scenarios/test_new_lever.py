"""A lever that stands here alone: schema, effect, cost, output and report know it once it is registered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from urbsim import compare, run
from urbsim.cli import main as cli
from urbsim.policy import Lever, registered
from urbsim.policy.bill import Amount, Bill, Charge
from urbsim.policy.lever import Field, Pull
from urbsim.policy.levers import find_lever, levers
from urbsim.policy.schedule import Schedule
from urbsim.policy.units import SHARE, table
from urbsim.scenario import read_text
from urbsim.scenario.file.schema import json_schema
from urbsim.vocabulary.errors import InputError

WELCOME = "安家补助"
TEXT = """\
schema: urbsim/2
name: welcomed
title: {zh: 迎新镇, en: A welcoming town}
region:
  {name: 某镇, level: township, parent: "320682", year: 2010, population: 9000, urban_population: 3000,
   source: an example}
from: 2010
until: 2014
measures:
  - {name: welcome, lever: settling_grant, value: {assumption: grant}, part_paid: {assumption: paid},
     start: 2011}
assumptions:
  grant: {value: 0.3, unit: share, because: an example}
  paid: {value: 50, unit: percent, because: an example}
runs: {draws: 4, seed: 3}
"""
WITHOUT = TEXT.partition("measures:")[0] + "runs: {draws: 4, seed: 3}\n"


class SettlingGrant(Lever):
    """A share of the price of a first home, of which governments pay a part at once."""

    name = "settling_grant"
    english = "grant to families that settle"
    group = "homes"
    unit = "share"
    accepted = table(share=1.0, percent=0.01)
    duration = "level"
    low, high = 0.0, 1.0
    sign = 1
    output = "public_spending"
    fields = (Field("part_paid", "Part of the grant that is paid at once.", required=True, accepted=SHARE),)

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Half of it is a lower barrier, half a lower price."""
        schedule.barrier[...] -= 0.5 * pull.everywhere
        schedule.price_support[...] += 0.5 * pull.number("part_paid") * pull.everywhere

    def cost(self, bill: Bill) -> list[Charge]:
        """A thousand yuan a family for the papers."""
        papers = 1000.0 * bill.families * (bill.in_force("barrier").done < 0)
        return [bill.charge("price_support", Amount(papers, papers))]


@pytest.fixture
def grant() -> Iterator[Lever]:
    with registered(SettlingGrant(), WELCOME) as lever:
        yield lever


def test_a_file_may_use_it_while_it_is_registered_and_not_after() -> None:
    with registered(SettlingGrant(), WELCOME):
        (welcome,) = read_text(TEXT, "welcomed.yaml").measures
        assert (welcome.lever, welcome.value, welcome.given("part_paid")) == ("settling_grant", 0.3, 0.5)
    assert find_lever("settling_grant") is None
    with pytest.raises(InputError, match="settling_grant"):
        read_text(TEXT, "welcomed.yaml")


@pytest.mark.usefixtures("grant")
def test_the_schema_and_the_messages_know_its_keys() -> None:
    measure = json_schema()["$defs"]["MeasureText"]["properties"]
    assert measure["part_paid"]["description"] == "Part of the grant that is paid at once."
    with pytest.raises(InputError, match="needs part_paid"):
        read_text(TEXT.replace(", part_paid: {assumption: paid}", ""), "welcomed.yaml")
    with pytest.raises(InputError, match="give a value from 0 to 1"):
        read_text(TEXT.replace("value: 50,", "value: 150,"), "welcomed.yaml")


@pytest.mark.usefixtures("grant")
def test_it_moves_people_costs_money_and_stands_in_tables_and_report(tmp_path: Path) -> None:
    scenario = read_text(TEXT + "mixes:\n  nothing: {measures: []}\n", "welcomed.yaml")
    years = run(scenario, without=False)["years"].set_index(["variable", "region", "year"])["mean"]
    without = read_text(WITHOUT, "welcomed.yaml")
    plain = run(without)["years"].set_index(["variable", "region", "year"])["mean"]
    barrier = years["hukou_barrier"] - plain["hukou_barrier"]
    assert barrier.xs(2012, level="year").min() == pytest.approx(-0.15)
    assert (years["public_spending"] > plain["public_spending"]).any()
    compared = compare(scenario, draws=4, out=tmp_path)
    costs = compared["costs"]
    assert costs.loc[costs["item"] == "policy", "nominal"].max() > 0
    with pytest.raises(SystemExit) as left:
        cli.main(["report", str(next(tmp_path.glob("compare-*")))])
    assert left.value.code in (0, None)
    (page,) = tmp_path.glob("compare-*/report.html")
    assert "welcome" in page.read_text(encoding="utf-8")
    assert np.isfinite(years["resident_urbanization_rate"]).all()


def test_a_lever_without_effect_or_cost_cannot_be_made() -> None:
    silent = type("Silent", (Lever,), {"cost": SettlingGrant.cost})
    free = type("Free", (Lever,), {"apply": SettlingGrant.apply})
    for incomplete in (silent, free):
        with pytest.raises(TypeError, match="abstract"):
            incomplete()


@pytest.mark.usefixtures("grant")
def test_two_levers_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="already"), registered(SettlingGrant(), WELCOME):
        pass
    assert list(levers()).count("settling_grant") == 1
