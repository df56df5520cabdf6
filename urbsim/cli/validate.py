"""`urbsim validate`: every fault of scenario files, or a word that there is none."""

import json

import click

from urbsim.cli.asking import faults_as_json
from urbsim.cli.options import LANG
from urbsim.cli.progress import announce_compilation
from urbsim.cli.screen.lines import echo
from urbsim.text import spoken, word
from urbsim.vocabulary.errors import read_each


@click.command(name="validate")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@click.option(
    "--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change one value before checking."
)
@click.option("--json", "as_json", is_flag=True, help="Print open questions and faults as JSON.")
@LANG
def command(scenarios: tuple[str, ...], settings: tuple[str, ...], as_json: bool) -> None:
    """Check scenario files, given by path or shipped name, and print every fault with its file and line.

    A file that is sound will run: it is read, resolved under every mix, and its region founded.
    """
    from urbsim.runs.ensembles.check_run import check_run
    from urbsim.scenario.file.questions import left_open
    from urbsim.scenario.reading import read_scenario

    announce_compilation()

    def check(name: str) -> None:
        scenario = read_scenario(name, settings)
        check_run(scenario, lambda rows: echo(word("validate.slow", name=name, rows=rows), err=True))
        parts = {"measures": scenario.measures, "targets": scenario.targets, "mixes": scenario.mixes}
        counts = word("validate.counts", **{name: len(part) for name, part in parts.items()})
        left = left_open(json.loads(scenario.written))
        asked = word("validate.asked", left=left) if left else ""
        echo(word("validate.sound", name=name, counts=counts, asked=asked), err=as_json)
        usual = [each.name for each in scenario.measures if each.adds == "usual"]
        if usual:
            echo(word("validate.usual", names=", ".join(usual)), err=as_json)
        elif scenario.measures:
            echo(word("validate.extra"), err=as_json)
        for place, english, chinese in scenario.unusual:
            reason = chinese if spoken() == "zh" else english
            echo(word("validate.unusual", place=place, reason=reason), err=as_json)
        for each in scenario.altered:
            echo(f"  {each}", err=as_json)

    with faults_as_json(as_json):
        read_each(check, scenarios)
    if as_json:
        click.echo(json.dumps({"questions": [], "faults": []}))
