"""Code lists of the IAMC format: what an `iamc.csv` may name, as the package nomenclature reads them.

`variable/urbsim.yaml` names every variable of the register with unit and meaning, each also with the ends of
its band; `region/urbsim.yaml` the regions of the runs given, one hierarchy a scenario. Both are lists of one
mapping an entry, as https://nomenclature-iamc.readthedocs.io has them. Texts are quoted as JSON quotes them,
which is YAML.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from urbsim.runs.results.files import make_folder, write_bytes
from urbsim.runs.results.run_tables import IAMC_BAND
from urbsim.runs.results.store import IAMC
from urbsim.vocabulary.user_files import TABLE, content_of
from urbsim.vocabulary.variables import Variable, variables

NAME: Final = "urbsim.yaml"
_REFUSED: Final = str.maketrans(':;"', ",,'")
"""What nomenclature lets no description hold, and what stands for it."""


def write_definitions(folder: Path, runs: Sequence[Path]) -> list[Path]:
    """Write the code lists below ``folder``; regions are those of the run folders given, none without any.

    Raises InputError where a run folder holds no `iamc.csv`, OutputError where writing fails.
    """
    regions = regions_of(runs)
    written = [_write(folder / "variable", variable_codes())]
    return [*written, _write(folder / "region", region_codes(regions))] if regions else written


def _write(folder: Path, lines: Iterable[str]) -> Path:
    make_folder(folder, probe=False)
    return write_bytes(folder, NAME, "".join(f"{line}\n" for line in lines).encode("utf-8"))


def variable_codes() -> Iterator[str]:
    """Lines of the code list of variables: the median under the plain name, the band's ends beside it."""
    for each in variables().values():
        for share, ending in IAMC_BAND.items():
            yield f"- {_quoted(each.iamc + ending)}:"
            yield f"    description: {_quoted(_meaning(each, share))}"
            yield f"    unit: {_quoted(each.iamc_unit)}"
            yield f"    chinese: {_quoted(each.chinese)}"
            yield f"    urbsim: {_quoted(each.name)}"


def _meaning(variable: Variable, share: str) -> str:
    """The register's description, and which quantile of the draws is meant where it is not the median."""
    ending = "" if share == "p50" else f", {int(share[1:])}th percentile of draws"
    return f"{variable.description}{ending}".translate(_REFUSED)


def regions_of(runs: Iterable[Path]) -> Mapping[str, Sequence[str]]:
    """The regions in the `iamc.csv` of each run folder, by its first scenario, in the order of the table."""
    found: dict[str, Sequence[str]] = {}
    for run in runs:
        table = pd.read_csv(io.BytesIO(content_of(run / IAMC, TABLE)), usecols=["Scenario", "Region"])
        found[str(table["Scenario"].iloc[0])] = list(dict.fromkeys(table["Region"].astype(str)))
    return found


def region_codes(regions: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Lines of the code list of regions: one hierarchy a scenario, each region in the first that has it."""
    seen: set[str] = set()
    for scenario, names in regions.items():
        new = [name for name in names if name not in seen]
        seen.update(new)
        if new:
            yield f"- {_quoted(scenario)}:"
            yield from (f"    - {_quoted(name)}" for name in new)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
