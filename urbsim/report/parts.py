"""The tables of the report: heads, rows of words, and which columns hold numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from urbsim.analysis.documents.provenance import explained
from urbsim.analysis.mixes import mix_cells as mixes
from urbsim.analysis.targets.cells import CHANCE, NOTHING, WITHOUT, absent, chance_in, error_in, records
from urbsim.analysis.targets.reasons import quoted
from urbsim.analysis.targets.wording import amount, asked, change, estimate, span, verdict_text
from urbsim.charts.stored import StoredComparison
from urbsim.charts.terms import labels_of, term
from urbsim.report.answers import answering, percent, rows_of, sayings_of, term_of
from urbsim.runs.results.store import StoredRun
from urbsim.text import block, spoken

EXPLAINED = ("resident_urbanization_rate", "urban_population", "town_population")


@dataclass(frozen=True)
class PagePart:
    """A table with its title; ``numbers`` tells by column whether it holds numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    text: str = ""


def part(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> PagePart:
    """A table whose first ``words`` columns hold words."""
    numbers = tuple(position >= words for position in range(len(heads)))
    return PagePart(title, tuple(heads), tuple(tuple(row) for row in rows), numbers)


def targets_part(run: StoredRun) -> PagePart:
    """What each target asks and what came out."""
    words, base, draws = block("report"), int(cast(int, run.manifest["base_year"])), draws_of(run)
    rows = [
        (target.clause or target.name, term_of(target),
         quoted(target) or asked(target, base),
         verdict_text(str(row["verdict"])), *figures(row, draws), chance_in(row, WITHOUT, draws))
        for target, row in rows_of(run, answering(run)[0])
    ]  # fmt: skip
    heads = [
        words[k] for k in ("target", "variable", "asked", "verdict", "median", "band", "chance", "without")
    ]
    return part(words["targets"], heads, rows, words=4)


def figures(row: Mapping[str, Any], draws: int) -> tuple[str, str, str]:
    """Median with its error, band, and probability with its interval."""
    if absent(row["probability"]):
        return NOTHING, NOTHING, NOTHING
    unit = str(row["unit"])
    error = error_in(row, "p50_error")
    band = span(row["p05"], row["p95"], unit, error)
    return estimate(row["p50"], error, unit), band, chance_in(row, CHANCE, draws)


def comparison_parts(stored: StoredComparison) -> list[PagePart]:
    """Targets, contributions, interactions and costs; the mixes stand on the first screen."""
    return [
        targets_part(stored.run), contributions_part(stored), interactions_part(stored), costs_part(stored),
    ]  # fmt: skip


def mixes_part(stored: StoredComparison) -> PagePart:
    """One row a mix."""
    words, table, draws = block("report"), stored.tables["mixes"], draws_of(stored.run)
    rows = [
        (stored.labels.mix(str(row["mix"])), mixes.rate(row), mixes.points(row), mixes.points_band(row),
         chance(row["probability_better"]), mixes.all_targets(row, draws), mixes.people(row),
         mixes.money(row, "cost"), money(row["cost_discounted"]), mixes.money(row, "cost_per_point"),
         mixes.money(row, "cost_per_new_urban_resident"))
        for row in records(table)
    ]  # fmt: skip
    heads = [words[k] for k in ("mix", "rate", "points", "band", "better", "all", "urban", "cost",
                                "discounted", "point", "person")]  # fmt: skip
    heads[2] = heads[2].format(baseline=stored.labels.mix(stored.baseline))
    return part(words["mixes"].format(year=table["year"].iloc[0]), heads, rows)


def contributions_part(stored: StoredComparison) -> PagePart:
    """Contributions of every measure to the rate, urban and town people."""
    words, table = block("report"), stored.tables["contributions_error"]
    if table.empty:
        return part("", (), ())
    shown = table[table["variable"].isin(EXPLAINED)]
    rows = [
        (stored.labels.measure(str(row["measure"])), term(str(row["variable"])),
         changed(row["contribution"], row["error"], row["unit"]))
        for row in records(shown)
    ]  # fmt: skip
    heads = [words["measure"], words["variable"], f"{words['value']} {words['error']}"]
    found = part(words["contributions"].format(year=table["year"].iloc[0]), heads, rows, words=2)
    text = words["method"].format(
        draws=table["draws"].iloc[0], method=method_of(str(table["method"].iloc[0]))
    )
    return PagePart(found.title, found.heads, found.rows, found.numbers, text)


def method_of(method: str) -> str:
    """How contributions were found."""
    return block("report")["exact" if method == "all sets" else "sampled"]


def interactions_part(stored: StoredComparison) -> PagePart:
    """The ten strongest interactions on the rate."""
    words, table = block("report"), stored.tables["interactions"]
    if table.empty:
        return part("", (), ())
    rate = table[(table["variable"] == EXPLAINED[0]) & (table["interaction"] != 0)]
    strongest = rate.iloc[rate["interaction"].abs().argsort(kind="stable")[::-1]].head(10)
    rows = [(together(stored, row), changed(row["interaction"], 0.0, "share")) for row in records(strongest)]
    return part(words["interactions"], [words["pair"], words["together"]], rows)


def together(stored: StoredComparison, row: Mapping[str, Any]) -> str:
    """The two measures of an interaction."""
    return " + ".join(stored.labels.measure(str(row[name])) for name in ("first", "second"))


def costs_part(stored: StoredComparison) -> PagePart:
    """Cost of mixes and measures by payer."""
    words = block("report")
    rows = [
        (priced_name(stored, row), stored.place(str(row["payer"])), money(row["nominal"]),
         money(row["discounted"]))
        for row in records(stored.tables["costs"])
        if row["kind"] == "measure" or not str(row["item"]).startswith(("only ", "without "))
    ]  # fmt: skip
    return part(words["costs"], [words[k] for k in ("item", "payer", "cost", "discounted")], rows, words=2)


def priced_name(stored: StoredComparison, row: Mapping[str, Any]) -> str:
    """The measure or mix of a row of costs."""
    name = str(row["item"])
    return stored.labels.measure(name) if row["kind"] == "measure" else stored.labels.mix(name)


def inputs_part(run: StoredRun) -> PagePart:
    """Every number used, with the clause, assumption or source it rests on and the reason."""
    words, sayings = block("report"), sayings_of(run) if spoken() == "zh" else {}
    entries = cast(Sequence[Mapping[str, Any]], run.manifest.get("inputs") or ())
    base_year = int(cast(int, run.manifest["base_year"]))
    measure = labels_of(run).measure
    found = [explained(each, base_year, measure) for each in entries]
    rows = [(each.what, each.value, each.kind, sayings.get(each.source, each.source)) for each in found]
    heads = [words[k] for k in ("what", "value", "kind", "source")]
    return part(words["inputs"], heads, rows, words=4)


def draws_of(run: StoredRun) -> int:
    """How many draws the figures of a folder are from."""
    return int(cast(int, run.manifest["draws"]))


def chance(share: float | None) -> str:
    """A probability, where there is one."""
    return NOTHING if share is None or absent(share) else percent(share)


def money(value: float) -> str:
    """A rounded number; nothing at all is a dash."""
    return NOTHING if absent(value) or value == 0 else amount(float(value), "", 3).strip()


def changed(value: float, error: float, unit: str) -> str:
    """A signed change with its error, where it is known; shares in points."""
    return NOTHING if absent(value) else change(value, 0.0 if absent(error) else error, unit)
