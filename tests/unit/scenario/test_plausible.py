"""Slips of unit and sign in scenarios are named with file and line, and what is sound is left alone."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from urbsim.scenario import read_scenario, read_text
from urbsim.text import speaking
from urbsim.vocabulary.errors import Fault, InputError

ROOT = Path(__file__).parents[3]
SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))
COUNTY: dict[str, Any] = {
    "schema": "urbsim/2", "name": "own", "title": {"zh": "县", "en": "A county"}, "from": 2010, "until": 2020,
    "region": {
        "name": "石坝县", "level": "county", "parent": "620000", "year": 2010, "population": 235_000,
        "urban_population": 70_000, "villages": 120, "source": "figures of a test",
        "stocks": {"dwellings": 24_000, "housing_price": 2200, "built_up_area": 9.5},
        "towns": [{"name": "石坝镇", "population": 40_000}],
    },
    "measures": [
        {
            "name": "roads", "lever": "investment", "service": "road", "value": {"assumption": "money"},
            "start": 2011,
        },
        {
            "name": "homes", "lever": "dwellings", "value": {"assumption": "homes"},
            "newcomers": {"assumption": "share"}, "start": 2011,
        },
        {"name": "land", "lever": "land", "value": {"assumption": "land"}, "start": 2011},
        {
            "name": "growth", "lever": "investment", "service": "water", "mode": "growth",
            "value": {"assumption": "growth"}, "start": 2011,
        },
        {"name": "hukou", "lever": "hukou", "value": {"assumption": "hukou"}, "start": 2011},
        {"name": "quota", "lever": "relocation", "value": {"assumption": "quota"}, "start": 2011},
    ],
    "targets": [
        {
            "name": "rate", "variable": "resident_urbanization_rate", "comparator": "at_least", "value": 0.5,
            "year": 2020, "because": "a wish",
        },
        {
            "name": "pace", "variable": "resident_urbanization_rate",
            "comparator": "increase_per_year_at_least", "value": 0.012, "year": 2020, "because": "a wish",
        },
        {
            "name": "urban", "variable": "urban_population", "comparator": "reach", "value": 120_000,
            "year": 2020, "because": "a wish",
        },
    ],
    "assumptions": {
        "money": {"value": 30_000_000, "unit": "yuan/yr", "because": "a guess"},
        "homes": {"value": 600, "unit": "units/yr", "because": "a guess"},
        "share": {"value": 0.4, "unit": "share", "because": "a guess"},
        "land": {"value": 200, "unit": "mu/yr", "because": "a guess"},
        "growth": {"value": 8, "unit": "percent/yr", "because": "a guess"},
        "hukou": {"value": -20, "unit": "percent", "because": "a guess"},
        "quota": {"value": 2000, "unit": "persons/yr", "because": "a guess"},
    },
}  # fmt: skip


class Slip(NamedTuple):
    """One slip: where, what the figure is multiplied with, or the unit written in place of its own."""

    path: tuple[str, ...]
    factor: float = 1.0
    unit: str = ""


AMOUNTS = ("money", "homes", "land", "quota")
FACTORS = (1e4, 1e-4, 1e8, 1e-8, -1.0)
SLIPS = [
    *(
        Slip(("assumptions", name, "value"), factor)
        for name in AMOUNTS
        for factor in (1e4, 1e-4, 1e8, 1e-8, -1.0)
    ),
    *(Slip(("assumptions", "money", "value"), unit=unit) for unit in ("wan_yuan/yr", "yi_yuan/yr")),
    Slip(("assumptions", "land", "value"), unit="ha/yr"),
    Slip(("assumptions", "land", "value"), unit="km2/yr"),
    Slip(("assumptions", "growth", "value"), unit="share/yr"),
    Slip(("assumptions", "growth", "value"), 0.01),
    Slip(("assumptions", "growth", "value"), 100.0),
    Slip(("assumptions", "share", "value"), 100.0),
    Slip(("assumptions", "share", "value"), 0.01),
    Slip(("assumptions", "share", "value"), -1.0),
    Slip(("assumptions", "hukou", "value"), -1.0),
    Slip(("assumptions", "hukou", "value"), 0.01),
    Slip(("assumptions", "hukou", "value"), unit="share"),
    Slip(("region", "population"), 1e-4),
    Slip(("region", "population"), 1e4),
    Slip(("region", "urban_population"), 1e-4),
    Slip(("region", "urban_population"), 1e4),
    Slip(("region", "urban_population"), 30 / 70_000),
    Slip(("region", "villages"), 1e4),
    Slip(("region", "stocks", "dwellings"), 250.0),
    Slip(("region", "stocks", "dwellings"), 1e-4),
    Slip(("region", "stocks", "housing_price"), 1e-4),
    Slip(("region", "stocks", "built_up_area"), 100.0),
    Slip(("targets", "rate", "value"), 100.0),
    Slip(("targets", "rate", "value"), 0.01),
    Slip(("targets", "pace", "value"), 100.0),
    Slip(("targets", "pace", "value"), 0.001),
    Slip(("targets", "urban", "value"), 1e-4),
    Slip(("targets", "urban", "value"), 1e4),
    Slip(("targets", "urban", "value"), -1.0),
]


def slipped(slip: Slip, scale: float) -> str:
    """The county with amounts a little different and one slip, a line a key."""
    content = json.loads(json.dumps(COUNTY))
    for name in AMOUNTS:
        content["assumptions"][name]["value"] *= scale
    here: Any = content
    for step in slip.path[:-1]:
        here = next(each for each in here if each["name"] == step) if isinstance(here, list) else here[step]
    key = slip.path[-1]
    before = here[key]
    here[key] = type(before)(before * slip.factor) if isinstance(before, int) else before * slip.factor
    if isinstance(before, int) and slip.path[0] == "assumptions":
        here[key] = before * slip.factor
    if slip.unit:
        here["unit"] = slip.unit
    return json.dumps(content, ensure_ascii=False, indent=1).replace("e-0", "e-")


def named(slip: Slip, scale: float) -> list[Fault]:
    text = slipped(slip, scale)
    try:
        read_text(plain_numbers(text), "own.yaml")
    except InputError as error:
        return [fault for fault in error.faults if fault.line is not None]
    return []


def plain_numbers(text: str) -> str:
    """JSON with numbers in digits, which the strict reader asks for."""
    from urbsim.scenario.file.digest import as_json

    return as_json(json.loads(text)).replace("}, ", "},\n").replace(", ", ",\n")


def test_two_hundred_slips_are_named_with_their_line() -> None:
    luck = random.Random(4)
    tried = [(SLIPS[n % len(SLIPS)], luck.uniform(0.7, 1.4)) for n in range(200)]
    missed = [slip for slip, scale in tried if not named(slip, scale)]
    print(f"slips named: {len(tried) - len(missed)} of {len(tried)}; missed {set(missed)}")
    assert len(missed) <= 0.05 * len(tried), set(missed)


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_the_county_without_a_slip_is_sound(scale: float) -> None:
    assert named(Slip(("region", "villages")), scale) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_of_the_shipped_scenarios_is_doubted(name: str) -> None:
    assert read_scenario(name).unusual == ()


def test_a_fault_names_what_may_be_meant_and_a_reason_beside_the_figure_silences_it() -> None:
    text = plain_numbers(json.dumps(COUNTY)).replace("30000000", "300000000000")
    with pytest.raises(InputError) as caught:
        read_text(text, "own.yaml")
    (fault,) = caught.value.faults
    assert "1.28e+06 for each of 235,000 residents" in fault.problem
    assert "already converted from ten thousands (万)" in fault.remedy
    with speaking("zh"):
        assert "235,000名居民人均1.28e+06" in fault.told()
        assert "已由以万为单位的数换算过的数" in fault.told()
    meant = text.replace('"value": 300000000000', '"unusual": "a national park", "value": 300000000000')
    assert read_text(meant, "own.yaml").unusual == (
        ("assumptions.money", "a national park", "a national park"),
    )


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("distances", {"seat_km": 1500}, "seat_km of 1,500 km is implausibly large; it may be metres"),
        ("distances", {"city_km": 0.06}, "a figure already converted from metres"),
        ("share_65plus", 0.0012, "share_65plus of 0.0012 share is implausibly small"),
        ("stocks", {"road_area_per_capita": 60_000}, "200"),
    ],
)
def test_distances_and_ages_of_a_region_are_doubted_too(key: str, value: Any, words: str) -> None:
    content = json.loads(json.dumps(COUNTY))
    content["region"][key] = value
    with pytest.raises(InputError) as caught:
        read_text(plain_numbers(json.dumps(content)), "own.yaml")
    (fault,) = caught.value.faults
    assert fault.line
    assert words in str(fault)


@pytest.mark.parametrize("value", [0.0008, 80_000.0])
def test_a_target_for_each_resident_is_doubted_in_another_unit(value: float) -> None:
    content = json.loads(json.dumps(COUNTY))
    target = {"name": "roads", "variable": "road_area_per_capita", "comparator": "reach", "value": value}
    content["targets"].append({**target, "year": 2020, "because": "a wish"})
    with pytest.raises(InputError, match=r"road_area_per_capita of .* is implausibly"):
        read_text(plain_numbers(json.dumps(content)), "own.yaml")


@pytest.mark.parametrize("key", ["population", "urban_population"])
def test_a_count_with_a_fraction_may_be_in_ten_thousands(key: str) -> None:
    content = json.loads(json.dumps(COUNTY))
    content["region"][key] = 23.5
    with pytest.raises(InputError, match=r"it may be ten thousands \(万\)"):
        read_text(plain_numbers(json.dumps(content)), "own.yaml")


def test_a_reversed_range_is_a_fault() -> None:
    content = json.loads(json.dumps(COUNTY))
    content["targets"][0].update(comparator="range", value=[0.6, 0.5])
    with pytest.raises(InputError, match=r"reversed; write \[0.5, 0.6\]"):
        read_text(plain_numbers(json.dumps(content)), "own.yaml")
