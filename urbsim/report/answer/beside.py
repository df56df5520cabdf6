"""What a comparison of the same scenario, made before and kept beside a run, says of its measures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from urbsim.analysis.targets.cells import error_in, records
from urbsim.analysis.targets.summary import RATE
from urbsim.analysis.targets.wording import change
from urbsim.charts.terms import Labels
from urbsim.runs.results.store import MANIFEST, read_run
from urbsim.text import word
from urbsim.vocabulary.errors import InputError

ERRORS = "contributions_error.csv"


def measure_beside(folder: Path, name: str, scenario: object) -> str:
    """The measure that contributes most to the rate; nothing where this very file was not compared."""
    place = folder.parent / f"compare-{name}"
    if not (place / MANIFEST).is_file():
        return ""
    try:
        compared = read_run(place)
        table = compared.table(ERRORS)
        rate = table[table["variable"] == RATE]
        written = cast(Mapping[str, Any], compared.manifest)["comparison"]["written"][name]
    except (InputError, LookupError, TypeError):
        # A folder beside that is damaged, or holds something else, costs this run nothing.
        return ""
    if written != scenario or rate.empty:
        return ""
    row = max(records(rate), key=lambda each: float(each["contribution"]))
    gained = change(float(row["contribution"]), error_in(row, "error"), "share")
    measure = Labels(written).measure(str(row["measure"]))
    return word("answer.beside", measure=measure, points=gained, draws=row["draws"])
