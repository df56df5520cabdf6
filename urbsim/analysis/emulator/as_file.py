"""Chosen strengths as a scenario file that extends their scenario, and runs to the same figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from urbsim.analysis.emulator.strengths import Array, Slider
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.file.values import Scenario
from urbsim.text import block

DIGITS = 10
"""Significant digits of an amount that is written."""


@dataclass(frozen=True)
class FileParts:
    """What a file of chosen strengths is put together from; a page does so too.

    ``head`` and ``mix`` begin it; ``because`` has a field for the strength; ``names`` are the assumptions'.
    """

    head: str
    mix: str
    because: str
    names: tuple[str, ...]


def file_parts(scenario: Scenario, sliders: Sequence[Slider], mix: str) -> FileParts:
    """The parts for one scenario, in the language spoken."""
    words = block("decide")
    head = (
        f"# {words['file_comment'].format(name=scenario.name)}\n"
        f"schema: urbsim/2\nextends: {json.dumps(base_of(scenario), ensure_ascii=False)}\n"
        f"name: {scenario.name}-{mix}\n"
    )
    names = tuple(f"{mix}_{slider.measure.replace('-', '_')}" for slider in sliders)
    return FileParts(head, f"mixes:\n  {mix}:\n", words["file_because"], names)


def base_of(scenario: Scenario) -> str:
    """How another file names this one: a shipped name, or the name of a file beside it."""
    path = Path(scenario.file)
    own = shipped().get(path.stem)
    return path.stem if own is not None and own.resolve() == path.resolve() else path.name


def as_file(scenario: Scenario, sliders: Sequence[Slider], strengths: Array, mix: str) -> str:
    """The file of strengths (M,): a mix that leaves out what has none, and an assumption for each other."""
    parts = file_parts(scenario, sliders, mix)
    rows = list(zip(sliders, parts.names, [float(strength) for strength in strengths], strict=True))
    gone = [slider.measure for slider, _, strength in rows if strength == 0]
    kept = [row for row in rows if row[2] not in (0.0, 1.0)]
    lines = [parts.head + parts.mix + f"    without: [{', '.join(gone)}]"]
    if kept:
        lines.append("    set:")
        lines += [f"      {slider.measure}.value: {{assumption: {name}}}" for slider, name, _ in kept]
        lines.append("assumptions:")
    for slider, name, strength in kept:
        because = json.dumps(parts.because.format(strength=number(strength)), ensure_ascii=False)
        value = number(slider.written * strength)
        lines.append(f"  {name}: {{value: {value}, unit: {slider.written_unit}, because: {because}}}")
    return "\n".join(lines) + "\n"


def number(value: float) -> str:
    """A number in digits, without powers of ten."""
    rounded = float(f"{value:.{DIGITS}g}")
    return f"{rounded:.12f}".rstrip("0").rstrip(".")
