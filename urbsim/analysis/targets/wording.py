"""Numbers, targets and verdicts in words, in English and Chinese: the same on charts and in the terminal."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from urbsim.analysis.targets.comparators import ABOUT_POINTS, ABOUT_RELATIVE
from urbsim.runs.results.target import RunTarget
from urbsim.text import Message, block, registers, say, spoken, word

SCALES = {"e9": 1e9, "e8": 1e8, "e6": 1e6, "e4": 1e4, "e3": 1e3}
NOTHING = 1e-9
"""What is smaller is what rounding leaves of nothing."""


def digits(value: float, significant: int = 4) -> str:
    """`value` to so many significant digits, thousands set off by commas, never in powers of ten."""
    if not math.isfinite(value):
        return "–"
    if abs(value) < NOTHING:
        return "0"
    places = significant - 1 - math.floor(math.log10(abs(value)))
    shown = round(value, places)
    text = f"{shown:,.{max(0, places)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: float, unit: str, significant: int = 4) -> str:
    """A number with its unit: `1.45 million`, `49.6 %`, `3.2 billion yuan`."""
    if unit.startswith("share"):
        key = "percent_a_year" if unit.endswith("/yr") else "percent"
        return word(f"asked.{key}", value=f"{100.0 * value:z.1f}")
    for scale, name in scales(least=1e4):
        if abs(value) >= scale:
            return (
                digits(value / scale, significant) + (" " + name if spoken() == "en" else name) + _unit(unit)
            )
    return digits(value, significant) + _unit(unit)


def estimate(value: float, error: float, unit: str, significant: int = 4) -> str:
    """A median with its error and no digit beyond it: `57 ± 1 %`, `1.53 ± 0.04 million`.

    The last digit is the first of the error; without an error it is :func:`amount`, to so many digits.
    """
    if error <= NOTHING or not math.isfinite(value):
        return amount(value, unit, significant)
    grain = _grain(value, error, unit)
    return _measured(f"{grain.told(value)} ± {grain.spread(error)}", grain, unit)


def rounded(value: float, error: float, unit: str) -> str:
    """A number as :func:`estimate` writes it, without the error: `57 %`, `1.53 million`."""
    if error <= NOTHING or not math.isfinite(value):
        return amount(value, unit, 3)
    grain = _grain(value, error, unit)
    return _measured(grain.told(value), grain, unit)


def change(value: float, error: float, unit: str) -> str:
    """A difference with its sign and error, no digit beyond it; that of a share in points: `+1.2 ± 0.2`."""
    told = signed(value, error, unit)
    if error <= NOTHING or not math.isfinite(value):
        return told
    grain = _grain(value, error, unit, finest=2)
    sign = told[0] if told[0] in "+-" else ""
    return _measured(f"{sign}{grain.told(abs(value))} ± {grain.spread(error)}", grain, _points(unit))


def signed(value: float, error: float, unit: str) -> str:
    """A difference with its sign, no digit beyond its error; that of a share in points, not named."""
    if not math.isfinite(value):
        return "–"
    if error <= NOTHING:
        size = abs(value)
        number = f"{100 * size:.2f}" if unit.startswith("share") else amount(round(size), "", 3).strip()
        return _sign(value, number) + number
    grain = _grain(value, error, unit, finest=2)
    number = grain.told(abs(value))
    return _sign(value, number) + _measured(number, grain, _points(unit))


def _sign(value: float, number: str) -> str:
    """The sign of a difference; none where its number, told without a unit, is rounded to nothing."""
    return "" if not number.strip("0.") else "+" if value > 0 else "-"


class _Grain(NamedTuple):
    """How finely a number is told: in which scale, what that is called, and to how many places."""

    scale: float
    name: str
    places: int

    def told(self, value: float) -> str:
        # What rounds to nothing has no sign: z.
        return f"{round(value / self.scale, self.places):z,.{max(0, self.places)}f}"

    def spread(self, error: float) -> str:
        return self.told(max(error, self.scale * 10.0**-self.places))


def _grain(value: float, error: float, unit: str, finest: int = 1) -> _Grain:
    """The last digit is the first of the error; a share is never told finer than to so many places."""
    share = unit.startswith("share")
    scale, name = (0.01, "") if share else named_scale(value)
    places = min(-math.floor(math.log10(error / scale)), finest if share else 3)
    if name and round(value / scale, places) == 0:
        scale, name, places = 1.0, "", -math.floor(math.log10(error))
    return _Grain(scale, name, places)


def _points(unit: str) -> str:
    """The unit of a difference: of a share none, since heads and sentences say that it is in points."""
    return "" if unit.startswith("share") else unit


def _measured(shown: str, grain: _Grain, unit: str) -> str:
    """A number with the name of its scale and its unit."""
    if unit.startswith("share"):
        return word("asked.percent_a_year" if unit.endswith("/yr") else "asked.percent", value=shown)
    name = " " + grain.name if grain.name and spoken() == "en" else grain.name
    return shown + name + (_unit(unit) if unit else "")


def named_scale(value: float) -> tuple[float, str]:
    """The largest round number with a name that a value reaches, and the name; 1 without one."""
    return next(((scale, name) for scale, name in scales(least=1e4) if abs(value) >= scale), (1.0, ""))


def scales(least: float = 0.0) -> list[tuple[float, str]]:
    """Round numbers that have a name in the language spoken, from the largest down to ``least``."""
    names = block("scales")
    return [(scale, names[key]) for key, scale in SCALES.items() if names[key] and scale >= least]


def percent(share: float) -> str:
    """A share in whole percent."""
    return word("asked.percent", value=f"{100 * share:z.0f}")


def chance_text(share: float | None, low: float | None, high: float | None, draws: int) -> str:
    """A probability with its 90 % interval: `17 % (3–49)`; a dash where it is not known or of one draw."""
    if share is None or low is None or high is None or draws == 1:
        return "–"
    return f"{percent(share)} ({100 * low:z.0f}–{100 * high:z.0f})"


def _unit(unit: str) -> str:
    return unit_words().get(unit, f" {unit}")


def unit_words() -> Mapping[str, str]:
    """What stands behind a number for its unit; in English units without a word stay as they are."""
    return {**(registers()["unit_names"] if spoken() == "zh" else {}), **block("amounts")}


def span(low: float, high: float, unit: str, error: float = 0.0) -> str:
    """A range of numbers: `44.1–52.0 %`, `1.31–1.47 million`.

    ``error`` is that of the median between them: its ends are no surer, so they have no finer digit.
    """
    first, last = (rounded(end, error, unit) for end in (low, high))
    ending = _tail(last)
    return f"{first.removesuffix(ending)}–{last}" if _tail(first) == ending else f"{first} – {last}"


def _tail(text: str) -> str:
    return text.lstrip("-−+0123456789.,")


def asked(target: RunTarget, base_year: int) -> str:
    """What a target asks for: `at least 55.0 %`, `about 50.0 % ± 1 point`, `+360,000 from 2010`."""
    values = target.value if isinstance(target.value, tuple) else (target.value,)
    unit = "share" if "grow_per_year" in target.comparator else target.unit
    shown = [amount(value, unit) for value in values]
    base = base_year if target.baseline_year is None else target.baseline_year
    patterns = block("asked")
    if target.comparator in ("deadline", "within_years") and values == (0.0,):
        return word("asked.done_by", year=target.year)
    if target.comparator == "within_years" and len(values) == 1:
        return word("asked.within", value=f"{values[0]:g}")
    if target.unit == "years" and len(values) == 2:
        return pattern_of_years(values[0], values[1])
    second = width_of_about(target).text() if target.comparator == "about" else shown[-1]
    pattern = patterns.get(target.comparator, patterns["other"])
    return pattern.format(value=shown[0], width=second, year=base)


def pattern_of_years(first: float, last: float) -> str:
    """A span of years: `within 3 to 5 years`."""
    return word("asked.within_span", first=f"{first:g}", last=f"{last:g}")


def width_of_about(target: RunTarget) -> Message:
    """How far from its value a target worded "about" still counts as met: an assumption."""
    if target.unit == "share":
        return say("asked.points", value=f"{100.0 * ABOUT_POINTS:g}")
    return say("asked.percent", value=f"{100.0 * ABOUT_RELATIVE:g}")


def verdict_text(verdict: str) -> str:
    """The verdict in the language spoken; tables on disk keep the English words."""
    return block("verdicts").get(verdict.replace(" ", "_"), verdict)
