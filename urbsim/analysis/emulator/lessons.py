"""Lessons: the runs an emulator learns from, and those it is tested on, all under the same draws."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from urbsim.analysis.emulator.outputs import Output, numbers_of, outputs_of
from urbsim.analysis.emulator.strengths import Array, Slider, mix_at
from urbsim.analysis.mixes.mix_results import MixResults, run_each_mix
from urbsim.model.founding.villages import largest_weight
from urbsim.policy.mixes import PLAIN, Mix
from urbsim.runs.ensembles.fingerprint import fingerprint, model_version
from urbsim.runs.ensembles.jobs import Progress
from urbsim.runs.options import Options, Size, size_of
from urbsim.runs.results.files import make_folder, write_bytes
from urbsim.runs.results.result import RunResult
from urbsim.runs.setup.founding_faults import rows_expected
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario.file.values import Scenario

AT_A_TIME = 8
"""Settings whose runs are in memory together, and that a stop may cost."""
FEW_ROWS = 2500
"""Rows of a draw from which its time grows with them."""
FOLDER = ".emulator"


def coarse_enough(scenario: Scenario, options: Options) -> Options:
    """The options with a weight at which a draw has few enough rows, unless they name one.

    A thousand runs answer what to do; at `FEW_ROWS` a run takes little longer than with none at all. A nation
    keeps as many rows as its smallest province needs.
    """
    if options.weight is not None:
        return options
    setup = resolve(scenario, scenario.runs.weight, (PLAIN,)).setup
    few = ceil(rows_expected(setup) * setup.weight / FEW_ROWS)
    return replace(options, weight=max(setup.weight, min(few, *map(largest_weight, setup.areas))))


@dataclass(frozen=True, eq=False)
class Lessons:
    """Outputs of runs at strengths (S, M): ``values`` (S, O, D) of draws of these numbers (D,)."""

    strengths: Array
    values: Array
    draws: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Classroom:
    """What is asked of every setting: these outputs of a scenario, in runs of a size."""

    scenario: Scenario
    sliders: tuple[Slider, ...]
    outputs: tuple[Output, ...]
    options: Options

    @property
    def size(self) -> Size:
        """How many draws, from which seed, at which weight."""
        return size_of(self.scenario, self.options)

    def taught(self, strengths: Array, progress: Progress) -> Lessons:
        """Every setting (S, M) over the same draws; what was run before is read from the folder of results.

        Draws that fail at any setting are left out of all. Raises InputError as a run does.
        """
        parts, draws = [], self.size.draws
        for start in range(0, len(strengths), AT_A_TIME):

            def advance(done: int, total: int, start: int = start) -> None:
                progress(start * draws + done, len(strengths) * draws)

            parts.append(self.recalled_or_run(strengths[start : start + AT_A_TIME], advance))
        common = np.array([n for n in parts[0].draws if all(n in part.draws for part in parts)])
        rows = [part.values[:, :, np.searchsorted(part.draws, common)] for part in parts]
        return Lessons(strengths, np.concatenate(rows), common)

    def recalled_or_run(self, strengths: Array, progress: Progress) -> Lessons:
        """A few settings (S, M), from the folder where they are kept there; a file cut short is run again."""
        key, out = self.digest_of(strengths), self.options.out
        path = None if out is None else out / FOLDER / f"{key}.npz"
        if path is not None and path.is_file():
            try:
                with np.load(path, allow_pickle=False) as held:
                    return Lessons(strengths, held["values"], held["draws"])
            except (OSError, ValueError, KeyError):
                path.unlink(missing_ok=True)
        found = self.run(strengths, progress)
        if path is not None:
            buffer = io.BytesIO()
            np.savez(buffer, values=found.values, draws=found.draws)
            make_folder(path.parent, probe=False)
            write_bytes(path.parent, path.name, buffer.getvalue(), durable=False)
        return found

    def run(self, strengths: Array, progress: Progress) -> Lessons:
        """A few settings (S, M), run now; only draws that finish at all of them are kept."""
        mixes = [mix_at(self.sliders, row, f"setting {n}") for n, row in enumerate(strengths)]
        tracks, _ = run_each_mix(self.scenario, mixes, replace(self.options, out=None), progress)
        by_name = {track.name: track for track in tracks}
        values = np.stack([numbers_of(by_name[mix.name], self.outputs) for mix in mixes])
        return Lessons(strengths, values, np.array(tracks[0].home.draws))

    def digest_of(self, strengths: Array) -> str:
        """What the outputs at these strengths (S, M) depend on: file, version, size, outputs and measures."""
        size = self.size
        asked = [output.key for output in self.outputs], [slider.measure for slider in self.sliders]
        runs = size.draws, size.seed, size.weight
        return fingerprint(self.scenario.written, model_version(), runs, asked, strengths)


@dataclass(frozen=True, eq=False)
class AsWritten:
    """The mix as the file writes it with all its variables, and what its runs say beside the figures."""

    track: MixResults
    result: RunResult


def run_as_written(scenario: Scenario, options: Options, progress: Progress) -> AsWritten:
    """Run the file as it stands."""
    tracks, result = run_each_mix(scenario, (Mix(PLAIN),), options, progress)
    return AsWritten(tracks[0], result)


def classroom_of(
    scenario: Scenario, sliders: Sequence[Slider], written: AsWritten, options: Options
) -> Classroom:
    """The classroom for the outputs that the file's own mix has."""
    return Classroom(scenario, tuple(sliders), outputs_of(written.track), options)
