from urbsim.vocabulary.variables import variables


def test_every_variable_is_described_in_both_languages() -> None:
    for variable in variables().values():
        assert all((variable.unit, variable.english, variable.description)), variable.name
        assert any("\u4e00" <= character <= "\u9fff" for character in variable.chinese), variable.name
        assert variable.level in {"region", "settlement", "both"}


def test_iamc_names_are_unique_and_the_rate_is_exported_in_percent() -> None:
    names = [variable.iamc for variable in variables().values()]
    assert len(set(names)) == len(names)
    rate = variables()["resident_urbanization_rate"]
    assert (rate.iamc, rate.iamc_unit, rate.iamc_factor) == ("Population|Urban [Share]", "%", 100.0)
    assert (rate.unit, rate.chinese) == ("share", "常住人口城镇化率")


def test_shares_are_exported_in_percent_and_persons_in_millions() -> None:
    for variable in variables().values():
        if variable.unit == "share":
            assert (variable.iamc_unit, variable.iamc_factor) == ("%", 100.0)
        if variable.unit == "persons":
            assert (variable.iamc_unit, variable.iamc_factor) == ("million", 1e-6)


def test_the_register_cannot_be_changed() -> None:
    assert "population" in variables()
    assert not hasattr(variables(), "__setitem__")
