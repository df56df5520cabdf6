"""What a run says of its targets beside their chances: what most draws reach, and what none does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from urbsim.analysis.targets.cells import Row, absent, error_in
from urbsim.analysis.targets.comparators import is_level
from urbsim.analysis.targets.outcomes import MOST, Outcome
from urbsim.analysis.targets.wording import asked, percent, rounded
from urbsim.report.answers import answering, rows_of, term_of
from urbsim.report.parts import draws_of
from urbsim.runs.results.store import StoredRun
from urbsim.runs.results.target import RunTarget
from urbsim.text import word


@dataclass(frozen=True)
class Promise:
    """A target that runs score: when it is due, how often it is met, at most, and what most draws reach."""

    target: RunTarget
    year: int
    unit: str
    chance: float
    high: float
    mostly: float | None
    error: float


def of_outcomes(outcomes: Iterable[Outcome]) -> list[Promise]:
    """The scored targets of a run just made."""
    return [
        Promise(
            target=each.target,
            year=each.year,
            unit=each.unit,
            chance=each.probability,
            high=each.high,
            mostly=each.mostly,
            error=each.error,
        )
        for each in outcomes
        if each.probability is not None and each.high is not None
    ]


def of_run(run: StoredRun) -> list[Promise]:
    """The scored targets of a folder, under all measures."""
    rows = rows_of(run, answering(run)[0])
    return [_of_row(target, row) for target, row in rows if not absent(row["probability"])]


def _of_row(target: RunTarget, row: Row) -> Promise:
    mostly = row.get("reached_by_most")
    return Promise(
        target=target, year=int(row["year"]), unit=str(row["unit"]), chance=float(row["probability"]),
        high=float(row["probability_high"]), mostly=None if absent(mostly) else float(mostly or 0.0),
        error=error_in(row, "p50_error"),
    )  # fmt: skip


def promises(run: StoredRun) -> list[str]:
    """What a folder says of what can be promised, and of what no draw meets."""
    base = int(str(run.manifest["base_year"]))
    return told(of_run(run), base, draws_of(run))


def told(scored: Sequence[Promise], base_year: int, draws: int) -> list[str]:
    """What most draws reach of targets less likely than that, and what none meets; nothing of one draw."""
    short = [each for each in scored if each.chance < MOST and each.mostly is not None]
    never = [each for each in scored if each.chance == 0]
    if draws == 1:
        return []
    found = []
    if short:
        reached = listed("answer.reached", short, base_year)
        found.append(word("answer.promise", share=percent(MOST), reached=reached))
    if never:
        high = percent(max(each.high for each in never))
        targets = listed("answer.named", never, base_year)
        found.append(word("answer.never", targets=targets, draws=draws, high=high))
    return found


def listed(code: str, scored: Sequence[Promise], base_year: int) -> str:
    """Targets one after another in the words of a text."""
    return word("answer.and").join(
        word(
            code, term=term_of(each.target), year=each.year, asked=asked(each.target, base_year),
            value=value_of(each),
        )
        for each in scored
    )  # fmt: skip


def value_of(each: Promise) -> str:
    """What most draws reach: a level, or the rise, in words where it is none."""
    value = each.mostly or 0.0
    if is_level(each.target):
        return rounded(value, each.error, each.unit)
    rise = rounded(value, each.error, each.unit)
    return word("answer.no_rise") if value <= 0 or rise.startswith("0") else f"+{rise}"
