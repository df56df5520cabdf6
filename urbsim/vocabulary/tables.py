"""Reading the CSV tables that ship inside the package."""

from __future__ import annotations

import csv
import io
from importlib.resources import files


def data_text(path: str) -> str:
    """Text of the package data file `path` (relative to `urbsim/data`), as UTF-8 with any BOM removed.

    Raises FileNotFoundError where the package holds no such file.
    """
    return files("urbsim").joinpath("data", *path.split("/")).read_text(encoding="utf-8-sig")


def data_rows(path: str) -> list[dict[str, str]]:
    """Rows of the CSV `path` below `urbsim/data`; every value is the text of its cell."""
    return list(csv.DictReader(io.StringIO(data_text(path))))
