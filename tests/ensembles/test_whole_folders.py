"""A folder is one run: killed anywhere, or with a full disk, it is the old set, the new set, or refused.

Children of this process write a set over another and are killed (SIGKILL) before one of their operations on
files, each of which Python announces to its audit hooks; or a write fails as on a full disk.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from tests.unit.runs.worlds import result
from urbsim.report import folder as writing
from urbsim.report.folder import write_folder
from urbsim.runs.results.files import OutputError, write_bytes
from urbsim.runs.results.folder_lock import locked, whole_set
from urbsim.runs.results.manifest import digest
from urbsim.runs.results.manifest_schema import read_manifest
from urbsim.runs.results.store import read_run
from urbsim.vocabulary.errors import InputError

OLD, NEW, NEXT = 1, 2, 3
WATCHED = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(autouse=True)
def small_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    def chart(folder: Path, content: dict[str, object], lang: str) -> list[Path]:
        return [write_bytes(folder, "forecast.png", f"a chart of seed {content['seed']}".encode())]

    monkeypatch.setattr(writing, "_write_charts", chart)


def written(out: Path, seed: int) -> Path:
    """The folder of a small run of that seed, written under its lock."""
    out.mkdir(exist_ok=True)
    place = out / "huludao-2011"
    place.mkdir(exist_ok=True)
    with locked(place):
        return write_folder(replace(result(draws=3 + seed), seed=seed), out).folder


def seed_of(folder: Path) -> int | None:
    """The seed of the run that a folder holds whole; None where readers refuse it."""
    try:
        read_run(folder)
    except InputError:
        return None
    promised = read_manifest(folder / "manifest.json")
    for name, known in promised["files"].items():
        assert digest((folder / name).read_bytes()) == known, name
    chart = folder / "forecast.png"
    if "forecast.png" not in promised["files"] and chart.exists():
        assert chart.read_bytes() == f"a chart of seed {promised['seed']}".encode()
    return int(promised["seed"])


def in_child(out: Path, before: Callable[[], None]) -> int:
    """Write the new set in a child that does something first; its exit status, negative for a signal."""
    child = os.fork()
    if child == 0:
        status = 3
        try:
            before()
            written(out, NEW)
            status = 0
        except OutputError:
            status = 1
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def killed_before(number: int, out: Path) -> Callable[[], None]:
    """Kill this process before its operation of that number on a file below a folder."""

    def arm() -> None:
        counted = count()

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event in WATCHED and str(out) in str(arguments[0]) and next(counted) == number:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)

    return arm


def full_after(number: int) -> Callable[[], None]:
    """Let the write of that number fail for want of room."""

    def arm() -> None:
        counted, real = count(), os.fsync

        def fsync(file: int) -> None:
            if next(counted) >= number:
                raise OSError(errno.ENOSPC, "No space left on device")
            real(file)

        os.fsync = fsync

    return arm


def test_each_operation_may_be_the_last(tmp_path: Path) -> None:
    seen = kills(tmp_path, random.Random(19).sample(range(48), 7))
    assert {OLD, NEW} <= seen


@pytest.mark.prove
def test_two_hundred_kills(tmp_path: Path) -> None:
    seen = kills(tmp_path, [number % 50 for number in range(200)])
    assert seen <= {OLD, NEW, None}
    print(f"200 kills between operations on files: folders held {seen}")


def kills(tmp_path: Path, numbers: list[int]) -> set[int | None]:
    """What folders held after a kill before each of these operations; a next run then mends all."""
    seen: set[int | None] = set()
    for turn, number in enumerate(numbers):
        out = tmp_path / str(turn)
        folder = written(out, OLD)
        (folder / "notes.txt").write_text("the user's own", encoding="utf-8")
        status = in_child(out, killed_before(number, out))
        assert status in (0, -signal.SIGKILL)
        found = seed_of(folder)
        assert found in (OLD, NEW), f"killed before operation {number}"
        seen.add(found)
        assert seed_of(written(out, NEXT)) == NEXT
        assert [each.name for each in out.iterdir()] == ["huludao-2011"]
        assert (folder / "notes.txt").read_text(encoding="utf-8") == "the user's own"
        shutil.rmtree(out)
    return seen


def test_a_full_disk_leaves_a_whole_set(tmp_path: Path) -> None:
    assert full_disks(tmp_path, [0, 3, 6, 9, 40]) == {OLD, NEW}


@pytest.mark.prove
def test_fifty_full_disks(tmp_path: Path) -> None:
    seen = full_disks(tmp_path, [number % 14 for number in range(50)])
    print(f"50 full disks: folders held {seen}")


def full_disks(tmp_path: Path, numbers: range | list[int]) -> set[int | None]:
    """What folders held after writes failed from each of these on."""
    seen: set[int | None] = set()
    for turn, number in enumerate(numbers):
        out = tmp_path / str(turn)
        folder = written(out, OLD)
        assert in_child(out, full_after(number)) in (0, 1)
        seen.add(seed_of(folder))
        assert [each.name for each in out.iterdir()] == ["huludao-2011"]
    return seen


def test_tables_of_one_run_beside_the_manifest_of_another_are_refused(tmp_path: Path) -> None:
    old, new = written(tmp_path / "old", OLD), written(tmp_path / "new", NEW)
    for name in ("runs.parquet", "years.csv", "targets.csv", "iamc.csv"):
        mixed = tmp_path / f"mixed-{name}"
        shutil.copytree(old, mixed)
        shutil.copy(new / name, mixed / name)
        if digest((new / name).read_bytes()) != digest((old / name).read_bytes()):
            assert seed_of(mixed) is None


def test_a_second_run_is_refused_until_the_first_has_ended_though_its_set_took_the_place(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "place"
    folder.mkdir()
    with locked(folder):
        with whole_set(folder) as beside:
            (beside / "years.csv").write_text("new", encoding="utf-8")
        with pytest.raises(OutputError, match="another run"), locked(folder):
            pass
    with locked(folder):
        assert (folder / "years.csv").read_text(encoding="utf-8") == "new"


def test_a_set_that_fails_leaves_the_old_one_and_no_trace(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    folder.mkdir()
    (folder / "years.csv").write_text("old", encoding="utf-8")
    with suppress(ZeroDivisionError), whole_set(folder) as beside:
        (beside / "years.csv").write_text("new", encoding="utf-8")
        raise ZeroDivisionError
    assert (folder / "years.csv").read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["place"]


def test_without_an_exchange_of_the_system_the_set_takes_the_place_in_two_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "elsewhere")
    folder = tmp_path / "place"
    folder.mkdir()
    with whole_set(folder) as beside:
        (beside / "years.csv").write_text("new", encoding="utf-8")
    assert (folder / "years.csv").read_text(encoding="utf-8") == "new"
    assert [each.name for each in tmp_path.iterdir()] == ["place"]


def test_a_chart_that_fails_costs_nobody_the_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(folder: Path, content: dict[str, object], lang: str) -> list[Path]:
        raise ValueError("no such colour")

    monkeypatch.setattr(writing, "_write_charts", broken)
    done = write_folder(result(draws=3), tmp_path)
    assert "are complete, but a chart failed (ValueError: no such colour)" in done.failed
    assert seed_of(done.folder) == OLD
