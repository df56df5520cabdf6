"""What the upper file says is what runs: one file laid over another, what it takes away, what is told."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from urbsim.runs.setup.resolve import resolve
from urbsim.scenario import Scenario, read_scenario, read_text
from urbsim.vocabulary.errors import InputError

LOWER: dict[str, Any] = {
    "schema": "urbsim/2",
    "name": "lower",
    "title": {"zh": "下层", "en": "The lower file"},
    "region": {
        "name": "石坝镇", "level": "township", "parent": "320682", "year": 2010, "population": 30_000,
        "urban_population": 12_000, "household_size": 3.4, "source": "figures of a test",
    },
    "from": 2010,
    "until": 2020,
    "measures": [
        {
            "name": "roads", "lever": "investment", "service": "road", "value": {"assumption": "roads_money"},
            "start": 2011, "end": 2015, "ramp": 2,
        },
        {
            "name": "homes", "lever": "dwellings", "value": {"assumption": "homes_a_year"},
            "newcomers": {"assumption": "for_newcomers"}, "start": 2012,
        },
    ],
    "targets": [
        {
            "name": "rate", "variable": "resident_urbanization_rate", "comparator": "at_least", "value": 0.5,
            "year": 2020, "because": "a wish",
        },
    ],
    "assumptions": {
        "roads_money": {"value": 2_000_000, "unit": "yuan/yr", "because": "a guess"},
        "homes_a_year": {"value": 100, "unit": "units/yr", "because": "a guess"},
        "for_newcomers": {"value": 0.4, "unit": "share", "because": "a guess", "low": 0.2, "high": 0.6},
    },
    "mixes": {
        "nothing": {"measures": []}, "no-roads": {"without": ["roads"]},
        "late": {"set": {"homes.start": 2014}},
    },
    "runs": {"draws": 3, "seed": 7},
}  # fmt: skip


def laid(folder: Path, upper: dict[str, Any], lower: dict[str, Any] = LOWER) -> Scenario:
    (folder / "lower.yaml").write_text(json.dumps(lower, ensure_ascii=False), encoding="utf-8")
    path = folder / "upper.yaml"
    content = {"schema": "urbsim/2", "extends": "lower.yaml", "name": "upper", **upper}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return read_scenario(path)


def faults(folder: Path, upper: dict[str, Any]) -> str:
    with pytest.raises(InputError) as caught:
        laid(folder, upper)
    assert all(fault.line for fault in caught.value.faults)
    return str(caught.value)


def named(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in entries}


NEW_REGION = {**LOWER["region"], "population": 31_000, "urban_population": 11_500, "household_size": None}
del NEW_REGION["household_size"]
STATEMENTS: dict[str, list[Any]] = {
    "until": [2021, 2025],
    "title": [{"zh": "上层", "en": "The upper file"}],
    "region": [NEW_REGION],
    "runs.draws": [9, None],
    "runs.weight": [2],
    "measures.roads.start": [2012],
    "measures.roads.end": [2017, None],
    "measures.roads.ramp": [0, None],
    "measures.roads.value": [{"assumption": "homemade"}, {"scale": "weak"}],
    "measures.homes.newcomers": [{"assumption": "for_newcomers"}, None],
    "measures.homes.start": [2013],
    "targets.rate.value": [0.55],
    "assumptions.roads_money.value": [3_000_000],
    "assumptions.for_newcomers.low": [0.1, None],
    "mixes.late": [{"set": {"homes.start": 2015}}, {"measures": ["homes"]}, None],
    "mixes.no-roads": [{"measures": ["homes"]}, None],
}
"""What an upper file may say of the lower one: by path, values to choose from; null takes away."""


def written_out(said: dict[str, Any]) -> dict[str, Any]:
    """The upper file that says these things."""
    upper: dict[str, Any] = {}
    for path, value in said.items():
        section, *rest = path.split(".")
        if not rest:
            upper[section] = value
        elif section in ("measures", "targets"):
            entries = upper.setdefault(section, [])
            entry = named(entries).get(rest[0])
            if entry is None:
                entries.append(entry := {"name": rest[0]})
            entry[rest[1]] = value
        else:
            place = upper.setdefault(section, {})
            for step in rest[:-1]:
                place = place.setdefault(step, {})
            place[rest[-1]] = value
    if {"assumption": "homemade"} in said.values():
        own = {"value": 500_000, "unit": "yuan/yr", "because": "of my own"}
        upper.setdefault("assumptions", {})["homemade"] = own
    return upper


def value_at(content: dict[str, Any], path: str) -> Any:
    for step in path.split("."):
        here: Any = named(content) if isinstance(content, list) else content
        if step not in here:
            return None
        content = here[step]
    return content


@st.composite
def uppers(draw: st.DrawFn) -> dict[str, Any]:
    """Statements that do not contradict each other; none is of an assumption left unused."""
    paths = draw(st.lists(st.sampled_from(sorted(STATEMENTS)), unique=True, max_size=8))
    said = {path: draw(st.sampled_from(STATEMENTS[path])) for path in paths}
    if "measures.roads.value" in said:
        said.pop("assumptions.roads_money.value", None)
    if said.get("measures.homes.newcomers", "as below") is None:
        said.pop("assumptions.for_newcomers.low", None)
    return said


@given(said=uppers())
@settings(max_examples=60, deadline=None)
def test_what_the_upper_file_says_is_what_runs_and_the_rest_is_as_below(
    said: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lower = copy.deepcopy(LOWER)
    scenario = laid(tmp_path_factory.mktemp("pair"), written_out(said), lower)
    runs = json.loads(scenario.written)
    for path, value in said.items():
        assert value_at(runs, path) == value
    spoken = {path.split(".")[0] if path in ("region", "title") else path for path in said}
    spoken |= {f"mixes.{name}" for name in LOWER["mixes"]} if any("mixes" in path for path in said) else set()
    for path in set(STATEMENTS) - spoken:
        unused = path == "assumptions.roads_money.value" and "measures.roads.value" in said
        unused |= (
            path.startswith("assumptions.for_newcomers") and said.get("measures.homes.newcomers", 1) is None
        )
        expected = None if unused else value_at(LOWER, path)
        if path == "region":
            expected = {**LOWER["region"], "people_of": LOWER["name"]}
        assert value_at(runs, path) == expected, path
    told = {each.path for each in scenario.altered if each.kind == "changed"}
    for path, value in said.items():
        before = value_at(LOWER, path)
        if (
            value is not None
            and before not in (None, value)
            and not path.startswith(("mixes", "region", "title"))
        ):
            assert path in told


def test_a_region_that_is_inherited_keeps_its_people_and_another_has_its_own(tmp_path: Path) -> None:
    own = {**LOWER["region"], "population": 31_000}
    kept, other = (laid(tmp_path, more) for more in ({}, {"region": own}))
    assert [resolve(each, 10).ground.key for each in (kept, other)] == ["lower", "upper"]
    assert read_text(kept.written, "again.yaml").region == kept.region


def test_an_empty_list_clears_and_what_spoke_of_it_goes_with_it(tmp_path: Path) -> None:
    bare = laid(tmp_path, {"measures": [], "targets": []})
    assert (bare.measures, bare.targets, dict(bare.assumptions)) == ((), (), {})
    assert list(bare.mixes) == ["nothing"]
    assert ("removed", "measures.roads") in [(each.kind, each.path) for each in bare.altered]


def test_without_takes_entries_away_by_name(tmp_path: Path) -> None:
    less = laid(tmp_path, {"without": ["roads", "targets.rate"]})
    assert [measure.name for measure in less.measures] == ["homes"]
    assert less.targets == ()
    assert "roads_money" not in less.assumptions
    assert "no-roads" not in less.mixes
    assert "did you mean roads?" in faults(tmp_path, {"without": ["raods"]})
    assert "is no list of names" in faults(tmp_path, {"without": "roads"})


def test_a_name_of_two_entries_is_asked_for_with_its_section(tmp_path: Path) -> None:
    lower = copy.deepcopy(LOWER)
    lower["mixes"]["homes"] = {"measures": ["homes"]}
    with pytest.raises(InputError, match=r"write measures\.homes or mixes\.homes"):
        laid(tmp_path, {"without": ["homes"]}, lower)
    assert "homes" not in laid(tmp_path, {"without": ["mixes.homes"]}, lower).mixes


def test_null_that_takes_nothing_away_is_a_fault(tmp_path: Path) -> None:
    assert "did you mean draws?" in faults(tmp_path, {"runs": {"draw": None}})


def test_the_number_of_a_clause_is_replaced_by_one_of_its_own(tmp_path: Path) -> None:
    text = """\
schema: urbsim/2
extends: xuean-2010
name: dearer
measures:
  - {name: roads, value: {assumption: my_roads}}
assumptions:
  my_roads: {value: 5000000, unit: yuan/yr, because: a tender}
"""
    (tmp_path / "dearer.yaml").write_text(text, encoding="utf-8")
    scenario = read_scenario(tmp_path / "dearer.yaml")
    roads = next(measure for measure in scenario.measures if measure.name == "roads")
    assert (roads.value, roads.provenance) == (5_000_000, "assumption my_roads")


def test_an_assumption_that_nothing_uses_is_a_fault(tmp_path: Path) -> None:
    typo = {"assumptions": {"roads_mony": {"value": 9_000_000, "unit": "yuan/yr", "because": "mine"}}}
    message = faults(tmp_path, typo)
    assert "'roads_mony' is used by nothing" in message
    assert "did you mean roads_money?" in message


def test_a_mistyped_measure_does_not_run_beside_the_one_it_meant(tmp_path: Path) -> None:
    twin = {**LOWER["measures"][0], "name": "raods"}
    assert "did you mean roads?" in faults(tmp_path, {"measures": [twin]})
    meant = {**twin, "unusual": "a second programme, of the province"}
    assert len(laid(tmp_path, {"measures": [meant]}).measures) == 3
    numbered = laid(tmp_path, {"measures": [{**LOWER["measures"][0], "name": "roads-2"}]})
    assert len(numbered.measures) == 3


def test_a_file_of_the_old_format_is_told_every_line_that_means_something_else(tmp_path: Path) -> None:
    old = {"schema": "urbsim/1", "measures": [], "mixes": {"late": {"set": {}}}}
    message = faults(tmp_path, old)
    for words in ("write schema: urbsim/2", "measures: [] was passed over", "mix 'late' was laid over"):
        assert words in message
    with pytest.raises(InputError, match="write schema: urbsim/2"):
        read_text(json.dumps({**LOWER, "schema": "urbsim/1"}), "old.yaml")
