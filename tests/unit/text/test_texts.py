"""Every text in both languages: the same keys, the same fields, each used, and none built beside them."""

import ast
import pickle
import re
import string
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import urbsim
from urbsim.policy.levers import levers
from urbsim.text import LANGUAGES, both, named, say, speaking, spoken, texts, word

ROOT = Path(urbsim.__file__).parent
BESIDE = (
    "report/page.html.jinja",
    "report/brief.html.jinja",
    "data/variables.csv",
    "data/regions.csv",
    "report/explore/page.html.jinja",
    "report/explore/page.js",
    "data/experiments/experiments.yaml",
    "../tests/golden/scoreboard.py",
)
ENGLISH_IN_THE_LEVER = "levers"
ENGLISH_IN_THE_COMMAND = ("help", "click")
CODES = [(name, key) for name, block in texts("en").items() for key in block]


def fields(text: str) -> set[str]:
    return {name.split("!")[0].split(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py")))


def nodes() -> Iterator[ast.AST]:
    for tree in trees():
        yield from ast.walk(tree)


@cache
def said() -> tuple[frozenset[str], frozenset[str], str]:
    """Texts in the code, beginnings and ends of those put together, and the words of files beside it."""
    whole = {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    heads = {
        node.values[0].value
        for node in nodes()
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
    }
    heads |= {
        node.values[-1].value
        for node in nodes()
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[-1], ast.Constant)
    }
    beside = "".join((ROOT / name).read_text(encoding="utf-8") for name in BESIDE if (ROOT / name).is_file())
    return frozenset(whole), frozenset(str(head) for head in heads), beside


def is_used(block: str, key: str) -> bool:
    whole, heads, beside = said()
    if f"{block}.{key}" in whole:
        return True
    if (stem := re.sub(r"-20\d\d$", "", key)) != key:
        return is_used(block, stem)  # of a panel, by its origin
    if any(
        head.startswith(f"{block}.") and f"{block}.{key}".startswith(head) for head in heads - {f"{block}."}
    ):
        return True
    if block not in whole and f"{block}." not in heads:
        return False
    spelled = {key, key.replace("_", " "), key.replace("_", "-")}
    put_together = any(len(head) > 3 and (key.startswith(head) or key.endswith(head)) for head in heads)
    in_a_pattern = any(f"{{{key}}}" in text for text in whole)
    return (
        bool(spelled & whole)
        or put_together
        or in_a_pattern
        or re.search(rf"\b(w|words)\.{key}\b", beside) is not None
        or f",{key}," in beside
        or f'["{key}"]' in beside
        or f"\n  {key}: " in beside
        or f'\n    "{key}": ' in beside
    )


def calls() -> list[tuple[str, set[str]]]:
    """Codes and fields of every call that names its message in full."""
    return [
        (node.args[0].value, {each.arg or "**" for each in node.keywords})
        for node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("say", "word", "note")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


def test_both_files_hold_the_same_blocks_keys_and_fields() -> None:
    english, chinese = (texts(lang) for lang in LANGUAGES)
    assert set(english) == set(chinese) - {ENGLISH_IN_THE_LEVER, *ENGLISH_IN_THE_COMMAND}
    for name, block in english.items():
        assert set(block) == set(chinese[name]), name
        for key, text in block.items():
            assert fields(text) == fields(chinese[name][key]), f"{name}.{key}"


def test_the_chinese_of_the_levers_is_of_levers_that_are_there() -> None:
    assert set(texts("zh")[ENGLISH_IN_THE_LEVER]) == set(levers())


def test_every_key_is_used() -> None:
    assert [f"{name}.{key}" for name, key in CODES if not is_used(name, key)] == []


def test_every_message_is_called_with_the_fields_that_it_has() -> None:
    assert len(calls()) > 250
    wrong = [
        code
        for code, given in calls()
        if "**" not in given
        and fields(texts("en")[code.partition(".")[0]][code.partition(".")[2]])
        - given
        - {"measures", "targets", "mixes"}
    ]
    assert wrong == []


def test_no_fault_is_written_beside_the_texts() -> None:
    plain = [
        f"{path.relative_to(ROOT)}:{argument.lineno}"
        for path in sorted(ROOT.rglob("*.py"))
        if path.relative_to(ROOT).parts[0] != "drafting"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fault"
        for argument in node.args[2:]
        if isinstance(argument, ast.JoinedStr | ast.Constant) and argument is not None
    ]
    assert plain == []


def test_a_message_is_english_as_text_and_chinese_on_request() -> None:
    message = say("scenario.no_count_at_end_2", region=named("Huludao", "葫芦岛市"), year=1985)
    assert message == "no count of Huludao at the end of 1985"
    with speaking("zh"):
        assert message.text() == "没有葫芦岛市1985年末的人口数"
        assert str(message) == message == "no count of Huludao at the end of 1985"
    assert message.text() == message
    assert both(message) == (message, "没有葫芦岛市1985年末的人口数")


def test_a_message_comes_back_whole_from_pickling() -> None:
    message = say("scenario.place_not_region", name="X")
    again = pickle.loads(pickle.dumps(message))
    assert (again, again.code, dict(again.fields)) == (message, "scenario.place_not_region", {"name": "X"})
    assert both(again) == both(message)


def test_threads_speak_for_themselves() -> None:
    heard: list[str] = []

    def work(lang: str) -> None:
        with speaking(lang):
            heard.append(word("run.total"))
        heard.append(spoken())

    with speaking("zh"):
        thread = threading.Thread(target=work, args=("en",))
        thread.start()
        thread.join()
        assert heard == ["in all", "en"]
        assert word("run.total") == "合计"
    assert spoken() == "en"


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="no texts"), speaking("fr"):
        pass
