"""Whatever befalls the folder of a run, it ends in a clear message and every finished draw is there."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ensembles.tiny import ROOT, at_home, contents, leave, tiny_file, undisturbed
from tests.ensembles.watched_runs import WatchedRun

DRAWS = 24
PACE = 2.5
"""Seconds a draw: enough that a run outlasts the start of another on a busy machine."""
SMALL = 2_000
"""Bytes: less than a finished draw of the tiny town has."""
OVERRIDE, DROP = 1, 24
"""Linux's numbers of the power to write anywhere, and of the call that gives a power up."""
FILLING = (
    "mount -t tmpfs -o size={size} none {out} && {python} -m urbsim run {file} --draws {draws} --out {out}; "
    "status=$?; cp -r {out}/. {copy}; exit $status"
)


@pytest.fixture
def asked(tmp_path: Path) -> tuple[str | Path, ...]:
    """The arguments of a run that writes into ``out``."""
    file = tiny_file(tmp_path)
    return (
        "run",
        file,
        "--draws",
        str(DRAWS),
        "--workers",
        "2",
        "--without",
        "no",
        "--out",
        tmp_path / "out",
    )


def command(asked: tuple[str | Path, ...], before: Callable[[], object]) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, to which something is done first."""
    return subprocess.run(
        [sys.executable, "-m", "urbsim", *asked],
        cwd=ROOT,
        env=at_home(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )


def assert_goes_on(asked: tuple[str | Path, ...], tmp_path: Path) -> None:
    """The same command again ends well, in the bytes of an undisturbed run, and leaves no drafts."""
    assert leave(*asked) == 0
    assert contents(tmp_path / "out" / "tiny") == undisturbed(DRAWS)
    assert list((tmp_path / "out").rglob("*.part")) == []


@pytest.mark.prove
def test_a_file_size_limit_ends_in_words_and_nothing_half_written(
    asked: tuple[str | Path, ...], tmp_path: Path
) -> None:
    done = command(asked, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL)))
    assert done.returncode == 1
    assert "the file grew beyond the size limit; raise the limit or lower --draws" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path for path in contents(tmp_path / "out") if not path.startswith(".draws")] == []
    assert list((tmp_path / "out").rglob("*.draw")) == []
    assert_goes_on(asked, tmp_path)


def may_mount() -> bool:
    """Whether this user may have a file system of his own for a moment."""
    if shutil.which("unshare") is None:
        return False
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="this user may not mount a small disk to fill")
@pytest.mark.parametrize("size", [40, pytest.param(150, marks=pytest.mark.prove)])
def test_a_full_disk_ends_in_words_and_keeps_what_is_finished(
    size: int, asked: tuple[str | Path, ...], tmp_path: Path
) -> None:
    disk, kept = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    kept.mkdir()
    places = {"out": disk, "copy": kept, "file": asked[1], "python": sys.executable}
    script = FILLING.format(size=f"{size}k", draws=DRAWS, **places)
    alone = ["unshare", "-rm", "sh", "-c", script]
    done = subprocess.run(alone, cwd=ROOT, env=at_home(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "the disk is full; free some space or choose another folder with --out" in done.stderr
    assert "Traceback" not in done.stderr
    assert 0 < len(list(kept.rglob("*.draw"))) <= min(DRAWS, size // 4)
    assert not (kept / "tiny" / "manifest.json").exists()
    assert_goes_on(asked, tmp_path)


def powerless() -> None:
    """Give up the power of root to write where nobody may."""
    if os.geteuid() == 0:
        assert ctypes.CDLL(None).prctl(DROP, OVERRIDE, 0, 0, 0) == 0


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody may write to."""
    folder = tmp_path / "out"
    folder.mkdir(mode=0o555)
    yield folder
    folder.chmod(0o755)


def test_a_read_only_folder_is_told_before_the_run(
    asked: tuple[str | Path, ...], sealed: Path, tmp_path: Path
) -> None:
    done = command(asked, powerless)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        f"cannot write {sealed / 'tiny'}: writing is not permitted there; choose another folder with --out"
    )
    assert list(sealed.iterdir()) == []


def test_damaged_and_foreign_draws_are_named_and_lived_again(
    asked: tuple[str | Path, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave(*asked) == 0
    first, second, third, fourth, *_ = sorted((tmp_path / "out").rglob("*.draw"))
    first.write_bytes(second.read_bytes())
    second.write_bytes(second.read_bytes()[:-100])
    third.write_bytes(b"")
    fourth.write_bytes(b"\x93NUMPY, or so it says")
    capsys.readouterr()
    assert_goes_on(asked, tmp_path)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 4
    assert all("does not hold the draw it is named for; simulated again" in line for line in said)
    assert {line.split()[1] for line in said} == {str(path) for path in (first, second, third, fourth)}
    assert leave(*asked) == 0
    assert capsys.readouterr().err == ""


def test_a_folder_in_the_place_of_a_draw_is_told(
    asked: tuple[str | Path, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave(*asked) == 0
    path = min((tmp_path / "out").rglob("*.draw"))
    path.unlink()
    path.mkdir()
    assert leave(*asked) == 1
    assert f"cannot write {path}: a folder of that name is in the way; move it" in capsys.readouterr().err
    path.rmdir()
    assert_goes_on(asked, tmp_path)


@pytest.mark.parametrize("executor", ["threads", pytest.param("processes", marks=pytest.mark.prove)])
def test_a_second_run_is_refused_and_ctrl_c_ends_the_first_in_a_word(
    executor: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = WatchedRun(tmp_path, DRAWS, executor=executor, pace=PACE)
    first = run.at_work(draws=3)
    assert leave(*run.arguments) == 1
    said = capsys.readouterr().err
    assert f"another run is writing into {run.out / 'tiny'}; wait until it ends, or choose" in said
    os.killpg(first.pid, signal.SIGINT)
    said = first.communicate()[1]
    assert first.returncode == 130
    assert said.split("\n")[-2:] == ["urbsim: stopped by the user", ""]
    assert "Traceback" not in said
    assert 0 < run.begun == run.kept < DRAWS
    assert leave(*run.arguments) == 0
    assert contents(run.out / "tiny") == undisturbed(DRAWS)


@pytest.mark.prove
def test_the_first_of_two_runs_ends_as_if_alone(tmp_path: Path) -> None:
    run = WatchedRun(tmp_path, DRAWS, pace=1.0)
    first = run.at_work()
    assert leave(*run.arguments) == 1
    assert (first.communicate()[1], first.returncode) == ("", 0)
    assert contents(run.out / "tiny") == undisturbed(DRAWS)
