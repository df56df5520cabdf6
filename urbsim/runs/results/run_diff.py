"""What differs between two files of runs: which draws, by how many values, and the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from urbsim.text import say


class Group(NamedTuple):
    """A mix and the number of a draw: what a row group holds."""

    mix: str
    draw: int


@dataclass(frozen=True)
class Difference:
    """A draw that differs: how many of its values (0: it is in one file only), and the first of them."""

    mix: str
    draw: int
    values: int
    first: str

    def __str__(self) -> str:
        counted = f"{self.values} values differ, first " if self.values else ""
        return f"draw {self.draw} of {self.mix}: {counted}{self.first}"


def differing_draws(before: Path, now: Path) -> Iterator[Difference]:
    """Draws of two `runs.parquet` that differ, a row group at a time; ValueError where one cannot be read."""
    with pq.ParquetFile(before) as one, pq.ParquetFile(now) as other:
        old, new = _groups(one), _groups(other)
        for group in sorted(old | new):
            if group not in old or group not in new:
                yield Difference(*group, 0, say("reproduced.nothing_else"))
                continue
            yield from _compared(group, _table(one, old[group]), _table(other, new[group]))


def _groups(file: pq.ParquetFile) -> dict[Group, int]:
    """Row groups by mix and draw; every group holds one of each."""
    keys = (file.read_row_group(n, columns=["mix", "draw"]).slice(0, 1) for n in range(file.num_row_groups))
    return {Group(str(key["mix"][0]), int(key["draw"][0].as_py())): n for n, key in enumerate(keys)}


def _table(file: pq.ParquetFile, group: int) -> pd.DataFrame:
    table: pd.DataFrame = file.read_row_group(group).to_pandas()
    return table


def _compared(group: Group, old: pd.DataFrame, new: pd.DataFrame) -> Iterator[Difference]:
    names = ["variable", "region", "year"]
    if len(old) != len(new) or not old[names].equals(new[names]):
        yield Difference(*group, 0, say("reproduced.other_contents"))
        return
    before, now = old["value"].to_numpy(), new["value"].to_numpy()
    apart = np.flatnonzero(~((before == now) | (np.isnan(before) & np.isnan(now))))
    if len(apart):
        k = apart[0]
        variable, region, year = old[names].iloc[k]
        first = say(
            "reproduced.was", variable=variable, region=region, year=year, before=before[k], now=now[k]
        )
        yield Difference(*group, len(apart), first)
