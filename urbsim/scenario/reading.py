"""Reading a scenario file: every fault in one pass, or a scenario in which everything fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from urbsim.evidence import yaml_lines
from urbsim.scenario.checks.assumptions import checked_assumptions
from urbsim.scenario.checks.checked_measures import checked_measures
from urbsim.scenario.checks.checked_mixes import checked_mixes
from urbsim.scenario.checks.checked_observed import checked_observed
from urbsim.scenario.checks.checked_targets import checked_targets
from urbsim.scenario.checks.chinese_words import in_plain_words
from urbsim.scenario.checks.dangling_names import check_left_out
from urbsim.scenario.checks.inspection import Inspection
from urbsim.scenario.checks.places import checked_region
from urbsim.scenario.checks.plausible import check_plausible, reasons
from urbsim.scenario.checks.unused import check_unused
from urbsim.scenario.extending.inheritance import with_extended
from urbsim.scenario.file.alteration import Alteration
from urbsim.scenario.file.digest import as_json
from urbsim.scenario.file.draft import Draft
from urbsim.scenario.file.questions import ask_open
from urbsim.scenario.file.settings import apply_setting
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.file.soundness import sound_part
from urbsim.scenario.file.values import Runs, Scenario, Title
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.user_files import resolved

LONGEST: Final = 60
"""Years that a scenario may span."""


def read_scenario(path: Path | str, settings: Iterable[str] = ()) -> Scenario:
    """The scenario in a file, or the shipped scenario of that name.

    ``settings`` are changes of the form PATH=VALUE. Raises InputError with every fault of the file and of the
    files it extends, each with its line.
    """
    place = Path(path)
    if str(path) in shipped() and not place.exists():
        place = shipped()[str(path)]
    return _checked(*_drafted(yaml_lines.read(place), place), settings)


def read_text(text: str | bytes, file: str, settings: Iterable[str] = ()) -> Scenario:
    """The scenario in a text; ``file`` stands in for its path in faults and for relative ``extends``.

    Raises InputError with every fault.
    """
    return _checked(*_drafted(yaml_lines.load(text, file), Path(file)), settings)


def _drafted(content: yaml_lines.YamlFile, place: Path) -> tuple[Draft, list[Alteration]]:
    return with_extended(Draft.of(content), (resolved(place),))


def _checked(draft: Draft, altered: list[Alteration], settings: Iterable[str]) -> Scenario:
    for setting in settings:
        apply_setting(draft, setting)
    in_plain_words(draft)
    ask_open(draft)
    sound = sound_part(draft)
    scenario = None if sound is None else _built(Inspection(draft, sound))
    if draft.faults or scenario is None:
        raise InputError(_in_order(draft.faults))
    return replace(scenario, altered=tuple(altered))


def _in_order(faults: list[Fault]) -> list[Fault]:
    files = list(dict.fromkeys(fault.file for fault in faults))
    return sorted(faults, key=lambda fault: (files.index(fault.file), fault.line or 0))


def _check_span(inspection: Inspection) -> None:
    first, last = inspection.text.from_, inspection.text.until
    if inspection.is_broken("from") or inspection.is_broken("until"):
        return
    if last <= first:
        problem = say("scenario.until_not_after_from", last=last, first=first)
        inspection.add(("until",), problem, say("scenario.first_simulated_year_one"))
        inspection.leave_out("until")
    elif last - first > LONGEST:
        problem = say("scenario.scenario_spans_years", last=last - first)
        inspection.add(("until",), problem, say("scenario.span_at_most", longest=LONGEST))


def _built(inspection: Inspection) -> Scenario | None:
    """The scenario, or None where the region or the file is at fault."""
    text = inspection.text
    _check_span(inspection)
    region = checked_region(inspection)
    assumptions = checked_assumptions(inspection)
    measures = checked_measures(inspection)
    targets = checked_targets(inspection)
    mixes = checked_mixes(inspection, measures)
    seen = checked_observed(inspection)
    check_left_out(inspection)
    check_unused(inspection)
    check_plausible(inspection, measures, targets, mixes)
    if region is None or inspection.draft.faults:
        return None
    return Scenario(
        file=inspection.draft.file, name=text.name, title=Title(text.title.zh, text.title.en), region=region,
        base_year=text.from_, until=text.until, drivers=text.drivers, measures=measures, targets=targets,
        assumptions=MappingProxyType({**assumptions, **inspection.scaled}), mixes=mixes,
        runs=Runs(text.runs.draws, text.runs.seed, text.runs.weight, text.runs.vary),
        provenance=tuple(inspection.provenance),
        unusual=reasons(inspection.draft.data), funding=text.funding, observed=seen,
        written=as_json(inspection.draft.data),
        lines={".".join(map(str, path)): at for path, at in inspection.draft.origins.items()},
    )  # fmt: skip
