"""What findings of studies say about the response, on the terminal: each finding, and each coefficient."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from urbsim.cli.screen.lines import columns
from urbsim.cli.screen.tables import print_fitted
from urbsim.text import block, word

if TYPE_CHECKING:
    from rich.table import Table

    from urbsim.analysis.calibration.response import Learnt

PIPED = 100
"""Width of tables that go into a file or another program."""

WORDS = ("row", "lever", "coefficient")
"""Columns of words."""


def show_learnt(learnt: "Learnt") -> None:
    """Print the findings as predicted and fitted, and how far they narrow the coefficients of each lever."""
    from rich.console import Console

    console = Console(width=columns(PIPED), markup=False, highlight=False)
    print_fitted(console, _findings(learnt))
    print_fitted(console, _coefficients(learnt))


def _findings(learnt: "Learnt") -> "Table":
    import numpy as np

    from urbsim.analysis.calibration.freezing import left_out

    before, after = learnt.answers.under(learnt.before), learnt.answers.under(learnt.by(max(learnt.years)))
    found = _table("findings", ("row", "known", "study", "unfitted", "fitted", "without"))
    for n, each in enumerate(learnt.findings):
        low, middle, high = left_out(learnt, n)
        spread = np.sqrt(np.diag(before.covariance))[n]
        cells = (
            each.row, str(each.known), f"{each.centre:.2g} ± {each.sd:.2g}",
            f"{before.mean[n]:.2g} ± {spread:.2g}", f"{after.mean[n]:.2g}",
            f"{middle:.2g} ({low:.2g}, {high:.2g})",
        )  # fmt: skip
        found.add_row(*cells)
    return found


def _coefficients(learnt: "Learnt") -> "Table":
    from urbsim.analysis.calibration.response import narrowed

    first, last = min(learnt.years), max(learnt.years)
    found = _table(
        "learnt", ("lever", "coefficient", "prior", "posterior", "width", "width_now"), first, last
    )
    for row in narrowed(learnt):
        of = ", ".join(word("calibration.of_pay") if each == "pay" else each for each in row.levers)
        cells = (
            of, row.name, f"{row.prior:.3g}", f"{row.posterior:.3g}",
            f"{row.width_first:.0%}", f"{row.width:.0%}",
        )  # fmt: skip
        found.add_row(*cells)
    return found


def _table(title: str, heads: Sequence[str], first: int = 0, last: int = 0) -> "Table":
    from rich.table import Table

    names = block("calibration")
    table = Table(title=word(f"calibration.{title}"), title_justify="left")
    for head in heads:
        label = names[head].format(first=first, last=last)
        table.add_column(label, justify="left" if head in WORDS else "right", overflow="fold")
    return table
