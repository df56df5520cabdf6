"""What the commands share that ask an emulator: learning it with a bar, and saying what it is good for."""

from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.progress import progress_bar
from urbsim.cli.screen.lines import echo
from urbsim.text import word

if TYPE_CHECKING:
    from urbsim.analysis.emulator.emulator import Emulator
    from urbsim.runs.options import Options
    from urbsim.scenario.file.values import Scenario

SETTINGS = click.option(
    "--settings", type=click.IntRange(4, 4096), help="Strengths to learn from; by itself as many as needed."
)


def options_of(scenario: "Scenario", given: dict[str, Any]) -> "Options":
    """What a command asks of its runs; coarse rows by itself, which it says."""
    with progress_bar(scenario.name):
        from urbsim.analysis.emulator.lessons import coarse_enough
        from urbsim.runs.options import Options

        names = ("draws", "seed", "weight", "workers", "out")
        asked = Options(executor="auto", **{name: given[name] for name in names})
        coarse = coarse_enough(scenario, asked)
    if asked.weight is None and coarse.weight != scenario.runs.weight:
        echo(word("decide.coarse", weight=coarse.weight), err=True)
    return coarse


def learned(scenario: "Scenario", asked: "Options", settings: int | None) -> "Emulator":
    """The emulator of a scenario; its runs are kept under the folder of results and not made twice."""
    from urbsim.runs.options import size_of

    with progress_bar(scenario.name, size_of(scenario, asked).draws) as progress:
        from urbsim.analysis.emulator.emulator import learn

        return learn(scenario, asked, progress, settings)


def echo_trust(emulator: "Emulator") -> None:
    """Say how far the emulator is from runs it has not seen, and where it asks for more of them."""
    from urbsim.analysis.emulator.trust import asks_for_more

    rates = [each for each in emulator.errors if each.kind == "rate"]
    chances = [each.chance for each in emulator.errors if each.kind == "target"]
    echo(
        word(
            "decide.trust", settings=len(emulator.learned.strengths), draws=len(emulator.learned.draws),
            unseen=len(emulator.unseen.strengths), points=f"{100 * rates[-1].middle:.2f}",
            chance=f"{100 * max(chances, default=0.0):.1f}",
        )
    )  # fmt: skip
    for each in asks_for_more(emulator.errors):
        echo(word("decide.more_runs", key=each.key))
