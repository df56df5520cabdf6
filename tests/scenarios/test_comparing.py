"""The shipped scenarios compared in full, with times, and exact against sampled contributions."""

import time
from pathlib import Path

import numpy as np
import pytest

from urbsim.analysis.mixes.comparison import Asked, compare
from urbsim.analysis.mixes.contributions import contributions, sets_needed
from urbsim.analysis.mixes.shapley_runs import Known, run_missing
from urbsim.report.comparing import write_charts, write_comparison
from urbsim.runs.options import Options
from urbsim.scenario.reading import read_scenario

WEIGHTS = {"huludao-2011": 20, "jingtai-2012": 2, "xuean-2010": 1}


def silent(done: int, total: int) -> None:
    pass


@pytest.mark.prove
@pytest.mark.parametrize("name", sorted(WEIGHTS))
def test_every_mix_of_a_shipped_scenario_is_compared_over_200_draws(name: str, tmp_path: Path) -> None:
    began = time.perf_counter()
    options = Options(draws=200, weight=WEIGHTS[name], out=tmp_path)
    comparison = compare([read_scenario(name)], Asked(every=True), options, silent)
    written = write_comparison(comparison, tmp_path)
    charts = write_charts(written, "en")
    assert comparison.explained is not None
    found = comparison.explained.found
    np.testing.assert_allclose(found.values.sum(axis=0), found.total, atol=1e-6)
    print(
        f"{name}: {len(comparison.tracks)} mixes, 200 draws, weight {WEIGHTS[name]}, contributions from "
        f"{found.draws} draws ({'all sets' if found.exact else 'sampled orders'}), {len(charts)} files of "
        f"charts: {time.perf_counter() - began:.0f} s"
    )


@pytest.mark.prove
def test_exact_and_sampled_contributions_agree_within_their_error() -> None:
    scenario, draws, seed = read_scenario("jingtai-2012"), tuple(range(1, 25)), 1
    names = [measure.name for measure in scenario.measures]
    options = Options(draws=len(draws), seed=seed, weight=20)
    known: Known = {}
    began = time.perf_counter()
    run_missing(
        scenario, {n: sorted(sets_needed(names, n, seed, exact=True), key=sorted) for n in draws}, options,
        known, silent,
    )  # fmt: skip
    lived = time.perf_counter() - began
    exact, sampled = (
        contributions(names, draws, lambda s, n: known[s, n], seed, exact=way) for way in (True, False)
    )
    gap = np.abs(exact.values - sampled.values)
    bound = exact.error + sampled.error
    known_numbers = ~np.isnan(bound)
    assert (gap[known_numbers] <= bound[known_numbers] + 1e-9).mean() > 0.95
    print(f"jingtai-2012: {len(known)} runs in {lived:.0f} s, largest gap in people {np.nanmax(gap):.1f}")
