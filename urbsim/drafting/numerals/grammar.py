"""One grammar of numerals: digits, Chinese numerals, capitals, and mixes of them (`1万3千`, `十五六`).

number   = section 亿 [section 万] [rest]     each section smaller than the one before it
section  = digits | coefficient 千 [coefficient 百] [coefficient 十] [digit]
pair     = two neighbouring digits that count up (两三, 七八十, 十五六): from the one to the other
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

DIGITS: Final = "〇零一二两三四五六七八九"
NUMERALS: Final = f"{DIGITS}十百千廿卅"
_CAPITALS: Final = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億", "一二二三三四五六六七八九十百千万亿")
_WRITTEN_LARGE: Final = re.compile(
    "[壹贰貳叁參肆伍陆陸柒捌玖][拾佰仟萬億万亿][壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億万亿零〇点]*"
    "|[拾佰仟][壹贰貳叁參肆伍陆陸柒捌玖][万亿萬億元个户套人]?|[壹贰貳叁參肆伍陆陸柒捌玖拾](?=[个元户套])"
)
_VALUES: Final = {
    **{digit: str(index) for index, digit in enumerate("零一二三四五六七八九")},
    "〇": "0",
    "两": "2",
}
_MULTIPLIERS: Final = (("亿", 1e8), ("万", 1e4), ("千", 1e3), ("百", 1e2), ("十", 1e1))
NEIGHBOURS: Final = frozenset(
    {
        *(f"{a}{b}" for a, b in zip("一二三四五六七八", "二三四五六七八九", strict=True)),
        "两三",
        "一两",
        "三五",
    }
)
_PAIR: Final = re.compile(f"(?<![{DIGITS}])([{DIGITS}])([{DIGITS}])(?=[十百千万亿]*$)")

GROUPED: Final = r"\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,3}(?: \d{3}){1,4}(?=[万亿]?[\u4e00-\u9fff%])"
ARABIC: Final = rf"(?:{GROUPED}|\d{{1,15}})(?:\.\d{{1,6}})?"
_COEFFICIENT: Final = rf"(?:{ARABIC}|[{DIGITS}十][{NUMERALS}]{{0,7}})"
MIXED: Final = rf"{ARABIC}(?:(?:万亿|[亿万千百])[零〇]?{_COEFFICIENT}){{1,4}}(?:[万千百](?![瓦克米]))?"
CHINESE: Final = (
    rf"(?:[{NUMERALS}]{{1,8}}亿[零〇]?[{NUMERALS}]{{1,8}}万[{NUMERALS}]{{0,8}}(?![{NUMERALS}])"
    rf"|(?:[{NUMERALS}]|(?<=[{NUMERALS}])[万亿](?=[{NUMERALS}])(?!千[瓦克米])){{1,16}}(?:点[{DIGITS}]{{1,4}})?)"
)


def plainly_written(text: str) -> str:
    """The text with capitals (`壹拾贰万元`) as ordinary numerals; every character keeps its place."""
    return _WRITTEN_LARGE.sub(lambda match: match.group().translate(_CAPITALS), text)


@lru_cache(maxsize=4096)
def values_of(text: str) -> tuple[float, ...]:
    """The number that a numeral stands for, both ends of a pair such as 两三 or 七八十; empty if none."""
    text = plainly_written(text).replace("卅", "三十").replace("廿", "二十")
    text = re.sub(r"[, ](?=\d{3})", "", text)
    pair = _PAIR.search(text)
    if pair and pair.group() in NEIGHBOURS and "点" not in text:
        ends = [_number(f"{text[: pair.start()]}{digit}{text[pair.end() :]}") for digit in pair.groups()]
        both = tuple(each for each in ends if each is not None)
        return both if len(both) == 2 else ()
    value = _number(text)
    return () if value is None else (value,)


def numeral(text: str) -> float | None:
    """The one number that a numeral stands for, or None where it is none or stands for two."""
    values = values_of(text)
    return values[0] if len(values) == 1 else None


def _number(text: str) -> float | None:
    """The number of one numeral, whose first multiplier may stand alone (百 is 100)."""
    if text and text[0] in "十百千万亿":
        text = f"一{text}"
    return _section(text, 1e16)


def _section(text: str, below: float) -> float | None:
    """A numeral smaller than ``below``: its largest multiplier parts it into a coefficient and a rest."""
    whole, point, part = text.rpartition("点")
    if point and set(whole) & set("十百千") and part and not set(part) - set(DIGITS):
        over, under = _section(whole, below), _digits(f"零点{part}")
        return None if over is None or under is None else over + under
    for mark, factor in _MULTIPLIERS:
        high, found, low = text.rpartition(mark) if mark == "亿" else text.partition(mark)
        if not found:
            continue
        if factor >= below or not high:
            return None
        times = _section(high, 1e8 if mark == "亿" else factor)
        rest = _rest(low, factor)
        if times is None or rest is None or (rest and times % 1 and factor < 1e4):
            return None
        return round(times * factor + rest, 6)
    return _digits(text)


def _rest(low: str, factor: float) -> float | None:
    """What follows a multiplier: nothing, a smaller numeral, or one digit of the next place (`两万五`)."""
    if not low:
        return 0.0
    digit = _VALUES.get(low, low)
    if len(digit) == 1 and factor > 10 and digit in "123456789":
        return float(digit) * factor / 10
    rest = _section(low.lstrip("零〇") or "零", factor)
    return None if rest is None or rest >= factor else rest


def _digits(text: str) -> float | None:
    """Digits one after the other, Arabic or Chinese (`2025`, `二〇二五`, `3.6`, `一点六`)."""
    plain = "".join(_VALUES.get(each, each) for each in text.replace("点", ".", 1))
    if not plain or len(plain) > 16 or not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return None
    return float(plain)
