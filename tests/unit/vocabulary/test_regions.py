import pytest

from urbsim.vocabulary.regions import children, find_region, nearest, qualified_name, regions


def test_the_register_holds_the_nation_and_every_province() -> None:
    assert [region.level for region in regions().values()].count("province") == 31
    assert regions()["CN"].parent is None


def test_every_parent_is_known_and_larger() -> None:
    order = ["nation", "province", "prefecture", "county", "township"]
    for region in regions().values():
        if region.parent is not None:
            assert order.index(regions()[region.parent].level) < order.index(region.level), region


def test_a_county_belongs_to_its_prefecture_where_that_has_figures() -> None:
    assert regions()["211421"].parent == "211400"
    assert regions()["320682"].parent == "320600"
    assert regions()["210181"].parent == "21"


@pytest.mark.parametrize("text", ["211400", "葫芦岛市", "葫芦岛", "Huludao", " huludao "])
def test_a_region_is_found_by_code_and_by_either_name(text: str) -> None:
    found = find_region(text)
    assert found is not None
    assert found.code == "211400"


@pytest.mark.parametrize(
    ("text", "code"), [("吉林", "22"), ("Shanghai", "31"), ("cn", "CN"), ("邵阳县", "430523")]
)
def test_a_shared_name_means_the_larger_place(text: str, code: str) -> None:
    found = find_region(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "Atlantis", "999999", "2114"])
def test_an_unknown_place_is_not_found(text: str) -> None:
    assert find_region(text) is None


def test_a_misspelling_is_answered_with_the_nearest_names() -> None:
    assert nearest("葫芦到")[0] == "葫芦岛市 (211400)"
    assert nearest("Huldao")[0] == "葫芦岛市 (211400)"
    assert "葫芦岛市 (211400)" in nearest("2114")
    assert nearest("") == ()


def test_children_and_qualified_names() -> None:
    assert [region.code for region in children("211400")] == ["211421", "211481"]
    assert len(children("CN")) == 31
    assert qualified_name(regions()["320682"]) == "南通市/如皋市"
    assert find_region("南通市/如皋市") is regions()["320682"]
