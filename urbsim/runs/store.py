"""The output folder of a run: written file by file without half-written states, and read back."""

from __future__ import annotations

import errno
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow.parquet as pq

from urbsim.runs.ensemble_result import Ensemble
from urbsim.runs.tables import RUN_SCHEMA, run_blocks
from urbsim.vocabulary.errors import Fault, InputError

MANIFEST = "manifest.json"
RUNS = "runs.parquet"
YEARS = "years.csv"
TARGETS = "targets.csv"
IAMC = "iamc.csv"
DRAFT = ".*.part"
"""Pattern of the names of files that are not yet whole."""

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
_CAUSES = {
    errno.ENOSPC: ("the disk is full", "free some space or choose another folder with --out"),
    errno.EDQUOT: ("the disk quota is used up", "free some space or choose another folder with --out"),
    errno.EFBIG: ("the file grew beyond the size limit", "raise the limit or lower --draws"),
    errno.EROFS: ("the file system is read-only", "choose another folder with --out"),
    errno.EACCES: ("writing is not permitted there", "choose another folder with --out"),
    errno.EPERM: ("writing is not permitted there", "choose another folder with --out"),
    errno.ENOTDIR: ("a part of the path is a file", "choose another folder with --out"),
    errno.EEXIST: ("a file of that name is in the way", "move it or choose another folder with --out"),
    errno.EISDIR: ("a folder of that name is in the way", "move it or choose another folder with --out"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter folder with --out"),
}


class OutputError(OSError):
    """A result could not be written. Says which file, why, and what to do."""


def make_folder(folder: Path, *, probe: bool = True) -> None:
    """Create the folder with its parents; OutputError where that is not possible.

    With ``probe`` it also tries to write there: before a run, so that nobody waits for results that
    cannot be kept.
    """
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    if probe:
        _write(folder / "probe", lambda file: None, keep=False)


def write_bytes(folder: Path, name: str, content: bytes, *, durable: bool = True) -> Path:
    """Write one file whole or not at all and return its path; OutputError where that is not possible.

    What is not ``durable`` survives a kill, but after a power cut may be found empty.
    """

    def fill(file: BinaryIO) -> None:
        file.write(content)

    return _write(folder / name, fill, durable=durable)


def write_table(folder: Path, name: str, table: pd.DataFrame, *, for_people: bool = True) -> Path:
    """Write a CSV: UTF-8, for people with a byte order mark so that spreadsheets keep Chinese."""
    text = table.to_csv(index=False, lineterminator="\n", float_format="%.12g")
    return write_bytes(folder, name, text.encode("utf-8-sig" if for_people else "utf-8"))


def write_json(folder: Path, name: str, content: Mapping[str, object]) -> Path:
    """Write JSON as UTF-8; ValueError for a number that JSON does not know (NaN)."""
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return write_bytes(folder, name, f"{text}\n".encode())


def write_runs(folder: Path, ensembles: Iterable[Ensemble]) -> Path:
    """Write `runs.parquet`, one row group per mix and draw; equal values give equal bytes."""

    def fill(file: BinaryIO) -> None:
        with pq.ParquetWriter(file, RUN_SCHEMA, **_PARQUET) as writer:
            for block in run_blocks(ensembles):
                writer.write_table(block, row_group_size=max(1, block.num_rows))

    return _write(folder / RUNS, fill)


def _write(path: Path, fill: Callable[[BinaryIO], None], *, keep: bool = True, durable: bool = True) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
    with _explained(path):
        try:
            with draft.open("wb") as file:
                fill(file)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            if keep:
                draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    return path


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        unknown = (error.strerror or str(error), "choose another folder with --out")
        cause, remedy = _CAUSES.get(error.errno or 0, unknown)
        raise OutputError(f"cannot write {path}: {cause}; {remedy}") from error


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
