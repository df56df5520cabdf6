"""What an unquoted YAML word means, with the words refused that YAML readers disagree about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from urbsim.text import Message, say

Scalar = str | int | float | bool | None

MAX_DIGITS = 18
_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLEANS: Mapping[str, bool] = MappingProxyType({"true": True, "false": False})
_TRUTHY = {"yes", "on", "true"}
_FALSY = {"no", "off", "false"}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)")


class ScalarFaultError(ValueError):
    """An unquoted word that is refused: `problem` says why, `remedy` what to write instead."""

    def __init__(self, problem: Message, remedy: Message) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def shown(text: str) -> str:
    """The text as a message quotes it: one line, cut after 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def plain_scalar(text: str) -> Scalar:
    """Value of the unquoted word `text`: None, bool, int, float or the text itself.

    Raises ScalarFaultError for words whose meaning differs between YAML versions (`no`, `1e6`, `012`,
    `12:30`, dates) and for numbers that people write but YAML does not know (`1,000`, `50%`).
    """
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text) and len(text) <= MAX_DIGITS:
        return int(text)
    if _DECIMAL.fullmatch(text) and len(text) <= MAX_DIGITS * 2:
        return float(text)
    _refuse_ambiguous(text)
    return text


def _refuse_ambiguous(text: str) -> None:
    word = text.casefold()
    if word in _TRUTHY or word in _FALSY:
        raise ScalarFaultError(
            say("files.true_false_some_readers", text=text),
            say("files.write_quote_if_text", what="true" if word in _TRUTHY else "false"),
        )
    for pattern, key, remedy in _AMBIGUOUS:
        if pattern.fullmatch(text):
            raise ScalarFaultError(say(f"scalars.{key}", text=shown(text)), remedy(text))


def _without_exponent(text: str) -> Message:
    number = Decimal(text)
    exponent = number.adjusted()
    if abs(exponent) > MAX_DIGITS:
        return say("files.write_number_digits")
    return say("files.write", number=number)


def _as_fraction(text: str) -> Message:
    return say("files.write_fraction_quote_if", decimal=Decimal(text[:-1]) / 100)


def _without_separators(text: str) -> Message:
    return say("files.write_2", replace=text.replace(",", "").replace("_", ""))


def _quoted(text: str) -> Message:
    return say("files.write_quotes_if_text", shown=shown(text))


_AMBIGUOUS: tuple[tuple[re.Pattern[str], str, Callable[[str], Message]], ...] = (
    (
        re.compile(r"[-+]?[0-9]{1,30}(\.[0-9]{0,30})?[eE][-+]?[0-9]{1,9}"),
        "text_to_yaml",
        _without_exponent,
    ),
    (re.compile(r"[-+]?[0-9]{1,3}([,_][0-9]{3}){1,5}(\.[0-9]+)?"), "no_number", _without_separators),
    (re.compile(r"[-+]?[0-9]{1,9}(\.[0-9]{1,9})?%"), "no_number", _as_fraction),
    (re.compile(r"[-+]?0[0-7_]+"), "octal", _quoted),
    (re.compile(r"[-+]?0[0-9_]+"), "leading_zero", _quoted),
    (re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+"), "no_decimal", _quoted),
    (
        re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"),
        "sixties",
        _quoted,
    ),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"), "date", _quoted),
    (re.compile(r"[-+]?\.(inf|Inf|INF|nan|NaN|NAN)"), "infinite", _quoted),
    (re.compile(r"[-+]?[0-9]+(\.[0-9]*)?|[-+]?\.[0-9]+"), "digits", _quoted),
)
