"""What an unquoted YAML word means, with the words refused that YAML readers disagree about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

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

    def __init__(self, problem: str, remedy: str) -> None:
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
            f"'{text}' is true or false to some readers and text to others",
            f"write {'true' if word in _TRUTHY else 'false'}, or quote it if it is text",
        )
    for pattern, problem, remedy in _AMBIGUOUS:
        if pattern.fullmatch(text):
            raise ScalarFaultError(f"'{shown(text)}' {problem}", remedy(text))


def _without_exponent(text: str) -> str:
    number = Decimal(text)
    exponent = number.adjusted()
    if abs(exponent) > MAX_DIGITS:
        return "write the number in digits"
    return f"write {number:f}"


def _as_fraction(text: str) -> str:
    return f"write the fraction {Decimal(text[:-1]) / 100:f}, or quote it if it is text"


def _without_separators(text: str) -> str:
    return f"write {text.replace(',', '').replace('_', '')}"


def _quoted(text: str) -> str:
    return f'write "{shown(text)}" in quotes if it is text, or a decimal number'


_AMBIGUOUS: tuple[tuple[re.Pattern[str], str, Callable[[str], str]], ...] = (
    (
        re.compile(r"[-+]?[0-9]{1,30}(\.[0-9]{0,30})?[eE][-+]?[0-9]{1,9}"),
        "is text to YAML",
        _without_exponent,
    ),
    (re.compile(r"[-+]?[0-9]{1,3}([,_][0-9]{3}){1,5}(\.[0-9]+)?"), "is not a number", _without_separators),
    (re.compile(r"[-+]?[0-9]{1,9}(\.[0-9]{1,9})?%"), "is not a number", _as_fraction),
    (re.compile(r"[-+]?0[0-7_]+"), "is an octal number to some readers", _quoted),
    (re.compile(r"[-+]?0[0-9_]+"), "has a leading zero", _quoted),
    (re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+"), "is not a decimal number", _quoted),
    (
        re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"),
        "counts in sixties to some readers",
        _quoted,
    ),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"), "is a date to some readers", _quoted),
    (re.compile(r"[-+]?\.(inf|Inf|INF|nan|NaN|NAN)"), "is not a finite number", _quoted),
    (re.compile(r"[-+]?[0-9]+(\.[0-9]*)?|[-+]?\.[0-9]+"), "has too many digits", _quoted),
)
