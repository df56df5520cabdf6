"""Of random pairs of files, what runs is what one file written by hand says, no less and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.scenarios.editing import FILE, content_of
from tests.scenarios.pairs import Pair, pair
from urbsim.scenario import Scenario, read_scenario, read_text
from urbsim.scenario.file.digest import as_json, scenario_digest
from urbsim.vocabulary.errors import InputError


def read(one: Pair, folder: Path) -> Scenario:
    path = folder / "upper.yaml"
    path.write_text(as_json(one.above), "utf-8")
    return read_scenario(path)


def outcome(one: Pair, folder: Path) -> str:
    """``runs`` or ``refused``, by the pair and by the whole file alike."""
    try:
        whole = read_text(as_json(one.whole), FILE)
    except InputError:
        with pytest.raises(InputError):
            read(one, folder)
        return "refused"
    found = read(one, folder)
    assert scenario_digest(found) == scenario_digest(whole), one
    for part in ("measures", "targets", "mixes", "assumptions", "region", "runs", "until"):
        assert getattr(found, part) == getattr(whole, part), (part, one)
    below = content_of(one.below)
    said = {key: value for key, value in one.whole.items() if key not in ("name", "region", "title")}
    assert found.altered or said == {key: below[key] for key in said}, "what is new or changed is told"
    return "runs"


def outcomes(pairs: int, folder: Path) -> Counter[str]:
    luck = random.Random(19)
    return Counter(outcome(pair(luck), folder) for _ in range(pairs))


def test_what_a_pair_says_is_what_runs(tmp_path: Path) -> None:
    assert outcomes(40, tmp_path)["runs"] >= 30


@pytest.mark.prove
def test_what_two_thousand_pairs_say_is_what_runs(tmp_path: Path) -> None:
    seen = outcomes(2000, tmp_path)
    print(
        f"2,000 random pairs of files: {seen['runs']} run as one file written by hand, measure by measure; "
        f"{seen['refused']} refused like it; 0 differ"
    )
    assert seen["runs"] >= 1200
