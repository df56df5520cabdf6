"""A reader who leaves after the first line, as ``head -1`` does, hears no complaint from any command."""

from __future__ import annotations

import os
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.fits import made_up
from tests.cli.screens import CALLS, drafted_and_run, within
from tests.ensembles.tiny import leave

FAULTY = frozenset(name for name in CALLS if name.endswith(("faults", "doubts", "questions")))
"""Calls that say on the other output what is wrong with a file."""
NOTED = frozenset({"new", "validate"})
"""Calls that say beside their answer what to do next, or that they take a while."""
HEARD_OUT = {"policy check own": 2}
"""Exit status of a call whose reader stays, where it is not 0: quotations that are not in the text."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drafted_and_run(tmp_path_factory.mktemp("piped"), "en")


def piped(words: tuple[str, ...], complaints: StringIO) -> tuple[int, str]:
    """Exit status of a call whose reader takes one line and goes, and that line."""
    reading, writing = os.pipe()
    heard: list[str] = []

    def take_one_line() -> None:
        with os.fdopen(reading, encoding="utf-8") as stream:
            heard.append(stream.readline())

    reader = Thread(target=take_one_line)
    reader.start()
    status = left(words, writing, complaints)
    reader.join()
    return status, heard[0]


def left(words: tuple[str, ...], writing: int, complaints: StringIO) -> int:
    """Exit status of a call that writes into a pipe."""
    stream = os.fdopen(writing, "w", encoding="utf-8")
    with made_up(), redirect_stdout(stream), redirect_stderr(complaints):
        status = leave(*words)
    with suppress(BrokenPipeError):
        stream.close()
    return status


@pytest.mark.parametrize("name", sorted(set(CALLS) - FAULTY))
def test_a_reader_who_leaves_after_a_line_hears_no_complaint(folder: Path, name: str) -> None:
    complaints = StringIO()
    with within(folder):
        for made in (folder / "my-county.yaml", folder / "tiny.png"):
            made.unlink(missing_ok=True)
        status, line = piped(CALLS[name], complaints)
    assert line
    assert status in (HEARD_OUT.get(name, 0), 1)
    assert "error" not in complaints.getvalue()
    assert complaints.getvalue() == "" or name in NOTED


def test_a_reader_who_was_never_there_ends_a_command_with_status_1(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    complaints = StringIO()
    with within(folder):
        assert left(("list", "regions"), writing, complaints) == 1
    assert complaints.getvalue() == ""
