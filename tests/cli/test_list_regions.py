"""`urbsim list regions`: the register by region, by text, and as JSON."""

import json

import pytest
from click.testing import CliRunner, Result

from urbsim.cli.list import command
from urbsim.cli.list_regions import regions_rows
from urbsim.vocabulary.errors import InputError
from urbsim.vocabulary.regions import regions


def _listed(*options: str) -> Result:
    return CliRunner().invoke(command, ["regions", *options])


def test_provinces_are_counted_with_their_units() -> None:
    head, rows = regions_rows(None, None, every=False)
    by_code = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert len(by_code) == 31
    assert by_code["62"]["prefectures"] == "14"
    assert by_code["11"]["districts"] == "16"


def test_a_pipe_gets_every_unit_on_a_line_of_its_own() -> None:
    lines = _listed().output.splitlines()
    assert len(lines) == len(regions()) + 1
    assert ["211422", "建昌县"] in [line.split()[:2] for line in lines]


def test_units_under_a_region_and_found_by_an_old_name_come_as_json() -> None:
    below = json.loads(_listed("--under", "621000", "--json").output)
    assert {row["within"] for row in below} == {"621000"}
    assert {row["name"] for row in below} >= {"西峰区", "环县"}
    found = json.loads(_listed("--find", "襄樊", "--json").output)
    assert [(row["code"], row["other names"]) for row in found] == [("420600", "襄樊市")]


def test_an_ambiguous_region_is_asked_and_options_of_regions_belong_to_regions() -> None:
    with pytest.raises(InputError, match="may be one of"):
        regions_rows("朝阳", None, every=True)
    assert CliRunner().invoke(command, ["levers", "--find", "x"]).exit_code == 2
