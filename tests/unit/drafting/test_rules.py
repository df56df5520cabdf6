"""One rule of the language a case: sentence in, the parts of its statements out."""

import pytest

from urbsim.drafting import decoded, normalised, read_policy
from urbsim.drafting.numerals.grammar import numeral
from urbsim.drafting.sentences.times import times
from urbsim.vocabulary.errors import InputError


def parts(text: str) -> list[tuple]:
    return [
        (each.variable, each.value, each.unit, each.comparator, each.target_year, each.kind)
        for each in read_policy(normalised(text)).statements
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("二十", 20), ("百", 100), ("两", 2), ("二00三", 2003), ("二〇〇三", 2003),
      ("一百零五", 105), ("卅", 30),
     ("两万五千", 25000), ("一点六", 1.6), ("", None), ("百亿千", None), ("十万十", None)],
)  # fmt: skip
def test_chinese_numerals(text, value):
    assert numeral(text) == value


@pytest.mark.parametrize(
    ("words", "kind", "year"),
    [("到2025年底", "due", 2025), ("2010年前", "due", 2010),
      ("二00三年", "year", 2003), ("“十五”期间", "period", 2005),
     ("2021-2025年", "period", 2025), ("比2020年", "base", 2020),
      ("XX年", "masked", None), ("20××年", "masked", None),
     ("6月底前", "day", None), ("三年内", "within", None), ("今年", "now", None), ("去年", "past", None)],
)  # fmt: skip
def test_times(words, kind, year):
    mark = times(words)[0]
    assert (mark.kind, mark.year) == (kind, year)


CASES = {
    "从未到有的单位": ("甲、乙两镇镇区人口分别达到1.6和1万人。",
        [("town_seat_population", 1.6, "wan_persons", "reach", None, "target"),
         ("town_seat_population", 1.0, "wan_persons", "reach", None, "target")]),
    "一数两指标": ("供水普及率和燃气普及率达到90%以上。",
        [("water_supply_coverage", 90.0, "percent", "at_least", None, "target"),
         ("gas_coverage", 90.0, "percent", "at_least", None, "target")]),
    "范围": ("抓好2—3个重点镇建设。", [("key_town_count", (2.0, 3.0), "items", "range", None, "lever")]),
    "由到": ("城镇化率由40%提高到50%。",
        [("urbanization_rate", 40.0, "percent", "reach", None, "baseline"),
         ("urbanization_rate", 50.0, "percent", "reach", None, "target")]),
    "增量": ("新增镇区人口2000人以上。",
        [("town_seat_population_increase", 2000.0, "persons", "increase_of_at_least", None, "target")]),
    "百分点": ("城镇化率提高3个百分点。",
        [("urbanization_rate_change", 3.0, "percentage_points", "increase_of", None, "target")]),
    "换行": ("拆除建筑面积不少于6000\n平方米。",
        [("demolition_floor_area", 6000.0, "m2", "at_least", None, "lever")]),
    "全角": ("城镇化率达到６５％。", [("urbanization_rate", 65.0, "percent", "reach", None, "target")]),
    "全部": ("主要街道全部绿化。", [("main_street_greening_rate", 100.0, "percent", "all", None, "target")]),
    "未登记": ("宽带村通率达到98%。", [("宽带村通率", 98.0, "percent", "reach", None, "target")]),
    "口号": ("实施“百镇千村”工程。", [("百镇千村",
      (100.0, 1000.0), "items", "programme_name", None, "slogan")]),
    "成果": ("2010年3月1日\n到2009年底,城镇化率达到45%。",
        [("urbanization_rate", 45.0, "percent", "reach", None, "baseline")]),
    "文号与时间": ("川府发[2003]21号,2003-8-6 10:05:33,浏览467次,电话:0512-6666666。", []),
    "比喻": ("做到一个项目、一套班子、三个转变,第三产业加快发展。", []),
    "两年两数": ("城镇化率2015年和2020年分别达到45%和55%。",
        [("urbanization_rate", 45.0, "percent", "reach", 2015, "target"),
         ("urbanization_rate", 55.0, "percent", "reach", 2020, "target")]),
    "共用词尾": ("自来水、天然气入户率分别达到95%和80%。",
        [("water_supply_coverage", 95.0, "percent", "reach", None, "target"),
         ("gas_coverage", 80.0, "percent", "reach", None, "target")]),
    "省略主语": ("财政收入达到5亿元,是2005年的2.5倍,年均增长20%。",
        [("fiscal_revenue", 5.0, "yi_yuan", "reach", None, "target"),
         ("fiscal_revenue", 2.5, "times", "reach", None, "target"),
         ("fiscal_revenue_growth_rate", 20.0, "percent_per_year", "grow_per_year", None, "target")]),
    "成数": ("燃气普及率达到八成以上。", [("gas_coverage", 80.0, "percent", "at_least", None, "target")]),
    "分数": ("三分之二的村有卫生室。", [("村有卫生室", 66.67, "percent", "reach", None, "target")]),
    "整数": ("财政收入突破百亿元。", [("fiscal_revenue", 100.0, "yi_yuan", "exceed", None, "target")]),
    "门槛": ("引进投资超亿元的项目3个,放宽城区人口300万以下城市落户限制。",
        [("major_projects", 3.0, "items", "exact", None, "lever")]),
    "所有": ("所有行政村通水泥路。", [("通水泥路", 100.0, "percent", "all", None, "target")]),
    "近远期": ("近期(2013-2015年)、远期(2016-2020年)。供水普及率近期90%,远期98%。",
        [("water_supply_coverage", 90.0, "percent", "reach", 2015, "target"),
         ("water_supply_coverage", 98.0, "percent", "reach", 2020, "target")]),
    "表格": ("指标 单位 2010年 2015年\n城镇化率 % 31 40\n城镇人口 万人 9 ≥12",
        [("urbanization_rate", 31.0, "percent", "reach", None, "baseline"),
         ("urbanization_rate", 40.0, "percent", "reach", 2015, "target"),
         ("urban_population", 9.0, "wan_persons", "reach", None, "baseline"),
         ("urban_population", 12.0, "wan_persons", "at_least", 2015, "target")]),
    "谁的人口": ("县城建成区面积达到9平方公里、人口达到10万人。",
        [("built_up_area", 9.0, "km2", "reach", None, "target"),
         ("county_seat_population", 10.0, "wan_persons", "reach", None, "target")]),
    "期限": ("污水干管必须在6月底前建设到位。",
      [("建设到位期限", "06-30", "date", "deadline", None, "lever")]),
    "资质": ("规划由乙级以上资质单位编制。",
        [("planner_qualification", "乙级", "grade", "at_least", None, "lever")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_rule(name):
    text, expected = CASES[name]
    assert parts(text) == expected


SPENT = {
    "县城道路建设": "road_investment",
    "供水管网改造": "water_investment",
    "污水处理": "sewer_investment",
    "学校建设": "school_investment",
    "园林绿化": "greening_investment",
}


@pytest.mark.parametrize("first", SPENT)
def test_money_is_for_what_its_own_clause_says_and_for_nothing_before_it(first: str) -> None:
    for second, investment in SPENT.items():
        found = parts(f"投资2.4亿元用于{first}，投资8000万元用于{second}。")
        assert [each[:2] for each in found] == [(SPENT[first], 2.4), (investment, 8000.0)]
    for other in ("用于老旧小区改造", "扩建县城中小学", "购置垃圾车辆用于环卫"):
        found = parts(f"投资2.4亿元用于{first}，投资8000万元{other}。")
        assert [each[0] for each in found] == [SPENT[first], "total_investment"]
    assert parts(f"用于{first}的资金2.4亿元。")[0][0] == SPENT[first]
    assert parts("加快道路建设，投资2.4亿元。")[0][0] == "road_investment"


def test_masked_year_is_asked_about():
    (statement,) = read_policy(normalised("到XX年,城镇化率达到50%。")).statements
    assert statement.target_year is None
    assert "masked" in str(statement.question)


def test_year_of_a_heading_holds_below_it():
    text = "一、2024年主要目标\n城镇化率达到50%。\n二、保障措施\n供水普及率达到90%。"
    assert [each[4] for each in parts(text)] == [2024, None]


def test_byte_order_mark_and_gb18030_are_read():
    text = "城镇化率达到65%。"
    assert decoded(text.encode("utf-8-sig"), "a") == decoded(text.encode("gb18030"), "b") == text


def test_mixed_encodings_are_refused():
    with pytest.raises(InputError, match="save the document"):
        decoded("城镇".encode() + b"\xff\xff" + "化率".encode("gb18030"), "mixed.txt")
