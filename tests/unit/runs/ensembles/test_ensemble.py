"""Ensembles of whole scenarios: they run wherever the evidence reaches, and refuse what says nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.unit.runs.texts import HEAD, OWN_TOWNSHIP, measure, own, scenario
from urbsim.cli import main as cli
from urbsim.evidence.statistics import base_count
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.ensembles.executors import kind_for
from urbsim.runs.options import Options
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.result import RunResult
from urbsim.scenario import Scenario
from urbsim.vocabulary.errors import InputError
from urbsim.vocabulary.variables import variables

SEED_ONLY = "runs: {draws: 4, seed: 1, weight: 20000, vary: seed}\n"
TO_2035 = {"CN": 30_000, "62": 2_000, "211400": 300, "620423": 40}
HOMES = measure("dwellings", "500 units/yr", "where: towns") + "mixes:\n  nothing: {measures: []}\n"


def run(asked: Scenario, draws: int, weight: int, *mixes: str, seed: int = 1) -> RunResult:
    options = Options(draws=draws, weight=weight, seed=seed, mixes=mixes or ("policy",))
    return run_mixes(asked, options, lambda done, of: None)


def leave(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    return int(left.value.code or 0)


def base(runs: Ensemble, variable: str, region: str | None = None) -> float:
    return float(runs.at(variable, region or runs.home, runs.base_year)[0])


@pytest.mark.parametrize("region", ["CN", "62"])
def test_a_large_ensemble_that_varies_only_the_seed_is_refused(
    region: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "seeds.yaml"
    file.write_text(
        HEAD.format(region=f'"{region}"', base=2010, until=2012, rest=SEED_ONLY), encoding="utf-8"
    )
    assert leave("run", str(file), "--out", str(tmp_path / "out")) == 2
    said = capsys.readouterr().err
    assert f"{file}:7: " in said
    assert "varies only the seed" in said
    assert "vary: all" in said
    assert "Traceback" not in said


def test_a_single_run_of_the_nation_and_seeds_of_a_county_are_not_refused() -> None:
    assert run(scenario("62", until=2011, rest=SEED_ONLY), 1, 4_000).ensembles[0].draws == (0,)
    seeds = run(scenario("620423", until=2012, rest=SEED_ONLY), 3, 20).ensembles[0]
    assert seeds.draws == (1, 2, 3)
    assert len(set(seeds.at("urban_population", "620423", 2012))) == 3
    assert len(set(seeds.at("urban_population", "620423", 2010))) == 1


@pytest.mark.parametrize("region", TO_2035)
def test_a_scenario_from_2020_to_2035_runs(region: str) -> None:
    draws = 1 if region == "CN" else 2
    runs = run(scenario(region, 2020, 2035), draws, TO_2035[region]).ensembles[0]
    areas = max(1, sum(key.count("/") == 1 for key in runs.regions))
    count = base_count(region, 2020)
    assert count is not None
    assert (runs.base_year, runs.years[-1], runs.home) == (2020, 2035, region)
    for variable, known in (("population", count.population), ("urban_population", count.urban)):
        assert np.all(runs.at(variable, region, 2020) == pytest.approx(known, abs=areas * TO_2035[region]))
    rate, simulated = (runs.of(f"{kind}resident_urbanization_rate", region) for kind in ("", "simulated_"))
    assert np.all((rate > 0) & (rate < 1))
    assert np.all(simulated[:, -1] > simulated[:, 0])
    for name in set(runs.variables):
        assert runs.has(name, region)
        assert np.isfinite(runs.of(name, region)[:, 1:]).all(), name


def test_growth_has_five_sources_that_add_up_in_every_year() -> None:
    runs = run(scenario("211400", 2010, 2014), 2, 300).ensembles[0]
    moved = ("growth_local", "growth_returnees", "growth_elsewhere")
    parts = (*moved, "growth_reclassification", "growth_natural")
    for region in ("211400", "211400/211421", "211400/rest"):
        growth = np.diff(runs.of("simulated_urban_population", region), axis=1)
        np.testing.assert_array_equal(sum(runs.of(part, region)[:, 1:] for part in parts), growth)
        moves = sum(runs.of(part, region)[:, 1:] for part in moved)
        np.testing.assert_array_equal(moves, runs.of("growth_migration", region)[:, 1:])
    assert set(runs.variables) <= set(variables())


def test_a_run_repeats_itself_and_more_draws_begin_with_the_same() -> None:
    asked = scenario("620423", until=2012)
    few, again, many = (run(asked, draws, 20).ensembles[0] for draws in (2, 2, 3))
    np.testing.assert_array_equal(few.values, again.values)
    np.testing.assert_array_equal(few.values, many.values[:2])
    other = run(asked, 2, 20, seed=2).ensembles[0]
    assert not np.array_equal(few.values, other.values, equal_nan=True)


def test_mixes_begin_alike_and_come_apart_when_the_measure_starts() -> None:
    policy, nothing = run(scenario("620423", rest=HOMES), 2, 10, "policy", "nothing").ensembles
    assert (policy.mix, nothing.mix) == ("policy", "nothing")
    np.testing.assert_array_equal(policy.values[..., :2], nothing.values[..., :2])
    built = [runs.at("dwellings_completed", "620423/620423/town", 2012) for runs in (policy, nothing)]
    # The market gives way to a part of the 500 homes of the programme.
    assert ((built[0] - built[1] > 0) & (built[0] - built[1] <= 500)).all()


def test_observed_drivers_end_the_run_early() -> None:
    runs = run(scenario("62", 2010, 2025, "drivers: observed\n"), 1, 20_000).ensembles[0]
    assert runs.years[-1] < 2025


def test_stated_stocks_are_the_base_of_the_run() -> None:
    stocks = "dwellings: 2600, jobs: 2400, built_up_area: 1.5, hukou_barrier: 0.05, housing_price: 1900"
    figures = OWN_TOWNSHIP.replace("  source", f"  stocks: {{{stocks}, water_coverage: 0.4}}\n  source")
    runs = run(own(figures), 1, 1).ensembles[0]
    expected = {
        "dwellings": 2600,
        "jobs": 2400,
        "built_up_area": 1.5,
        "hukou_barrier": 0.05,
        "housing_price": 1900,
        "water_coverage": 0.4,
    }
    for name, value in expected.items():
        assert base(runs, name) == pytest.approx(value), name


def test_a_stated_vacancy_makes_the_stock() -> None:
    figures = OWN_TOWNSHIP.replace("  source", "  stocks: {vacancy_rate: 0.35}\n  source")
    runs = run(own(figures), 1, 1).ensembles[0]
    assert base(runs, "vacancy_rate") == pytest.approx(0.35, abs=0.001)


def test_a_place_without_a_single_townsman_can_be_lived() -> None:
    runs = run(own(OWN_TOWNSHIP.replace("population: 6000", "population: 0")), 2, 1).ensembles[0]
    assert base(runs, "urban_population") == 0
    assert np.isfinite(runs.of("resident_urbanization_rate", runs.home)).all()


def test_figures_that_no_families_fit_are_a_fault_of_the_file() -> None:
    figures = OWN_TOWNSHIP.replace("  source", "  household_size: 1.1\n  share_0_14: 0.6\n  source")
    with pytest.raises(InputError, match="no mixture of families") as caught:
        run(own(figures), 1, 1)
    assert "household_size" in str(caught.value)


def test_a_weight_too_large_for_the_places_is_a_fault_and_no_negative_people() -> None:
    with pytest.raises(InputError, match=r"too coarse for .* rural people of 54; use at most"):
        run(scenario("CN", until=2011), 2, 100_000)


def test_progress_counts_every_run_once() -> None:
    seen: list[tuple[int, int]] = []
    asked = own(rest=HOMES)
    run_mixes(
        asked,
        Options(draws=3, weight=1, mixes=("policy", "nothing")),
        lambda done, of: seen.append((done, of)),
    )
    assert seen[-1] == (6, 6)
    assert [done for done, _ in seen][-6:] == [1, 2, 3, 4, 5, 6]


def test_a_run_without_others_reports_its_years() -> None:
    told: list[tuple[int, int]] = []
    asked = own()
    run_mixes(asked, Options(draws=1, weight=1), lambda done, of: told.append((done, of)))
    assert told == [(n, len(asked.years)) for n in range(1, len(asked.years) + 1)]


@pytest.mark.parametrize(
    ("asked", "workers", "draws", "rows", "kind"),
    [
        ("auto", 2, 200, 7e3, "processes"),
        ("auto", 1, 200, 7e3, "threads"),
        ("auto", 2, 10, 7e3, "threads"),
        ("auto", 2, 200, 5e5, "threads"),
        ("threads", 2, 200, 7e3, "threads"),
        ("processes", 2, 2, 5e5, "processes"),
    ],
)
def test_many_small_draws_are_lived_in_processes(
    asked: str, workers: int, draws: int, rows: float, kind: str
) -> None:
    assert kind_for(asked, workers, draws, rows) == kind
