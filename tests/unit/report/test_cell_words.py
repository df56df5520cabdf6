"""The cells of a workbook: words in the language spoken, numbers as numbers, and names as they are typed."""

from __future__ import annotations

import re

import pandas as pd

from urbsim.charts.terms import Labels
from urbsim.policy.prices import items as priced_items
from urbsim.policy.prices import price_list
from urbsim.report.answer.cell_words import Called, told
from urbsim.text import block, speaking
from urbsim.vocabulary.kinds import PAYERS

CALLED = Called(
    {"620423": {"zh": "景泰县", "en": "Jingtai"}},
    Labels({"measures": [{"name": "roads", "lever": "investment", "service": "road"}]}),
)


def in_chinese(**columns: list[object]) -> dict[str, list[object]]:
    with speaking("zh"):
        shown = told(pd.DataFrame(columns), CALLED)
    return {str(name): list(shown[name]) for name in shown}


def test_money_is_told_in_chinese() -> None:
    source = "seen: CASS: Report on urban development 2013, 2013; 1483 (2011) as published"
    found = in_chinese(
        measure=["roads"], payer=["centre"], item=["road"], price_source=[source],
        binds=["demand money"], unit=["yuan/person"],
    )  # fmt: skip
    assert found == {
        "measure": ["道路投资（roads）"], "payer": ["中央和省"], "item": ["道路"],
        "price_source": ["公布：社科院《城市蓝皮书2013》，2013年（公布值1483 (2011)）"],
        "binds": ["需求、资金"], "unit": ["元/人"],
    }  # fmt: skip


def test_what_a_row_of_costs_is_of_tells_how_it_is_called() -> None:
    found = in_chinese(
        item=["roads", "without roads", "policy"],
        kind=["measure", "mix", "mix"],
        payer=[620423, 620423, 620423],
    )
    assert found["item"] == ["道路投资（roads）", "去掉道路投资（roads）", "全部措施"]
    assert (found["kind"][:2], found["payer"][0]) == (["措施", "组合"], "景泰县")


def test_where_a_target_is_meant_and_why_it_is_not_scored() -> None:
    written = {"targets": [{"not_modelled": {"zh": "是当年流量", "en": "a flow of the year"}}]}
    with speaking("zh"):
        shown = told(
            pd.DataFrame({"scope": ["region", "620423"], "reason": ["a flow of the year", "own words"]}),
            CALLED._replace(labels=Labels(written)),
        )
    assert (list(shown["scope"]), list(shown["reason"])) == (["全区", "景泰县"], ["是当年流量", "own words"])


def test_a_target_is_a_number_where_it_is_one() -> None:
    assert in_chinese(target=["0.559", "0.4:0.5", "wished-rate"])["target"] == [
        0.559,
        "0.4:0.5",
        "wished-rate",
    ]


def test_every_payer_item_and_source_has_its_words() -> None:
    rows = price_list()
    found = in_chinese(
        price_source=[f"{row.mark}: {row.source}" for row in rows], unit=[r.unit for r in rows]
    )
    assert [cell for cells in found.values() for cell in cells if re.search(r"[A-Za-z]{3,}", str(cell))] == []
    with speaking("zh"):
        assert all(f"item_{item}" in block("workbook") for item in priced_items())
        assert all(f"head_{payer}" in block("guide") for payer in PAYERS)
