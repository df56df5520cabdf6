import json

import numpy as np
import pytest

from tests.unit.runs.worlds import HOME, ensemble, result, targets
from urbsim.analysis.targets.summary import SOURCES, shown_years, summarize


def test_rates_stand_for_the_years_people_ask_about() -> None:
    summary = summarize(ensemble(41), targets(), result().observed)
    assert [(row.year, row.observed) for row in summary.rates] == [
        (2010, 0.4154),
        (2015, None),
        (2020, 0.5476),
        (2025, None),
    ]
    assert summary.rates[-1].band.p50 == pytest.approx(0.4154 + 15 * 0.0085)
    assert shown_years(tuple(range(2009, 2013))) == (2009, 2010, 2012)
    assert shown_years(tuple(range(2020, 2036))) == (2020, 2025, 2030, 2035)


def test_sources_of_growth_add_up_to_the_growth() -> None:
    runs = ensemble(41)
    growth = {row.source: row for row in summarize(runs, (), {}).growth}
    assert list(growth) == [*SOURCES, "total"]
    urban = runs.of("urban_population", HOME)
    assert growth["total"].persons.p50 == pytest.approx(np.median(urban[:, -1] - urban[:, 0]))
    assert growth["own villages"].share == pytest.approx(0.4)


def test_growth_that_no_source_explains_is_shown() -> None:
    runs = ensemble(5)
    runs.values[:, runs.variables.index("growth_local"), 0, 3] += 1000.0
    growth = {row.source: row for row in summarize(runs, (), {}).growth}
    assert growth["discrepancy"].persons.p50 == pytest.approx(-1000.0)


def test_the_gap_is_summed_over_the_years_lived() -> None:
    gap = summarize(ensemble(41), (), {}).gap
    assert gap is not None
    assert gap.p50 == pytest.approx(15 * 2e8)


def test_the_summary_is_json() -> None:
    content = json.loads(json.dumps(summarize(ensemble(3), targets(), {}).as_json(), allow_nan=False))
    assert content["outcomes"][0]["target"]["clause"] == "huludao-2011/rate-2015"
