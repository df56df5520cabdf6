"""The reader never writes a number that the text does not bear, and no text breaks it."""

import random
import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.drafting import TextReading, decoded, normalised, read_policy
from urbsim.drafting.draft.drafting import proposed
from urbsim.drafting.draft.scenario_text import scenario_text
from urbsim.drafting.numerals.grammar import values_of
from urbsim.scenario.reading import read_text
from urbsim.vocabulary.errors import InputError

PIECES = [
    "到", "2025年", "2010年", "“十四五”期间", "三年内", "XX年", "6月底前", "城镇化率", "供水普及率",
    "建成区面积", "镇区人口", "城镇人口", "地区生产总值", "绿化投入", "商品房", "重点镇", "达到",
    "提高到", "提高", "新增", "年均增长", "分别", "不低于", "由", "力争", "控制在", "全部绿化", "65",
    "1.6", "3,200", "０．５", "二十", "两百", "百", "三", "二00三年", "一百二十", "百分之六十", "%", "％",
    "万", "亿", "万人", "亿元", "平方公里", "亩", "户", "套", "个百分点", "个", "以上", "左右", "以内",
    "和", "、", "-", "—", "至", ",", "，", "。", ";", "(", ")", "《", "》", "“", "”", "\n", " ",
    "一、", "(二)", "1.", "回顾", "目标", "已", "了", "比上年", "预计", "第", "[2011]31号",
    "10:05:33", "百镇千村", "三横三纵", "八个一", "工程", "A", "5G", "\x1b", "\u3000", "①", "㎡", "十",
    "点", "千", "六成", "八成五", "一半以上", "三分之二", "翻一番半", "增加一倍", "突破百亿元", "超亿元",
    "五亿二千万元", "2015年和2020年", "近期", "近期(2013-2015年)", "规划期末", "到本世纪末", "全覆盖",
    "所有村通公路", "收入比", "2.5:1", "指标 单位 2010年 2015年 年均增长\n", "城镇化率 % 31 40 [9] 预期性\n",
    "≤", "≥", "今后五年", "人口",
]  # fmt: skip
DIGITS = "零一二三四五六七八九十"
NUMBERLIKE = "〇零一二两三四五六七八九十百千万亿廿卅点0123456789."
EXEMPT = {"date"}
"""`6月底前` is 06-30: a day the words mean but do not spell."""


def borne(reading: TextReading) -> list[str]:
    """What a reading says that its text does not."""
    faults = []
    for each in reading.statements:
        quote = reading.text.original[each.start : each.end]
        if quote != each.quote:
            faults.append(f"quote {each.quote!r} stands not at {each.start}")
        if each.unit in EXEMPT or isinstance(each.value, str):
            continue
        words = unicodedata.normalize("NFKC", reading.text.original[each.number_start : each.number_end])
        values = each.value if isinstance(each.value, tuple) else (each.value,)
        faults += [
            f"{value} is not in {words!r}" for value in values if not spelled(value, words, each.comparator)
        ]
    return faults


def shares(words: str) -> set[float]:
    """What 三分之二, 八成五, 一半 and the half of 一番半 stand for, reckoned apart from the reader."""
    found = {50.0 for _ in re.finditer("一半|半数", words)}
    for match in re.finditer(r"([二三四五六七八九十])分之([一二三四五六七八九])", words):
        found.add(round(100 * DIGITS.index(match[2]) / DIGITS.index(match[1]), 2))
    for match in re.finditer(r"(\d|[一二三四五六七八九])成([一二三四五六七八九半]?)", words):
        first = int(match[1]) if match[1].isdigit() else DIGITS.index(match[1])
        rest = 5 if match[2] == "半" else DIGITS.index(match[2]) if match[2] else 0
        found.add(float(10 * first + rest))
    for match in re.finditer(r"(\d+(?:\.\d+)?|[一二两三四五六七八九十])[番倍]半", words):
        digits = match[1].replace("两", "二")
        found.add((DIGITS.index(digits) if digits in DIGITS else float(digits)) + 0.5)
    return found


def spelled(value: float, words: str, comparator: str) -> bool:
    """Whether a number stands in words: in digits, in Chinese numerals, or as 全部 for all of a thing."""
    if comparator == "all":
        return value == 100.0 and ("全" in words or "百分之百" in words or "所有" in words)
    if value < 0:
        return words[0] in "-负" and spelled(-value, words[1:], comparator)
    packed = "".join(words.split()).replace(",", "")
    if value in shares(packed):
        return True
    digits = f"{value:g}" if value < 1e5 else f"{value:.0f}"
    if digits in packed or (value in (1.0, 10.0, 100.0, 1000.0) and set("一十百千万亿") & set(packed)):
        return True
    pieces = {packed[a:b] for a in range(len(packed)) for b in range(a + 1, min(len(packed), a + 18) + 1)}
    numerals = {each for each in pieces if not set(each) - set(NUMBERLIKE)}
    read = {number for each in numerals for number in values_of(each)}
    halves = {number / 2 for number in read} if "斤" in packed else set()
    scaled = {number * factor for number in read | halves for factor in (1, 10, 100, 1000, 0.1)}
    return any(abs(value - each) < 1e-6 * max(1.0, value) for each in scaled)


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_reader_writes_no_number_that_is_not_in_the_text(text):
    assert borne(read_policy(normalised(text))) == []


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    assert borne(read_policy(normalised(text))) == []


@given(st.lists(st.sampled_from(PIECES), min_size=20, max_size=60).map("".join))
def test_every_draft_is_a_sound_scenario_but_for_its_open_questions(text):
    reading = read_policy(normalised(text))
    draft = scenario_text(reading, proposed(reading), "任意.txt")
    with pytest.raises(InputError) as caught:
        read_text(draft, "draft.yaml")
    assert caught.value.faults == caught.value.questions
    keys = {each.key for each in caught.value.questions}
    assert keys >= {"region"}
    assert all(key in draft for each in keys for key in each.split(".")[-1:])


@given(st.binary(max_size=400))
def test_bytes_are_text_or_refused_in_words(raw):
    try:
        text = decoded(raw, "file")
    except InputError as error:
        files = {fault.file for fault in error.faults}
    else:
        assert borne(read_policy(normalised(text))) == []
        return
    assert files == {"file"}


def broken(luck: random.Random) -> bytes:
    """One hostile file: cut short, of mixed encodings, binary, endless or empty."""
    text = "".join(luck.choices(PIECES, k=luck.choice([0, 1, 5, 40, 400])))
    raw = text.encode("gb18030" if luck.random() < 0.3 else "utf-8", "replace")
    kind = luck.randrange(6)
    if kind == 0:
        return raw[: luck.randrange(len(raw) + 1)]
    if kind == 1:
        return raw + text.encode("gb18030", "replace")[: luck.randrange(40)]
    if kind == 2:
        return bytes(luck.randrange(256) for _ in range(luck.randrange(200)))
    if kind == 3:
        return "".join(luck.choices(PIECES, k=2)).encode() * luck.choice([1, 50, 500])
    if kind == 4:
        return b"\xef\xbb\xbf" + raw
    return raw


def answers(cases: range) -> tuple[int, int, float]:
    """Numbers of texts read and refused, and the longest time of one, over hostile files."""
    read = refused = 0
    longest = 0.0
    for case in cases:
        began = time.process_time()
        try:
            reading = read_policy(normalised(decoded(broken(random.Random(case)), "file")))
            assert borne(reading) == []
            read += 1
        except InputError as error:
            refused += len(error.faults) > 0
        longest = max(longest, time.process_time() - began)
    return read, refused, longest


def test_hostile_files_are_read_or_refused():
    read, refused, longest = answers(range(300))
    assert read + refused == 300
    assert longest < 2.0


@pytest.mark.prove
def test_ten_thousand_hostile_files_are_read_or_refused():
    read, refused, longest = answers(range(10_000))
    print(f"10,000 hostile files: {read} read, {refused} refused in words, longest {longest:.2f} s")
    assert read + refused == 10_000
    assert longest < 2.0


ENDLESS = [
    "城",
    "1",
    "1%",
    "1,",
    "二",
    "百",
    "(",
    "“",
    "2025年",
    "到2025年城镇化率达到65%,",
    "《",
    "\n",
    "a1",
    " ",
    "1万人和",
    "一、",
    "分别",
    "由1%到",
]


@pytest.mark.parametrize("piece", ENDLESS)
def test_endless_text_is_answered_at_once(piece):
    raw = (piece * (249_000 // len(piece.encode()))).encode()
    began = time.process_time()
    told = ""
    try:
        read_policy(normalised(decoded(raw, "endless")))
    except InputError as error:
        told = str(error)
    assert not told or "one document at a time" in told
    assert time.process_time() - began < 2.0


def test_five_megabytes_are_refused_in_words():
    with pytest.raises(InputError, match="one document at a time"):
        read_policy(normalised(decoded("城镇化率达到65%。".encode() * 250_000, "large.txt")))
