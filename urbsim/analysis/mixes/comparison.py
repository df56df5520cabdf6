"""Comparison: mixes of one file or several files, each with a baseline under common random numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from urbsim.analysis.mixes.comparable import comparable
from urbsim.analysis.mixes.compared_mixes import (
    NO_MEASURES,
    Coalition,
    coalition_of,
    mixes_to_compare,
    with_mixes,
)
from urbsim.analysis.mixes.mix_results import MixResults, in_common, run_each_mix, under
from urbsim.analysis.mixes.shapley_runs import Explained, explain
from urbsim.policy.mixes import NOTHING, PLAIN, Mix
from urbsim.runs.ensembles.jobs import Progress
from urbsim.runs.options import Options
from urbsim.runs.results.result import RunResult
from urbsim.scenario.file.values import Scenario
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError


@dataclass(frozen=True)
class Asked:
    """What to compare.

    ``baseline`` None is `nothing`; ``every`` adds each measure left out and each alone, and contributions,
    from ``contribution_draws`` draws if that is given.
    """

    baseline: str | None = None
    every: bool = False
    contribution_draws: int | None = None


@dataclass(frozen=True, eq=False)
class MixComparison:
    """Tracks sorted by name, which of them is the baseline, and contributions where they were asked for.

    ``results`` say by scenario what its runs say beside the figures.
    """

    scenarios: tuple[str, ...]
    tracks: tuple[MixResults, ...]
    baseline: MixResults
    explained: Explained | None
    results: Mapping[str, RunResult]

    @property
    def name(self) -> str:
        """Name of the comparison: also of its output folder."""
        return "compare-" + "-".join(self.scenarios)


def compare(
    scenarios: Sequence[Scenario], asked: Asked, options: Options, progress: Progress
) -> MixComparison:
    """Run and compare. The order of files and of mixes changes nothing.

    Raises InputError where files cannot be compared, share a name, or the baseline is unknown.
    """
    names = refuse_twice(scenarios)
    ready = comparable(scenarios, options)
    plans = plans_of(ready, names, asked)
    labels = [label for plan in plans for label in plan]
    check_baseline(asked.baseline, labels, scenarios[0].file)
    tracks: list[MixResults] = []
    results = {}
    for scenario, name, plan in zip(ready, names, plans, strict=True):
        found, results[name] = run_each_mix(scenario, list(plan.values()), options, progress)
        renamed = dict(zip((mix.name for mix in plan.values()), plan, strict=True))
        tracks += [under(track, renamed[track.name]) for track in found]
    shared = sorted(in_common(tracks), key=lambda track: track.name)
    by_name = {track.name: track for track in shared}
    baseline = by_name[asked.baseline or NOTHING]
    explained = None
    if asked.every and len(ready) == 1 and len(ready[0].measures) > 1:
        worths = coalitions_of(ready[0], plans[0], by_name)
        explained = explain(ready[0], worths, options, progress, asked.contribution_draws)
    return MixComparison(names, tuple(shared), baseline, explained, results)


def refuse_twice(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Names of the scenarios, sorted; InputError where two share one."""
    names = [each.name for each in scenarios]
    faults = [
        each.fault("name", say("analysis.name_stands_for_another", name=each.name),
                   say("analysis.give_each_scenario_its"))
        for i, each in enumerate(scenarios)
        if each.name in names[:i]
    ]  # fmt: skip
    if faults:
        raise InputError(faults)
    return tuple(sorted(names))


def plans_of(scenarios: Sequence[Scenario], names: Sequence[str], asked: Asked) -> list[dict[str, Mix]]:
    """Mixes of every file by label; what files share (`nothing`) is simulated for the first of them only."""
    plans: list[dict[str, Mix]] = []
    for scenario, name in zip(scenarios, names, strict=True):
        known = {label for plan in plans for label in plan}
        plan = plan_of(scenario, name, asked, len(names))
        plans.append({label: mix for label, mix in plan.items() if label not in known})
    return plans


def plan_of(scenario: Scenario, name: str, asked: Asked, files: int) -> dict[str, Mix]:
    """Mixes of one file by the label they get; `nothing` is shared by all files."""
    if files == 1:
        chosen: Sequence[Mix] = mixes_to_compare(scenario, asked.every)
        return {mix.name: mix for mix in chosen}
    chosen = mixes_to_compare(scenario, True) if asked.every else (Mix(PLAIN), NO_MEASURES)
    return {label_of(name, mix): mix for mix in chosen}


def label_of(name: str, mix: Mix) -> str:
    """Label of a mix among several files."""
    if mix.name == PLAIN:
        return name
    return mix.name if mix == NO_MEASURES else f"{name}: {mix.name}"


def check_baseline(baseline: str | None, labels: Sequence[str], file: str) -> None:
    """InputError where no mix has the name of the baseline."""
    if baseline is not None and baseline not in labels:
        known = ", ".join(dict.fromkeys(labels))
        raise InputError(
            (
                Fault(
                    file,
                    None,
                    say("analysis.no_mix_named", baseline=baseline),
                    say("analysis.use_one", known=known),
                ),
            )
        )


def coalitions_of(
    scenario: Scenario, plan: Mapping[str, Mix], tracks: Mapping[str, MixResults]
) -> dict[Coalition, MixResults]:
    """Tracks by the set of measures they hold, where they change none of them."""
    prepared = with_mixes(scenario, plan.values())
    found = {coalition_of(prepared, mix): tracks[label] for label, mix in plan.items()}
    return {measures: track for measures, track in found.items() if measures is not None}
