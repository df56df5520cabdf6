"""Tracks: what a comparison keeps of the runs of each mix, so that many mixes fit into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from urbsim.analysis.mixes.compared_mixes import with_mixes
from urbsim.analysis.mixes.money import accounts
from urbsim.analysis.targets.probabilities import TargetDraws, scored
from urbsim.policy.measures import Measure
from urbsim.policy.mixes import PLAIN, Mix
from urbsim.runs.ensembles.check_run import refuse_seed_only
from urbsim.runs.ensembles.ensemble import jobs_of, lived, result_of
from urbsim.runs.ensembles.jobs import JobResults, Progress, complete_numbers
from urbsim.runs.options import Options, Size, size_of
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.results.failure import Failure
from urbsim.runs.results.notes import failure_notes
from urbsim.runs.results.result import RunResult
from urbsim.runs.setup.resolve import Resolved, resolve
from urbsim.scenario.file.values import Scenario

BATCH = 4
"""Mixes whose whole runs are in memory at the same time."""
OF_PLACES = (
    "resident_urbanization_rate", "population", "urban_population", "dwellings", "vacancy_rate",
    "housing_queue", "service_index", "jobs", "public_spending", "funding_gap",
)  # fmt: skip
"""Variables that are kept for areas and settlements; the region keeps all."""
WAYS = ("planned", "realised")
"""What measures plan to cost and what they do, yuan of all items and payers."""


@dataclass(frozen=True, eq=False)
class MixResults:
    """One mix: its measures, all variables of the region, some of its places, and its targets.

    ``billed`` is what its measures cost, planned and realised, in the region and in areas with accounts.
    """

    name: str
    measures: tuple[str, ...]
    home: Ensemble
    places: Ensemble | None
    billed: Ensemble
    scored: tuple[TargetDraws, ...]

    @property
    def parts(self) -> tuple[Ensemble, ...]:
        """Region and places."""
        return (self.home,) if self.places is None else (self.home, self.places)


def track_of(ensemble: Ensemble, measures: Sequence[str], result: RunResult) -> MixResults:
    """The track of one ensemble."""
    regions, kept = ensemble.regions[1:], [name for name in OF_PLACES if name in ensemble.variables]
    return MixResults(
        name=ensemble.mix,
        measures=tuple(measures),
        home=part_of(ensemble, ensemble.variables, ensemble.regions[:1]),
        places=part_of(ensemble, kept, regions) if regions and kept else None,
        billed=billed_of(ensemble),
        scored=scored(ensemble, result.targets, result.observed),
    )


def part_of(ensemble: Ensemble, variables: Iterable[str], regions: Iterable[str]) -> Ensemble:
    """Some variables of some regions, as numbers of their own."""
    names, keys = tuple(variables), tuple(regions)
    values = ensemble.values[:, [ensemble.variables.index(name) for name in names]]
    values = values[:, :, [ensemble.regions.index(key) for key in keys]]
    return replace(ensemble, variables=names, regions=keys, values=values)


def billed_of(ensemble: Ensemble) -> Ensemble:
    """What measures cost in all items together, planned and realised, in the region and in its areas."""
    keys = tuple(dict.fromkeys((ensemble.home, *accounts(ensemble))))
    sums = []
    for way in WAYS:
        items = [name for name in ensemble.variables if name.startswith(f"{way}_")]
        sums.append(part_of(ensemble, items, keys).values.sum(axis=1))
    return replace(ensemble, variables=WAYS, regions=keys, values=np.stack(sums, axis=1))


def run_each_mix(
    scenario: Scenario, mixes: Sequence[Mix], options: Options, progress: Progress
) -> tuple[list[MixResults], RunResult]:
    """Run mixes of one scenario over the same draws; the tracks, and what the runs say beside the figures.

    Draws that fail in any mix are left out of all. Raises InputError as `run_mixes` does.
    """
    prepared, size = with_mixes(scenario, mixes), size_of(scenario, options)
    same = alike(prepared, mixes)
    # The account of inputs speaks of the plain file, whether or not it is lived.
    resolved = resolve(prepared, size.weight, tuple(dict.fromkeys((*same, PLAIN))))
    refuse_seed_only(prepared, resolved, size)
    tracks: list[MixResults] = []
    failures: list[Failure] = []
    described: RunResult | None = None
    for batch, advance in batches(tuple(same), len(size.numbers), progress):
        jobs = [job for job in jobs_of(prepared, resolved, size) if job.mix in batch]
        outcome = lived(prepared, jobs, size, advance)
        failures += outcome.failures
        result = described_by(prepared, resolved, size, outcome)
        described = described or replace(result, ensembles=result.ensembles[:1])
        tracks += [track_of(runs, measures_of(prepared, runs.mix), result) for runs in result.ensembles]
    assert described is not None, "there is at least one mix"
    copies = [under(track, mix) for track in tracks for mix in same[track.name]]
    notes = (*described.notes, *failure_notes(failures))
    return in_common(copies), replace(described, notes=notes, failures=tuple(failures))


def described_by(scenario: Scenario, resolved: Resolved, size: Size, outcome: JobResults) -> RunResult:
    """The result of some mixes, over the draws that all of them finished; RuntimeError where none is."""
    mixes = list(dict.fromkeys(mix for mix, _ in outcome.values))
    numbers = complete_numbers(outcome, mixes, size.numbers)
    if not numbers:
        raise RuntimeError(f"All draws failed; first failure: {outcome.failures[0].message}")
    values = {mix: np.stack([outcome.values[mix, n] for n in numbers]) for mix in mixes}
    return result_of(scenario, resolved, size, numbers, values)


def measures_of(scenario: Scenario, mix: str) -> list[str]:
    """Names of the measures that a mix keeps."""
    return [measure.name for measure in scenario.in_force(mix)]


def alike(scenario: Scenario, mixes: Sequence[Mix]) -> dict[str, list[str]]:
    """Mixes to be simulated, each with all that put the same measures in force."""
    found: dict[tuple[Measure, ...], list[str]] = {}
    for mix in mixes:
        found.setdefault(scenario.in_force(mix.name), []).append(mix.name)
    return {every[0]: every for every in found.values()}


def under(track: MixResults, name: str) -> MixResults:
    """The track under another name."""
    home, billed, *places = (replace(part, mix=name) for part in (track.home, track.billed, *track.parts[1:]))
    return replace(track, name=name, home=home, billed=billed, places=places[0] if places else None)


def batches(mixes: Sequence[str], draws: int, progress: Progress) -> Iterator[tuple[Sequence[str], Progress]]:
    """A few mixes at a time, each with a progress that counts over all of them."""
    for start in range(0, len(mixes), BATCH):

        def advance(done: int, total: int, start: int = start) -> None:
            progress(start * draws + done, len(mixes) * draws)

        yield mixes[start : start + BATCH], advance


def in_common(tracks: Sequence[MixResults]) -> list[MixResults]:
    """The tracks with the draws that all of them hold; ValueError where there is none."""
    common = [n for n in tracks[0].home.draws if all(n in track.home.draws for track in tracks)]
    if not common:
        raise ValueError("no draw is shared by all mixes")
    return [of_draws(track, common) for track in tracks]


def of_draws(track: MixResults, numbers: Sequence[int]) -> MixResults:
    """The track with these draws only."""
    if tuple(numbers) == track.home.draws:
        return track
    rows = np.array([track.home.draws.index(n) for n in numbers])
    home, billed, *places = (
        replace(part, draws=tuple(numbers), values=part.values[rows])
        for part in (track.home, track.billed, *track.parts[1:])
    )
    kept = tuple(replace(each, numbers=each.numbers[rows]) for each in track.scored)
    return replace(track, home=home, billed=billed, places=places[0] if places else None, scored=kept)
