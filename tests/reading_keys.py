"""Prints the vocabulary of answer keys as a page: `python -m tests.reading_keys > docs/reading-keys.md`.

A key written in other words is translated once, by these tables, and then scored by `tests.reading_score`.
"""

from __future__ import annotations

from collections.abc import Iterator

from urbsim.drafting.accounting import reasons
from urbsim.drafting.register import Indicator, register
from urbsim.drafting.sentences.deadlines import grade_variables

FIELDS = {
    "quote": "words of the text that hold the number; white space does not count. Short is best, but the "
    "quote must stand once in the text, or say which `occurrence` (1, 2, …) is meant",
    "variable": "a name of the table of variables, where one fits; any other word (`x`) is not compared",
    "value": "the number as written, `[low, high]` for a range, a day `MM-DD`, or a grade",
    "unit": "a name of the table of units, with `wan_`, `yi_` or `wan_yi_` before it for 万, 亿, 万亿",
    "comparator": "a name of the table of comparators",
    "target_year": "the year it is due in, or null: always null for a baseline and for what has no year",
    "kind": "`target` (what shall become), `lever` (what is done or paid), `baseline` (what is or was), "
    "`slogan`",
}
COMPARATORS = {
    "reach, exact, all, stretch": "a level that is reached: 达到, 为, 力争达到; counts; 全部 (value 100)",
    "at_least, exceed": "a floor: 以上, 不低于, 突破, 超过",
    "at_most": "a ceiling: 以内, 不超过, 控制在…以内; also 涨幅不超过",
    "about": "左右, 约, 近",
    "range": "3—5个, 两三个, 十五六万; value is the pair",
    "increase_of, increase_of_at_least, increase_of_about": "a change: 新增, 提高, 增长 (percent or points), "
    "once or over the whole period; gross flows: 新增就业, 落户, 转移, 搬迁, 脱贫",
    "decrease_of, decrease_of_at_least, decrease_of_about": "下降, 减少, 降低",
    "grow_per_year, grow_per_year_at_least, increase_per_year, increase_per_year_at_least": "a change each "
    "year: 年均, 每年, 逐年 with a verb of change; grow for percent, increase for points and amounts",
    "deadline, within_years": "a date something is finished by: 6月底前, 用三年时间",
    "programme_name": "numbers inside a slogan (百镇千村); not scored",
}
RULES = (
    "Comparators of one row, and of one of the three rows of change, count as the same.",
    "万 and 亿 are reckoned in: 36 wan_persons equals 360000 persons. Areas, lengths and shares are compared "
    "in their plain unit, `_per_year` and `_per_person` behind a unit do not count, and all counting words "
    "are one.",
    "斤 is half a kilogram: 6.2亿斤 is 3.1 yi_kg. 担 is a unit of its own, `dan`.",
    "A change of a variable keeps its name: `_increase`, `_growth`, `_growth_rate` and `_change` do not "
    "count.",
    "A clause with two numbers has two statements; one number of two variables too (供水、燃气普及率"
    "达到95%).",
    "No statement: years and dates, numbers of headings and documents, whom or what something applies to "
    "(300万以下城市, 满一年), per how many (每千人), figures of speech, a fact said again.",
    "绿地率 is `green_space_rate`, 绿化覆盖率 `green_coverage`; what is said of villages (农村…率) is not "
    "the town's.",
)


def page() -> str:
    """The page, ending with a line end."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The vocabulary of answer keys"
    yield ""
    yield "Made by `python -m tests.reading_keys`; a test holds it to the register of the reader. A key is a"
    yield 'list of documents `{"id": …, "statements": [{…}]}`; the reader is scored by'
    yield "`python -m tests.reading_score TEXTS KEYS`."
    yield ""
    yield from _table(("field", "meaning"), ((f"`{name}`", text) for name, text in FIELDS.items()))
    yield "## Rules"
    yield ""
    yield from (f"- {rule}" for rule in RULES)
    yield ""
    yield "## Comparators"
    yield ""
    yield from _table(("comparators", "said in the text"), COMPARATORS.items())
    yield "## Units"
    yield ""
    units = ((unit.name, unit.family, "、".join(unit.words[:6])) for unit in register().units)
    yield from _table(("unit", "family", "words"), units)
    yield "## Variables"
    yield ""
    yield "`kind` is that of a number that is not reported as done; families are those of the units above."
    yield ""
    yield from _table(("variable", "kind", "families", "words"), map(_variable, register().indicators))
    yield f"Without a quantity: {', '.join(f'`{name}`' for name in sorted(grade_variables()))}."
    yield ""
    yield "## Why a number is unread"
    yield ""
    yield from _table(
        ("reason", "meaning", "含义"), ((n, each["en"], each["zh"]) for n, each in reasons().items())
    )


def _variable(each: Indicator) -> tuple[str, ...]:
    families = [*each.families, *(f"{family}: `{name}`" for family, name in each.also.items())]
    return f"`{each.variable}`", each.kind, ", ".join(families), "、".join(each.phrases[:4])


def _table(heads: tuple[str, ...], rows: object) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)  # type: ignore[attr-defined]
    yield ""


if __name__ == "__main__":
    print(page(), end="")
