"""`python read_with_pyam.py DIR`: pyam reads every `DIR/*/iamc.csv` as it is and loses nothing."""

import sys
from pathlib import Path

import pandas as pd
import pyam

INDEX = ["model", "scenario", "region", "variable", "unit"]


def read(path: Path) -> None:
    """Hold what pyam makes of a table against the table; AssertionError where they differ."""
    frame = pyam.IamDataFrame(path)
    plain = pd.read_csv(path).rename(columns=str.lower).set_index(INDEX)
    plain.columns = plain.columns.astype(int)
    assert frame.time_col == "year"
    assert not frame.empty
    theirs = frame.timeseries()
    pd.testing.assert_frame_equal(theirs.sort_index(), plain.sort_index(), check_names=False)
    rate = frame.filter(variable="Population|Urban [Share]").data
    share = pd.to_numeric(rate["value"])
    assert len(share)
    assert share.between(0, 100).all()
    counts = f"{len(frame.variable)} variables, {len(frame.region)} regions"
    print(f"{path.parent.name}: {len(theirs)} series, {counts}")


if __name__ == "__main__":
    found = sorted(Path(sys.argv[1]).glob("*/iamc.csv"))
    assert found, "no iamc.csv was found"
    for path in found:
        read(path)
    print(f"pyam {pyam.__version__} read {len(found)} files")
