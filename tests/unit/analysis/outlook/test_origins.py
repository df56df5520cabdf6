"""The national path from every origin: between its parts, pooled over all, and blind to what came."""

from __future__ import annotations

import numpy as np
import pytest

from urbsim.analysis.outlook import origins
from urbsim.analysis.outlook.origins import POOLED, origins_table, path_from


def test_the_path_lies_between_its_parts() -> None:
    rule, households, both = (path_from(2010, weight).error for weight in (0.0, 1.0, 0.5))
    known = ~np.isnan(both)
    assert known.sum() == 10
    assert both[known] == pytest.approx((rule[known] + households[known]) / 2)


def test_the_last_row_pools_all_origins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origins, "FIRST", 2009)
    monkeypatch.setattr(origins, "LAST", 2011)
    monkeypatch.setattr(origins, "household_weight", lambda origin: 0.5)
    told: list[tuple[int, int]] = []
    table = origins_table(lambda done, total: told.append((done, total))).set_index("origin")
    assert list(table.index) == ["2009", "2010", "2011", POOLED]
    assert told[-1] == (3, 3)
    parts = table.drop(index=POOLED)
    assert table.loc[POOLED, "n"] == parts["n"].sum() == 30
    for name in ("mae", "crps", "cover90"):
        assert table.loc[POOLED, name] == pytest.approx((parts[name] * parts["n"]).sum() / 30)
