"""`datapackage.json`: what each table beside it holds, column by column (Frictionless Data Package)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

from urbsim import __version__
from urbsim.runs.heads import named
from urbsim.runs.results.files import write_json
from urbsim.text import texts
from urbsim.vocabulary.user_files import TABLE, digest_of
from urbsim.vocabulary.variables import variables

NAME: Final = "datapackage.json"
_WORDS: Final = frozenset(
    {
        "scenario", "mix", "region", "variable", "unit", "clause", "scope", "comparator", "verdict", "reason",
        "effect", "target", "item", "binds", "kind", "payer", "measure", "measures", "Model", "Scenario",
        "Region", "Variable", "Unit",
    }
)  # fmt: skip
_WHOLE: Final = frozenset({"year", "draw", "first_year_met", "open_questions"})


def write_datapackage(folder: Path, name: str, files: Iterable[Path]) -> Path:
    """Describe the tables of a folder in `datapackage.json`: columns, terms, types, bytes and digests."""
    content = {
        "profile": "data-package",
        "name": "".join(each if each.isalnum() else "-" for each in name.lower()),
        "title": name,
        "version": __version__,
        "resources": [_resource(path) for path in files if path.suffix in (".csv", ".parquet")],
        "variables": [
            {
                "name": each.name, "title": each.english, "title_zh": each.chinese, "unit": each.unit,
                "iamc": each.iamc, "iamc_unit": each.iamc_unit, "description": each.description,
            }
            for each in variables().values()
        ],
    }  # fmt: skip
    return write_json(folder, NAME, content)


def _resource(path: Path) -> dict[str, object]:
    about: dict[str, object] = {
        "name": path.stem.replace("_", "-"), "path": path.name, "format": path.suffix.removeprefix("."),
        "bytes": path.stat().st_size, "hash": f"sha256:{digest_of(path, TABLE)}",
    }  # fmt: skip
    if path.suffix != ".csv":
        return about
    with path.open("rb") as file:
        written = pd.read_csv(io.BytesIO(file.readline()), encoding="utf-8-sig")
    fields = [
        _field(str(head), str(name))
        for head, name in zip(written.columns, named(written).columns, strict=True)
    ]
    schema = {"fields": fields, "missingValues": [""]}
    return {"profile": "tabular-data-resource", **about, "encoding": "utf-8", "schema": schema}


def _field(head: str, name: str) -> dict[str, object]:
    kind = "string" if name in _WORDS else "integer" if name in _WHOLE else "number"
    titles = {"title": texts("en")["heads"].get(name, name), "title_zh": texts("zh")["heads"].get(name, name)}
    return {"name": head, "type": kind, **titles}
