"""Presets: strengths with a name, and the figures of each, for readers without script and for print."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from urbsim.analysis.emulator.emulator import Emulator
from urbsim.analysis.emulator.strengths import Array
from urbsim.analysis.mixes.mix_table import RATE
from urbsim.analysis.targets.wording import amount, percent, span
from urbsim.charts.terms import Labels
from urbsim.policy.mixes import NOTHING, PLAIN, Mix
from urbsim.text import block

VACANCY = "vacancy_rate"


@dataclass(frozen=True, eq=False)
class Preset:
    """A name and strengths (M,)."""

    name: str
    strengths: Array


def presets_of(emulator: Emulator) -> tuple[Preset, ...]:
    """Nothing, everything as written and at its strongest, mixes of the file, and each measure alone."""
    words, most = block("explore"), emulator.most
    labels = Labels.of(emulator.scenario)
    written = np.minimum(1.0, most)
    found = [
        Preset(labels.mix(NOTHING), np.zeros(len(most))),
        Preset(words["written"], written),
        Preset(words["strongest"], most),
    ]
    for mix in emulator.scenario.mixes.values():
        strengths = strengths_of(emulator, mix)
        if mix.name not in (PLAIN, NOTHING) and strengths is not None:
            found.append(Preset(labels.mix(mix.name), strengths))
    alone = np.diag(written)
    found += [
        Preset(labels.mix(f"only {slider.measure}"), row)
        for slider, row in zip(emulator.sliders, alone, strict=True)
    ]
    return tuple(found)


def strengths_of(emulator: Emulator, mix: Mix) -> Array | None:
    """Strengths (M,) of a mix that changes nothing but these, within their range; else None."""
    given = {change.measure: dict(change.fields) for change in mix.changes}
    known = {slider.measure: slider for slider in emulator.sliders}
    fixed = [each.name for each in emulator.scenario.measures if each.name not in known]
    if any(not mix.holds(name) for name in fixed) or given.keys() - known.keys():
        return None
    if any(fields.keys() - {"value", "provenance"} for fields in given.values()):
        return None
    strengths = np.array(
        [
            given.get(name, {}).get("value", slider.value) / slider.value if mix.holds(name) else 0.0
            for name, slider in known.items()
        ]
    )
    inside = bool(((strengths >= 0) & (strengths <= emulator.most)).all())
    return strengths if inside else None


def heads_of(emulator: Emulator) -> list[str]:
    """Heads of the table of presets."""
    words, last = block("explore"), emulator.result.ensembles[0].years[-1]
    heads = [words["preset"], words["rate"].format(year=last), words["band"], words["added"]]
    heads += [f"{words['chance']}: {output.name.rpartition('/')[2]}" for output in emulator.targets]
    return [*heads, words["cost"], words["vacancy"], words["moved"]]


def row_of(emulator: Emulator, preset: Preset) -> tuple[str, ...]:
    """Figures of a preset."""
    last, one = emulator.result.ensembles[0].years[-1], preset.strengths[None]
    rate = emulator.values(f"{RATE} {last}", one)[0]
    without = emulator.values(f"{RATE} {last}", np.zeros_like(one))[0]
    low, middle, high = np.quantile(rate, (0.05, 0.5, 0.95))
    cells = [
        preset.name, amount(middle, "share"), span(low, high, "share"),
        signed(100 * float(np.median(rate - without))),
    ]  # fmt: skip
    cells += [percent(float(emulator.probability(output.key, one)[0])) for output in emulator.targets]
    cells.append(amount(float(emulator.extra_cost(one)[0]), "", 3))
    for name, unit in ((VACANCY, "share"), ("cumulative_moves_to_urban", "persons")):
        key = f"{name} {last}"
        known = key in emulator.position
        cells.append(told(float(np.median(emulator.values(key, one))), unit) if known else "–")
    return tuple(cells)


def signed(points: float) -> str:
    """Points with their sign, which nothing does not have."""
    text = f"{points:+.2f}"
    return text[1:] if float(text) == 0 else text.replace("-", "−")


def told(value: float, unit: str) -> str:
    """An amount; people are counted whole."""
    return amount(round(value) if unit == "persons" else value, unit, 3)
