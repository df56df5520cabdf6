"""Words on charts, in English and Chinese."""

from __future__ import annotations

import unicodedata

WORDS = {
    "en": {
        "calibrated": "calibrated",
        "uncalibrated": "uncalibrated",
        "draws": "{0} draws",
        "single": "a single run, no band",
        "weight": "1 row = {0} households",
        "seed": "seed {0}",
        "observed_drivers": "drivers as observed",
        "extrapolated_drivers": "drivers extrapolated",
        "open_questions": "draft with {0} questions not decided",
        "compared": "Forecasts compared",
        "median": "Median",
        "only": "The run",
        "band50": "50 % of draws",
        "band90": "90 % of draws",
        "observed": "Observed, year-end",
        "census": "Observed, census",
        "target": "Target",
        "rule": "Simple rule: past growth of {0}",
        "base": "base year {0}",
        "chance": "met in {0:.0f} % of draws",
        "of": "{0}, {1}",
        "between": " · ",
    },
    "zh": {
        "calibrated": "已校准",
        "uncalibrated": "未经校准",
        "draws": "{0}次抽样",
        "single": "单次运行，无区间",
        "weight": "每行代表{0}户",
        "seed": "种子{0}",
        "observed_drivers": "外生变量取实际值",
        "extrapolated_drivers": "外生变量由基年外推",
        "open_questions": "草案，{0}个问题未决",
        "compared": "预测对比",
        "median": "中位数",
        "only": "本次运行",
        "band50": "50%区间",
        "band90": "90%区间",
        "observed": "年末统计值",
        "census": "普查值",
        "target": "目标",
        "rule": "简单外推：延续{0}以往增速",
        "base": "基年{0}",
        "chance": "{0:.0f}%的抽样达到",
        "of": "{0}：{1}",
        "between": " · ",
    },
}

HINDCAST = {
    "en": {
        "title": "{0}, origin {1}", "path": "urbanization rate, %", "median": "median",
        "cloud": "urbanization rate in {0}, %: forecast across, observed up", "known": "known at the origin",
        "since": "observed since",
    },
    "zh": {
        "title": "{0}，起点{1}年", "path": "城镇化率，%", "median": "中位数",
        "cloud": "{0}年城镇化率，%：横轴为预测值，纵轴为实际值", "known": "起点时已知", "since": "此后实际值",
    },
}  # fmt: skip

_AXES = {
    "en": ((1e9, "billion "), (1e6, "million "), (1e3, "thousand ")),
    "zh": ((1e8, "亿"), (1e4, "万")),
}
_UNITS = {
    "zh": {
        "persons": "人",
        "households": "户",
        "units": "套",
        "jobs": "个",
        "yuan": "元",
        "m2/person": "平方米/人",
        "km2": "平方公里",
        "yuan/m2": "元/平方米",
        "yuan/yr": "元/年",
    },
    "en": {"m2/person": "m² per person", "km2": "km²", "yuan/m2": "yuan/m²", "yuan/yr": "yuan a year"},
}


def axis_unit(unit: str, largest: float, lang: str) -> tuple[float, str]:
    """Factor and label of an axis whose largest number is `largest`: percent, million persons, 万人."""
    if unit == "share":
        return 100.0, "%"
    if unit == "persons" and lang == "en" and largest >= 1e6:
        return (1e-9, "billion") if largest >= 1e9 else (1e-6, "million")
    word = _UNITS[lang].get(unit, unit)
    for scale, prefix in _AXES[lang]:
        if largest >= scale:
            return 1.0 / scale, prefix + word
    return 1.0, word


def wrapped(text: str, columns: int) -> str:
    """`text` in lines of at most `columns`; a Chinese character takes two and may end a line."""
    lines, width = [""], 0
    for word in _pieces(text):
        needed = cells(word)
        if width + needed > columns and lines[-1]:
            lines.append("")
            width = 0
        lines[-1] += word if lines[-1] else word.lstrip()
        width += needed
    return "\n".join(line.rstrip() for line in lines)


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for letter in text:
        wide = _cells(letter) == 2
        after_wide = bool(pieces[-1]) and _cells(pieces[-1][-1]) == 2
        if letter == " " or (wide and letter not in "，。；：、）》”") or (after_wide and not wide):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return [piece for piece in pieces if piece]


def cells(text: str) -> int:
    """Columns that a line of text takes on a terminal: two for a Chinese character, one for a Latin one."""
    return sum(_cells(letter) for letter in text)


def _cells(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
