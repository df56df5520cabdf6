"""Fourteen kinds of sentence that official texts are full of, one or more of each, with what they state."""

from datetime import date

import pytest

from urbsim.drafting import normalised, read_policy

PLAN = "临江县国民经济和社会发展第十四个五年规划纲要\n2021年2月\n"
REPORT = "临江县政府工作报告\n2023年1月6日\n"
CONGRESS = "中国共产党临江县第十三次代表大会报告（2016年9月18日）\n"


def read(text: str) -> list[tuple]:
    return [
        (each.variable, each.value, each.unit, each.comparator, each.target_year, each.kind)
        for each in read_policy(normalised(text)).statements
    ]


def scopes(text: str) -> list[str | None]:
    return [each.scope for each in read_policy(normalised(text)).statements]


CASES = {
    "两率共一名": (f"{PLAN}到2025年，常住和户籍人口城镇化率分别提升到66%、51%。",
        [("urbanization_rate", 66.0, "percent", "reach", 2025, "target"),
         ("hukou_urbanization_rate", 51.0, "percent", "reach", 2025, "target")]),
    "两率全名": (f"{PLAN}到2025年，全县常住人口、户籍人口城镇化率分别提高到54.5%和37%左右。",
        [("urbanization_rate", 54.5, "percent", "about", 2025, "target"),
         ("hukou_urbanization_rate", 37.0, "percent", "about", 2025, "target")]),
    "差距不是率": (f"{PLAN}常住人口城镇化率、户籍人口城镇化率差距缩小到9个百分点。",
        [("户籍人口城镇化率差距", 9.0, "percentage_points", "reach", 2025, "target")]),
    "绿化与绿地": (f"{REPORT}去年，建成区绿化覆盖率、绿地率分别达到40.1%和36.8%。",
        [("green_coverage", 40.1, "percent", "reach", None, "baseline"),
         ("green_space_rate", 36.8, "percent", "reach", None, "baseline")]),
    "年均×提升": (f"{PLAN}“十四五”期间，城镇化率年均提升0.9个百分点。",
        [("urbanization_rate_change", 0.9, "percentage_points", "increase_per_year", 2025, "target")]),
    "年均×净流入": (f"{PLAN}五年内，中心城区人口年均净流入8000人以上。",
        [("urban_core_population_increase",
          8000.0, "persons", "increase_per_year_at_least", 2025, "target")]),
    "平均每年×上升": (f"{REPORT}过去五年，城镇化率平均每年上升1.6个百分点。",
        [("urbanization_rate_change", 1.6, "percentage_points", "increase_per_year", None, "baseline")]),
    "万与千": (f"{REPORT}今年，新增学位2万4千个。",
        [("school_places_increase", 24000.0, "items", "increase_of", 2023, "target")]),
    "约数": (f"{REPORT}今年，培育五六个示范镇，改造四五十条巷道。",
        [("demo_town_count", (5.0, 6.0), "items", "range", 2023, "lever"),
         ("巷道", (40.0, 50.0), "items", "range", 2023, "target")]),
    "上标单位": (f"{PLAN}到2025年，建成区面积由9km²扩大到13.5km²。",
        [("built_up_area", 9.0, "km2", "reach", None, "baseline"),
         ("built_up_area", 13.5, "km2", "reach", 2025, "target")]),
    "斤": (f"{REPORT}今年，粮食总产达到5.8亿斤。", [("grain_output", 2.9, "yi_kg", "reach", 2023, "target")]),
    "担": (f"{REPORT}去年，茶叶产量3万担。", [("茶叶产量", 3.0, "wan_dan", "reach", None, "baseline")]),
    "同一事实": (f"{PLAN}到2025年，粮食产能40万吨（8亿斤）。",
        [("grain_output", 40.0, "wan_tonnes", "reach", 2025, "target")]),
    "带数行不是标题": (f"{PLAN}（二）建成区面积达到17平方公里\n（三）新建公租房650套\n3．城区人口达到12万人",
        [("built_up_area", 17.0, "km2", "reach", 2025, "target"),
         ("affordable_housing", 650.0, "units", "reach", 2025, "lever"),
         ("urban_core_population", 12.0, "wan_persons", "reach", 2025, "target")]),
    "无题之文": ("2014年是全镇项目落地年。全年完成拆迁310户，新修道路7公里。",
        [("demolition_households", 310.0, "households", "reach", None, "baseline"),
         ("urban_roads", 7.0, "km", "reach", None, "baseline")]),
    "超额完成": (f"{REPORT}城镇新增就业0.9万人、超额完成全年任务。",
        [("new_urban_jobs", 0.9, "wan_persons", "increase_of", None, "baseline")]),
    "总体规划": ("某县城市总体规划\n近期2015年城镇人口控制在16万人以内，远期2030年控制在24万人以内。",
        [("urban_population", 16.0, "wan_persons", "at_most", 2015, "target"),
         ("urban_population", 24.0, "wan_persons", "at_most", 2030, "target")]),
    "党代会": (f"{CONGRESS}今后五年的奋斗目标\n城镇化率达到55%，县城人口达到11万人。",
        [("urbanization_rate", 55.0, "percent", "reach", 2021, "target"),
         ("county_seat_population", 11.0, "wan_persons", "reach", 2021, "target")]),
    "五年后": ("县党代会工作报告（2011年8月）\n五年后，城镇化率突破42%。",
        [("urbanization_rate", 42.0, "percent", "exceed", 2016, "target")]),
    "三产分列": (f"{REPORT}今年，一二三产业增加值分别增长4%左右、9%左右、6%左右。",
        [("primary_value_added_growth", 4.0, "percent", "increase_of_about", 2023, "target"),
         ("secondary_value_added_growth", 9.0, "percent", "increase_of_about", 2023, "target"),
         ("tertiary_value_added_growth", 6.0, "percent", "increase_of_about", 2023, "target")]),
    "数在名前": (f"{REPORT}今年，改造700套危旧房、350户城中村、9个老旧小区。",
        [("dilapidated_housing", 700.0, "units", "reach", 2023, "lever"),
         ("shantytown_renewal", 350.0, "households", "reach", 2023, "lever"),
         ("old_estate_renewal", 9.0, "items", "exact", 2023, "lever")]),
    "城乡收入": (f"{REPORT}今年，城镇、农村居民收入分别增长6%左右和8%左右。",
        [("urban_income_growth", 6.0, "percent", "increase_of_about", 2023, "target"),
         ("rural_income_growth", 8.0, "percent", "increase_of_about", 2023, "target")]),
    "倍差": (f"{REPORT}收入倍差由2.3降至2.15。",
        [("income_ratio", 2.3, "ratio", "reach", None, "baseline"),
         ("income_ratio", 2.15, "ratio", "reach", 2023, "target")]),
    "收入比": (f"{PLAN}城乡收入比控制在2.2∶1左右。",
        [("income_ratio", 2.2, "ratio", "about", 2025, "target")]),
    "农村不是镇区": (f"{PLAN}到2025年，农村生活污水治理率达到45%。",
        [("rural_sewage_treatment_rate", 45.0, "percent", "reach", 2025, "target")]),
    "各镇表": (f"{PLAN}乡镇,2025年镇区人口（万人）\n青石镇,1.8\n柳河镇,2.2",
        [("town_seat_population", 1.8, "wan_persons", "reach", 2025, "target"),
         ("town_seat_population", 2.2, "wan_persons", "reach", 2025, "target")]),
    "竖线表": (f"{PLAN}| 指标 | 单位 | 2020年 | 2025年 |\n|---|---|---|---|\n| 城镇化率 | % | 49.2 | 56 |",
        [("urbanization_rate", 49.2, "percent", "reach", None, "baseline"),
         ("urbanization_rate", 56.0, "percent", "reach", 2025, "target")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_kind(name):
    text, expected = CASES[name]
    assert read(text) == expected


PLACES = {
    "比较里的地方": ("到2025年，居民收入高于全国平均水平，常住人口城镇化率达到58%。", [None]),
    "前句的地方": ("到2025年，县城框架进一步拉开，常住人口城镇化率达到57%。", [None]),
    "修饰语里的地方": ("到2025年，培育全省领先的集群，建成区面积达到19平方公里。", [None]),
    "行首之镇": ("到2025年各镇目标：青石镇：镇区人口1.8万人，建成区2.4平方公里。", ["青石镇", "青石镇"]),
    "破折号": ("柳河镇——镇区常住人口1.2万人，新建安置房260套。", ["柳河镇", "柳河镇"]),
    "表格之镇": ("乡镇,2025年镇区人口（万人）\n青石镇,1.8\n柳河镇,2.2", ["青石镇", "柳河镇"]),
    "县城之数": ("县城建成区面积达到11平方公里、人口达到9万人。", ["县城", "县城"]),
}


@pytest.mark.parametrize("name", PLACES)
def test_places_bind_their_own_noun(name):
    text, expected = PLACES[name]
    assert scopes(f"{PLAN}{text}") == expected


RULES = ["全面放开主城区落户限制。", "取消建制镇和小城市落户条件。", "在城区连续参保满一年即可落户。",
         "全面放开城区常住人口300万以下城市落户限制。"]  # fmt: skip


@pytest.mark.parametrize("text", RULES)
def test_a_rule_of_settling_is_a_measure_with_a_question(text):
    reading = read_policy(normalised(f"临江市关于户籍制度改革的意见\n2020年5月\n{text}"))
    assert reading.statements == ()
    (measure,) = reading.aims
    assert (measure.variable, measure.kind) == ("hukou", "measure")
    assert "which strength" in str(measure.question)


def test_people_who_settle_are_a_number_and_no_rule():
    reading = read_policy(normalised(f"{PLAN}到2025年，农业转移人口落户3万人。"))
    assert [each.variable for each in reading.statements] == ["settled_population"]
    assert reading.aims == ()


def test_an_undated_text_does_not_age_its_own_targets():
    text = "某镇发展规划\n到2015年，镇区人口达到2万人。"
    assert [each[4:] for each in read(text)] == [(2015, "target")]
    later = read_policy(normalised(text), issued=date(2012, 5, 1))
    assert later.issued == 2012
    assert [each.kind for each in later.statements] == ["target"]


def test_the_day_of_issue_turns_years_of_the_text():
    text = "三年内，城镇化率达到50%。"
    assert [each[4] for each in read(text)] == [None]
    told = read_policy(normalised(text), issued=date(2018, 3, 1))
    assert [each.target_year for each in told.statements] == [2021]


def test_flows_and_renewal_are_no_supply_of_the_model():
    from urbsim.drafting.register import register

    by_name = {each.variable: each for each in register().indicators}
    assert by_name["new_urban_jobs"].flow
    for name in ("new_urban_jobs", "shantytown_renewal", "old_estate_renewal", "rural_sewage_treatment_rate"):
        assert by_name[name].model is None
