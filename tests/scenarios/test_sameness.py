"""The same bytes of ``runs.parquet``, whatever the threads, workers, hash seed and order of the input."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.editing import Content, bytes_of, content_of, run, scenario_of
from urbsim.model.founding.founding import found
from urbsim.model.year.record import region_keys
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.store import write_runs
from urbsim.runs.setup import settlements
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import draw_of

ROOT = Path(__file__).parents[2]
LARGE = {"huludao-2011": 1, "national-2025": 5000}
DIGEST = (
    "import hashlib; from tests.scenarios.editing import bytes_of, content_of, run; "
    "print(hashlib.sha256(bytes_of(run(content_of({name!r}), {draws}))).hexdigest())"
)


def shuffled(content: Content, seed: int) -> Content:
    """The same file with keys, measures, targets and places in another order."""
    luck = random.Random(seed)

    def mixed(value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, dict):
            items = [(key, mixed(each, (*path, key))) for key, each in value.items()]
            luck.shuffle(items)
            return dict(items)
        if isinstance(value, list):
            items = [mixed(each, path) for each in value]
            luck.shuffle(items)
            return items
        return value

    answer: Content = mixed(content, ())
    return answer


def on_threads(name: str, weight: int, threads: int, folder: Path) -> bytes:
    """One run of a draw, lived and founded on so many threads."""
    scenario = scenario_of(content_of(name))
    resolved = resolve(scenario, weight)
    setup = resolved.setups["policy"]
    foundation = found(setup, resolved.coefficients, threads)
    draw = draw_of(1, 1, setup.years, setup.record, scenario.coefficients)
    values = simulate(setup, foundation, draw, threads)[None]
    names = (variables_of(setup), region_keys(setup), setup.years)
    return write_runs(folder, [Ensemble(name, "policy", *names, (1,), values)]).read_bytes()


def assert_threads_alike(name: str, weight: int, folder: Path) -> None:
    one, *others = (on_threads(name, weight, threads, folder) for threads in (1, 2, 3))
    assert all(one == other for other in others)
    print(f"\n{name}, one run at weight {weight}: {len(one):,} bytes alike on 1, 2 and 3 threads")


def test_threads_change_nothing(tmp_path: Path) -> None:
    assert_threads_alike("jingtai-2012", 1, tmp_path)


@pytest.mark.prove
@pytest.mark.parametrize("name", LARGE)
def test_threads_change_nothing_in_large_regions(name: str, tmp_path: Path) -> None:
    assert_threads_alike(name, LARGE[name], tmp_path)


@pytest.mark.parametrize("name", ["xuean-2010", "jingtai-2012"])
def test_workers_change_nothing(name: str) -> None:
    content = content_of(name)
    assert bytes_of(run(content, draws=5, workers=1)) == bytes_of(run(content, draws=5, workers=2))


@pytest.mark.prove
@pytest.mark.parametrize("name", LARGE)
def test_workers_change_nothing_in_large_regions(name: str) -> None:
    runs = [bytes_of(run(content_of(name), 4, LARGE[name], workers)) for workers in (1, 2)]
    assert runs[0] == runs[1]
    print(f"\n{name}, 4 draws: {len(runs[0]):,} bytes alike on 1 and 2 workers")


def test_the_hash_seed_changes_nothing() -> None:
    here = hashlib.sha256(bytes_of(run(content_of("xuean-2010"), 3))).hexdigest()
    command = [sys.executable, "-c", DIGEST.format(name="xuean-2010", draws=3)]
    for seed in ("1", "4294967295"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        there = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        assert there.stdout.strip() == here


@pytest.mark.parametrize("name", ["xuean-2010", "jingtai-2012"])
def test_the_order_of_the_file_changes_nothing(name: str) -> None:
    content = content_of(name)
    written = bytes_of(run(content))
    for seed in (1, 2):
        assert bytes_of(run(shuffled(content, seed))) == written


@pytest.mark.prove
@pytest.mark.parametrize("name", LARGE)
def test_the_order_of_the_file_changes_nothing_in_large_regions(name: str) -> None:
    content = content_of(name)
    runs = [bytes_of(run(each, 2, LARGE[name])) for each in (content, shuffled(content, 5))]
    assert runs[0] == runs[1]
    print(f"\n{name}: {len(runs[0]):,} bytes alike when keys, measures and targets are shuffled")


def test_the_order_of_towns_changes_nothing() -> None:
    content = content_of("xuean-2010")
    towns = [
        {"name": name, "population": people} for name, people in (("甲", 9000), ("乙", 6000), ("丙", 3000))
    ]
    written = []
    for order in (towns, towns[::-1], [towns[1], towns[2], towns[0]]):
        content["region"]["towns"] = order
        written.append(bytes_of(run(content)))
    assert written[0] == written[1] == written[2]


@pytest.mark.parametrize(
    ("name", "weight"),
    [("huludao-2011", 50), pytest.param("national-2025", 5000, marks=pytest.mark.prove)],
)
def test_the_order_of_areas_and_settlements_changes_nothing(
    name: str, weight: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = content_of(name)
    written = bytes_of(run(content, 1, weight))
    children, settlements_of = settlements.children, settlements.settlements_of
    monkeypatch.setattr(settlements, "children", lambda code: children(code)[::-1])
    monkeypatch.setattr(settlements, "settlements_of", lambda *given: settlements_of(*given)[::-1])
    assert bytes_of(run(content, 1, weight)) == written
