"""`urbsim policy draft`: Chinese policy text in, statements and a draft scenario out."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.screen.lines import echo
from urbsim.text import in_register, say, told, word

if TYPE_CHECKING:
    from urbsim.drafting import Statement, TextReading
    from urbsim.drafting.draft.proposal import Proposal

SHOWN = 48
"""Characters of a quote in the table."""


class IssueDate(click.ParamType[date]):
    """A day, month or year in which a text was issued: 2021, 2021-03 or 2021-03-12."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day meant, the first of its month or year where only these are given."""
        parts = [*str(value).split("-"), "1", "1"][:3]
        try:
            return date(*(int(part) for part in parts))
        except (ValueError, TypeError):
            self.fail(say("commands.no_date_such", value=value), param, ctx)


@click.command(name="draft")
@click.argument("textfile", type=click.Path(path_type=Path))
@click.option(
    "-o", "output", type=click.Path(path_type=Path), help="Write the draft scenario to this new file."
)
@click.option("--issued", type=IssueDate(), help="When the text was issued, where it does not say so itself.")
@click.option("--json", "as_json", is_flag=True, help="Print the statements as a JSON array.")
def command(textfile: Path, output: Path | None, issued: date | None, as_json: bool) -> None:
    """Read a policy text by rules: every number with its quote, and a draft scenario.

    TEXTFILE is plain text (UTF-8, GB18030, Big5), HTML, Word (.docx) or PDF with text in it. What the text
    leaves open stands in the draft as "?" and is asked under review:.
    """
    from urbsim.drafting import normalised, read_policy
    from urbsim.drafting.draft.drafting import proposed
    from urbsim.vocabulary.user_documents import document_of

    if output is not None:
        _refuse_existing(output)
    document = document_of(textfile)
    for note in document.notes:
        echo(word("drafted.note", file=textfile, note=note), err=True)
    reading = read_policy(normalised(document.text, document.name), issued)
    _refuse_silence(reading, textfile)
    draft = proposed(reading)
    if output is not None:
        _write(reading, draft, output)
    if as_json:
        click.echo(json.dumps([each.entry() for each in reading.statements], ensure_ascii=False, indent=1))
        return
    _show(reading)
    echo(_counts(draft, output))


def _refuse_existing(output: Path) -> None:
    """A draft that was worked on is not written over."""
    from urbsim.vocabulary.errors import Fault, InputError

    if output.exists() or output.is_symlink():
        raise InputError(
            [
                Fault(
                    str(output), None, say("commands.there_already"), say("commands.choose_another_name_with")
                )
            ]
        )


def _refuse_silence(reading: "TextReading", textfile: Path) -> None:
    """A text of which nothing could be read gives no draft, and says what was found in it."""
    from urbsim.vocabulary.errors import Fault, InputError

    if reading.statements or reading.aims:
        return
    unread = len(reading.unread)
    found = say("drafted.numbers", count=unread) if unread else say("drafted.no_number")
    problem = say("commands.holds_no_aim_known", found=found)
    remedy = say("commands.give_policy_text_with")
    raise InputError([Fault(str(textfile), None, problem, remedy)])


def _write(reading: "TextReading", draft: "Proposal", output: Path) -> None:
    from urbsim.drafting.draft.scenario_text import scenario_text
    from urbsim.runs.results.files import make_folder, write_bytes

    make_folder(output.parent, probe=False)
    write_bytes(output.parent, output.name, scenario_text(reading, draft, reading.text.name).encode())


def _counts(draft: "Proposal", output: Path | None) -> str:
    """What the draft holds, and how many of its questions have to be answered before it runs."""
    keys = sum("key" in each for each in draft.review)
    where = word("drafted.scenario") if output is None else word("drafted.scenario_in", file=output)
    counts = {"targets": len(draft.targets), "measures": len(draft.measures)}
    return word("drafted.counts", where=where, keys=keys, others=len(draft.review) - keys, **counts)


def _show(reading: "TextReading") -> None:
    from urbsim.cli.screen.tables import print_table
    from urbsim.drafting.register import named_indicator

    heads = ("kind", "variable", "value", "unit", "comparator", "year", "scope", "line", "quote")
    print_table(
        [word(f"drafted.head_{head}") for head in heads], [_row(reading, e) for e in reading.statements]
    )
    for aim in reading.aims:
        kind = in_register("kinds_of_clauses", aim.kind)
        echo(word("drafted.aim", kind=kind, variable=named_indicator(aim.variable), quote=aim.quote[:SHOWN]))
    for each in reading.statements:
        if each.question:
            echo(word("drafted.review", question=told(each.question), quote=each.quote[:SHOWN]))
    echo(_summary(reading))


def _row(reading: "TextReading", each: "Statement") -> list[str]:
    """A statement as cells of the table."""
    from urbsim.drafting.register import named_indicator

    quote = " ".join(each.quote.split())[:SHOWN]
    year = str(each.target_year or each.baseline_year or "")
    line = str(1 + reading.text.original.count("\n", 0, each.start))
    scope = in_register("scopes", each.scope or "")
    words = (
        in_register("kinds_of_clauses", each.kind), named_indicator(each.variable),
        _value(each.entry()["value"]), in_register("unit_names", each.unit),
        in_register("comparators", each.comparator), year, scope, line, quote,
    )  # fmt: skip
    return [told(cell) for cell in words]


def _summary(reading: "TextReading") -> str:
    targets = sum(each.kind == "target" for each in reading.statements)
    count = len(reading.statements)
    read = (
        word("drafted.statements", statements=count, targets=targets)
        if count
        else word("drafted.no_statement")
    )
    aims, unread = len(reading.aims), len(reading.unread)
    return word("drafted.summary", file=reading.text.name, read=read, aims=aims, unread=unread)


def _value(value: Any) -> str:
    return "-".join(f"{each:g}" for each in value) if isinstance(value, list) else str(value)
