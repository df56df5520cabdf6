"""`python read_with_pyam.py DIR`: pyam reads every `DIR/*/iamc.csv` as it is and loses nothing.

The code lists in `DIR/definitions` name every variable with its unit and every region: the package
nomenclature validates with them where it is installed, and their content is compared in any case.
"""

import importlib
import sys
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pyam
import yaml

nomenclature = importlib.import_module("nomenclature") if find_spec("nomenclature") else None

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


def validate(folder: Path, paths: list[Path]) -> None:
    """Hold every table against the code lists; AssertionError where a name or unit is not in them."""
    units = {
        name: about["unit"]
        for each in yaml.safe_load((folder / "variable" / "urbsim.yaml").read_text("utf-8"))
        for name, about in each.items()
    }
    hierarchies = yaml.safe_load((folder / "region" / "urbsim.yaml").read_text("utf-8"))
    regions = {name for each in hierarchies for names in each.values() for name in names}
    for path in paths:
        frame = pyam.IamDataFrame(path)
        assert {name: units.get(name) for name in frame.variable} == frame.unit_mapping
        assert set(frame.region) <= regions
        if nomenclature is not None:
            assert nomenclature.DataStructureDefinition(folder).validate(frame) in (True, None)
    version = "not installed" if nomenclature is None else nomenclature.__version__
    print(f"{len(units)} variables, {len(regions)} regions defined; nomenclature {version}")


if __name__ == "__main__":
    found = sorted(Path(sys.argv[1]).glob("*/iamc.csv"))
    assert found, "no iamc.csv was found"
    for path in found:
        read(path)
    validate(Path(sys.argv[1]) / "definitions", found)
    print(f"pyam {pyam.__version__} read {len(found)} files")
