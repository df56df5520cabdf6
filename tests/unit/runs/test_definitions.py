"""The code lists name everything that an IAMC table may hold, each name once, in the register's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from urbsim.runs.definitions import region_codes, variable_codes, write_definitions
from urbsim.runs.results.run_tables import iamc_table
from urbsim.vocabulary.errors import InputError
from urbsim.vocabulary.variables import variables


def codes() -> dict[str, dict[str, Any]]:
    entries = yaml.safe_load("\n".join(variable_codes()))
    named = [name for entry in entries for name in entry]
    assert len(named) == len(set(named)) == 3 * len(variables())
    return {name: about for entry in entries for name, about in entry.items()}


def years() -> pd.DataFrame:
    """A table of one year of every variable, in a region and in one of its towns."""
    return pd.DataFrame(
        [
            {
                "scenario": "a", "mix": "policy", "region": region, "variable": name, "year": 2020,
                "p05": 0.1, "p50": 0.2, "p95": 0.3,
            }
            for region in ("620423", "town")
            for name in variables()
        ]
    )  # fmt: skip


def test_every_variable_of_a_table_is_defined_with_its_unit() -> None:
    names = {"620423": {"en": "Jingtai", "zh": "景泰县"}, "town": {"en": "Yitiaoshan", "zh": "一条山镇"}}
    table = iamc_table(years(), names)
    units = dict(zip(table["Variable"], table["Unit"], strict=True))
    assert {name: about["unit"] for name, about in codes().items()} == units


def test_a_band_says_which_quantile_it_is() -> None:
    about = codes()["Population|Urban [Share]|95th Percentile"]
    assert about["description"] == "Urban residents divided by residents, 95th percentile of draws"
    assert (about["unit"], about["chinese"]) == ("%", "常住人口城镇化率")


def test_no_description_holds_what_nomenclature_refuses() -> None:
    described = [about["description"] for about in codes().values()]
    assert any(":" in each.description for each in variables().values())
    assert not set(':;"') & set("".join(described))


def test_a_region_stands_in_one_hierarchy(tmp_path: Path) -> None:
    for name, regions in (("a", ["甲: 县", "Town"]), ("b", ["甲: 县", "Other"])):
        (tmp_path / name).mkdir()
        table = pd.DataFrame({"Scenario": name, "Region": regions})
        table.to_csv(tmp_path / name / "iamc.csv", index=False)
    written = write_definitions(tmp_path / "definitions", [tmp_path / "a", tmp_path / "b"])
    assert [path.parent.name for path in written] == ["variable", "region"]
    assert yaml.safe_load(written[1].read_text("utf-8")) == [{"a": ["甲: 县", "Town"]}, {"b": ["Other"]}]
    assert list(region_codes({})) == []


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"iamc\.csv"):
        write_definitions(tmp_path / "definitions", [tmp_path / "none"])
