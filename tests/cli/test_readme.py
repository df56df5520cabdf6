"""What the README tells people to type works, in the order in which it is told."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip()
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
    if line.strip() and not line.startswith("#")
]
MAKE = [command for command in COMMANDS if command.startswith("make ")]
URBSIM = [command for command in COMMANDS if command.startswith(".venv/bin/urbsim ")]

OF_MAKE = {"MAKEFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "MFLAGS", "VENV", "ARGS", "WORKERS", "PYTHON"}

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")

# Options given last win, so a promised run is tried at a price that every test run can pay.
CHEAP = ["--draws", "2", "--weight", "100"]


def _make(*words: str) -> subprocess.CompletedProcess[str]:
    """What make says, whatever the make that runs these tests was told."""
    plain = {name: value for name, value in os.environ.items() if name not in OF_MAKE}
    return subprocess.run(["make", *words], cwd=ROOT, env=plain, capture_output=True, text=True, check=False)


def _recipe(command: str) -> list[str]:
    """The lines that a make command would run."""
    done = _make("--dry-run", "--no-print-directory", *shlex.split(command)[1:])
    assert done.returncode == 0, done.stderr
    return [line.strip() for line in done.stdout.splitlines()]


def _words(command: str) -> list[str]:
    """The command as run here: by this interpreter, and cheaply."""
    words = shlex.split(command)[1:]
    return [sys.executable, "-m", "urbsim", *words, *(CHEAP if words[0] in ("run", "compare") else [])]


def test_readme_starts_with_its_two_commands():
    assert COMMANDS[:2] == ["make run", "make test"]


def test_every_command_of_the_readme_is_tried_below():
    assert sorted(COMMANDS) == sorted([*MAKE, *URBSIM])


@needs_make
@pytest.mark.parametrize(
    ("command", "runs"),
    [
        ("make run", ".venv/bin/urbsim run scenarios/huludao-2011.yaml"),
        ("make test", ".venv/bin/python -m pytest -n 2"),
    ],
)
def test_make_command_does_what_the_readme_says(command, runs):
    assert command in MAKE
    assert runs in _recipe(command)


@needs_make
def test_make_without_a_python_new_enough_says_what_to_do(tmp_path):
    done = _make(f"VENV={tmp_path}/venv", "PYTHON=no-such-python", f"{tmp_path}/venv/.ready")
    assert done.returncode == 2
    assert "No Python 3.11 or later among: no-such-python." in done.stderr
    assert "make PYTHON=" in done.stderr


@needs_make
def test_commands_of_the_readme_run_one_after_the_other(tmp_path):
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    first = [line for line in _recipe("make run") if " run scenarios/" in line]
    for command in [*first, *URBSIM]:
        done = subprocess.run(_words(command), cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    assert (tmp_path / "outputs/huludao-2011/forecast.png").stat().st_size > 10_000
    assert (tmp_path / "outputs/both.png").stat().st_size > 10_000
    assert (tmp_path / "outputs/compare-my-county/report.html").stat().st_size > 100_000


@pytest.mark.parametrize("target", re.findall(r"(?<!!)\[[^]]*\]\(([^)#]+)\)", README))
def test_link_of_the_readme_leads_somewhere(target):
    assert target.startswith("https://") or (ROOT / target).exists()
