"""The manifest: what is needed to judge a run and to repeat it, and nothing that changes between repeats."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from urbsim import __version__
from urbsim.evidence.scoreboard import standings_of
from urbsim.runs.results.result import Note, RunResult
from urbsim.runs.results.run_tables import region_label

FORMAT = "urbsim-manifest/1"
LIBRARIES = ("numpy", "scipy", "mesa", "numba", "pandas", "pyarrow", "matplotlib")


def manifest(
    result: RunResult, notes: Iterable[Note], written: Iterable[Path], lang: str = "en"
) -> dict[str, object]:
    """The manifest of a run with the notes shown beside it and its other files, as JSON values.

    ``lang`` is the language of its charts. Holds no time of day and no path, so that a repeated run
    gives the same bytes.
    """
    first = result.ensembles[0]
    return {
        "format": FORMAT,
        "name": result.name,
        "title": dict(result.title),
        "region": first.home,
        "regions": _region_names(result),
        "base_year": first.base_year,
        "until": first.years[-1],
        "mixes": [ensemble.mix for ensemble in result.ensembles],
        "draws": len(first.draws),
        "draws_at_floor": first.draws_at_floor,
        "failures": [asdict(failure) for failure in result.failures],
        "seed": result.seed,
        "weight": result.weight,
        "reference": result.reference,
        "lang": lang,
        "calibrated": result.calibrated,
        "warnings": [asdict(warning) for warning in result.warnings],
        "constraints": [asdict(each) for each in result.bindings],
        "precedents": [asdict(each) for each in result.precedents],
        "beside": [asdict(each) for each in result.beside],
        "notes": [asdict(note) for note in notes],
        "scenario": dict(result.scenario),
        "clauses": list(result.clauses),
        "assumptions": [dict(assumption) for assumption in result.assumptions],
        "targets": [asdict(target) for target in result.targets],
        "census": {region: list(years) for region, years in result.census.items()},
        "simple_rule": _simple_rule(result),
        "discrepancy": _discrepancy(result),
        "scored": None if result.scored is None else {**asdict(result.scored), "miss": result.scored.miss},
        "scoreboard": [asdict(standing) for standing in standings_of(first.base_year)],
        "inputs": [dict(source) for source in result.inputs],
        "data": dict(package_data()),
        "versions": versions(),
        "files": {path.name: digest(path.read_bytes()) for path in written},
    }


def _region_names(result: RunResult) -> dict[str, dict[str, str]]:
    keys = dict.fromkeys(region for ensemble in result.ensembles for region in ensemble.regions)
    return {key: {lang: region_label(key, result.names, lang) for lang in ("en", "zh")} for key in keys}


def _simple_rule(result: RunResult) -> dict[str, object] | None:
    """The rate by year as the simple rule has it, and whose record it goes by."""
    rule = result.simple_rule
    if rule is None:
        return None
    names = {lang: region_label(rule.region, result.names, lang) for lang in ("en", "zh")}
    return {"record": rule.region, "names": names, "rates": {str(y): r for y, r in rule.rates.items()}}


def _discrepancy(result: RunResult) -> dict[str, object] | None:
    """How much of the rise of the rate is the discrepancy shared by all regions."""
    found = result.discrepancy
    return None if found is None else {**asdict(found), "share": found.share}


def digest(content: bytes) -> str:
    """SHA-256 of `content` as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


@cache
def package_data() -> Mapping[str, str]:
    """SHA-256 of every file of the package data, by its path inside `urbsim/data`."""
    root = files("urbsim").joinpath("data")
    return {name: digest(file.read_bytes()) for name, file in sorted(_files_below(root, ""))}


def _files_below(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files_below(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry


def versions() -> dict[str, str]:
    """Versions of the program, of Python, of the libraries that touch results, and the machine type."""
    return {
        "urbsim": __version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        **{name: version(name) for name in LIBRARIES},
    }
