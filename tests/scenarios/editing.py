"""Shipped scenarios as plain content to edit, and the bytes of the runs they give."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from urbsim.policy.levers import find_lever
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.result import RunResult
from urbsim.runs.results.store import write_runs
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.reading import read_scenario, read_text

Content = dict[str, Any]
FILE = "edited.yaml"


def content_of(name: str) -> Content:
    """A shipped scenario, every ``extends`` resolved, free to be edited."""
    content: Content = json.loads(read_scenario(name).written)
    return content


def scenario_of(content: Content) -> Scenario:
    """The edited content, read and checked like any file."""
    return read_text(json.dumps(content, ensure_ascii=False, indent=1), FILE)


def run(content: Content, draws: int = 2, weight: int = 1, workers: int = 2) -> RunResult:
    options = Options(draws=draws, weight=weight, workers=workers)
    return run_mixes(scenario_of(content), options, lambda done, total: None)


def bytes_of(result: RunResult) -> bytes:
    """``runs.parquet`` as it would be written."""
    with TemporaryDirectory() as folder:
        return write_runs(Path(folder), result.ensembles).read_bytes()


def assume(content: Content, name: str, value: float, unit: str) -> Content:
    """Add an assumption; returns how a measure refers to it."""
    why = "the strength of a proof"
    content["assumptions"][name] = {"value": value, "unit": unit, "because": why}
    return {"assumption": name}


def add_measure(content: Content, name: str, lever: str, value: float, **fields: Any) -> None:
    """Add a measure of the given strength in the lever's own unit, or in ``unit``."""
    known = find_lever(lever)
    assert known is not None, lever
    unit = fields.pop("unit", known.unit)
    referred = assume(content, name.replace("-", "_"), value, unit)
    content["measures"].append({"name": name, "lever": lever, "value": referred, **fields})


def without_strength(content: Content) -> Content:
    """The same file with every lever at zero: measures stay, in place and time, and do nothing."""
    edited: Content = json.loads(json.dumps(content))
    for measure in edited["measures"]:
        lever = find_lever(measure["lever"])
        assert lever is not None, measure
        unit = "share/yr" if measure.get("mode") == "growth" else lever.unit
        name = f"zero_{measure['name'].replace('-', '_')}"
        measure["value"] = assume(edited, name, 0, unit)
        measure.pop("part", None)
    return unused_removed(edited)


def without_measures(content: Content) -> Content:
    edited: Content = json.loads(json.dumps(content))
    edited["measures"], edited["mixes"] = [], {}
    return unused_removed(edited)


def without_targets(content: Content) -> Content:
    edited: Content = json.loads(json.dumps(content))
    edited["targets"] = []
    return edited


def unused_removed(content: Content) -> Content:
    """The file without assumptions that nothing refers to, which reading would refuse."""
    text = json.dumps([content["measures"], content.get("mixes", {})])
    for name in list(content["assumptions"]):
        if f'"{name}"' not in text and not name.startswith("coefficient."):
            del content["assumptions"][name]
    return content
