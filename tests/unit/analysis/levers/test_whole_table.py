"""The whole table of experiments, printed: `make prove`."""

from __future__ import annotations

import pytest

from urbsim.analysis.levers.levers import AskedLevers, run_levers
from urbsim.analysis.levers.table import table_of

LAWS = ("L4a", "L11a", "L13", "L16", "L21e")
"""Laws that hold today; the table says of all others whether they do."""


@pytest.mark.prove
def test_the_whole_table() -> None:
    rows = run_levers(AskedLevers(draws=200), lambda done, total: None)
    shown = ["id", "made", "low", "high", "p05", "p50", "p95", "inside", "draws", "miss"]
    print(table_of(rows)[shown].to_string())
    found = {row.experiment.id: row for row in rows}
    assert all(found[law].inside for law in LAWS), [law for law in LAWS if not found[law].inside]
