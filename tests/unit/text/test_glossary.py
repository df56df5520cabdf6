"""The glossary: its terms are those of the texts and the variables, and messages keep to them."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import urbsim
from urbsim.policy.levers import levers
from urbsim.text import texts

ROOT = Path(urbsim.__file__).parent
GLOSSARY = ROOT.parent / "docs" / "glossary.md"


class Term(NamedTuple):
    strict: bool
    english: str
    chinese: str
    meaning: str


@cache
def terms() -> tuple[Term, ...]:
    rows = [
        line.split("|")[1:5] for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line[:2] == "| "
    ]
    cells = [[cell.strip() for cell in row] for row in rows]
    return tuple(Term(row[0] == "•", *row[1:]) for row in cells if row[1] != "English")


@cache
def variables() -> dict[str, str]:
    with (ROOT / "data" / "variables.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["english"].casefold(): row["chinese"] for row in csv.DictReader(file)}


@cache
def said(lang: str) -> str:
    return "\n".join(text for block in texts(lang).values() for text in block.values())


def test_there_are_sixty_terms_each_once_and_explained() -> None:
    assert len(terms()) >= 60
    assert len({term.english for term in terms()}) == len(terms())
    assert all(term.chinese and len(term.meaning) > 10 for term in terms())


def test_variables_are_called_by_their_names() -> None:
    ours = [term for term in terms() if term.english in variables()]
    assert len(ours) > 20
    parts = {term.english: (term.chinese, variables()[term.english]) for term in ours}
    assert {name: pair for name, pair in parts.items() if pair[0] not in pair[1]} == {}


def test_every_term_is_in_use() -> None:
    known = said("zh") + "".join(variables().values())
    assert [term.chinese for term in terms() if term.chinese not in known] == []
    known = " ".join((said("en").casefold(), *variables(), *(lever.english for lever in levers().values())))
    assert [term.english for term in terms() if term.english not in known] == []


@pytest.mark.parametrize("term", [term for term in terms() if term.strict], ids=lambda term: term.english)
def test_messages_keep_to_the_term(term: Term) -> None:
    word = re.compile(rf"(?<![\w{{/`.:-]){re.escape(term.english)}s?(?![\w:}}-]|\.\w)", re.IGNORECASE)
    pairs = [
        (f"{name}.{key}", text, texts("zh")[name][key])
        for name, block in texts("en").items()
        for key, text in block.items()
        if word.search(re.sub(r"\{.*?\}|`.*?`", "", text))
    ]
    assert pairs
    assert [(code, chinese) for code, _, chinese in pairs if term.chinese not in chinese] == []
