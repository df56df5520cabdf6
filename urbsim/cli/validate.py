"""`urbsim validate`: every fault of scenario files, or a word that there is none."""

import click

from urbsim.vocabulary.errors import read_each


@click.command(name="validate")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@click.option(
    "--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change one value before checking."
)
def command(scenarios: tuple[str, ...], settings: tuple[str, ...]) -> None:
    """Check scenario files, given by path or shipped name, and print every fault with its file and line."""
    from urbsim.scenario.reading import read_scenario

    def check(name: str) -> None:
        scenario = read_scenario(name, settings)
        counts = f"{len(scenario.measures)} measures, {len(scenario.targets)} targets"
        click.echo(f"{name}: sound ({counts}, {len(scenario.mixes)} mixes)")

    read_each(check, scenarios)
