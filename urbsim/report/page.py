"""One self-contained page about finished runs and comparisons: no network, no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from urbsim.charts.arrange import unequal
from urbsim.charts.stored import is_comparison, of_run
from urbsim.report.answer.first_screen import FirstScreen, first_screen
from urbsim.report.answer.money import money_part
from urbsim.report.answers import unscored
from urbsim.report.facts import (
    LANGUAGES,
    command_of,
    notes_of,
    question_of,
    standing_of,
    title_of,
    versions_of,
)
from urbsim.report.parts import PagePart, comparison_parts, inputs_part, targets_part
from urbsim.report.pictures import Picture, pictures_of
from urbsim.report.scoreboard import score_parts
from urbsim.report.template import with_typeface
from urbsim.runs.results.store import StoredRun
from urbsim.text import block, spoken


@dataclass(frozen=True)
class Page:
    """Everything the template shows."""

    language: str
    title: str
    question: str
    standing: str
    screens: tuple[FirstScreen, ...]
    pictures: tuple[Picture, ...]
    parts: tuple[PagePart, ...]
    left: tuple[str, ...]
    notes: tuple[str, ...]
    commands: str
    versions: str


def page_of(runs: Sequence[StoredRun]) -> str:
    """The HTML of one page about one or several folders; ValueError where none is given."""
    if not runs:
        raise ValueError("a report needs at least one folder")
    words = block("report")
    content = Page(
        language=LANGUAGES[spoken()],
        title=" · ".join(dict.fromkeys(title_of(run) for run in runs)),
        question=" ".join((*dict.fromkeys(question_of(run) for run in runs), *unequal(runs))),
        standing=standing_of(runs),
        screens=tuple(first_screen(run, title_of(run) if len(runs) > 1 else "") for run in runs),
        pictures=tuple(picture for run in runs for picture in pictures_of(run)),
        parts=tuple(part for run in runs for part in parts_of(run)),
        left=tuple(each for run in runs for each in unscored(run)),
        notes=tuple(dict.fromkeys(note for run in runs for note in notes_of(run))),
        commands="\n".join(command_of(run) for run in runs),
        versions=versions_of(runs[0]),
    )
    return with_typeface("page.html.jinja", page=content, w=words)


def parts_of(run: StoredRun) -> list[PagePart]:
    """The tables of a folder."""
    middle = comparison_parts(of_run(run)) if is_comparison(run) else [targets_part(run), money_part(run)]
    return [part for part in (*middle, *score_parts(run), inputs_part(run)) if part.rows]
