"""Messages and docstrings speak the field's English: simulate, common random numbers, compared with."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import urbsim
from tests.architecture.size_rules import functions, parameters
from tests.architecture.sources import Source, sources
from urbsim.text import texts

PHRASES = re.compile(
    r"\b(luck|lived(?! in\b)|(?:held|hold|holds) (?:\w+ ){0,2}against|wish(?:es|ed)? for|sayings|whereabouts"
    r"|leftovers|sameness|no draw could be)\b",
    re.IGNORECASE,
)
"""Words of our own that stood for the field's."""

ROOT = Path(urbsim.__file__).parent
MOST_IN_DOCSTRINGS = 0
MOST_WITH_LANG = 15
MOST_WITH_CHINESE = 3
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def docstrings(source: Source) -> list[ast.Constant]:
    """Texts that stand alone: of modules, classes and functions, and below constants."""
    return [
        node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]


def messages() -> Iterator[tuple[str, str]]:
    """Every text with a blank in it that a program may say, and where it stands."""
    for name, block in texts("en").items():
        for key, text in block.items():
            yield f"{name}.{key}", text
    for source in sources(ROOT):
        apart = {id(node) for node in docstrings(source)}
        for node in ast.walk(source.tree):
            text = node.value if isinstance(node, ast.Constant) and id(node) not in apart else None
            if isinstance(text, str) and " " in text:
                yield source.at(node.lineno, ""), text


def test_the_language_is_set_once_by_the_command() -> None:
    taking = [
        function.name
        for _, function in functions(ROOT)
        if "lang" in {each.arg for each in parameters(function)}
    ]
    assert len(taking) <= MOST_WITH_LANG, taking


def test_chinese_letters_stand_in_the_texts_and_where_names_are_read() -> None:
    found = [each.place for each in sources(ROOT) if each.package != "drafting" and CHINESE.search(each.text)]
    assert len(found) <= MOST_WITH_CHINESE, found


def test_the_rule_finds_what_it_is_about() -> None:
    old = (
        "lived again",
        "shared luck",
        "mixes held against another",
        "what --enough wishes for",
        "No draw could be lived",
    )
    assert all(PHRASES.search(text) for text in old)
    assert not PHRASES.search("the dwellings lived in")


def test_no_message_has_a_word_of_our_own() -> None:
    assert [(place, text) for place, text in messages() if PHRASES.search(text)] == []


def test_docstrings_have_hardly_any() -> None:
    found = [
        source.at(node.lineno, str(match.group()))
        for source in sources(ROOT)
        for node in docstrings(source)
        for match in PHRASES.finditer(re.sub("`+[^`]*`+", "", str(node.value)))
    ]
    assert len(found) <= MOST_IN_DOCSTRINGS, found
