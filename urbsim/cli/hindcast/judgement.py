"""The judgements of the model in the order of what they move, as a table in Markdown."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from urbsim.cli.progress import progress_bar
from urbsim.text import block, word

if TYPE_CHECKING:
    from urbsim.analysis.calibration.influence import Influence

HEADS = ("coefficient", "unit", "value", "range", "rate", "by_hukou", "by_homes", "reason")


def write_judgements(path: Path) -> None:
    """Rank every coefficient that rests on judgement by its influence, and write the table."""
    from urbsim.analysis.calibration.influence import influences, judgements

    with progress_bar(word("calibration.judging")) as progress:
        found = influences(judgements(), progress)
    path.write_text(table_of(found), encoding="utf-8")


def table_of(found: Iterable["Influence"]) -> str:
    """The table, largest influence first."""
    rows, heads = [_row(each) for each in found], block("calibration")
    title = f"# {heads['judgement_title']}"
    lines = [
        title,
        "",
        word("calibration.judged", number=len(rows)),
        "",
        _line(heads[name] for name in HEADS),
    ]
    return "\n".join([*lines, _line("---" for _ in HEADS), *map(_line, rows), ""])


def _row(found: "Influence") -> tuple[str, ...]:
    one = found.of
    moved = (f"{value:+z.2f}" for value in (found.rate, found.hukou, found.homes))
    reason = (one.because or one.source).replace("|", "/")
    return (f"`{one.name}`", one.unit, f"{one.value:g}", f"{one.low:g}–{one.high:g}", *moved, reason)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
