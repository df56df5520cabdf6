"""What `urbsim compare` prints: mixes against the baseline, targets, contributions, files and notes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from urbsim.analysis.targets.wording import amount, digits
from urbsim.charts.terms import mix_label
from urbsim.cli.screen.lines import columns
from urbsim.cli.screen.tables import print_fitted, print_lines
from urbsim.report.answers import absent
from urbsim.report.comparing import Compared
from urbsim.text import block, word

if TYPE_CHECKING:
    from urbsim.analysis.mixes.required_strength import RequiredStrength

WIDTH = 110
NOTHING = "–"
SHOWN = ("resident_urbanization_rate", "urban_population", "town_population")


def echo_comparison(written: Compared, charts: Sequence[Path]) -> None:
    """Print a comparison, at most 110 columns wide."""
    width = min(columns(WIDTH), WIDTH)
    console = Console(markup=False, emoji=False, highlight=False, width=width)
    words, comparison = block("compare"), written.comparison
    draws = len(comparison.baseline.home.draws)
    names = ", ".join(comparison.scenarios)
    baseline = mix_label(comparison.baseline.name)
    title = words["title"].format(scenarios=names, baseline=baseline, draws=draws)
    print_lines(console, f"\n{title}", style="bold")
    print_fitted(console, standing(written.tables["mixes.csv"]))
    for warning in written.warnings:
        print_lines(console, word("warnings.marked", warning=warning.text()))
    if len(written.tables["chances.csv"]):
        print_fitted(console, chances(written.tables["chances.csv"]))
    if comparison.explained is not None:
        print_fitted(console, contributed(written.tables["contributions_error.csv"]))
    print_lines(console, f"\n{words['notes']}", style="bold")
    for note in written.notes:
        print_lines(console, f"- {note.text()}", "  ")
    print_lines(console, f"\n{words['written'].format(folder=written.folder)}", style="bold")
    print_lines(console, ", ".join(path.name for path in (*written.files, *charts)))
    print_lines(console, "\n" + words["next"].format(folder=written.folder))


def table_of(heads: Sequence[str], title: str = "") -> Table:
    """A table whose first column holds words and whose others hold numbers."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    table.title, table.title_justify, table.title_style = f"\n{title}" if title else None, "left", "bold"
    for position, head in enumerate(heads):
        table.add_column(head, justify="right" if position else "left", no_wrap=True)
    return table


def standing(mixes: pd.DataFrame) -> Table:
    """One row a mix."""
    words, year = block("compare"), str(mixes["year"].iloc[0])
    heads = [words[name] for name in ("mix", "points", "band", "all", "people", "cost", "point")]
    table = table_of([head.format(year=year) for head in heads])
    for row in mixes.to_dict("records"):
        cells = (
            mix_label(str(row["mix"])), f"{row['points_p50']:+.2f}",
            f"{row['points_p05']:+.2f} – {row['points_p95']:+.2f}",
            percent(row["probability_all_targets"]),
            signed(row["urban_people"]), money(row["cost"]), money(row["cost_per_point"]),
        )  # fmt: skip
        table.add_row(*cells)
    return table


def chances(table: pd.DataFrame) -> Table:
    """Mixes by targets."""
    words = block("compare")
    names = list(dict.fromkeys(table["target"]))
    shown = table_of([words["mix"], *(name.rpartition("/")[2] for name in names)], words["targets"])
    for mix, rows in table.groupby("mix", sort=False):
        by_name = dict(zip(rows["target"], rows["probability"], strict=True))
        shown.add_row(mix_label(str(mix)), *(percent(by_name.get(name)) for name in names))
    return shown


def contributed(errors: pd.DataFrame) -> Table:
    """Contributions of the last year to three variables, with their sum."""
    words, first = block("compare"), errors.iloc[0]
    method = words["exact" if first["method"] == "all sets" else "sampled"]
    title = words["contributions"].format(year=first["year"], draws=first["draws"], method=method)
    table = table_of([words[name] for name in ("measure", "rate", "urban", "town")], title)
    found = {
        (row["measure"], row["variable"]): (row["contribution"], row["error"])
        for row in errors.to_dict("records")
    }
    for measure in dict.fromkeys(errors["measure"]):
        table.add_row(str(measure), *(cell(*found.get((measure, v), (None, None)), v) for v in SHOWN))
    sums = errors.groupby("variable")["contribution"].sum().to_dict()
    table.add_row(words["sum"], *(cell(sums.get(v), None, v) for v in SHOWN))
    return table


def cell(value: float | None, error: float | None, variable: str) -> str:
    """A contribution with its error; rates in points."""
    if value is None or absent(value):
        return NOTHING
    factor, places = (100.0, 3) if variable == SHOWN[0] else (1.0, 0)
    text = f"{factor * value:+,.{places}f}"
    return text if error is None or absent(error) else f"{text} ± {factor * error:,.{places}f}"


def percent(share: float | None) -> str:
    """A probability in percent."""
    if share is None or absent(share):
        return NOTHING
    return word("asked.percent", value=f"{100 * share:.0f}")


def signed(value: float) -> str:
    """People gained or lost."""
    return NOTHING if absent(value) else ("+" if value > 0 else "") + amount(value, "persons", 3)


def money(value: float | None) -> str:
    """Yuan, short."""
    return NOTHING if value is None or absent(value) else amount(value, "", 3).strip()


def enough_text(found: "RequiredStrength") -> str:
    """The answer of `--enough` in a sentence."""
    chance = percent(found.probability)
    if found.strength is None or found.times is None:
        return word(
            "compare.unreachable", measure=found.measure, target=found.target,
            required=percent(found.required), chance=chance,
        )  # fmt: skip
    strength = f"{digits(found.strength)} {found.unit}"
    return word(
        "compare.required", measure=found.measure, strength=strength, times=found.times,
        target=found.target, chance=chance,
    )  # fmt: skip
