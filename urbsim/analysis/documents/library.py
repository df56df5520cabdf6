"""The library of documents beside the shipped scenarios: where clauses are used, and what has no source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from urbsim.evidence.documents import Clause, document, documents
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.reading import read_scenario
from urbsim.text import say


@dataclass(frozen=True)
class Use:
    """One place where a scenario rests on a clause: as a measure, as the number of one, or as a target."""

    scenario: str
    role: str


def shipped_scenarios() -> tuple[Scenario, ...]:
    """Every shipped scenario, by name. Raises InputError where one is at fault."""
    return tuple(read_scenario(path) for path in shipped().values())


def uses_of(scenarios: Iterable[Scenario]) -> Mapping[str, tuple[Use, ...]]:
    """Where each clause is used, by the clause's full name."""
    found: dict[str, list[Use]] = {}
    for scenario in scenarios:
        for clause, role in roles_in(scenario):
            found.setdefault(clause, []).append(Use(scenario.name, role))
    return {clause: tuple(dict.fromkeys(uses)) for clause, uses in found.items()}


def roles_in(scenario: Scenario) -> Iterable[tuple[str, str]]:
    """Clause and role of everything in a scenario that rests on a document."""
    for measure in scenario.measures:
        if measure.clause:
            yield measure.clause, say("library.measure", name=measure.name)
    for traced in scenario.provenance:
        if traced.kind == "clause":
            yield traced.name, say("library.number", path=traced.path)
    for target in scenario.targets:
        if target.clause:
            code = "library.unmodelled" if target.not_modelled else "library.target"
            yield target.clause, say(code, name=target.name)


def unused(name: str, uses: Mapping[str, tuple[Use, ...]]) -> tuple[Clause, ...]:
    """Clauses of a document that no scenario uses; slogans and reports of the past need no use."""
    return tuple(
        clause
        for clause in document(name).clauses
        if clause.id not in uses and clause.kind in ("target", "lever")
    )


def untraced(scenario: Scenario) -> tuple[str, ...]:
    """Numbers of a scenario without provenance: of measures, of targets, and of its own figures."""
    known = {each.path for each in scenario.provenance if each.because.strip()}
    numbers = [
        f"measures.{measure.name}.{field}"
        for measure in scenario.measures
        for field, number in (("value", measure.value), *measure.fields)
        if not isinstance(number, str)
    ]
    missing = [path for path in numbers if path not in known]
    missing += [f"targets.{each.name}" for each in scenario.targets if not (each.clause or each.because)]
    missing += [f"assumptions.{a.name}" for a in scenario.assumptions.values() if not a.because.strip()]
    return tuple(missing)


def numbers_in(scenario: Scenario) -> int:
    """How many numbers of a scenario have a provenance."""
    return len({each.path for each in scenario.provenance}) + len(scenario.targets)


def chosen_documents(name: str | None) -> tuple[str, ...]:
    """The document asked for, or all of them. Raises KeyError for an unknown one."""
    return documents() if name is None else (document(name).id,)
