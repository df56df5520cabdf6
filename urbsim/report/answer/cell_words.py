"""What the cells of a table on disk are called in the language spoken, for a workbook to hand on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import pandas as pd

from urbsim.charts.terms import Labels, term
from urbsim.report.parts import method_of
from urbsim.runs.results.result import RunResult
from urbsim.runs.results.run_tables import region_label
from urbsim.runs.results.target import HOME
from urbsim.scenario.file.bilingual import chinese_by_english
from urbsim.text import block, in_register, sentence, spoken, word
from urbsim.vocabulary.kinds import PAYERS
from urbsim.vocabulary.variables import variables

Names = Mapping[str, Mapping[str, str]]
"""Names of regions by key and language."""
AS_PUBLISHED: Final = " as published"


class Called(NamedTuple):
    """What regions, measures and mixes are called."""

    regions: Names
    labels: Labels

    def region(self, key: object) -> str:
        """The name of a region's key, which a table may have read as a number."""
        return region_label(str(key), self.regions, spoken())

    def scope(self, key: object) -> str:
        """The place that a target speaks of; the whole region where it names none."""
        return word("workbook.scope_region") if key == HOME else self.region(key)

    def said(self, english: str) -> str:
        """What the scenario says, in the language spoken where it says it in both."""
        both = chinese_by_english(self.labels.scenario) if spoken() == "zh" else {}
        return both.get(english, english)

    def measures(self, names: str) -> str:
        """Measures that a table sets apart by blanks."""
        return word("binding.comma").join(map(self.labels.measure, names.split()))


def called_in(result: RunResult) -> Called:
    """What a result's regions, measures and mixes are called."""
    return Called(result.names, Labels(result.scenario))


def told(table: pd.DataFrame, called: Called) -> pd.DataFrame:
    """The table with its words in the language spoken; a number that was written as a word is one again."""
    tell: Mapping[str, Callable[[str], object]] = {
        "region": called.region,
        "scope": called.scope,
        "reason": called.said,
        "variable": lambda name: term(name) if name in variables() else name,
        "unit": unit_word,
        "mix": called.labels.mix,
        "measure": called.labels.measure,
        "measures": called.measures,
        "first": called.labels.measure,
        "second": called.labels.measure,
        "payer": lambda name: block("guide")[f"head_{name}"] if name in PAYERS else called.region(name),
        "price_source": price_source,
        "binds": binds,
        "target": number_or_word,
        "method": method_of,
        "verdict": lambda name: block("verdicts").get(name.replace(" ", "_"), name),
        "effect": lambda name: in_workbook(f"effect_{name}", name),
        "comparator": lambda name: in_workbook(f"comparator_{name}", name),
        "kind": lambda name: in_workbook(f"kind_{name}", name),
    }
    shown = {name: table[name].map(tell[name], na_action="ignore") for name in tell if name in table}
    return table.assign(**shown, **items(table, called))


def items(table: pd.DataFrame, called: Called) -> Mapping[str, pd.Series[str]]:
    """The column of what is paid for: a mix or measure where the row says so, else works, homes and so on."""
    if "item" not in table:
        return {}
    if "kind" not in table:
        own = [in_workbook(f"item_{name}", name) for name in table["item"].fillna("")]
        return {"item": pd.Series(own, table.index)}
    pairs = zip(table["item"], table["kind"], strict=True)
    named = [called.labels.measure(n) if kind == "measure" else called.labels.mix(n) for n, kind in pairs]
    return {"item": pd.Series(named, table.index)}


def in_workbook(key: str, name: str) -> str:
    """A word of the workbook's texts; a name that has none stays as it is."""
    return block("workbook").get(key, name)


def unit_word(unit: str) -> str:
    """A unit in words; shares are shown in percent."""
    known = in_register("unit_names", unit).text() if spoken() == "zh" else unit
    return "%" if unit == "share" else block("units").get(unit, known)


def binds(constraints: str) -> str:
    """The constraints of a measure, which the table sets apart by blanks."""
    return word("binding.comma").join(word(f"binding.short_{name}") for name in constraints.split())


def price_source(source: str) -> str:
    """Where a price is from: how it was found, the source, and the figure as it was published."""
    mark, _, rest = source.partition(": ")
    what, _, seen = rest.partition("; ") if rest.endswith(AS_PUBLISHED) else (rest, "", "")
    fields = {"mark": block("guide").get(f"mark_{mark}", mark), "source": source_text(what)}
    if not seen:
        return word("workbook.price_from", **fields)
    return word("workbook.price_seen", **fields, seen=seen.removesuffix(AS_PUBLISHED))


def source_text(source: str) -> str:
    """A source of the package's data, and the year that stands behind some."""
    name, _, year = source.rpartition(", ")
    if not year.isdigit():
        return sentence(source).text()
    return word("workbook.of_year", source=sentence(name).text(), year=year)


def number_or_word(cell: object) -> object:
    """A number where the cell holds one; a range, or the name of a target, as it is."""
    try:
        return float(str(cell))
    except ValueError:
        return cell
