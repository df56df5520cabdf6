"""The output folder of a run: written file by file without half-written states, and read back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import pandas as pd
import pyarrow.parquet as pq

from urbsim.runs.heads import headed, named
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.files import write_bytes, write_file
from urbsim.runs.results.manifest_schema import read_manifest
from urbsim.runs.results.run_tables import RUN_SCHEMA, run_blocks
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError, read_each
from urbsim.vocabulary.user_files import TABLE, content_of, digest_of, printable

MANIFEST = "manifest.json"
RUNS = "runs.parquet"
YEARS = "years.csv"
TARGETS = "targets.csv"
IAMC = "iamc.csv"
EFFECT = "effect.csv"
MONEY = "money.csv"

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
    "effect",
)
# Without the Arrow schema readers see plain text columns, not categories; nothing in it varies either way.
_PARQUET = {"compression": "zstd", "compression_level": 3, "store_schema": False}


def write_table(folder: Path, name: str, table: pd.DataFrame, *, for_people: bool = True) -> Path:
    """Write a CSV: UTF-8, for people with a byte order mark so that spreadsheets keep Chinese."""
    text = headed(table).to_csv(index=False, lineterminator="\n", float_format="%.12g")
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

    def table(self, name: str) -> pd.DataFrame:
        """A table of the folder; empty, and without columns, where the manifest names none of that name."""
        named_there = name in cast(Mapping[str, str], self.manifest["files"])
        return read_table(self.folder / name) if named_there else pd.DataFrame()


def read_run(folder: Path) -> StoredRun:
    """Read a folder that `urbsim run` wrote; InputError where it is none, is damaged or was changed since."""
    faults = [
        Fault(str(folder / name), None, say("runs.there_no_such_file"), say("runs.name_folder_urbsim_run"))
        for name in (MANIFEST, YEARS, TARGETS)
        if not (folder / name).is_file()
    ]
    if faults:
        raise InputError(faults)
    content = read_manifest(folder / MANIFEST)
    _check_digests(folder, content)
    run = StoredRun(folder, content, read_table(folder / YEARS), read_table(folder / TARGETS))
    _check_agreement(run)
    return run


def read_runs(folders: Iterable[Path]) -> list[StoredRun]:
    """Read every folder; InputError with the faults of all of them."""
    return read_each(read_run, folders)


def _check_agreement(run: StoredRun) -> None:
    """Refuse a manifest that speaks of mixes, regions or columns that its tables do not hold."""
    path, wanted = str(run.folder / MANIFEST), {"mix", "region", "variable", "year", "p05", "p50", "p95"}
    missing = sorted(wanted - set(run.years.columns))
    if missing:
        problem = say("runs.there_no_column", missings=", ".join(missing))
        raise InputError([Fault(str(run.folder / YEARS), None, problem, say("runs.again"))])
    mixes = cast(Iterable[str], run.manifest["mixes"])
    unknown = [f"mix '{name}'" for name in mixes if name not in set(run.years["mix"])]
    unknown += [
        f"region '{name}'" for name in [run.manifest["region"]] if name not in set(run.years["region"])
    ]
    if unknown:
        raise InputError(
            Fault(path, None, say("runs.tables_beside_hold_no", each=printable(each)), say("runs.again"))
            for each in unknown
        )


def _check_digests(folder: Path, content: Mapping[str, Any]) -> None:
    """Refuse tables that the manifest was not written for: what is drawn must be what was run.

    The draws may be gone, for they are large and nothing that is shown is read from them.
    """
    promised: Mapping[str, str] = content["files"]
    tables = [name for name in promised if name.endswith(".csv")]
    there = [name for name in (*tables, RUNS) if name in promised and (folder / name).exists()]
    changed = [name for name in there if digest_of(folder / name, TABLE) != promised[name]]
    changed += [name for name in (YEARS, TARGETS) if name not in promised]
    gone = [name for name in tables if name not in there]
    faults = [
        Fault(str(folder / name), None, say(problem), say("runs.again"))
        for names, problem in ((changed, "runs.not_file_manifest_was"), (gone, "runs.there_no_such_file"))
        for name in names
    ]
    if faults:
        raise InputError(faults)


def read_table(path: Path) -> pd.DataFrame:
    """Read a CSV that `write_table` wrote; InputError where it cannot be read."""
    words = dict.fromkeys(_TEXT_COLUMNS, str)
    content = io.BytesIO(content_of(path, TABLE))
    try:
        # Empty cells alone are missing: a region may be called NA.
        heads = pd.read_csv(content, encoding="utf-8-sig", nrows=0).columns
        names = named(pd.DataFrame(columns=heads)).columns
        texts = {head: words[name] for head, name in zip(heads, names, strict=True) if name in words}
        content.seek(0)
        read = pd.read_csv(content, encoding="utf-8-sig", dtype=texts, keep_default_na=False, na_values=[""])
        return named(read)
    except ValueError as error:
        problem = say("runs.file_cannot_read", error=printable(str(error)))
        raise InputError([Fault(str(path), None, problem, say("runs.again"))]) from error
