"""What a folder says of itself: title, question, standing, notes, and the command that makes it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from urbsim.runs.results.store import StoredRun
from urbsim.text import block, spoken

LANGUAGES = {"en": "en", "zh": "zh-Hans"}


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


def standing_of(runs: Sequence[StoredRun]) -> str:
    """Whether the coefficients of all of them are calibrated, in a sentence."""
    calibrated = all(run.manifest.get("calibrated") is True for run in runs)
    return block("report")["calibrated" if calibrated else "uncalibrated"]


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
