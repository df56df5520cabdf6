"""The first screen of the report: the finding, its figures and cost, what to doubt, what to ask next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from urbsim.analysis.mixes.mix_cells import chance_of, points, points_band
from urbsim.analysis.targets.cells import error_in, records
from urbsim.analysis.targets.outcomes import MOST
from urbsim.analysis.targets.wording import change, estimate, percent
from urbsim.charts.stored import StoredComparison, is_comparison, of_run, rank_of
from urbsim.charts.terms import labels_of, term
from urbsim.report.answer.beside import measure_beside
from urbsim.report.answer.binding import binding_text, bindings_of
from urbsim.report.answer.effects import cost_text, effect_part, effects_of, finding, money_of
from urbsim.report.answer.promises import promises
from urbsim.report.answers import answers_of
from urbsim.report.parts import PagePart, draws_of, mixes_part
from urbsim.runs.results.store import StoredRun
from urbsim.text import spoken, word

RATE = "resident_urbanization_rate"


@dataclass(frozen=True)
class FirstScreen:
    """What stands before everything else; ``heading`` names the run where a page has several."""

    heading: str
    findings: tuple[str, ...]
    binding: tuple[str, ...]
    warnings: tuple[str, ...]
    table: PagePart | None
    answers: tuple[str, ...]
    questions: tuple[str, ...]


def first_screen(run: StoredRun, heading: str = "") -> FirstScreen:
    """The answer of one folder."""
    if is_comparison(run):
        findings, table, questions = _of_comparison(of_run(run))
    else:
        findings, table, questions = _of_run(run)
    answers = (*answers_of(run), *said_in(run, "precedents"), *said_in(run, "beside"))
    return FirstScreen(
        heading=heading, findings=tuple(findings),
        binding=tuple(binding_text(bindings_of(run), labels_of(run))),
        warnings=said_in(run, "warnings"), table=table, answers=answers, questions=tuple(questions),
    )  # fmt: skip


def said_in(run: StoredRun, part: str) -> tuple[str, ...]:
    """Sentences of the manifest (warnings, precedents, what stands beside), in the language spoken."""
    key = "chinese" if spoken() == "zh" else "english"
    entries = cast(Sequence[Mapping[str, Any]], run.manifest.get(part) or ())
    return tuple(str(each[key]) for each in entries)


def _of_run(run: StoredRun) -> tuple[list[str], PagePart | None, list[str]]:
    effects, cost, name = effects_of(run), money_of(run), run.manifest["name"]
    asks = [*promises(run), *questions(run.folder, str(name), run.manifest["scenario"])]
    if not effects:
        return [word("answer.no_pair")] if run.manifest.get("clauses") else [], None, asks
    findings = [finding(effects), *([] if cost is None else [cost_text(effects, cost)])]
    return findings, effect_part(effects, int(cast(int, run.manifest["draws"]))), asks


def questions(folder: Path, name: str, scenario: object) -> list[str]:
    """Which measure matters most, by a comparison beside or how to ask; and how to ask what is enough."""
    known = measure_beside(folder, name, scenario)
    return [known or word("answer.ask_measures", name=name), word("answer.ask_enough", name=name)]


def _of_comparison(stored: StoredComparison) -> tuple[list[str], PagePart | None, list[str]]:
    name = next(iter(stored.about["scenarios"]), stored.run.manifest["name"])
    return compared(stored), mixes_part(stored), [word("answer.ask_enough", name=name)]


def compared(stored: StoredComparison) -> list[str]:
    """What a comparison answers: which mix and measure add most, at what cost, and what is enough."""
    found = [*best_mix(stored), *strongest_measure(stored), *worth_most(stored), *enough(stored)]
    name = next(iter(stored.about["scenarios"]), stored.run.manifest["name"])
    asks = [] if len(stored.tables["contributions_error"]) else [word("answer.ask_measures", name=name)]
    return [*found, *asks]


def enough(stored: StoredComparison) -> list[str]:
    """The likeliest mix for each target: whether it is likely enough to promise, or met in no draw."""
    table = stored.tables["chances"]
    found = []
    for target, rows in table.groupby("target", sort=False) if len(table) else ():
        row = max(records(rows), key=lambda each: (float(each["probability"]), -rank_of(str(each["mix"]))))
        share = float(row["probability"])
        code = "enough" if share >= MOST else "short" if share > 0 else "none_meets"
        name, chance = str(target).rpartition("/")[2], chance_of(row, draws_of(stored.run))
        mix = stored.labels.mix(str(row["mix"]))
        fields = {"target": name, "mix": mix, "chance": chance, "share": percent(MOST)}
        found.append(word(f"answer.{code}", **fields))
    return found


def best_mix(stored: StoredComparison) -> list[str]:
    """The mix that adds most to the rate against the baseline, with its band."""
    table = stored.tables["mixes"]
    own = table["mix"].map(lambda name: rank_of(str(name)) == 0)
    others = table[own & (table["mix"] != stored.baseline) & table["points_p50"].notna()]
    if others.empty:
        return []
    row = max(records(others), key=lambda each: float(each["points_p50"]))
    return [
        word(
            "answer.best_mix", mix=stored.labels.mix(str(row["mix"])),
            baseline=stored.labels.mix(stored.baseline), year=row["year"],
            points=points(row), band=points_band(row), figure=term(RATE),
        )
    ]  # fmt: skip


def worth_most(stored: StoredComparison) -> list[str]:
    """The mix whose point is cheapest, of those that add something."""
    table = stored.tables["mixes"]
    priced = table[(table["points_p05"] > 0) & (table["cost_per_point"] > 0)]
    if priced.empty:
        return []
    row = min(records(priced), key=lambda each: float(each["cost_per_point"]))
    cost = estimate(float(row["cost_per_point"]), error_in(row, "cost_per_point_error"), "yuan", 2)
    return [word("answer.worth_most", mix=stored.labels.mix(str(row["mix"])), cost=cost)]


def strongest_measure(stored: StoredComparison) -> list[str]:
    """The measure that contributes most to the rate, where contributions were found."""
    table = stored.tables["contributions_error"]
    rate = table[table["variable"] == RATE] if len(table) else table
    if rate.empty:
        return []
    row = max(records(rate), key=lambda each: float(each["contribution"]))
    error = error_in(row, "error")
    return [
        word(
            "answer.strongest",
            measure=stored.labels.measure(str(row["measure"])),
            points=change(row["contribution"], error, "share"),
        )
    ]
