"""What is shown at 60, 80 and 120 columns: no line too long, and no number or key cut or broken."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import urbsim
from tests.cli.screens import CALLS, DOCUMENTS, WIDE, drafted_and_run, shown
from urbsim.cli.main import COMMANDS
from urbsim.cli.screen.lines import cells, folded, longest_piece

WIDTHS = (60, 80, 120)
TOKEN = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?(?:[–-]\d[\d,.]*)?%?|[A-Za-z0-9]+(?:[_./@-][A-Za-z0-9]+)+")
"""A number, or a key: a name with a mark inside, as of a clause, variable or file."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drafted_and_run(tmp_path_factory.mktemp("screens"), "en")


def tokens(text: str) -> Counter[str]:
    return Counter(TOKEN.findall(text))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [name for name in CALLS if name not in DOCUMENTS])
def test_no_number_or_key_is_cut_or_broken(folder: Path, name: str, lang: str) -> None:
    whole = tokens(shown(folder, name, lang, WIDE))
    for width in WIDTHS:
        text = shown(folder, name, lang, width)
        long = [
            line for line in text.splitlines() if cells(line.rstrip()) > max(width, longest_piece(line) + 6)
        ]
        assert long == [], (width, long)
        assert whole - tokens(text) == Counter(), width


def test_every_command_is_shown() -> None:
    assert {words[0] for words in CALLS.values()} == set(COMMANDS)


sentences = st.text(st.sampled_from("城镇化率，。“”（）《》a_b./ 0123456789.%±–+-,x\n"), max_size=200)


@given(sentences, st.integers(20, 60), st.sampled_from(["", "  ", "    "]))
def test_folding_loses_nothing_and_keeps_to_the_width(text: str, width: int, indent: str) -> None:
    lines = folded(text, width, indent)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert cells(line) <= max(width, longest_piece(line) + len(indent))
    assert folded(text, 10_000) == [line.rstrip() for line in text.split("\n")]


@given(
    st.lists(st.from_regex(r"\A[1-9][0-9]{0,2}(,[0-9]{3}){0,2}(\.[0-9]{1,2})?%?\Z"), min_size=1, max_size=9)
)
def test_no_number_breaks_in_running_chinese(numbers: list[str]) -> None:
    text = "，".join(f"常住人口城镇化率达到{number}左右" for number in numbers)
    for width in range(24, 60, 5):
        assert tokens("\n".join(folded(text, width))) == tokens(text)


def test_no_command_says_a_sentence_that_a_screen_would_break() -> None:
    folder = Path(urbsim.__file__).parent / "cli"
    said = [
        f"{path.relative_to(folder)}:{node.lineno}"
        for path in sorted(folder.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "click.echo"
        if path.name != "lines.py" and "word(" in ast.unparse(node.args[0])
    ]
    assert said == []
