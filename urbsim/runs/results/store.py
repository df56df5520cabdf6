"""The output folder of a run: written file by file without half-written states, and read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow.parquet as pq

from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.files import write_bytes, write_file
from urbsim.runs.results.run_tables import RUN_SCHEMA, run_blocks
from urbsim.vocabulary.errors import Fault, InputError, read_each

MANIFEST = "manifest.json"
RUNS = "runs.parquet"
YEARS = "years.csv"
TARGETS = "targets.csv"
IAMC = "iamc.csv"

_TEXT_COLUMNS = (
    "scenario",
    "mix",
    "region",
    "variable",
    "unit",
    "clause",
    "scope",
    "comparator",
    "target",
    "verdict",
)
# Without the Arrow schema readers see plain text columns, not categories; nothing in it varies either way.
_PARQUET = {"compression": "zstd", "compression_level": 3, "store_schema": False}


def write_table(folder: Path, name: str, table: pd.DataFrame, *, for_people: bool = True) -> Path:
    """Write a CSV: UTF-8, for people with a byte order mark so that spreadsheets keep Chinese."""
    text = table.to_csv(index=False, lineterminator="\n", float_format="%.12g")
    return write_bytes(folder, name, text.encode("utf-8-sig" if for_people else "utf-8"))


def write_runs(folder: Path, ensembles: Iterable[Ensemble]) -> Path:
    """Write `runs.parquet`, one row group per mix and draw; equal values give equal bytes."""

    def fill(file: BinaryIO) -> None:
        with pq.ParquetWriter(file, RUN_SCHEMA, **_PARQUET) as writer:
            for block in run_blocks(ensembles):
                writer.write_table(block, row_group_size=max(1, block.num_rows))

    return write_file(folder / RUNS, fill)


@dataclass(frozen=True, eq=False)
class StoredRun:
    """What `<out>/<scenario>/` holds: the manifest and the tables by year and by target."""

    folder: Path
    manifest: Mapping[str, object]
    years: pd.DataFrame
    targets: pd.DataFrame


def read_run(folder: Path) -> StoredRun:
    """Read a folder that `urbsim run` wrote; InputError where it is none or is damaged."""
    faults = [
        Fault(str(folder / name), None, "there is no such file", "name a folder that `urbsim run` wrote")
        for name in (MANIFEST, YEARS, TARGETS)
        if not (folder / name).is_file()
    ]
    if faults:
        raise InputError(faults)
    return StoredRun(
        folder, _read_manifest(folder / MANIFEST), read_table(folder / YEARS), read_table(folder / TARGETS)
    )


def read_runs(folders: Iterable[Path]) -> list[StoredRun]:
    """Read every folder; InputError with the faults of all of them."""
    return read_each(read_run, folders)


def _read_manifest(path: Path) -> Mapping[str, object]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error
    if not isinstance(content, dict):
        raise _damaged(path, ValueError("it is no mapping"))
    return content


def read_table(path: Path) -> pd.DataFrame:
    """Read a CSV that `write_table` wrote; InputError where it cannot be read."""
    words = dict.fromkeys(_TEXT_COLUMNS, str)
    try:
        # Empty cells alone are missing: a region may be called NA.
        return pd.read_csv(path, encoding="utf-8-sig", dtype=words, keep_default_na=False, na_values=[""])
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> InputError:
    return InputError(
        [Fault(str(path), None, f"the file cannot be read ({error})", "run `urbsim run` again")]
    )
