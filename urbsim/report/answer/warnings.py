"""What must be doubted before the figures are read: arithmetic, examples, questions, empty homes, money."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from urbsim.analysis.documents.plausibility import findings_of
from urbsim.analysis.mixes.money import cost_in, money_table
from urbsim.analysis.targets.wording import amount, percent
from urbsim.evidence.documents import documents
from urbsim.runs.results.ensemble_result import POLICY, Ensemble
from urbsim.runs.results.result import Note, RunResult, note
from urbsim.scenario.file.questions import left_open
from urbsim.text import LANGUAGES, Message, named, speaking, texts

VACANCY = "vacancy_rate"
EMPTY = 0.30
"""Share of empty homes above which a plan builds for nobody (design guides call more than a fifth idle)."""
LEFT_UNPAID = 0.05
"""Share of planned money that may be missing before it is worth a warning."""
EXAMPLES = ("source", "rate_because", "roads_because", "homes_because", "newcomers_because", "hukou_because")
"""Words of a starting scenario that ask to be replaced."""


def warnings_of(result: RunResult) -> tuple[Note, ...]:
    """Everything a reader must doubt before the figures, gravest first."""
    return (*impossible(result), *examples_left(result), *questions_left(result), *empty_homes(result),
            *unpaid(result))  # fmt: skip


def impossible(result: RunResult) -> Iterator[Note]:
    """Targets of the file that do not add up with each other or with official figures."""
    clauses = {target.clause for target in result.targets if target.clause}
    for name in dict.fromkeys(clause.partition("/")[0] for clause in sorted(clauses)):
        for finding in findings_of(name) if name in documents() else ():
            if clauses & set(finding.clauses):
                yield note("warnings.impossible", arithmetic=in_both(finding.arithmetic))


def in_both(text: str) -> Message:
    """A text as a field of notes in either language."""
    return text if isinstance(text, Message) else named(text, text)


def examples_left(result: RunResult) -> Iterator[Note]:
    """How many numbers still stand for the examples of a starting scenario."""
    known = {texts(lang)["new"][key] for lang in LANGUAGES for key in EXAMPLES}
    count = sum(words in known for words in _words(result.scenario))
    if count:
        yield note("warnings.examples", count=count)


def _words(value: Any) -> Iterator[str]:
    """Every text in a scenario; one in several languages counts once."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        parts = [value["en"]] if set(value) == {"en", "zh"} else value.values()
        for part in parts:
            yield from _words(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _words(part)


def questions_left(result: RunResult) -> Iterator[Note]:
    """Questions of a drafted file that nobody has decided."""
    left = left_open(result.scenario)
    if left:
        yield note("warnings.questions", left=left)


def policy_of(runs: Sequence[Ensemble]) -> Ensemble:
    """The runs with all measures, else the first."""
    return next((each for each in runs if each.mix == POLICY), runs[0])


def empty_homes(result: RunResult) -> Iterator[Note]:
    """The worst year of the middle draw, where more than three homes in ten stand empty."""
    policy = policy_of(result.ensembles)
    if not policy.has(VACANCY, policy.home):
        return
    middle = np.median(policy.of(VACANCY, policy.home)[:, 1:], axis=0)
    worst = int(np.argmax(middle))
    if middle[worst] > EMPTY:
        share = _percent(float(middle[worst]))
        yield note("warnings.vacancy", year=policy.years[worst + 1], share=share, bound=_percent(EMPTY))


def unpaid(result: RunResult) -> Iterator[Note]:
    """Money that the plan names and nobody has."""
    cost = cost_in(money_table(result)) if result.measures else None
    if cost is None or cost.planned <= 0 or cost.planned - cost.realised < LEFT_UNPAID * cost.planned:
        return
    missing = cost.planned - cost.realised
    yield note("warnings.unpaid", planned=_yuan(cost.planned), missing=_yuan(missing),
               share=_percent(missing / cost.planned))  # fmt: skip


def _yuan(value: float) -> Message:
    return in_each_language(lambda: amount(value, "yuan", 3))


def _percent(share: float) -> Message:
    return in_each_language(lambda: percent(share))


def in_each_language(written: Callable[[], str]) -> Message:
    """A figure as each language writes it, as a field of notes."""
    with speaking("en"):
        english = written()
    with speaking("zh"):
        return named(english, written())
