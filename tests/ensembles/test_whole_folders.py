"""A folder is one run: killed anywhere, or with a full disk, it is the old set, the new set, or refused.

Children of this process write a set of run, compare or hindcast over another and are killed (SIGKILL) before
one of their operations on files, each of which Python announces to its audit hooks, some while another child
replaces the same set; or a write fails as on a full disk.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from tests.ensembles.sets_of_files import NEW, NEXT, OLD, SETS, Sets, small_charts
from tests.unit.runs.worlds import result
from urbsim.report import folder as writing
from urbsim.runs.results.files import OutputError
from urbsim.runs.results.folder_lock import locked, whole_set
from urbsim.runs.results.manifest import digest

WATCHED = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir")
LAST = {"run": 70, "compare": 106, "hindcast": 63}
"""Operations on files, about, in writing a set."""
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
RUN = SETS["run"]


@pytest.fixture(autouse=True)
def _small_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    small_charts(monkeypatch)


def started(before: Callable[[], None], write: Callable[[], object]) -> int:
    """A child that does something and then writes; 1 is its status where it refuses to write."""
    child = os.fork()
    if child == 0:
        status = 3
        try:
            before()
            write()
            status = 0
        except OutputError:
            status = 1
        finally:
            os._exit(status)
    return child


def ended(child: int) -> int:
    """The exit status of a child, negative for a signal."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def undisturbed() -> None:
    """Nothing befalls the child."""


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


@pytest.mark.parametrize("name", SETS)
def test_each_operation_may_be_the_last(name: str, tmp_path: Path) -> None:
    seen = kills(SETS[name], tmp_path, random.Random(19).sample(range(LAST[name]), 7))
    assert {OLD, NEW} >= seen
    assert OLD in seen


@pytest.mark.prove
@pytest.mark.parametrize("name", SETS)
def test_two_hundred_kills(name: str, tmp_path: Path) -> None:
    seen = kills(SETS[name], tmp_path, [number % LAST[name] for number in range(200)])
    assert seen == {OLD, NEW}
    print(f"{name}: 200 kills between operations on files: folders held {seen}")


def kills(sets: Sets, tmp_path: Path, numbers: Iterable[int]) -> set[int | None]:
    """What folders held after a kill before each of these operations; a next run then mends all."""
    seen: set[int | None] = set()
    for turn, number in enumerate(numbers):
        out = tmp_path / str(turn)
        folder = old_set(sets, out)
        child = started(killed_before(number, out), lambda out=out: sets.written(out, NEW))
        assert ended(child) in (0, -signal.SIGKILL)
        found = sets.number(folder)
        assert found in (OLD, NEW), f"killed before operation {number}"
        seen.add(found)
        assert_mended(sets, out)
    return seen


def old_set(sets: Sets, out: Path) -> Path:
    """A folder that holds the old set and a file of its user; what is written later is made ahead."""
    for number in (NEW, NEXT):
        sets.prepare(number)
    folder = sets.written(out, OLD)
    (folder / "notes.txt").write_text("the user's own", encoding="utf-8")
    return folder


def assert_mended(sets: Sets, out: Path) -> None:
    """The next run takes the place of whatever was left, and leaves the user's own; then all is removed."""
    folder = sets.written(out, NEXT)
    assert sets.number(folder) == NEXT
    assert [each.name for each in out.iterdir()] == [sets.folder]
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "the user's own"
    shutil.rmtree(out)


@pytest.mark.parametrize("name", SETS)
def test_a_kill_while_another_run_replaces_the_set(name: str, tmp_path: Path) -> None:
    assert rivals(SETS[name], tmp_path, range(0, LAST[name], 15)) <= {OLD, NEW, NEXT}


@pytest.mark.prove
@pytest.mark.parametrize("name", SETS)
def test_two_hundred_kills_while_another_run_replaces_the_set(name: str, tmp_path: Path) -> None:
    seen = rivals(SETS[name], tmp_path, [number % LAST[name] for number in range(200)])
    print(f"{name}: 200 kills beside a second run: folders held {seen}")


def rivals(sets: Sets, tmp_path: Path, numbers: Iterable[int]) -> set[int | None]:
    """What folders held after two runs wrote at once, of which one was killed before one operation."""
    seen: set[int | None] = set()
    for turn, number in enumerate(numbers):
        out = tmp_path / str(turn)
        folder = old_set(sets, out)
        killed = started(killed_before(number, out), lambda out=out: sets.written(out, NEW))
        second = started(undisturbed, lambda out=out: sets.written(out, NEXT))
        status = ended(killed), ended(second)
        assert status[0] in (0, 1, -signal.SIGKILL)
        assert status[1] in (0, 1)
        found = sets.number(folder)
        assert found in (OLD, NEW, NEXT)
        assert found != OLD or status[1] == 1, "the second run ended well and its set is not there"
        seen.add(found)
        assert_mended(sets, out)
    return seen


@pytest.mark.parametrize("name", SETS)
def test_of_two_runs_at_once_one_is_whole_and_one_refused_or_after_it(name: str, tmp_path: Path) -> None:
    sets = SETS[name]
    folder = old_set(sets, tmp_path / "out")
    pair = [started(undisturbed, lambda n=n: sets.written(tmp_path / "out", n)) for n in (NEW, NEXT)]
    status = [ended(child) for child in pair]
    assert 0 in status
    assert set(status) <= {0, 1}
    assert sets.number(folder) in [n for n, done in zip((NEW, NEXT), status, strict=True) if done == 0]
    assert_mended(sets, tmp_path / "out")


@pytest.mark.parametrize("name", SETS)
def test_a_full_disk_leaves_a_whole_set(name: str, tmp_path: Path) -> None:
    assert full_disks(SETS[name], tmp_path, [0, 3, 40]) == {OLD, NEW}


@pytest.mark.prove
@pytest.mark.parametrize("name", SETS)
def test_fifty_full_disks(name: str, tmp_path: Path) -> None:
    seen = full_disks(SETS[name], tmp_path, [number % 14 for number in range(50)])
    print(f"{name}: 50 full disks: folders held {seen}")


def full_disks(sets: Sets, tmp_path: Path, numbers: Iterable[int]) -> set[int | None]:
    """What folders held after writes failed from each of these on."""
    seen: set[int | None] = set()
    for turn, number in enumerate(numbers):
        out = tmp_path / str(turn)
        folder = old_set(sets, out)
        child = started(full_after(number), lambda out=out: sets.written(out, NEW))
        assert ended(child) in (0, 1)
        found = sets.number(folder)
        assert found in (OLD, NEW)
        seen.add(found)
        assert [each.name for each in out.iterdir()] == [sets.folder]
    return seen


def test_tables_of_one_run_beside_the_manifest_of_another_are_refused(tmp_path: Path) -> None:
    old, new = RUN.written(tmp_path / "old", OLD), RUN.written(tmp_path / "new", NEW)
    for name in ("runs.parquet", "years.csv", "targets.csv", "iamc.csv"):
        mixed = tmp_path / f"mixed-{name}"
        shutil.copytree(old, mixed)
        shutil.copy(new / name, mixed / name)
        if digest((new / name).read_bytes()) != digest((old / name).read_bytes()):
            assert RUN.number(mixed) is None


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
    done = writing.write_folder(replace(result(draws=3), seed=OLD), tmp_path)
    assert "are complete, but a chart failed (ValueError: no such colour)" in done.failed
    assert RUN.number(done.folder) == OLD
