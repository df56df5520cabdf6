"""Two printed pages for somebody's superior: the answer, then targets, money and caveats."""

from __future__ import annotations

from dataclasses import dataclass

from urbsim.report.answer.first_screen import FirstScreen, first_screen
from urbsim.report.answer.money import money_part
from urbsim.report.facts import LANGUAGES, command_of, notes_of, question_of, standing_of, title_of
from urbsim.report.parts import PagePart, targets_part
from urbsim.report.pictures import Picture, pictures_of
from urbsim.report.template import with_typeface
from urbsim.runs.results.store import StoredRun
from urbsim.text import block, spoken, word

MOST, MOST_NOTES = 7, 5
"""Rows of a table, and notes, for which two pages have room."""


@dataclass(frozen=True)
class Brief:
    """Everything the template of the brief shows."""

    language: str
    title: str
    question: str
    screen: FirstScreen
    picture: Picture
    map: Picture | None
    tables: tuple[PagePart, ...]
    notes: tuple[str, ...]
    standing: str
    command: str


def brief_of(run: StoredRun) -> str:
    """The HTML of two A4 pages about one folder, in the language spoken."""
    screen, (picture, *others) = first_screen(run), pictures_of(run)
    content = Brief(
        language=LANGUAGES[spoken()], title=title_of(run), question=question_of(run),
        screen=screen, picture=picture, map=others[-1] if others else None,
        tables=tuple(tables_of(run)),
        notes=tuple(notes_of(run)[:MOST_NOTES]), standing=standing_of([run]), command=command_of(run),
    )  # fmt: skip
    return with_typeface("brief.html.jinja", page=content, w={**block("report"), **block("brief")})


def tables_of(run: StoredRun) -> list[PagePart]:
    """Targets that are scored, and the dearest measures."""
    return [each for each in (scored_part(run), money_part(run, MOST)) if each.rows]


def scored_part(run: StoredRun) -> PagePart:
    """The targets that runs score, at most as many as there is room for."""
    whole = targets_part(run)
    rows = [row for row in whole.rows if row[4] != "–"]
    left = len(whole.rows) - len(rows[:MOST])
    text = word("brief.more_targets", left=left) if left else ""
    columns = (1, 2, 3, 4, 5, 6, 7)
    return PagePart(
        title=whole.title, heads=tuple(whole.heads[at] for at in columns),
        rows=tuple(tuple(row[at] for at in columns) for row in rows[:MOST]),
        numbers=tuple(whole.numbers[at] for at in columns), text=text,
    )  # fmt: skip
