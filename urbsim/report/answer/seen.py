"""What was seen of a region since its base year, told beside what the runs foretold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from urbsim.analysis.targets.median_error import median_error
from urbsim.analysis.targets.wording import amount, estimate, span
from urbsim.report.answer.warnings import in_each_language, policy_of
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.result import Note, RunResult, note
from urbsim.scenario.file.bilingual import Bilingual, chinese, english
from urbsim.text import named
from urbsim.vocabulary.variables import variables


def seen_notes(result: RunResult, published: Sequence[Ensemble]) -> list[Note]:
    """One note for each figure of the file: what was seen, by whom, and where the forecast has it."""
    entries = cast(Sequence[Mapping[str, Any]], result.scenario.get("observed") or ())
    runs = policy_of(published)
    return [seen_note(each, runs) for each in entries if runs.has(each["variable"], runs.home)]


def seen_note(entry: Mapping[str, Any], runs: Ensemble) -> Note:
    """A figure beside the median and the band of its year."""
    known, value, source = variables()[entry["variable"]], float(entry["value"]), entry["source"]
    source = source if isinstance(source, str) else Bilingual(**source)
    draws = runs.at(known.name, runs.home, entry["year"])
    low, median, high = np.quantile(draws[~np.isnan(draws)], (0.05, 0.5, 0.95))
    place = "inside" if low <= value <= high else "below" if value < low else "above"
    unit, error = known.unit, median_error(draws)
    said = (" ".join(words(source).split()) for words in (english, chinese))
    return note(
        f"notes.seen_{place}", figure=named(known.english, known.chinese), year=entry["year"],
        value=in_each_language(lambda: amount(value, unit)), source=named(*said),
        median=in_each_language(lambda: estimate(float(median), error, unit)),
        band=in_each_language(lambda: span(float(low), float(high), unit, error)),
    )  # fmt: skip
