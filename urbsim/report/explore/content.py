"""What the script of the page is given: sliders, packed surrogates, words and observed figures, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np

from urbsim.analysis.emulator.as_file import file_parts
from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.outputs import COST, Output
from urbsim.analysis.emulator.strengths import Slider
from urbsim.analysis.mixes.mix_table import RATE
from urbsim.analysis.targets.comparators import is_level, level_asked
from urbsim.analysis.targets.wording import asked, unit_words
from urbsim.charts.terms import term
from urbsim.policy.levers import chinese_name, levers
from urbsim.report.explore.packed import packed
from urbsim.report.explore.presets import Preset
from urbsim.runs.results.target import HOME
from urbsim.text import block, spoken
from urbsim.vocabulary.variables import variables

MIX = "explored"


def script_content(emulator: Emulator, presets: tuple[Preset, ...]) -> str:
    """The JSON, safe inside a page."""
    first = emulator.result.ensembles[0]
    seen = emulator.result.observed.get(first.home, {}).get(RATE, {})
    content = {
        "words": dict(block("explore")), "scales": scales(), "units": dict(unit_words()),
        "language": spoken(), "base": first.base_year,
        "baseRate": float(np.median(first.at(RATE, first.home, first.base_year))),
        "sliders": [slider_content(each) for each in emulator.sliders],
        "outputs": [
            output_content(emulator, at)
            for at, output in enumerate(emulator.outputs)
            if output.kind != COST or output.name == emulator.counted
        ],
        "draws": len(emulator.learned.draws),
        "presets": [preset.strengths.tolist() for preset in presets],
        "observed": {str(year): value for year, value in seen.items() if year in first.years},
        "file": asdict(file_parts(emulator.scenario, emulator.sliders, MIX)),
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def scales() -> list[list[Any]]:
    """Round numbers that have a name, from the largest down."""
    sizes = {"e9": 1e9, "e8": 1e8, "e6": 1e6, "e4": 1e4, "e3": 1e3}
    names = block("scales")
    return [[size, names[key]] for key, size in sizes.items() if names[key] and size >= 1e4]


def slider_content(slider: Slider) -> dict[str, Any]:
    """A slider: what it is called, how much is written, and how far it goes."""
    lever = levers()[slider.lever]
    return {
        "measure": slider.measure, "lever": chinese_name(lever) if spoken() == "zh" else lever.english,
        "written": slider.written, "unit": slider.written_unit,
        "most": float(f"{slider.most:.6g}"), "years": f"{slider.start}–{slider.end}",
    }  # fmt: skip


def output_content(emulator: Emulator, at: int) -> dict[str, Any]:
    """An output with its surrogate."""
    output = emulator.outputs[at]
    content: dict[str, Any] = {
        "kind": output.kind, "name": output.name, "year": output.year, "unit": output.unit,
        "label": label_of(emulator, output), **asdict(packed(emulator.surrogates[at])),
    }  # fmt: skip
    if output.kind == "target":
        ends = (output.low, output.high)
        low, high = (float(end) if np.isfinite(end) else None for end in ends)
        content |= {"low": low, "high": high, "open": output.open, "aim": aim_of(emulator, output)}
    return content


def aim_of(emulator: Emulator, output: Output) -> float | None:
    """The level of the region's rate that a target asks for; None of another variable or place."""
    target, first = output.target, emulator.result.ensembles[0]
    if target is None or target.variable != RATE or target.scope != HOME or not is_level(target):
        return None
    return level_asked(target, 0.0, output.year - first.base_year)


def label_of(emulator: Emulator, output: Output) -> str:
    """What an output is called, with what a target asks for."""
    if output.target is None:
        return term(output.name) if output.name in variables() else block("explore")["cost"]
    target, base = output.target, emulator.result.ensembles[0].base_year
    name = term(target.variable) if target.variable in variables() else target.name
    return block("explore")["target"].format(
        what=name, asked=asked(target, base), year=output.year, name=target.name.rpartition("/")[2]
    )
