from urbsim.vocabulary.regions import children, lineage, qualified_name, regions, within


def test_the_register_holds_the_nation_and_every_province() -> None:
    assert [region.level for region in regions().values()].count("province") == 31
    assert regions()["CN"].parent is None


def test_every_parent_is_known_and_larger() -> None:
    order = ["nation", "province", "prefecture", "county", "township"]
    for region in regions().values():
        if region.parent is not None:
            assert order.index(regions()[region.parent].level) < order.index(region.level), region


def test_a_county_belongs_to_its_prefecture_or_else_to_its_province() -> None:
    assert regions()["211421"].parent == "211400"
    assert regions()["210181"].parent == "210100"
    assert regions()["429004"].parent == "42"
    assert regions()["500230"].parent == "50"


def test_a_unit_that_lasted_is_one_region_with_its_code_of_2010() -> None:
    assert regions()["320585"].code_2010 is None
    assert regions()["520521"].code_2010 == "522422"
    assert regions()["130207"].name == "丰南区"


def test_successors_are_regions_that_did_not_end_themselves() -> None:
    ended = [region for region in regions().values() if region.successors]
    assert len(ended) > 40
    for region in ended:
        for code in region.successors:
            assert not regions()[code].successors, region


def test_districts_are_told_from_counties() -> None:
    assert regions()["110105"].is_district
    assert not regions()["429021"].is_district
    assert not regions()["211421"].is_district
    assert not regions()["15"].is_district


def test_children_lineage_and_qualified_names() -> None:
    below = [region.code for region in children("211400")]
    assert below == ["211402", "211403", "211404", "211421", "211422", "211481"]
    assert len(children("CN")) == 31
    assert lineage("211421") == ("211421", "211400", "21", "CN")
    assert {region.code for region in within("21")} > set(below)
    assert qualified_name(regions()["320682"]) == "南通市/如皋市"
