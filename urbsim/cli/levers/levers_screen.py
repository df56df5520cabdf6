"""What `urbsim levers` prints: the table in 80 columns, and a sentence on every row outside its interval."""

from collections.abc import Sequence
from math import isinf, isnan
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from urbsim.cli.screen.lines import columns, echo
from urbsim.cli.screen.tables import print_fitted, print_lines
from urbsim.text import block, told, word

if TYPE_CHECKING:
    from urbsim.analysis.levers.documents import DocumentEffect
    from urbsim.analysis.levers.origins import Origins
    from urbsim.analysis.levers.table import LeverRow

WIDTH = 80
MADE = {"law": "L", "put in": "P", "emerges": "E"}


def echo_rows(rows: "Sequence[LeverRow]", place: str, path: Path) -> None:
    """Print the table, as wide as the screen or 80 columns, then what lies outside, and what binds."""
    from urbsim.analysis.levers.table import told_bend

    console = Console(markup=False, emoji=False, highlight=False, width=columns(WIDTH))
    print_lines(console, "\n" + word("experiments.title", place=place), style="bold")
    print_fitted(console, screen_table(rows))
    print_lines(console, word("experiments.legend"))
    print_lines(console, "\n" + summary(rows))
    misses = [row for row in rows if row.miss is not None]
    if misses:
        print_lines(console, "\n" + word("experiments.misses"), style="bold")
    for row in misses:
        assert row.miss is not None
        print_lines(console, word("experiments.of_row", row=row.experiment.id, told=told(row.miss)), "  ")
    bends = [row for row in rows if row.bend is not None]
    if bends:
        print_lines(console, "\n" + word("experiments.bends"), style="bold")
    for row in bends:
        assert row.bend is not None
        print_lines(
            console, word("experiments.of_row", row=row.experiment.id, told=told_bend(row.bend)), "  "
        )
    print_lines(console, "\n" + word("experiments.written", path=path))


def echo_document(each: "DocumentEffect", number: int, of: int) -> None:
    """Say that a document is done, while the others are still simulated."""
    points = 100 * each.rate.difference.p50
    echo(word("experiments.document_done", number=number, of=of, name=each.name, points=points), err=True)


def echo_documents(found: "Sequence[DocumentEffect]", path: Path) -> None:
    """Print what each shipped document does, in points and people, with the word for it."""
    console = Console(markup=False, emoji=False, highlight=False, width=columns(WIDTH))
    words = block("experiments")
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False, expand=True)
    for head in ("document", "points", "people", "effect"):
        left = head in ("document", "effect")
        table.add_column(words[f"head_{head}"], justify="left" if left else "right", no_wrap=True)
    for each in found:
        points, people = each.rate.difference, each.people.difference
        band = f"{100 * points.p05:+z.2f} {100 * points.p50:+z.2f} {100 * points.p95:+z.2f}"
        table.add_row(each.name, band, short(people.p50), words[f"found_{each.found}"])
    print_fitted(console, table)
    print_lines(console, "\n" + word("experiments.written", path=path))


def echo_origins(found: "Sequence[Origins]", path: Path) -> None:
    """Print the local share of movers beside the census, and growth by source, in the middle of counties."""
    from urbsim.analysis.levers.origins import standing

    console = Console(markup=False, emoji=False, highlight=False, width=columns(WIDTH))
    for name, (low, middle, high) in standing(found).items():
        print_lines(console, word(f"experiments.origins_{name}", low=low, middle=middle, high=high))
    print_lines(console, "\n" + word("experiments.written", path=path))


def screen_table(rows: "Sequence[LeverRow]") -> Table:
    """One line a row: what is done, interval, quantiles, draws, inside."""
    from urbsim.analysis.levers.table import words_of

    words = block("experiments")
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False, expand=True)
    for head in ("id", "experiment", "interval", "band", "draws", "inside"):
        left = head in ("id", "experiment")
        ratio = 1 if head == "experiment" else None
        justify: Literal["left", "right"] = "left" if left else "right"
        table.add_column(words[f"head_{head}"], justify=justify, no_wrap=True, ratio=ratio)
    for row in rows:
        one = row.experiment
        interval = f"{short(one.interval.low)} {short(one.interval.high)}"
        band = " ".join(short(number) for number in row.band)
        mark = f"{words['is_inside' if row.inside else 'is_outside']} {one.kind[0]}{MADE[one.made]}"
        cells = (one.id, words_of(one), interval, band, str(row.draws), mark)
        table.add_row(*cells)
    return table


def short(number: float) -> str:
    """A number in at most six characters."""
    if isnan(number):
        return "–"
    if isinf(number):
        return "∞" if number > 0 else "-∞"
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if abs(number) >= 10 * size or (letter == "M" and abs(number) >= size):
            return f"{number / size:.3g}{letter}"
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.2g}"


def summary(rows: "Sequence[LeverRow]") -> str:
    """How many rows are inside: of all, of those that emerge, of the laws; and by their median alone."""

    def counted(made: str) -> tuple[int, int]:
        chosen = [row for row in rows if row.experiment.made == made]
        return sum(row.inside for row in chosen), len(chosen)

    (emerges, emerging), (laws, lawful) = counted("emerges"), counted("law")
    return word(
        "experiments.summary", inside=sum(row.inside for row in rows), rows=len(rows),
        emerges=emerges, emerging=emerging, laws=laws, lawful=lawful,
        medians=sum(row.median_inside for row in rows),
        emerging_medians=sum(row.median_inside for row in rows if row.experiment.made == "emerges"),
    )  # fmt: skip
