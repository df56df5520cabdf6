"""The tutorial runs as it is written, in both languages, and makes the pictures and pages that it names."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.screens import within
from tests.ensembles.tiny import leave

DOCS = Path(__file__).parents[2] / "docs"
CHEAP = {"run": ("--draws", "2", "--weight", "50"), "compare": ("--draws", "2", "--weight", "50")}


def commands(text: str) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def follow(line: str, lang: str) -> int:
    """Run a line of the tutorial, cheaply; an edit of a file is made as it says."""
    if line.startswith("sed -i "):
        _, _, rule, file = shlex.split(line)
        _, before, after, _ = rule.split("/")
        path = Path(file)
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        return 0
    words = shlex.split(line)[1:]
    return leave(*words, *CHEAP.get(words[0], ()), "--lang", lang)


@pytest.mark.parametrize(("name", "lang"), [("tutorial.md", "en"), ("tutorial.zh.md", "zh")])
def test_the_tutorial_leads_from_the_document_to_the_page(name: str, lang: str, tmp_path: Path) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    (tmp_path / "docs").mkdir()
    shutil.copy(DOCS / "plan.txt", tmp_path / "docs")
    lines = commands(text)
    with within(tmp_path):
        statuses = [follow(line, lang) for line in lines]
    asked = lines.index("urbsim validate plan.yaml")
    assert [status for at, status in enumerate(statuses) if at != asked] == [0] * (len(lines) - 1)
    assert statuses[asked] == 2, "the open question is told before it is answered"
    made = re.findall(r"`(outputs/[^`]+)`", text)
    assert len(made) == 3
    assert all((tmp_path / each).stat().st_size > 10_000 for each in made)


def test_both_languages_run_the_same_commands() -> None:
    english, chinese = (
        (DOCS / name).read_text(encoding="utf-8") for name in ("tutorial.md", "tutorial.zh.md")
    )
    assert commands(english) == commands(chinese)
