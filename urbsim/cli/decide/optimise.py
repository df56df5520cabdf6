"""`urbsim optimise`: the least cost at which a target is met with a required probability."""

from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.decide.learning import SETTINGS, echo_trust, learned, options_of
from urbsim.cli.options import sized
from urbsim.cli.progress import progress_bar
from urbsim.cli.screen.lines import echo
from urbsim.text import word

if TYPE_CHECKING:
    from urbsim.analysis.choices.enough import Enough
    from urbsim.analysis.choices.fresh import TriedMix
    from urbsim.analysis.choices.regret import Regrets
    from urbsim.analysis.emulator.emulator import Emulator


@click.command(name="optimise")
@click.argument("scenario")
@click.option("--target", required=True, metavar="CLAUSE", help="Clause or name of the target to meet.")
@click.option(
    "--probability", type=click.FloatRange(0, 1), default=0.8, show_default=True,
    help="Required share of draws that meet it.",
)  # fmt: skip
@click.option("--budget", type=click.FloatRange(0), metavar="YUAN", help="Look at nothing that costs more.")
@click.option("--all-payers", is_flag=True, help="Count what firms and households pay beside governments.")
@SETTINGS
@sized
def command(scenario: str, settings: int | None, **options: Any) -> None:
    """Find the strengths that meet a target at least cost, others almost as cheap, and cost by probability.

    Example: urbsim optimise huludao-2011 --target huludao-2011/rate-2015 --probability 0.8 --draws 50
    """  # fmt: skip
    from dataclasses import replace

    from urbsim.analysis.choices.known_targets import refuse_unknown
    from urbsim.scenario.reading import read_scenario

    chosen = read_scenario(scenario)
    refuse_unknown(chosen, options["target"])
    asked = options_of(chosen, options)

    from urbsim.analysis.choices.enough import Requirement, enough
    from urbsim.analysis.choices.regret import regrets_of
    from urbsim.analysis.choices.tables import alternatives_table, frontier_table
    from urbsim.analysis.emulator.as_file import as_file
    from urbsim.analysis.emulator.outputs import COST, COST_OF_ALL
    from urbsim.runs.results.files import make_folder, write_bytes
    from urbsim.runs.results.store import write_table

    folder = options["out"] / f"optimise-{chosen.name}"
    make_folder(folder)
    counted = COST_OF_ALL if options["all_payers"] else COST
    emulator = replace(learned(chosen, asked, settings), counted=counted)
    with progress_bar("optimise") as progress:
        found = enough(
            emulator,
            Requirement(options["target"], options["probability"], options["budget"]),
            asked,
            progress,
        )
    write_table(folder, "frontier.csv", frontier_table(emulator, found))
    regrets = regrets_of(emulator, found)
    write_table(folder, "alternatives.csv", alternatives_table(emulator, found, regrets))
    if found.chosen:
        text = as_file(chosen, emulator.sliders, found.chosen[0].strengths, "cheapest")
        write_bytes(folder, "cheapest.yaml", text.encode())
    echo_trust(emulator)
    echo_enough(emulator, found)
    echo_regret(found, regrets)
    echo(word("decide.written", folder=folder))


def echo_enough(emulator: "Emulator", found: "Enough") -> None:
    """Say what would be enough, or how much can be reached."""
    from urbsim.analysis.targets.wording import amount, percent

    required = percent(found.wanted.probability)
    if not found.chosen:
        most = percent(found.most)
        echo(word("decide.not_reachable", target=found.output.name, required=required, most=most))
        echo_promise(emulator, found)
        return
    first = found.chosen[0]
    echo(
        word(
            "decide.enough", target=found.output.name, cost=amount(first.cost, "yuan", 3),
            chance=percent(first.probability), low=percent(first.low), high=percent(first.high),
            foretold=percent(first.foretold), draws=found.draws,
        )
    )  # fmt: skip
    for number, choice in enumerate(found.chosen):
        name = word("decide.cheapest") if number == 0 else word("decide.alternative", number=number)
        echo(f"  {name}: {strengths_text(emulator, choice)}")


def echo_promise(emulator: "Emulator", found: "Enough") -> None:
    """Say what the required share of draws reach instead, under which strengths, and without measures."""
    from urbsim.analysis.targets.wording import percent

    if found.promise is None:
        return
    reached, without = (reached_text(emulator, found, each) for each in (found.promise, found.nothing))
    echo(word("answer.promise", share=percent(found.wanted.probability), reached=reached))
    echo(f"  {strengths_text(emulator, found.promise)}")
    echo(word("decide.promise_without", reached=without))


def reached_text(emulator: "Emulator", found: "Enough", tried: "TriedMix") -> str:
    """What the required share of draws reach of the target, beside what it asks."""
    from urbsim.analysis.targets.median_error import median_error
    from urbsim.report.answer.promises import Promise, listed

    target = found.output.target
    assert target is not None, "what was tried reaches a target"
    promise = Promise(
        target=target, year=found.output.year, unit=found.output.unit, chance=tried.probability,
        high=tried.high, mostly=tried.reached_by(target, found.wanted.probability),
        error=median_error(tried.values),
    )  # fmt: skip
    return listed("answer.reached", (promise,), emulator.scenario.base_year)


def echo_regret(found: "Enough", regrets: "Regrets") -> None:
    """Say where the cheapest mix fails, and which of the others does best there."""
    from urbsim.analysis.targets.wording import percent

    if not regrets.inside:
        return
    best = int(regrets.chance_in_box.argmax())
    echo(
        word(
            "decide.regret" if best else "decide.no_regret", rule=regrets.rule, inside=regrets.inside,
            draws=regrets.draws, target=found.output.name, chance=percent(float(regrets.chance_in_box[0])),
            number=best, helped=percent(float(regrets.chance_in_box[best])),
        )
    )  # fmt: skip


def strengths_text(emulator: "Emulator", choice: "TriedMix") -> str:
    """Strengths, and what the mix costs and reaches."""
    from urbsim.analysis.targets.wording import amount, percent
    from urbsim.charts.terms import Labels

    pairs = zip(emulator.sliders, choice.strengths, strict=True)
    labels = Labels.of(emulator.scenario)
    listed = ", ".join(f"{labels.measure(slider.measure)} × {strength:.2f}" for slider, strength in pairs)
    return word(
        "decide.choice",
        strengths=listed,
        cost=amount(choice.cost, "yuan", 3),
        chance=percent(choice.probability),
    )
