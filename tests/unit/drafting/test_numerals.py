"""Any number, written in any of its forms, reads back; and every number of a text has one fate."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading_score import measure
from tests.unit.drafting.test_invention import PIECES
from urbsim.drafting import normalised, read_policy
from urbsim.drafting.accounting import reasons
from urbsim.drafting.numerals.grammar import values_of

DIGITS = "零一二三四五六七八九"
CAPITALS = dict(zip("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def four(value: int) -> str:
    """A number below 10,000 in Chinese numerals, 一十 and inner zeros spelled out."""
    words, zero = "", False
    for factor, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // factor % 10
        if digit:
            words += ("零" if zero and words else "") + DIGITS[digit] + mark
        zero = digit == 0
    return words


def chinese(value: int) -> str:
    """A number in Chinese numerals, in sections of 亿 and 万."""
    words = ""
    for factor, mark in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = value // factor % 10**4
        if section:
            gap = "零" if words and section < 1000 else ""
            words += f"{gap}{four(section)}{mark}"
    return words


def capitals(value: int) -> str:
    return "".join(CAPITALS.get(each, each) for each in chinese(value))


def sections(value: int) -> str:
    """Digits in sections: 1亿2000万, 3万5000."""
    upper, lower = (value // 10**8, value % 10**8 // 10**4) if value >= 10**8 else (value // 10**4, 0)
    rest = value % 10**4 if value < 10**8 else 0
    mark = "亿" if value >= 10**8 else "万"
    return f"{upper}{mark}{f'{lower}万' if lower else ''}{rest if rest >= 1000 else ''}"


def forms(value: int) -> list[str]:
    """The ways of writing a whole number."""
    ways = [
        f"{value}",
        f"{value:,}",
        f"{value}".translate(WIDE),
        f"{value:,}".translate(WIDE),
        chinese(value),
    ]
    if value >= 1000:
        ways += [f"{value:,}".replace(",", " "), capitals(value)]
    if value >= 10**4:
        ways.append(f"{value / 10**4:.4f}".rstrip("0").rstrip(".") + "万")
    if value >= 10**8 and value % 10**4 == 0:
        ways += [f"{value / 10**8:.4f}".rstrip("0").rstrip(".") + "亿", sections(value)]
    if 10**4 < value < 10**8 and value % 10**4 >= 1000:
        ways.append(sections(value))
    if 10**4 < value < 10**6 and value % 1000 == 0 and value % 10**4:
        ways += [
            f"{value // 10**4}万{value // 1000 % 10}千",
            f"{value // 10**4}万{DIGITS[value // 1000 % 10]}",
        ]
    return ways


def whole(luck: random.Random) -> tuple[str, list[float]]:
    """A whole number in one of its forms; round ones as often as others."""
    value = luck.randrange(2, 10 ** luck.randrange(1, 10) + 2)
    if luck.random() < 0.5:
        value = luck.randrange(2, 100) * 10 ** luck.randrange(0, 8)
    return luck.choice(forms(value)), [float(value)]


def pair(luck: random.Random) -> tuple[str, list[float]]:
    """An approximate pair: 两三, 七八十, 十五六万."""
    low = luck.randrange(1, 9)
    first, second = ("两" if low == 2 else DIGITS[low]), DIGITS[low + 1]
    ten = luck.choice(["", "十", "二十", "三十"])
    if ten:
        mark = luck.choice(["", "万"])
        values = [10.0 * max(1, DIGITS.find(ten[0])) + each for each in (low, low + 1)]
        return f"{ten}{DIGITS[low]}{second}{mark}", [each * (10**4 if mark else 1) for each in values]
    mark, factor = luck.choice([("十", 10), ("百", 100), ("千", 1000), ("万", 10**4), ("十万", 10**5)])
    return f"{first}{second}{mark}", [float(low * factor), float((low + 1) * factor)]


def span(luck: random.Random) -> tuple[str, list[float]]:
    """A range, with its multiplier once or twice: 3-5万, 三至五万, 3万—5万."""
    low = luck.randrange(2, 60)
    high = low + luck.randrange(1, 30)
    mark = luck.choice(["", "万"])
    first, second = (chinese(low), chinese(high)) if luck.random() < 0.3 else (str(low), str(high))
    joint = luck.choice(["-", "—", "～", "至", "到", "－"])
    factor = 10**4 if mark else 1
    doubled = mark if luck.random() < 0.5 else ""
    return f"{first}{doubled}{joint}{second}{mark}", [float(low * factor), float(high * factor)]


SUBJECTS = [
    ("常住人口达到", "人", "persons"), ("建成区面积达到", "平方公里", "km2"), ("新修道路", "公里", "km"),
    ("新建安置房", "套", "units"), ("财政收入达到", "元", "yuan"), ("粮食产量达到", "吨", "tonnes"),
]  # fmt: skip


def share(luck: random.Random) -> tuple[str, list[float]]:
    """A share in one of its forms: 57.5%, ５７．５％, 百分之五十七点五, 六成五, 三分之二."""
    tenths = luck.randrange(11, 999)
    if tenths % 10 == 0:
        tenths += 1
    value = tenths / 10
    digits = "".join(DIGITS[int(each)] for each in str(tenths % 10))
    spoken = f"百分之{chinese(tenths // 10)}点{digits}"
    below = luck.randrange(2, 11)
    part = luck.randrange(1, min(below, 10))
    fraction = f"{chinese(below) if below < 10 else '十'}分之{DIGITS[part]}", [round(100 * part / below, 2)]
    tens, ones = luck.randrange(1, 10), luck.randrange(1, 10)
    return luck.choice([
        (f"{value}%", [value]), (f"{value}％".translate(WIDE), [value]), (spoken, [value]), fraction,
        (f"{DIGITS[tens]}成{DIGITS[ones]}", [float(10 * tens + ones)]), (f"{tens}成", [10.0 * tens]),
    ])  # fmt: skip


def returned(luck: random.Random) -> str:
    """What is wrong with the reading of one written number; empty if it reads back."""
    if luck.random() < 0.25:
        words, values = share(luck)
        sentence, unit = f"燃气普及率达到{words}。", "percent"
    else:
        words, values = luck.choice([whole, whole, whole, pair, span])(luck)
        subject, written, unit = luck.choice(SUBJECTS)
        sentence = f"{subject}{words}{written}。"
    read = [
        measure(each.entry()["value"], each.unit) for each in read_policy(normalised(sentence)).statements
    ]
    plain, name = measure(values if len(values) > 1 else values[0], unit)
    right = len(read) == 1 and read[0][1] == name and read[0][0] == pytest.approx(plain, rel=1e-12)
    return "" if right else f"{sentence} {plain} {name}: {read}"


def test_numbers_of_every_form_read_back():
    assert [fault for case in range(500) if (fault := returned(random.Random(case)))] == []


@pytest.mark.prove
def test_a_hundred_thousand_numbers_read_back():
    faults = [fault for case in range(100_000) if (fault := returned(random.Random(case)))]
    print(f"100,000 written numbers: {100_000 - len(faults)} read back")
    assert faults == []


@pytest.mark.parametrize(
    ("text", "values"),
    [("1百01", (101,)), ("一亿五", (1.5e8,)), ("三千二", (3200,)), ("两三", (2, 3)), ("二十三四", (23, 24)),
     ("十五六万", (150_000, 160_000)), ("五亿二千万", (5.2e8,)), ("壹仟贰佰叁拾肆万", (12_340_000,)),
     ("十二五", ()), ("百亿千", ()), ("二五", (25,)), ("1 200", (1200,))],
)  # fmt: skip
def test_numerals_of_the_grammar(text, values):
    assert values_of(text) == values


UNITS = {
    "城区面积由12km²扩大到16.5km²。": [(12, "km2"), (16.5, "km2")],
    "绿地达到3㎡。": [(3, "m2")],
    "新增林地200hm²。": [(200, "ha")],
    "粮食总产达到6.2亿斤。": [(3.1, "yi_kg")],
    "收购蔬菜24万担。": [(24, "wan_dan")],
    "日供水能力5万m³。": [(5, "wan_m3")],
    "投资一亿五。": [(1.5e8, "yuan")],
    "细颗粒物浓度32μg/m³。": [(32, "micrograms_per_m3")],
}


@pytest.mark.parametrize("text", UNITS)
def test_units_in_their_forms(text):
    read = read_policy(normalised(text)).statements
    assert [(each.value, each.unit) for each in read] == UNITS[text]


@pytest.mark.parametrize("text", ["占五六成一", "负", "为-", "1/0", "几十个", "第百"])
def test_what_is_no_number_is_read_as_none(text):
    assert read_policy(normalised(text)).statements == ()


def fates(text: str) -> list[str]:
    """Faults in the account of the numbers of a text."""
    reading = read_policy(normalised(text))
    places = [0] * len(text)
    for each in reading.unread:
        assert each.reason in reasons()
        assert text[each.start : each.end] == each.quote
        for place in range(each.start, each.end):
            places[place] += 1
    stated = {place for each in reading.statements for place in range(each.number_start, each.number_end)}
    wrong = [place for place, times in enumerate(places) if times + (place in stated) > 1]
    lost = [
        place
        for place, each in enumerate(text)
        if each.isdecimal() and not places[place] and place not in stated
    ]
    return [f"twice: {text[place]!r} at {place}" for place in wrong] + [f"lost: {place}" for place in lost]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_every_number_is_stated_or_unread(text):
    assert fates(text) == []
