"""Numbers, targets and verdicts in words, in English and Chinese: the same on charts and in the terminal."""

from __future__ import annotations

import math

from urbsim.analysis.targets.comparators import ABOUT_POINTS, ABOUT_RELATIVE
from urbsim.analysis.targets.outcomes import LADDER, MET_ONCE, MISSED_ONCE, NOT_MODELLED, OUTSIDE
from urbsim.runs.results.target import RunTarget

_SCALES = {
    "en": ((1e9, " billion"), (1e6, " million")),
    "zh": ((1e8, "亿"), (1e4, "万")),
}
_UNITS = {
    "en": {
        "persons": "",
        "m2/person": " m² per person",
        "km2": " km²",
        "m2": " m²",
        "yuan/m2": " yuan/m²",
        "yuan/yr": " yuan a year",
        "persons/yr": " a year",
    },
    "zh": {
        "persons": "人",
        "households": "户",
        "units": "套",
        "jobs": "个",
        "yuan": "元",
        "m2/person": "平方米/人",
        "km2": "平方公里",
        "m2": "平方米",
        "yuan/m2": "元/平方米",
        "yuan/yr": "元/年",
        "persons/yr": "人/年",
    },
}
_VERDICTS = {
    **dict(
        zip(
            (words for _, words in LADDER),
            ("很可能达到", "较可能达到", "可能性各半", "较难达到", "很难达到"),
            strict=True,
        )
    ),
    NOT_MODELLED: "未模拟",
    OUTSIDE: "超出模拟期",
    MET_ONCE: "单次运行达到",
    MISSED_ONCE: "单次运行未达到",
}
_ASKED = {
    "en": {
        "exceed": "more than {0}",
        "at_most": "at most {0}",
        "about": "about {0} ± {1}",
        "exact": "exactly {0}",
        "range": "{0} to {1}",
        "increase_of": "+{0} from {2}",
        "increase_of_at_least": "+{0} from {2}",
        "within_years": "+{0} from {2}",
        "increase_per_year_at_least": "+{0} on average from {2}",
        "grow_per_year": "+{0} on average from {2}",
        "grow_per_year_at_least": "+{0} on average from {2}",
    },
    "zh": {
        "at_least": "不低于{0}",
        "exceed": "超过{0}",
        "at_most": "不超过{0}",
        "about": "{0}左右（±{1}）",
        "exact": "恰为{0}",
        "range": "{0}至{1}",
        "increase_of": "比{2}年增加{0}",
        "increase_of_at_least": "比{2}年增加{0}以上",
        "within_years": "比{2}年增加{0}",
        "increase_per_year_at_least": "{2}年起年均增加{0}以上",
        "grow_per_year": "{2}年起年均增长{0}",
        "grow_per_year_at_least": "{2}年起年均增长{0}以上",
    },
}


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


def amount(value: float, unit: str, lang: str = "en", significant: int = 4) -> str:
    """A number with its unit: `1.45 million`, `49.6 %`, `3.2 billion yuan`; `145万人`, `49.6%`, `32亿元`."""
    if unit.startswith("share"):
        percent = f"{100.0 * value:.1f}%" if lang == "zh" else f"{100.0 * value:.1f} %"
        return percent + (" a year" if unit.endswith("/yr") and lang == "en" else "")
    for scale, word in _SCALES[lang]:
        if abs(value) >= scale:
            return digits(value / scale, significant) + word + _unit(unit, lang)
    return digits(value, significant) + _unit(unit, lang)


def _unit(unit: str, lang: str) -> str:
    return _UNITS[lang].get(unit, f" {unit}")


def span(low: float, high: float, unit: str, lang: str = "en") -> str:
    """A range of numbers: `44.1–52.0 %`, `1.31–1.47 million`, `131.2–147万人`."""
    first, last = (amount(end, unit, lang, 3) for end in (low, high))
    ending = _tail(last)
    return f"{first.removesuffix(ending)}–{last}" if _tail(first) == ending else f"{first} – {last}"


def _tail(text: str) -> str:
    return text.lstrip("-−+0123456789.,")


def asked(target: RunTarget, base_year: int, lang: str = "en") -> str:
    """What a target asks for: `at least 55.0 %`, `about 50.0 % ± 1 point`, `+360,000 from 2010`."""
    values = target.value if isinstance(target.value, tuple) else (target.value,)
    unit = "share" if "grow_per_year" in target.comparator else target.unit
    shown = [amount(value, unit, lang) for value in values]
    base = base_year if target.baseline_year is None else target.baseline_year
    pattern = _ASKED[lang].get(target.comparator, "at least {0}" if lang == "en" else "达到{0}")
    if target.comparator in ("deadline", "within_years") and values == (0.0,):
        return f"done by the end of {target.year}" if lang == "en" else f"{target.year}年底前完成"
    if target.comparator == "within_years" and len(values) == 1:
        return f"within {values[0]:g} years" if lang == "en" else f"{values[0]:g}年内"
    if target.unit == "years" and len(values) == 2:
        return pattern_of_years(values[0], values[1], lang)
    second = width_of_about(target, lang) if target.comparator == "about" else shown[-1]
    return pattern.format(shown[0], second, base)


def pattern_of_years(first: float, last: float, lang: str) -> str:
    """A span of years: `within 3 to 5 years`."""
    return f"within {first:g} to {last:g} years" if lang == "en" else f"{first:g}至{last:g}年内"


def width_of_about(target: RunTarget, lang: str = "en") -> str:
    """How far from its value a target worded "about" (左右) still counts as met: an assumption."""
    if target.unit == "share":
        points = f"{100.0 * ABOUT_POINTS:g}"
        return f"{points}个百分点" if lang == "zh" else f"{points} point"
    relative = f"{100.0 * ABOUT_RELATIVE:g}"
    return f"{relative}%" if lang == "zh" else f"{relative} %"


def verdict_text(verdict: str, lang: str = "en") -> str:
    """The verdict in `lang`; tables on disk keep the English words."""
    return _VERDICTS.get(verdict, verdict) if lang == "zh" else verdict
