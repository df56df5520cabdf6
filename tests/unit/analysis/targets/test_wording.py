import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.analysis.targets.outcomes import LADDER
from urbsim.analysis.targets.wording import (
    amount,
    asked,
    chance_text,
    change,
    digits,
    estimate,
    rounded,
    signed,
    span,
    verdict_text,
)
from urbsim.policy.levers import levers
from urbsim.runs.results.target import RunTarget
from urbsim.text import speaking


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (0.4961, "share", "49.6 %", "49.6%"),
        (0.021, "share/yr", "2.1 % a year", "2.1%"),
        (1_450_000, "persons", "1.45 million", "145万人"),
        (361_234, "persons", "361,200", "36.12万人"),
        (2000, "persons", "2,000", "2,000人"),
        (3.2e9, "yuan", "3.2 billion yuan", "32亿元"),
        (2350, "yuan/m2", "2,350 yuan/m²", "2,350元/平方米"),
        (-5e6, "yuan", "-5 million yuan", "-500万元"),
        (0, "persons", "0", "0人"),
        (8.25, "m2/person", "8.25 m² per person", "8.25平方米/人"),
    ],
)
def test_amounts_read_naturally_in_both_languages(
    value: float, unit: str, english: str, chinese: str
) -> None:
    assert amount(value, unit) == english
    with speaking("zh"):
        assert amount(value, unit) == chinese


def test_a_span_names_its_unit_once() -> None:
    assert span(0.441, 0.52, "share") == "44.1–52.0 %"
    assert span(1.31e6, 1.47e6, "persons") == "1.31–1.47 million"
    assert span(9.1e5, 1.47e6, "persons") == "910,000 – 1.47 million"
    with speaking("zh"):
        assert span(9.1e5, 1.47e6, "persons") == "91–147万人"


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "english", "chinese"),
    [
        ("at_least", 0.55, "share", "at least 55.0 %", "不低于55.0%"),
        ("about", 0.5, "share", "about 50.0 % ± 1 point", "50.0%左右（±1个百分点）"),
        ("about", 1e6, "persons", "about 1 million ± 2 %", "100万人左右（±2%）"),
        ("exceed", 1e5, "persons", "more than 100,000", "超过10万人"),
        ("range", (0.4, 0.5), "share", "40.0 % to 50.0 %", "40.0%至50.0%"),
        ("increase_of_at_least", 360_000, "persons", "+360,000 from 2010", "比2010年增加36万人以上"),
        ("grow_per_year", 0.02, "share", "+2.0 % on average from 2010", "2010年起年均增长2.0%"),
        ("within_years", (20_000, 3), "persons", "+20,000 from 2010", "比2010年增加2万人"),
        ("within_years", 3, "years", "within 3 years", "3年内"),
    ],
)
def test_targets_are_asked_in_words(
    comparator: str, value: float, unit: str, english: str, chinese: str
) -> None:
    target = RunTarget("t", None, "urban_population", "region", comparator, value, unit, 2015)
    assert asked(target, 2010) == english
    with speaking("zh"):
        assert asked(target, 2010) == chinese


def test_every_verdict_has_a_chinese_word() -> None:
    words = [words for _, words in LADDER]
    with speaking("zh"):
        assert len({verdict_text(word) for word in words}) == len(words)
        assert all(verdict_text(word) != word for word in words)
    assert verdict_text("unlikely") == "unlikely"


@given(st.floats(1e-3, 1e12))
def test_digits_keep_four_of_them(value: float) -> None:
    text = digits(value)
    assert "e" not in text
    assert float(text.replace(",", "")) == pytest.approx(value, rel=5.1e-4)


def test_what_rounding_leaves_of_nothing_is_nothing() -> None:
    assert (digits(2.274e-13), digits(-2.274e-13), digits(0.0)) == ("0", "0", "0")
    assert digits(0.0004) == "0.0004"


SIGNED_NOTHING = re.compile(r"[-+−]0(?:\.0+)?(?![\d.,])")
VALUES = st.one_of(st.floats(-1.0, 1.0), st.floats(-1e9, 1e9), st.integers(-9, 9).map(float))
ERRORS = st.one_of(st.just(0.0), st.floats(1e-4, 1e6))


@given(VALUES, ERRORS, st.sampled_from(["share", "share/yr", "persons", "units", "yuan/m2", "km2", ""]))
def test_nothing_has_no_sign(value: float, error: float, unit: str) -> None:
    for lang in ("en", "zh"):
        with speaking(lang):
            shown = [form(value, error, unit) for form in (estimate, rounded, change, signed)]
            shown += [amount(value, unit), span(value, 2 * value, unit, error)]
            shown.append(chance_text(value / 1e9, value / 1e9, value / 1e9, 2))
        assert [text for text in shown if SIGNED_NOTHING.search(text)] == []


@given(VALUES, ERRORS, st.sampled_from(["share", "persons", "units", "km2"]))
def test_a_difference_that_is_told_has_its_sign(value: float, error: float, unit: str) -> None:
    for form in (signed, change):
        text = form(value, error, unit)
        number = text.partition(" ")[0].lstrip("+-")
        expected = "" if not number.strip("0.,") else "+" if value > 0 else "-"
        assert text.removesuffix(text.lstrip("+-")) == expected


@pytest.mark.parametrize(("unit", "chinese"), [("persons", "0人"), ("jobs", "0个"), ("units", "0套")])
def test_a_loss_within_its_error_of_nothing_is_nothing(unit: str, chinese: str) -> None:
    with speaking("zh"):
        assert signed(-4.0, 20.0, unit) == chinese
        assert change(-4.0, 20.0, unit).startswith("0 ± ")


@pytest.mark.parametrize("unit", sorted({unit for each in levers().values() for unit in each.spellings()}))
def test_no_unit_of_a_lever_is_english_in_a_chinese_amount(unit: str) -> None:
    with speaking("zh"):
        assert not re.search("[A-Za-z]", amount(600.0, unit))
