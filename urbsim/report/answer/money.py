"""The measures by what they cost: planned, done, paid by governments, not covered; and what binds."""

from __future__ import annotations

import pandas as pd

from urbsim.analysis.targets.wording import amount
from urbsim.charts.terms import labels_of
from urbsim.report.answer.binding import bindings_of, cells_of
from urbsim.report.parts import PagePart, part
from urbsim.runs.results import store
from urbsim.runs.results.store import StoredRun
from urbsim.text import block, word
from urbsim.vocabulary.kinds import PAYERS, PUBLIC

NO_MONEY = "–"
"""What stands for a rule, which moves the money of others and costs nothing by itself."""


def money_part(run: StoredRun, most: int | None = None) -> PagePart:
    """A row for each measure, the dearest first, at most so many; empty where nothing was paid for."""
    words, table = block("money"), run.table(store.MONEY)
    heads = [words[name] for name in ("measure", "planned", "realised", "public", "unfunded", "binds")]
    if table.empty:
        return part("", heads, ())
    whole = table.groupby("measure", sort=False)[["planned", "realised", "unfunded"]].sum()
    paid = table[table["payer"].isin(PAYERS[:PUBLIC])].groupby("measure")["realised"].sum()
    whole["public"] = paid.reindex(whole.index).fillna(0.0)
    ranked = whole.sort_values("planned", ascending=False, kind="stable")
    binds, labels = cells_of(bindings_of(run)), labels_of(run)
    rows = [
        (labels.measure(str(name)), *_row(numbers), binds.get(str(name), NO_MONEY))
        for name, numbers in ranked.iterrows()
    ]
    shown = rows if most is None else rows[:most]
    left = len(rows) - len(shown)
    found = part(words["title"], heads, shown)
    text = word("money.rules") + (" " + word("money.more", left=left) if left else "")
    return PagePart(found.title, found.heads, found.rows, (*found.numbers[:-1], False), text)


def _row(numbers: pd.Series[float]) -> tuple[str, ...]:
    """The amounts of one measure; nothing at all of one is a dash."""
    shown = (numbers[key] for key in ("planned", "realised", "public", "unfunded"))
    return tuple(amount(float(each), "yuan", 3) if abs(each) >= 1 else NO_MONEY for each in shown)
