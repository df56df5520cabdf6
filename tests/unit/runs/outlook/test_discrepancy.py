"""The national discrepancy as runs read it: by years ahead of the origin, the last logit for ever."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.analysis.outlook.table import write
from urbsim.runs.ensembles.fingerprint import PACKAGE, sources
from urbsim.runs.outlook import discrepancy as outlook
from urbsim.runs.outlook.discrepancy import discrepancy, logits_of, origin_for, origins, solved_in


@pytest.mark.parametrize("origin", origins())
def test_a_solved_origin_has_every_world_and_year(origin: int) -> None:
    found = discrepancy(origin)
    assert found.worlds >= 1
    assert found.logits.shape == found.paths.shape
    assert found.logits.shape[1] >= 15
    assert origin + found.logits.shape[1] >= 2025
    assert np.abs(found.logits).max() <= 3
    assert ((found.paths > 0) & (found.paths < 1)).all()
    assert 0.25 <= found.household_weight <= 0.75


@given(base=st.integers(1990, 2030), years=st.integers(1, 60), world=st.integers(0, 3))
def test_a_base_year_reads_the_nearest_origin_before_it_by_years_ahead(
    base: int, years: int, world: int
) -> None:
    found, origin = logits_of(base, world, years), origin_for(base)
    assert found.shape == (years,)
    assert found[0] == 0
    if origin is None:
        assert base < min(origins())
        assert not found.any()
        return
    assert origin <= base
    assert not any(origin < other <= base for other in origins())
    solved = discrepancy(origin).logits[world]
    ahead = min(years - 1, len(solved))
    np.testing.assert_array_equal(found[1 : ahead + 1], solved[:ahead])
    assert (found[ahead + 1 :] == solved[-1]).all()


def test_without_any_origin_nothing_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "origins", lambda: ())
    assert not logits_of(2015, 1, 10).any()


def test_finished_draws_depend_on_the_table() -> None:
    tables = {path.relative_to(PACKAGE) for path in sources(PACKAGE)}
    for origin in origins():
        assert {Path(f"data/outlook/{origin}.csv"), Path(f"data/outlook/{origin}.yaml")} <= tables


def test_another_folder_is_read_in_its_place_and_only_there(tmp_path: Path) -> None:
    shipped = logits_of(2010, 1, 5)
    straight = replace(discrepancy(2010), logits=discrepancy(2010).logits + 0.5)
    write(straight, tmp_path)
    with solved_in(tmp_path):
        assert origins() == (2010,)
        np.testing.assert_allclose(logits_of(2010, 1, 5)[1:], shipped[1:] + 0.5, atol=1e-9)
    with solved_in(None):
        np.testing.assert_array_equal(logits_of(2010, 1, 5), shipped)
    np.testing.assert_array_equal(logits_of(2010, 1, 5), shipped)
