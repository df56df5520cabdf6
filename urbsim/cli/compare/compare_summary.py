"""What `urbsim compare` prints: mixes against the baseline, targets, contributions, files and notes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from urbsim.analysis.mixes.mix_cells import all_targets, chance_of, money, people, points, points_band
from urbsim.analysis.targets.cells import absent, records
from urbsim.analysis.targets.wording import change, digits, percent, signed
from urbsim.charts.stored import read_comparison
from urbsim.charts.terms import Labels
from urbsim.cli.screen.lines import columns
from urbsim.cli.screen.tables import fits, print_fitted, print_lines
from urbsim.report.answer.first_screen import compared
from urbsim.report.comparing import Compared
from urbsim.text import block, word

if TYPE_CHECKING:
    from urbsim.analysis.mixes.required_strength import RequiredStrength

WIDTH = 110
NOTHING = "–"
COLUMNS = ("mix", "points", "band", "people", "cost", "all", "point")
SPARED = ("point", "all", "band")
"""What a narrow screen shows in a second table, in this order."""
SHOWN = ("resident_urbanization_rate", "urban_population", "town_population")


def echo_comparison(written: Compared, charts: Sequence[Path]) -> None:
    """Print a comparison, at most 110 columns wide."""
    width = min(columns(WIDTH), WIDTH)
    console = Console(markup=False, emoji=False, highlight=False, width=width)
    words, comparison = block("compare"), written.comparison
    draws, labels = len(comparison.baseline.home.draws), labels_in(written)
    names = ", ".join(comparison.scenarios)
    baseline = labels.mix(comparison.baseline.name)
    title = words["title"].format(scenarios=names, baseline=baseline, draws=draws)
    print_lines(console, f"\n{title}", style="bold")
    _print_standing(console, SideBySide(written.tables["mixes.csv"], draws, labels))
    for answer in compared(read_comparison(written.folder)):
        print_lines(console, f"- {answer}", "  ")
    for warning in written.warnings:
        print_lines(console, word("warnings.marked", warning=warning.text()))
    if len(written.tables["chances.csv"]):
        print_fitted(console, chances(written.tables["chances.csv"], draws, labels))
    if comparison.explained is not None:
        print_fitted(console, contributed(written.tables["contributions_error.csv"], labels))
    print_lines(console, f"\n{words['notes']}", style="bold")
    for note in written.notes:
        print_lines(console, f"- {note.text()}", "  ")
    print_lines(console, f"\n{words['written'].format(folder=written.folder)}", style="bold")
    print_lines(console, ", ".join(path.name for path in (*written.files, *charts)))
    print_lines(console, "\n" + words["next"].format(folder=written.folder))


def labels_in(written: Compared) -> Labels:
    """What the measures and mixes of the first scenario are called."""
    return Labels(next(iter(written.comparison.results.values())).scenario)


def table_of(heads: Sequence[str], title: str = "") -> Table:
    """A table whose first column holds words and whose others hold numbers."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    table.title, table.title_justify, table.title_style = f"\n{title}" if title else None, "left", "bold"
    for position, head in enumerate(heads):
        table.add_column(head, justify="right" if position else "left", no_wrap=True)
    return table


class SideBySide(NamedTuple):
    """The table of mixes, from how many draws it is, and what mixes are called."""

    mixes: pd.DataFrame
    draws: int
    labels: Labels


def _print_standing(console: Console, found: SideBySide) -> None:
    """The mixes side by side; what a screen has no room for in a second table, else cards."""
    for later in (SPARED[:number] for number in range(len(SPARED) + 1)):
        first = standing(found, [name for name in COLUMNS if name not in later])
        second = standing(found, [COLUMNS[0], *(name for name in COLUMNS if name in later)])
        if fits(console, first) and (not later or fits(console, second)):
            print_fitted(console, first)
            if later:
                console.print()
                print_fitted(console, second)
            return
    print_fitted(console, standing(found, COLUMNS))


def standing(found: SideBySide, names: Sequence[str]) -> Table:
    """One row a mix with the columns of these names."""
    words, year = block("compare"), str(found.mixes["year"].iloc[0])
    table = table_of([words[name].format(year=year) for name in names])
    for row in records(found.mixes):
        cells = {
            "mix": found.labels.mix(str(row["mix"])), "points": points(row), "band": points_band(row),
            "people": people(row), "cost": money(row, "cost"), "all": all_targets(row, found.draws),
            "point": money(row, "cost_per_point"),
        }  # fmt: skip
        table.add_row(*(cells[name] for name in names))
    return table


def chances(table: pd.DataFrame, draws: int, labels: Labels) -> Table:
    """Mixes by targets."""
    words = block("compare")
    names = list(dict.fromkeys(table["target"]))
    shown = table_of([words["mix"], *(name.rpartition("/")[2] for name in names)], words["targets"])
    for mix, rows in table.groupby("mix", sort=False):
        by_name = {row["target"]: chance_of(row, draws) for row in records(rows)}
        shown.add_row(labels.mix(str(mix)), *(by_name.get(name, NOTHING) for name in names))
    return shown


def contributed(errors: pd.DataFrame, labels: Labels) -> Table:
    """Contributions of the last year to three variables, with their sum."""
    words, first = block("compare"), errors.iloc[0]
    method = words["exact" if first["method"] == "all sets" else "sampled"]
    title = words["contributions"].format(year=first["year"], draws=first["draws"], method=method)
    table = table_of([words[name] for name in ("measure", "rate", "urban", "town")], title)
    found = {
        (row["measure"], row["variable"]): (row["contribution"], row["error"]) for row in records(errors)
    }
    for measure in dict.fromkeys(errors["measure"]):
        cells = (cell(*found.get((measure, v), (None, None)), v) for v in SHOWN)
        table.add_row(labels.measure(str(measure)), *cells)
    sums = errors.groupby("variable")[["contribution", "error"]].agg({"contribution": "sum", "error": "max"})
    total = {str(variable): (row["contribution"], row["error"]) for variable, row in sums.iterrows()}
    table.add_row(words["sum"], *(whole(*total.get(v, (None, None)), v) for v in SHOWN))
    return table


def cell(value: float | None, error: float | None, variable: str) -> str:
    """A contribution with its error; rates in points."""
    if value is None or absent(value):
        return NOTHING
    return change(value, 0.0 if error is None or absent(error) else error, unit_of(variable))


def whole(value: float | None, error: float | None, variable: str) -> str:
    """The sum of contributions, no finer than the least sure of them; rates in points."""
    if value is None or absent(value):
        return NOTHING
    return signed(value, 0.0 if error is None or absent(error) else error, unit_of(variable))


def unit_of(variable: str) -> str:
    """Unit of what is contributed to; persons need no word."""
    return "share" if variable == SHOWN[0] else ""


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
