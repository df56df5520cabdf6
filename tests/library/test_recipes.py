"""The recipes of docs/recipes.md, followed to the letter on a copy of the package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import urbsim

PACKAGE = Path(urbsim.__file__).parent
ROOT = PACKAGE.parent
TEXT = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
STEP = re.compile(r"^([^\n]+):\n\n```\w+\n(.*?)^```$", re.M | re.S)
NEW, PLACE = re.compile(r"New file `(.+?)`"), re.compile(r"In `(.+?)`, (?:after `(.+)`|at the end)")


class Recipe(NamedTuple):
    """What is done, and the steps to it: words and the block below them."""

    title: str
    steps: tuple[tuple[str, str], ...]


def recipes() -> Iterator[Recipe]:
    for part in TEXT.split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        yield Recipe(title, tuple(STEP.findall(rest)))


def follow(step: tuple[str, str], copy: Path) -> None:
    words, block = step
    new, place = NEW.search(words), PLACE.search(words)
    assert new or place, words
    if new:
        (copy / new[1]).write_text(block, encoding="utf-8")
    elif place:
        target = copy / place[1]
        before = target.read_text(encoding="utf-8")
        line = f"{place[2]}\n" if place[2] else ""
        assert before.count(line) == 1 or not line, (
            f"{line!r} stands {before.count(line)} times in {place[1]}"
        )
        after = before.replace(line, line + block) if line else before.rstrip("\n") + "\n" + block
        target.write_text(after, encoding="utf-8")


def test_there_are_five_of_them() -> None:
    titles = [recipe.title for recipe in recipes()]
    assert titles == [f"Add a {what}" for what in ("lever", "variable", "chart", "document", "baseline")]


@pytest.mark.parametrize("recipe", list(recipes()), ids=lambda recipe: recipe.title)
def test_a_recipe_does_what_it_says(recipe: Recipe, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "urbsim", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    *steps, (words, check) = recipe.steps
    assert words == "Check"
    for step in steps:
        follow(step, tmp_path)
    # A copy would compile its kernels anew; interpreted they give the same for so small a place.
    place = os.environ | {"PYTHONPATH": str(tmp_path), "NUMBA_DISABLE_JIT": "1"}
    command = [sys.executable, "-c", check]
    done = subprocess.run(command, cwd=tmp_path, env=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
