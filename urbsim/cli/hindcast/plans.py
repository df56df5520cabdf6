"""`urbsim hindcast --plans`: how probable targets of plans were when they were issued, and what came."""

import csv
import io
from collections.abc import Callable, Hashable
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.screen.lines import columns, echo
from urbsim.cli.screen.tables import print_fitted
from urbsim.text import block, in_register, named, say, told, word
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.user_files import PANEL, words_of

if TYPE_CHECKING:
    from urbsim.analysis.hindcast.model_forecast import Effort
    from urbsim.analysis.plans.plan_forecasts import PlanForecast
    from urbsim.analysis.plans.plan_targets import PlanTarget

PACKAGE = "package"
"""Stands for the record that the package holds."""
SHOWN = ("n", "met", "probability", "brier", "error", "base", "skill")
FORMS = {"n": "{:d}", "met": "{:.0%}", "probability": "{:.0%}"}

PIPED = 100
"""Width of tables that go into a file or another program."""


def score_plans(
    source: str, effort: "Effort", progress: "Callable[[str, int, int], None]"
) -> "list[PlanForecast]":
    """Forecast the targets of a record, of the package or of a file."""
    from urbsim.analysis.plans.plan_forecasts import plan_forecasts

    return plan_forecasts(
        targets_from(source), effort, lambda done, total: progress(word("plans.title"), done, total)
    )


def echo_plans(found: "list[PlanForecast]", out: Path) -> None:
    """Write the tables of a record, then print scores, what was not forecast and why, and the paths."""
    from urbsim.analysis.plans.plan_scores import score_table
    from urbsim.report.scoring import write_plans

    paths = write_plans(found, out)
    _print_scores(score_table(found).to_dict("records"))
    for reason in dict.fromkeys(each.reason for each in found if each.reason is not None):
        keys = [each.target.key for each in found if each.reason == reason]
        echo(word("plans.left_out", number=len(keys), reason=told(reason), keys=", ".join(keys)))
    for path in paths:
        click.echo(str(path))


def targets_from(source: str) -> "tuple[PlanTarget, ...]":
    """The targets of the package's record or of a file with its columns; InputError with every fault."""
    from urbsim.analysis.plans.plan_targets import plan_targets, targets_in

    if source == PACKAGE:
        return plan_targets()
    faults: list[Fault] = []
    targets: list[PlanTarget] = []
    for line, row in enumerate(rows_of(source), start=2):
        try:
            targets += targets_in([row])
        except ValueError as error:
            problem = say("plans.not_read", what=str(error))
            faults.append(Fault(source, line, problem, say("plans.numbers")))
    if faults:
        raise InputError(faults)
    return tuple(targets)


def rows_of(source: str) -> list[dict[str, str]]:
    """The rows of a file that has the columns of a record; InputError where it has not."""
    from urbsim.analysis.plans.plan_targets import COLUMNS

    remedy = say("plans.columns", names=", ".join(COLUMNS))
    try:
        rows = list(csv.DictReader(io.StringIO(words_of(Path(source), PANEL)), restval=""))
    except csv.Error as error:
        raise InputError([Fault(source, None, say("plans.unreadable"), remedy)]) from error
    lacking = [name for name in COLUMNS if not rows or name not in rows[0]]
    if lacking:
        raise InputError([Fault(source, 1, say("plans.lacks", names=", ".join(lacking)), remedy)])
    return rows


def group_name(group: str) -> str:
    """What a group of targets is called: all, those of a vintage, or those of a level, family or variable."""
    from urbsim.vocabulary.variables import variables

    kind, _, value = group.partition(" ")
    if kind == "level":
        return word("plans.of_level", level=in_register("levels", value))
    if kind == "family":
        return word("plans.of_family", family=in_register("plan_families", value))
    if kind == "variable":
        known = variables()[value]
        return word("plans.of_variable", variable=named(known.english, known.chinese))
    return word(f"plans.group_{group.replace(' ', '_')}")


def _cell(name: str, value: float) -> str:
    """A score; a dash where too few targets give none, as of an error of one target."""
    return "–" if isnan(value) else FORMS.get(name, "{:.3f}").format(value)


def _print_scores(rows: "list[dict[Hashable, Any]]") -> None:
    from rich.console import Console
    from rich.table import Table

    words = block("plans")
    if not rows:
        return
    table = Table(title=words["title"], title_justify="left")
    table.add_column(words["group"])
    for name in SHOWN:
        table.add_column(words[name], justify="right")
    for row in rows:
        table.add_row(group_name(str(row["group"])), *(_cell(name, row[name]) for name in SHOWN))
    print_fitted(Console(width=columns(PIPED), markup=False, highlight=False), table)
    first = rows[0]
    echo(word("plans.verdict", n=first["n"], brier=first["brier"], base=first["base"], skill=first["skill"]))
