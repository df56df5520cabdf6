"""Guide and gallery in docs are what `urbsim guide` prints, and speak of every lever and key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from urbsim.analysis.levers.guide import PARTS, gallery_text, guide_text, measured_effects
from urbsim.evidence.experiments import experiments
from urbsim.policy.levers import chinese_name, levers
from urbsim.scenario.file.shipped import shipped
from urbsim.text import speaking

DOCS = Path(__file__).parents[2] / "docs"
MEASURED = DOCS / "levers.csv"
ENDS = {"en": "", "zh": ".zh"}


def guide(lang: str) -> str:
    with speaking(lang):
        return guide_text(measured_effects(MEASURED) if MEASURED.is_file() else {})


@pytest.mark.parametrize("lang", ENDS)
def test_the_guide_is_current(lang: str) -> None:
    option = " --levers docs/levers.csv" if MEASURED.is_file() else ""
    remedy = f"urbsim guide --lang {lang}{option} > docs/guide{ENDS[lang]}.md"
    assert (DOCS / f"guide{ENDS[lang]}.md").read_text(encoding="utf-8") == guide(lang), remedy


@pytest.mark.parametrize("lang", ENDS)
def test_the_gallery_is_current(lang: str) -> None:
    with speaking(lang):
        text = gallery_text()
    remedy = f"urbsim guide --gallery --lang {lang} > docs/gallery{ENDS[lang]}.md"
    assert (DOCS / f"gallery{ENDS[lang]}.md").read_text(encoding="utf-8") == text, remedy
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == list(shipped())


@pytest.mark.parametrize("lang", ENDS)
def test_numbers_are_written_out_and_lines_end_with_a_word(lang: str) -> None:
    text = guide(lang)
    assert re.findall(r"\d[eE][-+]?\d+", text) == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("lang", ENDS)
def test_every_lever_key_unit_and_experiment_stands_in_the_guide(lang: str) -> None:
    text = guide(lang)
    for lever in levers().values():
        assert f"### `{lever.name}` · {chinese_name(lever) if lang == 'zh' else lever.english}" in text
        assert all(f"`{unit}`" in text for unit in lever.spellings())
        assert all(f"`{field.name}:`" in text for field in lever.fields)
    for part in PARTS.values():
        assert all(f"`{field.alias or name}`" in text for name, field in part.model_fields.items())
    rows = [row for row in experiments().rows if row.lever in levers()]
    assert all(f"| {row.id} |" in text for row in rows)


def test_the_chinese_guide_explains_every_key_in_chinese() -> None:
    rows = re.findall(r"^\| `[a-z_0-9]+` \| (.*) \|$", guide("zh"), re.MULTILINE)
    assert len(rows) > 50
    assert [row for row in rows if not re.search(r"[\u4e00-\u9fff]", row)] == []


def test_the_readme_names_the_levers_whose_evidence_is_weak() -> None:
    rows = [row for row in experiments().rows if row.made != "law"]
    weak = {name for name in levers() if all(row.checked == "J" for row in rows if row.lever == name)}
    text = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    passage = text[text.index("The evidence is weak") :].split("\n\n")[0]
    assert set(re.findall(r"`([a-z_]+)`", passage)) == weak
