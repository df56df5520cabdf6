"""`urbsim warm`: compiles the kernels ahead, so that no later run waits for it."""

import time

import click

from urbsim.cli.options import LANG
from urbsim.cli.screen.lines import echo
from urbsim.text import word


@click.command(name="warm")
@LANG
def command() -> None:
    """Compile the kernels of this version ahead, so that no run waits for it, as when an image is built."""
    from urbsim.analysis.warm import warm
    from urbsim.households import kernel_cache

    begun = time.perf_counter()
    warm()
    folder = kernel_cache()
    seconds = f"{time.perf_counter() - begun:.0f}"
    echo(word("run.uncached") if folder is None else word("run.warm", seconds=seconds, folder=folder))
