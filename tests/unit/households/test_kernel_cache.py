"""The folder of compiled kernels is the user's own and closed to others, or there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from urbsim import households

ROOT_USER = os.geteuid() == 0
SOMEBODY = 12345
PRINTED = "import urbsim.households as h; from urbsim.households.draws import *; print(h.kernel_cache())"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "kernels"
    folder.mkdir(mode=0o700)
    (folder / "count.nbi").write_bytes(b"an index")
    return folder


def place(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Path | None:
    """The folder that a new process with this cache folder takes."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return households.kernel_cache.__wrapped__()


def test_a_new_folder_is_closed_to_everybody_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        folder = place(monkeypatch, tmp_path / "cache")
    finally:
        os.umask(old)
    assert folder is None, "the folder around it is open to everybody"
    folder = place(monkeypatch, tmp_path / "fresh")
    assert folder is not None
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_could_read_is_closed(own: Path) -> None:
    own.chmod(0o755)
    assert households.is_private(own)
    assert own.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o702])
def test_a_folder_that_others_could_write_is_not_used(own: Path, mode: int) -> None:
    own.chmod(mode)
    assert not households.is_private(own)


def test_neither_a_link_nor_a_folder_that_holds_one_is_used(own: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(own)
    assert not households.is_private(link)
    (own / "planted.nbi").symlink_to(tmp_path / "elsewhere")
    assert not households.is_private(own)


def test_a_path_in_which_somebody_can_exchange_the_folder_is_not_used(own: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    assert not households.is_private(own)
    tmp_path.chmod(0o1777)
    assert households.is_private(own)


@pytest.mark.skipif(not ROOT_USER, reason="only root gives files away")
@pytest.mark.parametrize("planted", ["folder", "file", "path"])
def test_nothing_of_another_user_is_used(own: Path, tmp_path: Path, planted: str) -> None:
    os.chown({"folder": own, "file": own / "count.nbi", "path": tmp_path}[planted], SOMEBODY, SOMEBODY)
    assert not households.is_private(own)


def test_without_a_home_or_with_a_file_in_the_way_there_is_no_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert place(monkeypatch, tmp_path / "file") is None
    monkeypatch.delenv("XDG_CACHE_HOME")

    def no_home(path: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", no_home)
    assert households.kernel_cache.__wrapped__() is None


def test_kernels_compile_without_a_cache_and_nothing_planted_is_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    planted = folder / "planted.nbi"
    planted.write_bytes(b"not a pickle")
    code = f"{PRINTED}; from urbsim.households.compiling import kernel; print(kernel()(lambda x: x + 1)(1))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "NUMBA_CACHE_DIR": str(folder)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["None", "2"]
    assert [each.name for each in folder.iterdir()] == ["planted.nbi"]
