"""However an ensemble is lived, its bytes are the same."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from functools import cache
from typing import Any

import pytest

from tests.ensembles.combinations import DRAWS, KINDS, MIXES
from tests.ensembles.tiny import ROOT, at_home, digest_of, tiny
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options

BATCHES, BATCH = 20, 10
PATIENCE = 600
"""Seconds for a batch that takes half a minute: a cluster that has lost its workers waits for ever."""


@cache
def expected() -> str:
    options = Options(draws=DRAWS, seed=1, workers=1, mixes=MIXES)
    return digest_of(run_mixes(tiny(), options, lambda done, total: None).ensembles)


def lived(seed: int, count: int, hash_seed: str) -> list[dict[str, Any]]:
    """What a batch of combinations under one hash seed gives."""
    command = [sys.executable, "-m", "tests.ensembles.combinations", str(seed), str(count)]
    environment = at_home(PYTHONHASHSEED=hash_seed)
    how = {"cwd": ROOT, "env": environment, "timeout": PATIENCE}
    done = subprocess.run(command, capture_output=True, text=True, check=False, **how)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def assert_alike(seed: int, count: int, hash_seed: str) -> None:
    ways = lived(seed, count, hash_seed)
    assert len(ways) == count
    assert [way for way in ways if way["digest"] != expected()] == []
    kinds = ", ".join(f"{kind} {n}" for kind, n in Counter(way["kind"] for way in ways).items())
    killed = sum(way["killed"] for way in ways)
    print(
        f"\nhash seed {hash_seed}: {count} combinations alike ({kinds}; {killed} with a worker killed), "
        f"digest {expected()[:16]}"
    )


def test_three_random_combinations_give_the_same_bytes() -> None:
    assert_alike(seed=4, count=len(KINDS), hash_seed="77")


@pytest.mark.prove
@pytest.mark.parametrize("batch", range(BATCHES))
def test_200_random_combinations_give_the_same_bytes(batch: int) -> None:
    assert_alike(seed=1000 + batch, count=BATCH, hash_seed=str(batch * 214_748_364))
