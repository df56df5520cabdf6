"""Money by area adds up to the region's, in the table of measures and in that of mixes."""

from dataclasses import replace
from functools import cache

import pytest

from urbsim.analysis.binding.of_measures import bound_measures
from urbsim.analysis.mixes.costs import cost_table
from urbsim.analysis.mixes.mix_results import track_of
from urbsim.analysis.mixes.money import constraints_of, money_table
from urbsim.policy.mixes import NOTHING
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.ensemble_result import POLICY
from urbsim.runs.results.result import RunResult
from urbsim.scenario.reading import read_scenario

SIZE = Options(draws=2, weight=400, workers=1, mixes=(POLICY, NOTHING))


@cache
def prefecture() -> RunResult:
    done = run_mixes(read_scenario("huludao-2011"), SIZE, lambda done, total: None)
    return replace(done, bindings=bound_measures(done))


def test_what_measures_cost_in_areas_adds_up_item_by_item() -> None:
    table, (policy, nothing) = money_table(prefecture()), prefecture().ensembles
    assert len(set(table["region"])) > 1
    assert set(table["region"]) <= set(policy.regions[1:])
    for item, rows in table.groupby("item"):
        if f"planned_{item}" in policy.variables:
            of = [each.of(f"planned_{item}", each.home)[:, 1:].sum(axis=1) for each in (policy, nothing)]
            assert rows["planned"].sum() == pytest.approx((of[0] - of[1]).mean(), rel=1e-9)


def test_every_row_of_a_measure_names_what_binds_for_it() -> None:
    done = prefecture()
    for name, rows in money_table(done).groupby("measure"):
        assert set(rows["binds"]) == {constraints_of(done, str(name))}


def test_what_mixes_cost_in_areas_adds_up_to_the_region() -> None:
    done = prefecture()
    policy, nothing = (track_of(runs, (), done) for runs in done.ensembles)
    table = cost_table([policy, nothing], nothing).set_index("payer")
    whole, areas = table.loc[policy.home.home], table.drop(policy.home.home)
    assert len(areas) > 1
    for column in ("nominal", "planned", "realised", "unfunded"):
        assert areas[column].sum() == pytest.approx(whole[column], rel=1e-9)
    assert whole["planned"] > 0
