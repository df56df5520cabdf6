"""What does not add up is found by the numbers, in shipped documents and in ones of our own making."""

from __future__ import annotations

from dataclasses import replace

import pytest

from urbsim.analysis.documents.plausibility import CHECKS, Finding, findings_of, household_size
from urbsim.evidence.documents import Clause, Document, clause, document, documents


def of_kind(name: str, kind: str) -> list[str]:
    return [finding.arithmetic for finding in findings_of(name) if finding.kind == kind]


def found(known: Document) -> set[str]:
    stated = tuple(each for each in known.clauses if isinstance(each.value, float))
    return {finding.kind for check in CHECKS for finding in check(known, stated)}


def with_values(name: str, **values: float) -> Document:
    known = document(name)
    short = {f"{name}/{key.replace('_', '-')}": float(value) for key, value in values.items()}
    assert set(short) <= {each.id for each in known.clauses}
    changed = tuple(replace(each, value=short.get(each.id, each.value)) for each in known.clauses)
    return replace(known, clauses=changed)


def test_huludao_implies_more_people_than_live_there() -> None:
    (text,) = of_kind("huludao-2011", "rate against people")
    assert "1,450,000 / 0.50 = 2,900,000 people, more than the 2,623,541 residents" in text


def test_qingdao_gives_its_towns_more_than_the_city_gained() -> None:
    (text,) = of_kind("qingdao-2012", "gain against the region's")
    assert "150,000 a year" in text
    assert "6,583,600 - 5,735,439" in text


def test_xuean_has_too_few_homes_for_its_newcomers() -> None:
    (text,) = of_kind("xuean-2010", "homes against newcomers")
    assert "500 dwellings at 3.13 persons a household house 1,565 people" in text
    assert "2,000 newcomers need 639" in text


def test_numbers_that_fit_raise_nothing() -> None:
    slow = with_values("huludao-2011", urban_increase_2015=100_000, rate_2015=0.47)
    assert not found(slow) & {"gain against the region's", "faster than regions rise"}
    assert "gain against the region's" in found(with_values("huludao-2011", urban_increase_2015=130_000))
    assert "gain against the region's" not in found(with_values("huludao-2011", urban_increase_2015=120_000))
    assert "rate against people" not in found(with_values("huludao-2011", rate_2015=0.5527))
    assert "homes against newcomers" not in found(with_values("xuean-2010", dwellings_completed=640))
    assert "two goals for one thing" not in found(with_values("weicheng-plan", hardened_roads=1.0))
    assert "denser than towns are" not in found(with_values("qingdao-2012", people_increase=300_000))


def test_fewer_people_than_live_there_are_implied_as_well() -> None:
    few = with_values("huludao-2011", rate_2015=0.9)
    stated = tuple(each for each in few.clauses if isinstance(each.value, float))
    texts = [
        one.arithmetic for check in CHECKS for one in check(few, stated) if one.kind == "rate against people"
    ]
    assert len(texts) == 1
    assert "fewer than" in texts[0]


def test_a_document_without_numbers_has_nothing_to_add_up() -> None:
    assert findings_of("hubei-1999") == ()
    assert findings_of("jiangsu-2000") == ()


@pytest.mark.parametrize("name", documents())
def test_a_finding_names_its_clauses_and_shows_figures(name: str) -> None:
    for finding in findings_of(name):
        assert isinstance(finding, Finding)
        assert all(isinstance(clause(each), Clause) for each in finding.clauses)
        assert any(sign.isdigit() for sign in finding.arithmetic)


def test_household_size_is_that_of_the_nearest_region_with_one() -> None:
    assert household_size("320682", 2010) == pytest.approx(3.13)
