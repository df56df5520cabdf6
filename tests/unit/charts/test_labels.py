"""Measures and mixes are called by their titles, in Chinese without one by what they do beside their name."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pydantic import TypeAdapter, ValidationError

from tests.ensembles.tiny import TINY
from urbsim.charts.stored import StoredComparison
from urbsim.charts.terms import Labels
from urbsim.policy.levers import chinese_name, find_lever, levers
from urbsim.runs.results.manifest_schema import ManifestText
from urbsim.runs.results.store import StoredRun
from urbsim.scenario import read_text
from urbsim.text import speaking

SCENARIO = {
    "measures": [
        {"name": "core-roads", "lever": "investment", "service": "road"},
        {"name": "open", "lever": "hukou", "title": {"zh": "放开落户", "en": "Open registration"}},
        {"name": "grow", "lever": "of-nobody"},
    ],
    "mixes": {"late": {"title": {"zh": "推迟两年", "en": "Two years later"}}, "plain": {}},
}


def test_a_measure_is_told_by_what_it_does_beside_its_name_in_chinese() -> None:
    labels = Labels(SCENARIO)
    with speaking("zh"):
        assert labels.measure("core-roads") == "道路投资（core-roads）"
        assert labels.measure("open") == "放开落户"
        assert labels.mix("without core-roads") == "去掉道路投资（core-roads）"
        assert labels.mix("only open") == "仅放开落户"
        assert labels.mix("late") == "推迟两年"
    assert labels.measure("core-roads") == "core-roads"
    assert labels.measure("open") == "Open registration"
    assert labels.mix("late") == "Two years later"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_file_does_not_hold_stays_as_it_is(lang: str) -> None:
    with speaking(lang):
        assert Labels(SCENARIO).measure("of another file") == "of another file"
        assert Labels(SCENARIO).measure("grow") == "grow"
        assert Labels(SCENARIO).mix("plain") == "plain"
        assert Labels().mix("without roads").endswith("roads")


@pytest.mark.parametrize("name", levers())
def test_every_lever_has_a_chinese_label(name: str) -> None:
    lever = find_lever(name)
    assert lever is not None
    written = {"name": "m", "lever": name, "service": "water"}
    with speaking("zh"):
        told = Labels({"measures": [written]}).measure("m")
    assert told in ("供水投资（m）", f"{chinese_name(lever).replace('、', '或')}（m）")


def test_a_file_gives_titles_to_its_measures_and_mixes() -> None:
    titled = TINY.replace("{name: homes,", "{name: homes, title: {zh: 新居, en: New homes},").replace(
        "nothing: {measures: []}", "none: {title: {zh: 不建, en: Build nothing}, measures: []}"
    )
    labels = Labels.of(read_text(titled, "tiny.yaml"))
    assert (labels.measure("homes"), labels.mix("none")) == ("New homes", "Build nothing")
    with speaking("zh"):
        assert (labels.measure("homes"), labels.mix("none")) == ("新居", "不建")


@pytest.mark.parametrize(
    "written", [{"measures": [7]}, {"measures": {}}, {"mixes": {"late": {"title": "x"}}}]
)
def test_a_manifest_whose_scenario_cannot_be_told_is_refused(written: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(ManifestText.model_fields["scenario"].annotation).validate_python(written)


def test_a_label_without_room_falls_back_to_its_names() -> None:
    stored = StoredComparison(StoredRun(Path(), {"scenario": SCENARIO}, pd.DataFrame(), pd.DataFrame()), {})
    with speaking("zh"):
        assert stored.short_label("without core-roads", 28) == "去掉道路投资（core-roads）"
        assert stored.short_label("without core-roads", 20) == "去掉core-roads"
