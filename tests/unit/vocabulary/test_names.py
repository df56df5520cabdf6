"""The one reader of names: what it settles, what it asks, and what it does not know."""

import csv
from importlib.resources import files

import pytest

from urbsim.vocabulary.mentions import mentioned
from urbsim.vocabulary.names import asked, candidates, find_region, nearest, other_names
from urbsim.vocabulary.regions import regions
from urbsim.vocabulary.spelling import short_forms, spelled

OLD = {
    "襄樊市": "420600", "思茅市": "530800", "中甸县": "533401", "大庸市": "430800", "锦西市": "211400",
    "淮阴市": "320800", "浑江市": "220600", "江宁县": "320115", "番禺市": "440113", "顺德市": "440606",
    "南海市": "440605", "萧山市": "330109", "余杭市": "330110", "通县": "110112", "铜山县": "320312",
    "东沟县": "210681", "鄞县": "330212", "镇海县": "330211", "灌县": "510181", "武冈县": "430581",
    "楚州区": "320803", "景洪县": "532801", "掖县": "370683", "黄县": "370681", "胶县": "370281",
    "益都县": "370781", "蓟县": "120119", "滦县": "130284", "户县": "610118", "郫县": "510117",
    "遵义县": "520304", "苍山县": "371324", "东陵区": "210112", "吴旗县": "610626", "潞西市": "533103",
    "哲里木盟": "150500", "伊克昭盟": "150600", "呼伦贝尔盟": "150700", "毕节地区": "520500",
    "日喀则地区": "540200", "波阳县": "361128", "堆龙德庆县": "540103", "大同县": "140215",
}  # fmt: skip
"""Names from before a change of which it is known to which unit they lead."""


@pytest.mark.parametrize(
    "text", ["211400", "葫芦岛市", "葫芦岛", "Huludao", " huludao ", "葫蘆島", "辽宁葫芦岛"]
)
def test_a_region_is_found_by_code_and_by_any_name(text: str) -> None:
    found = find_region(text)
    assert found is not None
    assert found.code == "211400"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Shanghai", "31"), ("cn", "CN"), ("邵阳县", "430523"), ("内蒙古", "15"), ("都安县", "451228"),
        ("鄂伦春", "150723"), ("凉山州", "513400"), ("神农架", "429021"), ("盐城大丰", "320982"),
        ("江蘇省鹽城市大豐區", "320982"), ("北京朝阳", "110105"), ("南通市/如皋市", "320682"),
        ("晋城市城区", "140502"),
        ("522422", "520521"), ("110000", "11"), ("乾縣", "610424"), ("卢湾区", "310103"),
        ("蘭谿市", "330781"),
    ],
)  # fmt: skip
def test_short_qualified_and_traditional_names_and_old_codes_lead_to_their_region(
    text: str, code: str
) -> None:
    found = find_region(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("name", OLD)
def test_a_name_from_before_a_change_is_right_or_asked(name: str) -> None:
    codes = [region.code for region in candidates(name)]
    if OLD[name] not in regions():
        same = find_region(name)
        assert same is None or name in other_names(same.code)
    else:
        assert OLD[name] in codes, codes


@pytest.mark.parametrize(
    "text", ["朝阳", "朝阳区", "吉林", "城区", "巢湖市", "新市区", "海南", "莱芜", "Jilin", "北郊区"]
)
def test_a_shared_name_is_asked_with_every_candidate_and_its_code(text: str) -> None:
    assert find_region(text) is None
    problem, remedy = asked(text)
    assert "may be one of" in problem
    for region in candidates(text):
        assert region.code in remedy


def test_a_level_settles_a_name_that_regions_of_different_levels_share() -> None:
    province = find_region("吉林", ("province",))
    assert province is not None
    assert province.code == "22"


@pytest.mark.parametrize(("text", "code"), [("台东区", "370203"), ("南汇区", "310115"), ("莲池区", "130603")])
def test_a_unit_that_went_into_others_or_was_made_of_them_is_asked(text: str, code: str) -> None:
    assert find_region(text) is None
    problem, remedy = asked(text)
    assert "went into others" in problem
    assert code in remedy


@pytest.mark.parametrize(
    ("text", "present", "before"),
    [("南市区", "130604", "310101"), ("东区", "510402", "430102"), ("宝鸡市", "610300", "610403")],
)
def test_a_present_name_that_others_bore_before_is_asked(text: str, present: str, before: str) -> None:
    assert find_region(text) is None
    assert {present, before} <= {region.code for region in candidates(text)}
    problem, remedy = asked(text)
    assert "may be one of" in problem
    assert present in remedy
    assert find_region(present) == regions()[present]


@pytest.mark.parametrize("text", ["", "Atlantis", "999999", "2114", "如皋镇", "乌有县"])
def test_an_unknown_place_is_not_found_and_leads_to_own_figures(text: str) -> None:
    assert find_region(text) is None
    problem, remedy = asked(text, "parent")
    assert problem == f"parent '{text}' is not known"
    assert "figures of its own" in remedy


def test_a_misspelling_is_answered_with_the_nearest_names() -> None:
    assert nearest("葫芦到")[0] == "葫芦岛市 (211400)"
    assert nearest("Huldao")[0] == "葫芦岛市 (211400)"
    assert "葫芦岛市 (211400)" in nearest("2114")
    assert nearest("") == ()


def _never_wrong(name: str, code: str) -> None:
    """Right, asked, or borne whole by others; Shanghai as a prefecture is the province of that name."""
    found = candidates(name)
    code = "31" if code == "310100" else code
    others = all(name in (region.name, *other_names(region.code)) for region in found)
    assert others or code in [region.code for region in found], (name, code, found)


def test_every_name_of_every_region_is_right_or_asked() -> None:
    for region in regions().values():
        _never_wrong(region.name, region.code)
        for name in short_forms(spelled(region.name)):
            _never_wrong(name, region.code)


def test_every_name_in_traditional_script_is_right_or_asked() -> None:
    text = files("urbsim").joinpath("data", "statistics", "characters.csv").read_text(encoding="utf-8")
    pairs = {row["simplified"]: row["traditional"] for row in csv.DictReader(text.splitlines())}
    for region in regions().values():
        name = "".join(pairs.get(letter, letter) for letter in region.name)
        _never_wrong(name, region.code)


def test_a_former_name_leads_to_its_unit_unless_another_bears_it_now() -> None:
    for region in regions().values():
        for name in other_names(region.code):
            found = candidates(name)
            assert region.code in [each.code for each in found] or all(each.name == name for each in found), (
                name
            )


def test_texts_name_the_smallest_whole_names_and_no_plain_words() -> None:
    text = "关于推进江苏省南通市如皋市新市区建设和朝阳区改造的意见"
    assert [region.name for region, _ in mentioned(text)] == ["江苏省", "南通市", "如皋市"]
    assert [region.code for region, _ in mentioned("北京市朝陽區")] == ["11", "110105"]
