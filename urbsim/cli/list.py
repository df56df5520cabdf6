"""`urbsim list`: the shipped scenarios, and what a scenario can name."""

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from urbsim.cli.list_regions import Row, regions_rows
from urbsim.cli.screen.tables import print_table
from urbsim.text import block, in_register, spoken, word

if TYPE_CHECKING:
    from urbsim.scenario.starting.catalogue import Entry


@click.command(name="list")
@click.argument(
    "kind",
    type=click.Choice(["scenarios", "regions", "clauses", "levers", "variables", "coefficients"]),
    default="scenarios",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array with one object a row.")
@click.option("--all", "whole", is_flag=True, help="Regions: every unit of the register, one a line.")
@click.option("--under", metavar="CODE", help="Regions: what lies in this one.")
@click.option("--find", metavar="TEXT", help="Regions: what has TEXT in a present or other name.")
def command(kind: str, as_json: bool, whole: bool, under: str | None, find: str | None) -> None:
    """List the shipped scenarios, or what a scenario can name: regions, clauses, levers and so on.

    Regions on a screen are the provinces with the numbers of their units; --all, --under and --find, or a
    pipe, give the units themselves.

    Of the census of 2010 there are 334 prefectures and 2,856 counties and districts; Danzhou, a county then,
    is the prefecture that it became. A list of 369 prefectures also counts three municipalities, 30
    counties directly under a province, and Hong Kong and Macau, which are not in the register.
    """
    asked = {"--all": whole, "--under": under, "--find": find}
    given = [option for option, value in asked.items() if value]
    if kind == "regions":
        head, rows = regions_rows(under, find, every=whole or as_json or not sys.stdout.isatty())
    elif given:
        raise click.UsageError(word("commands.only_of_regions", options=", ".join(given)))
    else:
        head, rows = _LISTS[kind]()
    if as_json:
        _echo_json(head, rows)
    else:
        print_table(*(_in_chinese(head, rows) if spoken() == "zh" else (head, rows)))


REGISTERS = {
    "kind": "kinds_of_clauses", "unit": "unit_names", "level": "levels", "source": "sentences",
}  # fmt: skip
"""Registers that hold the Chinese of what stands in a column."""


def _in_chinese(head: Row, rows: Iterable[Row]) -> tuple[Row, Iterable[Row]]:
    """A list with Chinese heads and cells, without the columns that hold English."""
    words = block("lists")
    kept = [column for column, name in enumerate(head) if name not in ("english", "description", "meaning")]
    told = [tuple(_cell(head[column], row[column]) for column in kept) for row in rows]
    return tuple(words.get(head[column].replace(" ", "_"), head[column]) for column in kept), told


def _cell(head: str, cell: str) -> str:
    """A cell in Chinese where it is a word of a register; names that are typed stay."""
    if head == "variable":
        from urbsim.drafting.register import named_indicator

        return named_indicator(cell).text()
    return in_register(REGISTERS[head], cell).text() if head in REGISTERS else cell


def _scenarios() -> tuple[Row, Iterable[Row]]:
    from urbsim.scenario.starting.catalogue import catalogue

    head = ("name", "place", "level", "years", "measures", "targets", "title")
    return head, [
        (each.name, each.place, each.level, each.years, str(each.measures), str(each.targets), _title(each))
        for each in catalogue()
    ]


def _title(entry: "Entry") -> str:
    if entry.faults:
        return word("lists.at_fault", faults=entry.faults, name=entry.name)
    return entry.title.zh if spoken() == "zh" else f"{entry.title.zh} · {entry.title.en}"


def _clauses() -> tuple[Row, Iterable[Row]]:
    from urbsim.evidence.documents import document, documents

    head = ("clause", "kind", "variable", "value", "unit", "quote")
    return head, [
        (each.id, each.kind, each.variable or "", "" if each.value is None else str(each.value),
         each.unit or "", each.quote)
        for name in documents() for each in document(name).clauses
    ]  # fmt: skip


def _levers() -> tuple[Row, Iterable[Row]]:
    from urbsim.policy.levers import chinese_name, levers

    head = ("lever", "chinese", "meaning", "units", "needs", "may have", "moves first")
    return head, [
        (each.name, chinese_name(each), each.english, _units(each.spellings()), ", ".join(each.required),
         ", ".join(each.optional), each.output)
        for each in levers().values()
    ]  # fmt: skip


def _units(names: Iterable[str]) -> str:
    """Units as a file of the language spoken writes them."""
    return ", ".join(in_register("unit_names", name).text() for name in names)


def _variables() -> tuple[Row, Iterable[Row]]:
    from urbsim.vocabulary.variables import variables

    head = ("variable", "unit", "chinese", "english", "description")
    return head, [
        (each.name, each.unit, each.chinese, each.english, each.description) for each in variables().values()
    ]


def _coefficients() -> tuple[Row, Iterable[Row]]:
    from urbsim.evidence.coefficients import coefficients

    head = ("coefficient", "value", "unit", "low", "high", "known", "source")
    return head, [
        (
            each.name,
            f"{each.value:.12g}",
            each.unit,
            f"{each.low:.12g}",
            f"{each.high:.12g}",
            str(each.known or ""),
            each.source,
        )
        for each in coefficients().values()
    ]


_LISTS: dict[str, Callable[[], tuple[Row, Iterable[Row]]]] = {
    "scenarios": _scenarios, "clauses": _clauses, "levers": _levers,
    "variables": _variables, "coefficients": _coefficients,
}  # fmt: skip


def _echo_json(head: Row, rows: Iterable[Row]) -> None:
    import json

    click.echo(json.dumps([dict(zip(head, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
