"""Options that several commands share, so that they mean and say the same everywhere."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click

from urbsim.text import LANGUAGES, speaking, spoken

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

SEEDS = click.IntRange(0, 2**63 - 1)

DRAWS = click.option(
    "--draws", type=click.IntRange(1, 100_000), help="Runs over uncertain parameters; 1: no band."
)
SEED = click.option("--seed", type=SEEDS, help="Seed of all random numbers; equal seeds, equal results.")
WEIGHT = click.option(
    "--weight", type=click.IntRange(1, 1_000_000), help="Households that one row stands for."
)
WORKERS = click.option("--workers", type=click.IntRange(1, 1024), help="Draws that run at the same time.")
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("outputs"),
    show_default=True,
    help="Folder under which the folder of the results is made.",
)


def _speak(context: click.Context, _: click.Parameter, lang: str) -> None:
    """Say everything in the language asked for, until the command ends and its faults have been told."""
    root = context.find_root()
    (root.obj.enter_context if root.obj else root.with_resource)(speaking(lang))


def _head(context: click.Context, _: click.Parameter, heads: str) -> None:
    """Write the heads asked for over every table, until the command ends."""
    if heads == "zh":
        from urbsim.runs.heads import heads_in_chinese

        root = context.find_root()
        (root.obj.enter_context if root.obj else root.with_resource)(heads_in_chinese())


HEADS = click.option(
    "--heads", type=click.Choice(("names", "zh")), default="names", expose_value=False, callback=_head,
    help="Heads of the CSV tables: names that programs rely on, or Chinese.",
)  # fmt: skip
LANG = click.option(
    "--lang", type=click.Choice(LANGUAGES), default=spoken, is_eager=True, expose_value=False,
    callback=_speak, help="Language of all that is written and said.",
)  # fmt: skip


def sized(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of commands that run draws: how many, which seed, how coarse, where to, in what words."""
    every: tuple[Decorator, ...] = (DRAWS, SEED, WEIGHT, WORKERS, OUT, HEADS, LANG)
    return reduce(lambda made, option: option(made), reversed(every), command)
