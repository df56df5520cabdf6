"""Quotes against texts of our own making: found, elsewhere, over two lines, or with a character changed."""

from __future__ import annotations

import pytest

from urbsim.analysis.documents.quotes import check_quotes, lines_of, nearest_passage, plain, same_text
from urbsim.evidence.documents import document

NAME = "huludao-2011"


def text() -> list[str]:
    """A text that bears every quote of the document in its line, and nothing else."""
    lines = [""] * document(NAME).lines[1]
    for clause in document(NAME).clauses:
        lines[clause.place - 1] += f"。另外,{clause.quote}"
    return lines


def verdicts(lines: list[str]) -> dict[str, str]:
    return {check.clause.partition("/")[2]: check.verdict for check in check_quotes(NAME, tuple(lines))}


def test_every_quote_is_found_in_its_line() -> None:
    assert set(verdicts(text()).values()) == {"found"}
    assert not same_text(NAME, tuple(text()))


def test_full_width_signs_and_byte_order_marks_make_no_difference() -> None:
    wide = "\n".join(text()).replace("%", "％").replace(",", "，").replace("5", "５")
    assert set(verdicts(list(lines_of("\ufeff" + wide.replace("\n", "\r\n")))).values()) == {"found"}
    assert plain("５０％") == "50%"


@pytest.mark.parametrize("clause", [clause.id for clause in document(NAME).clauses])
def test_one_changed_character_is_noticed(clause: str) -> None:
    quote = next(each.quote for each in document(NAME).clauses if each.id == clause)
    for position in range(0, len(quote), 5):
        changed = quote[:position] + "囗" + quote[position + 1 :]
        lines = [line.replace(quote, changed) for line in text()]
        (check,) = [each for each in check_quotes(NAME, tuple(lines)) if each.clause == clause]
        assert check.verdict == "missing"
        assert "囗" in check.nearest or position in (0, len(quote) - 1)


def test_a_quote_in_another_line_stands_elsewhere() -> None:
    lines = text()
    place = next(each.place for each in document(NAME).clauses if each.id.endswith("/new-town"))
    lines[0], lines[place - 1] = lines[place - 1], ""
    found = verdicts(lines)
    assert found["new-town"] == "elsewhere"
    assert found["relocation"] == "found"


def test_a_quote_over_two_lines_stands_elsewhere() -> None:
    lines = text()
    place = next(each.place for each in document(NAME).clauses if each.id.endswith("/new-town"))
    lines[place - 1] = lines[place - 1].replace("滨海新城", "滨海\n新城")
    assert verdicts("\n".join(lines).split("\n"))["new-town"] == "elsewhere"


def test_in_a_text_of_its_own_a_quote_may_stand_anywhere() -> None:
    short = ["。".join(clause.quote for clause in document(NAME).clauses)]
    assert set(verdicts(short).values()) == {"found"}


def test_nothing_near_is_said_to_be_near() -> None:
    assert nearest_passage("城镇人口达到145万人以上", ("今天天气很好", "")) == ""
