"""`urbsim policy list`, `show` and `check`, and `urbsim run --explain` and `--strict`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from urbsim.cli.main import group
from urbsim.cli.run.run_explanation import explain
from urbsim.evidence.documents import document, documents
from urbsim.scenario import read_text
from urbsim.vocabulary.errors import InputError

OWN = """\
schema: urbsim/2
name: tried
title: {zh: 小例, en: An example}
region: "211400"
from: 2010
until: 2025
targets:
  - {name: t, variable: hotels, comparator: at_least, value: 2, year: 2015, not_modelled: no hotels}
"""


def policy(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["policy", *arguments])


def collection(folder: Path, name: str) -> Path:
    """A text of our own that bears every quote of one document in its line."""
    lines = [""] * document(name).lines[1]
    for clause in document(name).clauses:
        lines[clause.place - 1] += clause.quote
    path = folder / "text.txt"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_the_list_names_every_document_and_its_scenarios() -> None:
    rows = json.loads(policy("list", "--json").output)
    assert [row["document"] for row in rows] == list(documents())
    assert len(rows) == 21
    assert all(row["scenarios"] for row in rows)
    assert "sichuan-2003" in policy("list").output


def test_show_gives_quote_reading_and_use_of_each_clause() -> None:
    shown = policy("show", "sichuan-2003").output
    assert "2010年前全省抓好500个重点镇的建设" in shown
    assert "used by sichuan-2003: number measures.key-towns.towns" in shown
    assert all(clause.id in shown for clause in document("sichuan-2003").clauses)
    assert "5,000 to 8,000 persons" in policy("show", "songguo-hengjiang").output


def test_an_unknown_document_is_a_fault_with_the_nearest_name() -> None:
    result = policy("show", "sichuan-2004")
    assert result.exit_code == 2
    assert "did you mean sichuan-2003?" in result.output


def test_no_number_of_a_shipped_scenario_lacks_provenance() -> None:
    found = json.loads(policy("check", "--json").output)
    assert found["untraced"] == []
    assert len(found["scenarios"]) == 21
    kinds = {(each["document"], each["kind"]) for each in found["findings"]}
    assert {
        ("huludao-2011", "rate against people"),
        ("qingdao-2012", "gain against the region's"),
        ("xuean-2010", "homes against newcomers"),
    } <= kinds


def test_quotes_are_held_against_a_text(tmp_path: Path) -> None:
    path = collection(tmp_path, "sichuan-2003")
    fine = policy("check", "sichuan-2003", "--text", str(path))
    assert (fine.exit_code, "7 found, 0 elsewhere, 0 missing" in fine.output) == (0, True)
    path.write_text(path.read_text("utf-8").replace("500个", "600个"), "utf-8")
    changed = policy("check", "sichuan-2003", "--text", str(path))
    assert changed.exit_code == 2
    assert "600个重点镇" in changed.output


def test_a_text_in_an_old_encoding_is_read_and_no_text_is_a_fault(tmp_path: Path) -> None:
    path = collection(tmp_path, "hubei-1999")
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    assert policy("check", "hubei-1999", "--text", str(path)).exit_code == 0
    path.write_bytes(b"\xff\xfe\x00\x80\xff")
    result = policy("check", "hubei-1999", "--text", str(path))
    assert isinstance(result.exception, InputError)


def test_explain_names_every_kind_of_source(capsys: pytest.CaptureFixture[str]) -> None:
    from urbsim.scenario import read_scenario

    explain([read_scenario("xuean-2010")], shown=True, strict=True)
    said = capsys.readouterr().out
    for words in (
        "measure roads: amount: 10,000,000 yuan",
        "当年新增道路建设投入不少于1000万元",
        "the 2 million yuan for pipe networks",
        "official statistics: census of 2000, China",
        "study: Chow & Niu 2015",
        "judgement: Dwellings stand for about a century",
    ):
        assert words in said
    assert not re.search(r"\b(?:coefficient|series|areas|drivers)\.", said)
    assert "; 0 without a source" in said


def test_strict_refuses_a_number_that_nobody_explains() -> None:
    tried = read_text(OWN, "tried.yaml")
    explain([tried], shown=False, strict=False)
    with pytest.raises(InputError, match=r"targets\.t has no source"):
        explain([tried], shown=False, strict=True)
