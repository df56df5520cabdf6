"""Every clause has an id of its own, a quote, a place in the text and a reading with its reason."""

import re

import pytest

from urbsim.evidence.documents import Clause, Document, document, documents
from urbsim.vocabulary.regions import regions
from urbsim.vocabulary.variables import variables

DOCUMENTS = [document(name) for name in documents()]
CLAUSES = [clause for document_ in DOCUMENTS for clause in document_.clauses]


def identity(part: Document | Clause) -> str:
    return part.id


def test_every_clause_has_an_id_of_its_own() -> None:
    assert len({clause.id for clause in CLAUSES}) == len(CLAUSES)


@pytest.mark.parametrize("part", DOCUMENTS, ids=identity)
def test_a_document_belongs_to_a_known_region_and_a_digest(part: Document) -> None:
    assert part.id in documents()
    assert part.region in regions()
    assert re.fullmatch("[0-9a-f]{64}", part.sha256)
    assert all((part.title, part.english_title, part.issuer, part.authenticity, part.clauses))


@pytest.mark.parametrize("clause", CLAUSES, ids=identity)
def test_a_clause_is_quoted_placed_and_read_with_a_reason(clause: Clause) -> None:
    first, last = document(clause.document).lines
    assert first <= clause.place <= last
    assert 5 <= len(clause.quote) <= 80
    assert re.fullmatch("[a-z0-9-]+/[a-z0-9-]+", clause.id)
    assert clause.kind in {"target", "lever", "baseline", "slogan"}
    assert clause.reading in {"stated", "derived", "assumed"}
    assert clause.reading == "stated" or clause.reason


@pytest.mark.parametrize("clause", [c for c in CLAUSES if c.value is not None], ids=identity)
def test_a_number_has_a_unit_and_agrees_with_the_register(clause: Clause) -> None:
    assert clause.unit
    assert clause.comparator
    values = clause.value if isinstance(clause.value, tuple) else (clause.value,)
    assert all(value is not None and value > 0 for value in values)
    assert isinstance(clause.value, tuple) == (clause.comparator in ("range", "within_years"))
    if clause.unit == "share":
        assert all(value is not None and value <= 1 for value in values)
    registered = variables().get(clause.variable or "")
    change = {"grow_per_year": "share/yr", "increase_of": "share"}
    relative = next((unit for word, unit in change.items() if (clause.comparator or "").startswith(word)), "")
    assert registered is None or clause.unit in (registered.unit, relative)


def test_the_library_holds_every_document() -> None:
    assert len(DOCUMENTS) == 21
    assert {part.level for part in DOCUMENTS} == {"nation", "province", "prefecture", "county", "township"}


def test_documents_without_a_number_state_none() -> None:
    silent = {
        "generic-opinions-nonumber", "hubei-1999", "ndrc-2016", "moc-article", "moc-2003", "laiwu-2007",
        "liaoning-1999",
    }  # fmt: skip
    assert silent == {part.id for part in DOCUMENTS if all(c.variable is None for c in part.clauses)}


def test_what_was_reached_before_is_no_goal() -> None:
    reached = [clause for clause in CLAUSES if clause.document == "jiangsu-2000"]
    assert not [clause.id for clause in reached if clause.kind == "target"]


def test_one_sentence_may_give_two_numbers_in_order() -> None:
    pair = {c.scope: c.value for c in CLAUSES if c.quote.startswith("松果镇、横江镇两镇镇区人口分别")}
    assert pair == {"松果镇": 16000, "横江镇": 10000}


@pytest.mark.parametrize("clause", [c for c in CLAUSES if c.baseline_year and c.target_year], ids=identity)
def test_a_clause_looks_ahead(clause: Clause) -> None:
    assert clause.baseline_year is not None
    assert clause.target_year is not None
    assert clause.baseline_year < clause.target_year
