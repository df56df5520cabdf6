"""`urbsim run --explain` and `--strict`: where every number of a run comes from, before it is run."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from urbsim.cli.screen.lines import echo
from urbsim.scenario.file.bilingual import chinese_by_english
from urbsim.text import say, spoken, word

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
            _echo(scenario, inputs, len(missing))
        remedy = say("commands.give_clause_because_source")
        faults += [scenario.fault(path, say("commands.no_source", path=path), remedy) for path in missing]
    if strict and faults:
        raise InputError(faults)


def _echo(scenario: "Scenario", inputs: Sequence[Mapping[str, object]], missing: int) -> None:
    from urbsim.analysis.documents.provenance import explained
    from urbsim.charts.terms import Labels

    measure = Labels.of(scenario).measure
    echo(word("explained.title", name=scenario.name))
    kinds: dict[str, int] = {}
    sayings = chinese_by_english(json.loads(scenario.written)) if spoken() == "zh" else {}
    for each in inputs:
        found = explained(each, scenario.base_year, measure)
        kinds[found.kind] = kinds.get(found.kind, 0) + 1
        source = sayings.get(found.source, found.source)
        echo("  " + word("explained.line", what=found.what, value=found.value))
        echo("    " + word("explained.source", kind=found.kind, source=source))
    counted = word("explained.and").join(
        word("explained.kinds", number=number, kind=kind) for kind, number in kinds.items()
    )
    echo(word("explained.counted", numbers=len(inputs), kinds=counted, missing=missing) + "\n")
