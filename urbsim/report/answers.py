"""A sentence per target: what was asked, what the runs say, and how often it is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from urbsim.analysis.targets.cells import CHANCE, NOTHING, WITHOUT, Row, absent, chance_in, error_in, records
from urbsim.analysis.targets.reasons import quoted, reason_text
from urbsim.analysis.targets.wording import asked, estimate, span, verdict_text
from urbsim.runs.results.store import StoredRun
from urbsim.runs.results.target import RunTarget
from urbsim.scenario.file.bilingual import chinese_by_english
from urbsim.text import block, spoken, word
from urbsim.vocabulary.variables import variables

MAIN = "policy"


def targets_of(run: StoredRun) -> list[RunTarget]:
    """Targets as the manifest keeps them."""
    entries = cast(Sequence[Mapping[str, Any]], run.manifest.get("targets") or ())
    tuples = ("value", "places", "towns")
    found = []
    for entry in entries:
        fields: dict[str, Any] = {
            k: tuple(v) if k in tuples and isinstance(v, list) else v for k, v in entry.items()
        }
        found.append(RunTarget(**fields))
    return found


def answering(run: StoredRun) -> list[str]:
    """Mixes that the answer speaks of: all measures, or where scenarios were compared each of them."""
    mixes = [str(mix) for mix in cast(Sequence[str], run.manifest["mixes"])]
    about = cast(Mapping[str, Any], run.manifest.get("comparison") or {})
    own = [name for name in about.get("scenarios", ()) if name in mixes]
    return [MAIN] if MAIN in mixes else own or mixes[:1]


def rows_of(run: StoredRun, mix: str) -> list[tuple[RunTarget, Row]]:
    """Targets with their row of `targets.csv` for a mix."""
    rows = records(run.targets[run.targets["mix"] == mix])
    targets = targets_of(run)
    return list(zip(targets, rows, strict=True)) if len(targets) == len(rows) else []


def answers_of(run: StoredRun) -> list[str]:
    """A sentence for each target that runs score, and how many they do not; mixes by name where several."""
    mixes = answering(run)
    leads = {mix: f"{mix}: " if len(mixes) > 1 else "" for mix in mixes}
    scored = [
        leads[mix] + sentence(run, target, row)
        for mix in mixes
        for target, row in rows_of(run, mix)
        if not absent(row["probability"])
    ]
    left = len(unscored(run))
    return [*scored, word("report.left", left=left)] if left else scored


def unscored(run: StoredRun) -> list[str]:
    """Targets that no run can score, each with the reason."""
    rows = rows_of(run, answering(run)[0])
    return [sentence(run, target, row) for target, row in rows if absent(row["probability"])]


def sentence(run: StoredRun, target: RunTarget, row: Row) -> str:
    """One target in words."""
    words, base = block("report"), int(cast(int, run.manifest["base_year"]))
    term, verdict = term_of(target), verdict_text(str(row["verdict"]))
    if absent(row["probability"]):
        own = quoted(target)
        return words["unscored"].format(
            asks=own or words["asks"].format(term=term, asked=asked(target, base)), verdict=verdict,
            reason=why_unscored(run, target, row),
        )  # fmt: skip
    unit, draws = str(row["unit"]), int(cast(int, run.manifest["draws"]))
    without = chance_in(row, WITHOUT, draws)
    bare = "" if absent(row.get("probability_without")) else word("report.answer_without", without=without)
    return words["answer"].format(
        term=term, asked=asked(target, base), year=row["year"], verdict=verdict,
        p50=estimate(row["p50"], error_in(row, "p50_error"), unit),
        band=span(row["p05"], row["p95"], unit, error_in(row, "p50_error")),
        chance=chance_in(row, CHANCE, draws), without=bare,
    )  # fmt: skip


def why_unscored(run: StoredRun, target: RunTarget, row: Row) -> str:
    """The reason in brackets, where the table gives one."""
    why = row.get("reason")
    if not isinstance(why, str) or not why:
        return ""
    return word("report.why", reason=reason_text(why, target, sayings_of(run)))


def sayings_of(run: StoredRun) -> Mapping[str, str]:
    """Chinese words by the English of what the scenarios of a folder say in both languages."""
    return chinese_by_english([run.manifest.get("scenario"), run.manifest.get("comparison")])


def percent(share: float) -> str:
    """A probability."""
    return word("asked.percent", value=f"{100 * share:.0f}")


def term_of(target: RunTarget) -> str:
    """Name of the target's variable; a dash for one that no run puts out where its clause is quoted."""
    known = variables().get(target.variable)
    if known is None and quoted(target):
        return NOTHING
    return target.variable if known is None else known.chinese if spoken() == "zh" else known.english
