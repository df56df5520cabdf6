"""One self-contained page about finished runs and comparisons: no network, no script."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from importlib.resources import files
from typing import Any, cast

from jinja2 import Environment, StrictUndefined

from urbsim.charts.comparison import comparison_files
from urbsim.charts.forecast import forecast_files
from urbsim.charts.lettering.webfont import webfont
from urbsim.charts.stored import is_comparison, of_run
from urbsim.report.answer.first_screen import FirstScreen, first_screen
from urbsim.report.answers import unscored
from urbsim.report.parts import PagePart, comparison_parts, inputs_part, targets_part
from urbsim.report.scoreboard import score_parts
from urbsim.runs.results.store import StoredRun
from urbsim.text import block, spoken

LANGUAGES = {"en": "en", "zh": "zh-Hans"}


@dataclass(frozen=True)
class Picture:
    """A chart inside the page, with words for those who do not see it."""

    source: str
    alt: str
    width: int
    height: int


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
        question=" ".join(dict.fromkeys(question_of(run) for run in runs)),
        standing=words[
            "calibrated" if all(r.manifest.get("calibrated") is True for r in runs) else "uncalibrated"
        ],
        screens=tuple(first_screen(run, title_of(run) if len(runs) > 1 else "") for run in runs),
        pictures=tuple(picture for run in runs for picture in pictures_of(run)),
        parts=tuple(part for run in runs for part in parts_of(run)),
        left=tuple(each for run in runs for each in unscored(run)),
        notes=tuple(dict.fromkeys(note for run in runs for note in notes_of(run))),
        commands="\n".join(command_of(run) for run in runs),
        versions=versions_of(runs[0]),
    )
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string(files("urbsim.report").joinpath("page.html.jinja").read_text("utf-8"))
    bare = template.render(page=content, w=words, typeface="")
    return template.render(page=content, w=words, typeface=webfont(readable(bare)))


def readable(html: str) -> str:
    """The letters of a page, without those of its pictures."""
    return unescape(re.sub(r'src="data:[^"]*"', "", html))


def title_of(run: StoredRun) -> str:
    """Title of the scenario."""
    titles = cast(Mapping[str, str], run.manifest.get("title") or {})
    return titles.get(spoken()) or str(run.manifest["name"])


def question_of(run: StoredRun) -> str:
    """What was asked."""
    names = cast(Mapping[str, Mapping[str, str]], run.manifest.get("regions") or {})
    home = str(run.manifest["region"])
    return block("report")["question"].format(
        region=names.get(home, {}).get(spoken(), home), base=run.manifest["base_year"],
        until=run.manifest["until"], draws=run.manifest["draws"], seed=run.manifest["seed"],
    )  # fmt: skip


def pictures_of(run: StoredRun) -> list[Picture]:
    """The charts of a folder, drawn in the language of the page."""
    if is_comparison(run):
        drawn = comparison_files(of_run(run), spoken(), ("png",))
    else:
        drawn = {"forecast.png": forecast_files([run], spoken(), ("png",))["png"]}
    title = title_of(run)
    return [embedded(png, f"{block('report')[f'chart_{name[:-4]}']}: {title}") for name, png in drawn.items()]


def embedded(png: bytes, alt: str) -> Picture:
    """A PNG as a data address; shown at half its pixels, so that print is sharp."""
    width, height = struct.unpack(">II", png[16:24])
    return Picture(f"data:image/png;base64,{base64.b64encode(png).decode()}", alt, width // 2, height // 2)


def parts_of(run: StoredRun) -> list[PagePart]:
    """The tables of a folder."""
    middle = comparison_parts(of_run(run)) if is_comparison(run) else [targets_part(run)]
    return [part for part in (*middle, *score_parts(run), inputs_part(run)) if part.rows]


def notes_of(run: StoredRun) -> list[str]:
    """Notes of the manifest."""
    key = "chinese" if spoken() == "zh" else "english"
    return [str(note[key]) for note in cast(Sequence[Mapping[str, Any]], run.manifest.get("notes") or ())]


def command_of(run: StoredRun) -> str:
    """The command that makes the folder again."""
    about = run.manifest.get("comparison")
    size = f"--draws {run.manifest['draws']} --seed {run.manifest['seed']} --weight {run.manifest['weight']}"
    if isinstance(about, Mapping):
        more = f"--baseline '{about['baseline']}'" + (" --mixes" if about.get("contributions") else "")
        return f"urbsim compare {' '.join(about['scenarios'])} {more} {size}"
    return f"urbsim run {run.manifest['name']} {size}"


def versions_of(run: StoredRun) -> str:
    """Versions in a line."""
    versions = cast(Mapping[str, str], run.manifest.get("versions") or {})
    return " · ".join(f"{name} {version}" for name, version in versions.items())
