"""One HTML file with sliders: its style and script are known by digest, and it may ask for nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.trust import asks_for_more
from urbsim.analysis.targets.wording import amount, percent
from urbsim.charts.lettering.webfont import webfont
from urbsim.report.explore.content import script_content
from urbsim.report.explore.packed import as_packed
from urbsim.report.explore.presets import heads_of, presets_of, row_of
from urbsim.report.facts import LANGUAGES
from urbsim.report.template import readable
from urbsim.runs.results.run_tables import region_label
from urbsim.text import block, spoken

FOLDER = "urbsim.report.explore"


@dataclass(frozen=True)
class SliderPage:
    """Everything the template shows; ``policy`` is the content policy for ``style`` and ``script``."""

    language: str
    title: str
    question: str
    trust: str
    doubts: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    content: str
    notes: tuple[str, ...]
    style: str
    script: str
    policy: str


def slider_page(emulator: Emulator) -> str:
    """The HTML of the page of one scenario, in the language spoken."""
    shown, template = as_packed(emulator), text_of("page.html.jinja")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    made = environment.from_string(template)
    bare = made.render(page=content_of(shown, ""), w=block("explore"))
    typeface = webfont(readable(bare))
    return made.render(page=content_of(shown, typeface), w=block("explore"))


def content_of(emulator: Emulator, typeface: str) -> SliderPage:
    """Everything the template shows, with this typeface."""
    words, result = block("explore"), emulator.result
    presets, first = presets_of(emulator), result.ensembles[0]
    style = text_of("page.css").replace("TYPEFACE", typeface)
    script = text_of("page.js")
    return SliderPage(
        language=LANGUAGES[spoken()],
        title=result.title.get(spoken(), result.name),
        question=words["question"].format(
            region=region_label(first.home, result.names, spoken()), base=first.base_year,
            until=first.years[-1], draws=len(emulator.learned.draws), seed=result.seed,
        ),
        trust=trust_sentence(emulator),
        doubts=doubts_of(emulator),
        heads=tuple(heads_of(emulator)),
        rows=tuple(row_of(emulator, preset) for preset in presets),
        content=script_content(emulator, presets),
        notes=tuple(note.text() for note in result.notes),
        style=style,
        script=script,
        policy=policy_of(style, script),
    )  # fmt: skip


def policy_of(style: str, script: str) -> str:
    """The content policy: this style, this script, letters in the file, and nothing else."""
    return (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """A source that is known by its SHA-256."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def trust_sentence(emulator: Emulator) -> str:
    """What the emulator learned from, and how far it was from runs that it had not seen."""
    last = emulator.result.ensembles[0].years[-1]
    error = next(each for each in emulator.errors if each.kind == "rate" and each.key.endswith(str(last)))
    chances = [each.chance for each in emulator.errors if each.kind == "target"]
    return block("explore")["trust"].format(
        settings=len(emulator.learned.strengths), draws=len(emulator.learned.draws),
        unseen=len(emulator.unseen.strengths), middle=f"{100 * error.middle:.2f}",
        worst=f"{100 * error.worst:.2f}", chance=f"{100 * max(chances, default=0.0):.1f}",
    )  # fmt: skip


def doubts_of(emulator: Emulator) -> tuple[str, ...]:
    """Outputs for which more runs are asked for."""
    words = block("explore")
    return tuple(
        words["doubt"].format(
            key=each.key, error=amount(each.middle, each.unit, 3), chance=percent(each.chance)
        )
        for each in asks_for_more(emulator.errors)
    )


def text_of(name: str) -> str:
    """A file of the page."""
    return files(FOLDER).joinpath(name).read_text("utf-8")
