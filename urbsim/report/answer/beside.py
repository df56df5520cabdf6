"""What a comparison of the same scenario, made before and kept beside a run, says of its measures."""

from __future__ import annotations

import json
from pathlib import Path

from urbsim.analysis.targets.cells import error_in, records
from urbsim.analysis.targets.summary import RATE
from urbsim.analysis.targets.wording import change
from urbsim.runs.results.store import MANIFEST, read_table
from urbsim.text import word

ERRORS = "contributions_error.csv"


def measure_beside(folder: Path, name: str, scenario: object) -> str:
    """The measure that contributes most to the rate; nothing where this very file was not compared."""
    place = folder.parent / f"compare-{name}"
    if not ((place / ERRORS).is_file() and (place / MANIFEST).is_file()):
        return ""
    about = json.loads((place / MANIFEST).read_text(encoding="utf-8")).get("comparison") or {}
    table = read_table(place / ERRORS)
    rate = table[table["variable"] == RATE]
    if about.get("written", {}).get(name) != scenario or rate.empty:
        return ""
    row = max(records(rate), key=lambda each: float(each["contribution"]))
    gained = change(float(row["contribution"]), error_in(row, "error"), "share")
    return word("answer.beside", measure=row["measure"], points=gained, draws=row["draws"])
