import pytest

from urbsim.evidence.documents import clause, document, documents


def test_documents_and_their_clauses() -> None:
    counts = {name: len(document(name).clauses) for name in documents()}
    assert {name: counts[name] for name in ("huludao-2011", "jingtai-2012", "xuean-2010")} == {
        "huludao-2011": 11,
        "jingtai-2012": 8,
        "xuean-2010": 40,
    }
    assert counts["generic-national-2025"] == 9


def test_the_rate_of_huludao() -> None:
    rate = clause("huludao-2011/rate-2015")
    assert (rate.variable, rate.value, rate.unit) == ("resident_urbanization_rate", 0.5, "share")
    assert (rate.comparator, rate.target_year, rate.kind) == ("about", 2015, "target")
    assert (rate.quote, rate.reading) == ("全市城镇化水平达到50%左右", "assumed")
    assert "registered" in (rate.reason or "")


@pytest.mark.parametrize(
    ("name", "variable", "value", "comparator"),
    [
        ("huludao-2011/urban-population-2015", "urban_population", 1_450_000, "at_least"),
        ("huludao-2011/urban-increase-2015", "urban_population", 360_000, "increase_of_at_least"),
        ("jingtai-2012/farmers-to-town", "cumulative_moves_to_urban", 20_000, "increase_of"),
        ("xuean-2010/road-investment", "investment_road", 10_000_000, "at_least"),
        ("xuean-2010/greening-investment", "investment_green", 1_500_000, "at_least"),
        ("xuean-2010/dwellings-completed", "dwellings_completed", 500, "reach"),
        ("xuean-2010/seat-increase", "town_population", 2_000, "increase_of_at_least"),
        ("xuean-2010/land-sale", "land_released", 3.3333, "at_least"),
        ("generic-national-2025/rate-2025", "resident_urbanization_rate", 0.65, "reach"),
    ],
)
def test_numbers_are_in_plain_units(name: str, variable: str, value: float, comparator: str) -> None:
    found = clause(name)
    assert (found.variable, found.value, found.comparator) == (variable, value, comparator)


def test_a_clause_without_a_number_is_a_lever_without_value() -> None:
    hukou = clause("generic-national-2025/hukou")
    assert (hukou.kind, hukou.topic, hukou.value) == ("lever", "hukou", None)


def test_a_document_names_its_region_and_its_text() -> None:
    huludao = document("huludao-2011")
    assert (huludao.region, huludao.level, huludao.number) == ("211400", "prefecture", "葫政发[2011]31号")
    assert (huludao.lines, huludao.complete) == ((129, 138), False)


@pytest.mark.parametrize("name", ["nowhere-1999/rate", "huludao-2011/rate", "huludao-2011", ""])
def test_an_unknown_clause_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        clause(name)
