"""`urbsim run --explain` and `--strict`: where every number of a run comes from, before it is run."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from urbsim.text import say

if TYPE_CHECKING:
    from urbsim.scenario.file.values import Scenario


def explain(scenarios: "Sequence[Scenario]", *, shown: bool, strict: bool) -> None:
    """Print every number used with its source; with ``strict`` raise InputError where one has none."""
    from urbsim.analysis.documents.library import untraced
    from urbsim.runs.results.notes import inputs_of
    from urbsim.runs.setup.resolve import resolve
    from urbsim.runs.setup.tracing import without_source
    from urbsim.vocabulary.errors import InputError

    faults = []
    for scenario in scenarios:
        inputs = inputs_of(scenario, resolve(scenario, scenario.runs.weight))
        missing = dict.fromkeys((*untraced(scenario), *without_source(inputs)))
        if shown:
            _echo(scenario.name, inputs, len(missing))
        remedy = say("commands.give_clause_because_source")
        faults += [scenario.fault(path, say("commands.no_source", path=path), remedy) for path in missing]
    if strict and faults:
        raise InputError(faults)


def _echo(name: str, inputs: Sequence[Mapping[str, object]], missing: int) -> None:
    click.echo(f"{name}: where its numbers come from")
    for each in inputs:
        value, words = each["value"], " ".join(str(each["because"]).split())
        number = f"{value:,.12g}" if isinstance(value, (int, float)) else str(value)
        origin = f"{each['kind']} {each['name']}".strip()
        click.echo(f"  {each['path']} = {number} {each['unit']}  [{origin}]  {words}")
    kinds: dict[str, int] = {}
    for each in inputs:
        kinds[str(each["kind"])] = kinds.get(str(each["kind"]), 0) + 1
    counted = ", ".join(f"{number} by {kind}" for kind, number in kinds.items())
    click.echo(f"{len(inputs)} numbers: {counted}; {missing} without a source\n")
