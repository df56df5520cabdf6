"""The tables of the page as CSV beside it, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import pandas as pd

from urbsim.report.comparing import neutral
from urbsim.report.parts import inputs_part, targets_part
from urbsim.runs.results import store
from urbsim.runs.results.run_tables import with_open_questions
from urbsim.runs.results.store import StoredRun


def tables_beside(runs: Sequence[StoredRun], page: Path) -> list[Path]:
    """Write `<page>.targets.csv` and `<page>.inputs.csv`, without cells that a spreadsheet would run."""
    written = []
    for name, make in (("targets", targets_part), ("inputs", inputs_part)):
        parts = [(make(run), cast(Mapping[str, object], run.manifest["scenario"])) for run in runs]
        frames = [
            with_open_questions(pd.DataFrame(part.rows, columns=list(part.heads)), scenario)
            for part, scenario in parts
        ]
        table = pd.concat(frames)
        written.append(store.write_table(page.parent, f"{page.stem}.{name}.csv", neutral(table)))
    return written
