"""`urbsim run`: simulate scenarios, write their folders and say what came out."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.asking import faults_as_json
from urbsim.cli.options import sized
from urbsim.cli.progress import announce_compilation, progress_bar
from urbsim.cli.screen.lines import echo
from urbsim.text import say, spoken, word

if TYPE_CHECKING:
    from urbsim.report.folder import Written
    from urbsim.runs.ensembles.jobs import Progress
    from urbsim.runs.options import Options
    from urbsim.runs.results.result import RunResult
    from urbsim.scenario.file.values import Scenario

MOST_DOUBLED = 40
"""How many times the draws asked for `--until-precise` may come to."""


@click.command(name="run")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@sized
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change one value of the file.")
@click.option(
    "--until-precise",
    is_flag=True,
    help="Double the draws until every verdict is settled, at most to 40 times --draws.",
)
@click.option(
    "--executor",
    type=click.Choice(["auto", "threads", "processes"]),
    default="auto",
    help="Where draws are simulated; results are the same. By itself: processes for many small draws.",
)
@click.option(
    "--cluster", metavar="ADDRESS", help="Simulate on a Dask scheduler that you trust, tcp:// or tls://."
)
@click.option(
    "--reference",
    is_flag=True,
    help="Simulate every household as a Mesa agent in plain Python, for up to 5,000: slow, the same results.",
)
@click.option(
    "--without",
    type=click.Choice(["yes", "no"]),
    default="yes",
    show_default=True,
    help="Also run the scenario without its measures, with the same draws, to tell what they do.",
)
@click.option("--xlsx", is_flag=True, help="Also write the tables as one workbook, tables.xlsx.")
@click.option("--explain", is_flag=True, help="First say where every number used comes from.")
@click.option("--strict", is_flag=True, help="Refuse to run while any number has no such source.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(scenarios: tuple[str, ...], **options: Any) -> None:
    """Simulate scenarios, given by path or shipped name, and write forecasts against their targets."""
    with faults_as_json(options["as_json"]), progress_bar(" ".join(scenarios)):
        chosen = _read_all(scenarios, options["settings"], options["weight"])
    if options["explain"] or options["strict"]:
        from urbsim.cli.run.run_explanation import explain

        explain(chosen, shown=options["explain"] and not options["as_json"], strict=options["strict"])
    with _held([folder_name(each, options["settings"]) for each in chosen], options["out"]):
        finished = [_run(scenario, options) for scenario in chosen]
    if options["as_json"]:
        _echo_json(finished)
    _complain_of_charts(finished)


def _complain_of_charts(finished: "Sequence[Written]") -> None:
    """Leave with 1 and a sentence where charts failed, after every result is written and shown."""
    from urbsim.vocabulary.errors import UnfinishedError

    failed = [written.failed for written in finished if written.failed]
    if failed:
        raise UnfinishedError("; ".join(failed))


def folder_name(scenario: "Scenario", settings: Sequence[str]) -> str:
    """Name of a run's folder: the scenario's, and with changed values six letters of what it then says."""
    from urbsim.scenario.file.digest import scenario_digest

    return f"{scenario.name}@{scenario_digest(scenario)[:6]}" if settings else scenario.name


def _read_all(names: Sequence[str], settings: Sequence[str], weight: int | None) -> list["Scenario"]:
    """Read and resolve every scenario; InputError with the faults of all, also where two share a name."""
    from urbsim.policy.mixes import PLAIN
    from urbsim.runs.setup.resolve import resolve
    from urbsim.scenario.reading import read_scenario
    from urbsim.vocabulary.errors import InputError, read_each

    taken: set[str] = set()

    def read(name: str) -> "Scenario":
        scenario = read_scenario(name, settings)
        if scenario.name in taken:
            problem = say("commands.name_stands_for_another", scenario=scenario.name)
            remedy = say("commands.give_each_scenario_its")
            raise InputError((scenario.fault("name", problem, remedy),))
        taken.add(scenario.name)
        resolve(scenario, weight or scenario.runs.weight, (PLAIN, *scenario.mixes))
        return scenario

    return read_each(read, names)


@contextmanager
def _held(names: list[str], out: Path) -> Iterator[None]:
    """Make and hold every folder before the first run, so that nobody waits for what cannot be kept."""
    from urbsim.report.folder import folder_of
    from urbsim.runs.results.folder_lock import locked

    with ExitStack() as stack:
        for name in names:
            stack.enter_context(locked(folder_of(name, out)))
        yield


def _run(scenario: "Scenario", options: dict[str, Any]) -> "Written":
    """Run one scenario and write its folder; charts and tables are loaded when the runs are done."""
    from urbsim.policy.mixes import with_and_without
    from urbsim.runs.options import Options

    names = ("draws", "seed", "weight", "workers", "executor", "cluster", "out", "reference")
    mixes = with_and_without(scenario.measures if options["without"] == "yes" else ())
    asked = Options(mixes=mixes, **{name: options[name] for name in names})
    announce_compilation()
    with progress_bar(scenario.name, options["draws"] or scenario.runs.draws) as progress:
        result = _run_enough(scenario, asked, progress, options["until_precise"])
    from urbsim.cli.run.run_summary import echo_summary
    from urbsim.report.folder import write_folder

    tell_damaged(result)
    name = folder_name(scenario, options["settings"])
    written = write_folder(result, options["out"], spoken(), name)
    if options["xlsx"]:
        written = _with_workbook(written)
    if not options["as_json"]:
        echo_summary(written)
        if options["until_precise"]:
            _echo_precision(**_precision(written))
    return written


def _with_workbook(written: "Written") -> "Written":
    """The run with its tables as a workbook too."""
    from dataclasses import replace

    from urbsim.report.answer.cell_words import called_in
    from urbsim.report.workbook import write_workbook

    path = write_workbook(written.folder, called_in(written.result), written.files)
    return replace(written, files=(*written.files, path))


def tell_damaged(result: "RunResult") -> None:
    """Name the files of the store that were not believed; their draws were simulated again."""
    for path in result.damaged:
        echo(word("run.damaged", path=path), err=True)


def _run_enough(scenario: "Scenario", asked: "Options", progress: "Progress", precise: bool) -> "RunResult":
    """Run, and with ``precise`` again with twice the draws until every verdict is settled."""
    from dataclasses import replace

    from urbsim.runs.ensembles.ensemble import run_mixes

    result = run_mixes(scenario, asked, progress)
    if not precise:
        return result
    from urbsim.analysis.targets.precision import settled
    from urbsim.report.folder import summaries_of

    draws = len(result.ensembles[0].draws)
    most = MOST_DOUBLED * draws
    while draws < most and not all(settled(each) for each in summaries_of(result)[0].outcomes):
        draws = min(2 * draws, most)
        result = run_mixes(scenario, replace(asked, draws=draws), progress)
    return result


def _precision(written: "Written") -> dict[str, Any]:
    """How many draws there are, and how many would settle every verdict."""
    from urbsim.analysis.targets.precision import draws_for_all

    draws = len(written.result.ensembles[0].draws)
    return {"draws": draws, "needed": draws_for_all(written.summaries[0].outcomes, draws)}


def _echo_precision(draws: int, needed: int) -> None:
    """Say whether the verdicts are settled, or how many draws it would take."""
    echo(
        word("run.settled", draws=draws)
        if needed <= draws
        else word("run.unsettled", draws=draws, needed=needed)
    )


def _echo_json(finished: "Sequence[Written]") -> None:
    import json
    from dataclasses import asdict

    content = [
        {
            "scenario": written.result.name,
            "calibrated": written.result.calibrated,
            "notes": [asdict(note) for note in written.notes],
            "files": [path.as_posix() for path in written.files],
            "effect": [asdict(effect) for effect in written.effects],
            "constraints": [asdict(each) for each in written.result.bindings],
            "precedents": [asdict(each) for each in written.result.precedents],
            "beside": [asdict(each) for each in written.result.beside],
            "mixes": [summary.as_json() for summary in written.summaries],
            "precision": _precision(written),
        }
        for written in finished
    ]
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))
