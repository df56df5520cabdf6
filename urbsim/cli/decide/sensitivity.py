"""`urbsim sensitivity`: what matters, which draws fail, and what to watch."""

from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.decide.learning import SETTINGS, echo_trust, learned, options_of
from urbsim.cli.options import sized
from urbsim.cli.screen.lines import echo
from urbsim.text import in_register, word

if TYPE_CHECKING:
    import pandas as pd

    from urbsim.analysis.emulator.emulator import Emulator

LISTED = 6
FEW = 100
"""Draws below which coefficients and rules may fit by chance, since so many inputs are tried."""


@click.command(name="sensitivity")
@click.argument("scenario")
@click.option("--output", metavar="VARIABLE", help="Target, cost, or variable; default: rate and targets.")
@SETTINGS
@sized
def command(scenario: str, output: str | None, settings: int | None, **options: Any) -> None:
    """Say which strengths, coefficients and drivers matter, when targets are missed, and what to watch.

    Example: urbsim sensitivity huludao-2011 --draws 50 --weight 20
    """  # fmt: skip
    from urbsim.runs.results.files import make_folder
    from urbsim.runs.results.store import write_table
    from urbsim.scenario.reading import read_scenario

    chosen = read_scenario(scenario)
    folder = options["out"] / f"sensitivity-{chosen.name}"
    make_folder(folder)
    emulator = learned(chosen, options_of(chosen, options), settings)
    from urbsim.analysis.choices.sensitivity import sensitivity
    from urbsim.analysis.choices.signposts import rules_table, signposts_table
    from urbsim.analysis.choices.what_varies import varied

    between = varied(emulator)
    table = sensitivity(emulator, keys_of(emulator, output), between)
    rules, signposts = rules_table(emulator, between), signposts_table(emulator)
    for name, each in (("sensitivity", table), ("rules", rules), ("signposts", signposts)):
        write_table(folder, f"{name}.csv", each)
    echo_trust(emulator)
    echo_indices(table)
    echo_rules(rules, signposts)
    if len(between.values) < FEW:
        echo(word("decide.few_draws", draws=len(between.values), inputs=len(between.names), few=FEW))
    echo(word("decide.written", folder=folder))


def keys_of(emulator: "Emulator", asked: str | None) -> list[str]:
    """Keys of the outputs asked for; InputError with those there are where none is meant."""
    from urbsim.text import say
    from urbsim.vocabulary.errors import Fault, InputError

    if asked is None:
        rates = [output.key for output in emulator.outputs if output.kind == "rate"]
        return [rates[-1], *(output.key for output in emulator.targets)]
    meant = [output.key for output in emulator.outputs if asked in (output.key, output.name)]
    if not meant:
        known = ", ".join(dict.fromkeys(output.name for output in emulator.outputs))
        problem, remedy = say("decide.no_output", name=asked), say("analysis.use_one", known=known)
        raise InputError((Fault("--output", None, problem, remedy),))
    return meant[-1:]


def echo_indices(table: "pd.DataFrame") -> None:
    """The inputs that matter most to each output."""
    for key, rows in table.groupby("output", sort=False):
        echo(word("decide.matters", key=key))
        for row in rows.head(LISTED).to_dict("records"):
            ends = f"{row['total_low']:.2f}–{row['total_high']:.2f}"
            name = in_register("inputs", str(row["input"])).text()
            echo(f"  {name}: {row['total']:.2f} ({ends}), {row['first']:.2f}")


def echo_rules(rules: "pd.DataFrame", signposts: "pd.DataFrame") -> None:
    """Failure rules and signposts in sentences."""
    from urbsim.analysis.targets.wording import amount, percent

    for row in rules.to_dict("records"):
        echo(
            word(
                "decide.rule", target=row["target"], rule=row["rule"], coverage=percent(row["coverage"]),
                density=percent(row["density"]),
            )
        )  # fmt: skip
    for row in signposts.to_dict("records"):
        code = "decide.watch_low" if row["side"] == "at most" else "decide.watch_high"
        echo(
            word(
                code, variable=row["variable"], year=row["year"], value=amount(row["value"], row["unit"]),
                target=row["target"], chance=percent(row["probability_if"]),
                otherwise=percent(row["probability_otherwise"]), measure=row["measure"],
                helped=percent(row["probability_with"]),
            )
        )  # fmt: skip
