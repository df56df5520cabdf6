"""Reading scenario files: values, provenance, inheritance, settings, digest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.ensembles.tiny import TINY
from urbsim.policy import strength
from urbsim.scenario import Scenario, read_scenario, read_text
from urbsim.scenario.file.digest import scenario_digest
from urbsim.scenario.file.own_figures import OwnFigures
from urbsim.scenario.file.parts import RESERVED
from urbsim.scenario.file.schema import json_schema
from urbsim.scenario.starting.catalogue import catalogue
from urbsim.vocabulary.errors import InputError

ROOT = Path(__file__).parents[3]
SHIPPED = ("huludao-2011", "jingtai-2012", "national-2025", "xuean-2010")

SMALL = """\
schema: urbsim/2
name: small
title: {zh: 小例, en: A small example}
region: "211400"
from: 2010
until: 2025
measures:
  - name: roads
    lever: investment
    service: road
    value: {assumption: budget}
    start: 2012
    end: 2015
    ramp: 1
    where: [绥中县, cities]
targets:
  - clause: huludao-2011/rate-2015
assumptions:
  budget: {value: 300, unit: wan_yuan/yr, because: an example, low: 100, high: 900}
mixes:
  nothing: {measures: []}
  longer: {set: {roads.end: 2020}}
"""


def small(*changes: tuple[str, str]) -> Scenario:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_text(text, "small.yaml")


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_are_sound_and_keep_their_name(name: str) -> None:
    scenario = read_scenario(ROOT / "scenarios" / f"{name}.yaml")
    assert scenario.name == name
    assert scenario.measures
    assert scenario.targets
    assert "nothing" in scenario.mixes
    assert scenario.in_force("nothing") == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_number_of_a_shipped_measure_is_traced_and_explained(name: str) -> None:
    scenario = read_scenario(ROOT / "scenarios" / f"{name}.yaml")
    traced = {each.path: each for each in scenario.provenance}
    for measure in scenario.measures:
        assert f"measures.{measure.name}.value" in traced
        assert measure.clause is not None
        for field in ("newcomers", "subsidy", "density"):
            assert (measure.given(field) is None) == (f"measures.{measure.name}.{field}" not in traced)
    assert all(each.because.strip() for each in traced.values())
    assert {each.name for each in traced.values() if each.kind == "assumption"} == set(scenario.assumptions)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_written_out_reads_back_the_same(name: str) -> None:
    scenario = read_scenario(ROOT / "scenarios" / f"{name}.yaml")
    again = read_text(scenario.written, scenario.file)
    assert again == scenario
    assert scenario_digest(again) == scenario_digest(scenario)


def test_the_shipped_ones_are_listed_with_place_and_level() -> None:
    entries = {entry.name: entry for entry in catalogue()}
    assert set(SHIPPED) <= set(entries)
    assert (entries["xuean-2010"].place, entries["xuean-2010"].level) == ("雪岸镇", "township")
    assert (entries["huludao-2011"].place, entries["huludao-2011"].level) == ("葫芦岛市", "prefecture")
    assert entries["national-2025"].targets == 1
    assert all(entry.faults == 0 for entry in entries.values())


def test_xuean_reads_its_amounts_from_the_document_for_2010_only() -> None:
    scenario = read_scenario(ROOT / "scenarios" / "xuean-2010.yaml")
    amounts = {measure.name: strength(measure, 2010) for measure in scenario.measures}
    assert amounts["roads"] == 10_000_000
    assert amounts["water-pipes"] + amounts["sewers"] == pytest.approx(1_600_000)
    assert amounts["dwellings"] == 500
    assert amounts["land"] == pytest.approx(50 / 15, abs=1e-3)
    assert all(strength(measure, 2011) == 0 for measure in scenario.measures)
    repeated = {measure.name: strength(measure, 2015) for measure in scenario.in_force("repeated")}
    assert repeated == amounts
    scored = {target.name: target for target in scenario.targets}
    assert "xuean-2010/dwellings-completed" not in scored
    increase = scored["xuean-2010/seat-increase"]
    assert (increase.base, increase.year, increase.value) == (2009, 2010, 2000)


def test_own_figures_are_inherited_from_a_parent_by_code() -> None:
    region = read_scenario(ROOT / "scenarios" / "xuean-2010.yaml").region
    assert isinstance(region, OwnFigures)
    assert (region.parent, region.population, region.urban_population) == ("320682", 40_000, 18_000)
    assert region.household_size is None


def test_jingtai_shows_gross_moves_and_net_growth_of_one_clause() -> None:
    scenario = read_scenario(ROOT / "scenarios" / "jingtai-2012.yaml")
    gross, net, model_town = scenario.targets
    assert model_town.not_modelled
    assert gross.clause == net.clause == "jingtai-2012/farmers-to-town"
    assert (gross.variable, net.variable) == ("cumulative_moves_to_urban", "urban_population")
    assert (gross.base, gross.year, gross.value) == (net.base, net.year, net.value) == (2012, 2015, 20_000)


def test_values_arrive_in_units_of_the_program() -> None:
    scenario = small()
    (roads,) = scenario.measures
    assert (roads.value, roads.unit) == (3_000_000, "yuan/yr")
    assert roads.where == ("211421", "cities")
    assert roads.provenance == "assumption budget"
    assert scenario.assumptions["budget"].unit == "wan_yuan/yr"
    assert scenario.years == range(2011, 2026)
    assert (scenario.region, scenario.region_key) == ("211400", "211400")
    assert scenario.runs.draws == 50


def test_names_of_regions_become_codes() -> None:
    assert small(('"211400"', "葫芦岛市")).region == "211400"
    assert small(('"211400"', "Huludao")).region == "211400"


def test_a_total_is_spread_over_the_years_and_a_longer_mix_keeps_the_yearly_amount() -> None:
    scenario = small(("wan_yuan/yr", "wan_yuan"), ("    ramp: 1\n", ""))
    assert scenario.measures[0].value == pytest.approx(750_000)
    (longer,) = scenario.in_force("longer")
    assert (longer.end, longer.value) == (2020, pytest.approx(750_000))


def test_a_mix_may_take_another_assumption() -> None:
    double = "  more: {set: {roads.value: {assumption: budget2}}}\n"
    second = "  budget2: {value: 600, unit: wan_yuan/yr, because: twice}\n"
    scenario = small(("mixes:\n", f"{second}mixes:\n{double}"))
    (roads,) = scenario.in_force("more")
    assert (roads.value, roads.provenance) == (6_000_000, "assumption budget2")
    assert any(each.path == "mixes.more.roads.value" for each in scenario.provenance)


def test_targets_do_not_touch_measures() -> None:
    without = small(("targets:\n  - clause: huludao-2011/rate-2015\n", ""))
    assert without.targets == ()
    assert replace(small(), targets=(), written=without.written) == without


def test_floor_area_becomes_dwellings() -> None:
    scenario = small(
        ("lever: investment", "lever: dwellings"),
        ("    service: road\n", "    dwelling_size: {assumption: size}\n"),
        ("value: 300, unit: wan_yuan/yr", "value: 80000, unit: m2/yr"),
        ("mixes:\n", "  size: {value: 160, unit: m2, because: as the document}\nmixes:\n"),
        ("low: 100, high: 900", "low: 80000"),
    )
    assert (scenario.measures[0].value, scenario.measures[0].unit) == (500, "units/yr")


def test_coefficients_are_overridden_under_their_own_name() -> None:
    line = "  coefficient.u_road: {value: 300, unit: yuan/m2, because: local prices}\nmixes:\n"
    scenario = small(("mixes:\n", line))
    assert scenario.coefficients["u_road"].value == 300
    assert any(each.path == "assumptions.coefficient.u_road" for each in scenario.provenance)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_lays_its_changes_over_the_one_it_extends(tmp_path: Path) -> None:
    write(tmp_path, "small.yaml", SMALL)
    above = """\
extends: small.yaml
name: above
until: 2030
measures:
  - {name: roads, end: 2018}
  - {name: park, lever: industrial_park, value: {assumption: area}, density: {assumption: jobs}, start: 2013}
assumptions:
  area: {value: 2, unit: km2, because: an example}
  jobs: {value: 50, unit: jobs/ha, because: an example}
"""
    scenario = read_scenario(write(tmp_path, "above.yaml", above))
    roads, park = scenario.measures
    assert (scenario.name, scenario.until, scenario.title.zh) == ("above", 2030, "小例")
    assert (roads.start, roads.end, roads.value) == (2012, 2018, 3_000_000)
    assert (park.value, park.given("density"), park.end) == (200, 50, 2030)
    assert len(scenario.targets) == 1


def test_a_shipped_scenario_is_extended_by_name_and_its_lines_stay_its_own(tmp_path: Path) -> None:
    text = "extends: huludao-2011\nname: mine\nuntil: 2014\n"
    with pytest.raises(InputError) as caught:
        read_scenario(write(tmp_path, "mine.yaml", text))
    places = {Path(fault.file).name for fault in caught.value.faults}
    assert places == {"huludao-2011.yaml"}
    assert all(fault.line is not None for fault in caught.value.faults)
    assert read_scenario(write(tmp_path, "mine.yaml", "extends: huludao-2011\nname: mine\n")).name == "mine"


def test_settings_change_single_values() -> None:
    settings = ["until=2030", "measures.roads.end=2022", "runs.draws=7", "assumptions.budget.value=500"]
    scenario = read_text(SMALL, "small.yaml", settings)
    assert (scenario.until, scenario.measures[0].end, scenario.runs.draws) == (2030, 2022, 7)
    assert scenario.measures[0].value == 5_000_000


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("until", "is not PATH=VALUE"),
        ("until=soon", "until must be a whole number"),
        ("measures.raods.end=2020", "did you mean roads"),
        ("until=[", "is not valid YAML"),
        ("untill=2030", "unknown key 'untill'"),
        ("extends=jingtai-2012", "is said by files alone"),
        ("without=[roads]", "is said by files alone"),
    ],
)
def test_faults_of_settings_name_the_setting(setting: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(SMALL, "small.yaml", [setting])
    assert [fault.file for fault in caught.value.faults] == [f"--set {setting}"]
    assert words in str(caught.value)


def test_the_digest_follows_the_content_and_not_the_layout() -> None:
    digest = scenario_digest(small())
    assert digest == scenario_digest(read_text(f"# a note\n{SMALL}\n", "elsewhere.yaml"))
    assert digest == scenario_digest(small(("from: 2010\nuntil: 2025\n", "until: 2025\nfrom: 2010\n")))
    assert digest != scenario_digest(small(("value: 300", "value: 301")))
    assert len(digest) == 64


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_scenario(tmp_path / "nowhere.yaml")


def test_the_json_schema_knows_every_key_of_the_contract() -> None:
    schema = json_schema()
    contract = "schema name title extends region from until drivers measures targets assumptions mixes runs"
    drafted, more = {"draft", "review"}, {"extends", "without", "funding", "observed"}
    assert set(schema["properties"]) == set(contract.split()) | drafted | more
    assert schema["additionalProperties"] is False
    assert {"schema", "name", "title", "region", "from", "until"} <= set(schema["required"])


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_name_that_windows_keeps_for_a_device_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=f"{name} is the name of a device"):
        read_text(TINY.replace("name: tiny", f"name: {name}"), "own.yaml")
    assert read_text(TINY.replace("name: tiny", f"name: {name}-1"), "own.yaml").name == f"{name}-1"
