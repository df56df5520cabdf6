"""What a run says about itself: every key has a name, every number a source."""

from __future__ import annotations

import pytest

from tests.unit.runs.texts import measure, own, scenario
from urbsim.evidence.coefficients import coefficients
from urbsim.evidence.posterior import posterior
from urbsim.evidence.statistics import observed
from urbsim.model.year.record import region_keys
from urbsim.runs.outlook.discrepancy import origins
from urbsim.runs.results.notes import (
    assumptions_of,
    beside_notes,
    calibration_note,
    clauses_of,
    discrepancy_notes,
    inputs_of,
    names_of,
    notes_of,
    observed_of,
)
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.scenario import Scenario, read_scenario

ROADS = measure(
    "investment", "90000000 yuan/yr", "service: road, where: all, clause: huludao-2011/infrastructure"
)


def asked() -> Scenario:
    return scenario("211400", rest=ROADS)


@pytest.mark.parametrize("region", ["CN", "21", "211400", "620423"])
def test_every_result_key_has_a_name_of_its_own_in_both_languages(region: str) -> None:
    this = scenario(region)
    resolved = resolve(this, 1000)
    names = names_of(this, resolved)
    keys = region_keys(resolved.setups["policy"])
    for lang in ("en", "zh"):
        said = [names[key][lang] for key in keys]
        assert all(said)
        assert len(set(said)) == len(said)


def test_own_names_are_used_as_given() -> None:
    names = names_of(own(), resolve(own(), 1))
    assert names["example"] == {"en": "小镇", "zh": "小镇"}
    assert set(region_keys(resolve(own(), 1).setups["policy"])) <= set(names)


@pytest.mark.parametrize(
    ("region", "kind"),
    [("620423", "counties"), ("110101", "districts"), ("211400", "prefectures"), ("21", None), ("CN", None)],
)
def test_notes_tell_what_became_of_places_like_a_county_district_or_prefecture(
    region: str, kind: str | None
) -> None:
    notes = " ".join(note.english for note in beside_notes(resolve(scenario(region), 1000)))
    assert (f"Of 40 {kind} like this one" in notes) == (kind is not None)
    assert ("like this one" in notes) == (kind is not None)


def test_notes_say_calibration_drivers_base_and_anchor_in_both_languages() -> None:
    notes = notes_of(asked(), resolve(asked(), 1000))
    english = " ".join(note.english for note in notes)
    assert f"posterior {posterior().digest[:12]}" in english
    assert "Uncalibrated" in calibration_note(2009).english
    assert "known at the end of 2010" in english
    assert "census of 1 November 2010" in english
    assert "points a year" in english
    assert all(note.chinese != note.english for note in notes)
    nation = notes_of(scenario("CN"), resolve(scenario("CN"), 10**5))
    assert any(note.english.startswith("Not allocated") for note in nation)


def test_notes_name_the_origin_of_the_discrepancy_and_what_a_scenario_sets() -> None:
    later = " ".join(note.english for note in discrepancy_notes(scenario("CN", origins()[-1] + 1)))
    assert f"from origin {origins()[-1]} by years ahead" in later
    assert "No discrepancy" in discrepancy_notes(scenario("CN", origins()[0] - 1))[0].english
    set_by_file = (
        "assumptions:\n  coefficient.network: {value: 1.2, unit: per unit share, because: an example}\n"
    )
    plain, held = (discrepancy_notes(scenario("CN", rest=rest)) for rest in ("", set_by_file))
    assert len(held) == len(plain) + 1
    assert "sets coefficients" in held[-1].english


def test_notes_of_observed_drivers_say_where_they_end_and_own_figures_their_source() -> None:
    this = scenario("CN", 2005, 2025, "drivers: observed\n")
    setup = resolve(this, 10**5)
    last = setup.setups["policy"].years[-1]
    assert f"end in {last}" in " ".join(note.english for note in notes_of(this, setup))
    assert any("an example of our own" in note.english for note in notes_of(own(), resolve(own(), 1)))


def test_notes_do_without_the_mix_of_all_measures() -> None:
    this = scenario("211400", rest=f"{ROADS}mixes:\n  nothing: {{measures: []}}\n")
    assert notes_of(this, resolve(this, 1000, ("nothing",))) == notes_of(this, resolve(this, 1000))


def test_observed_figures_are_those_of_the_region_and_its_areas() -> None:
    found = observed_of(resolve(asked(), 1000).setups["policy"])
    rate = observed("211400", "resident_urbanization_rate")
    assert found["211400"]["resident_urbanization_rate"] == {
        year: figure.value for year, figure in rate.items()
    }
    assert "211400/211421" in found
    assert observed_of(resolve(own(), 1).setups["policy"]) == {}


def test_every_number_of_a_run_is_listed_with_where_it_comes_from() -> None:
    rest = ROADS + "  coefficient.network: {value: 2, unit: per unit share, because: an example}\n"
    this = scenario("211400", rest=rest)
    listed = {str(each["path"]): each for each in inputs_of(this, resolve(this, 1000))}
    middle = central_coefficients({}, 2010)
    for name in coefficients():
        kind, value = ("assumption", 2.0) if name == "network" else ("coefficient", middle[name])
        assert (listed[f"coefficient.{name}"]["kind"], listed[f"coefficient.{name}"]["value"]) == (
            kind,
            value,
        )
    assert listed["measures.it.value"]["value"] == 90_000_000
    assert {str(each["kind"]) for each in listed.values()} == {"assumption", "coefficient", "series"}


def test_clauses_and_assumptions_are_those_of_the_file() -> None:
    assert clauses_of(asked()) == ("huludao-2011/infrastructure",)
    assert [each["name"] for each in assumptions_of(asked())] == ["amount"]
    shipped = read_scenario("jingtai-2012")
    assert "jingtai-2012/farmers-to-town" in clauses_of(shipped)
    assert clauses_of(shipped) == tuple(sorted(set(clauses_of(shipped))))
