"""`urbsim reproduce`: run a manifest again and compare what comes out with what it promised."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from urbsim.cli.options import WORKERS
from urbsim.cli.progress import progress_bar
from urbsim.cli.screen.lines import echo
from urbsim.text import say, told, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urbsim.scenario.file.values import Scenario

RUNS = "runs.parquet"
MOST_NAMED = 5
"""Draws named one by one before the others are only counted."""


@click.command(name="reproduce")
@click.argument("manifest", type=click.Path(path_type=Path))
@WORKERS
@click.pass_context
def command(context: click.Context, manifest: Path, workers: int | None) -> None:
    """Run the scenario of MANIFEST again, from its draws to its files, and compare their digests.

    For example: urbsim reproduce outputs/huludao-2011/manifest.json. A file differs where the new run gives
    other bytes, and is altered where the one beside the manifest is no longer what was written. In both
    cases the command names the draws, the data and the versions that differ, and leaves with 1.
    """
    import tempfile

    from urbsim.runs.results.manifest_schema import read_manifest

    promised = read_manifest(manifest)
    with tempfile.TemporaryDirectory() as folder:
        fresh = _lived_again(promised, workers, Path(folder))
        statuses = {
            name: _status(digest, manifest.with_name(name), fresh.get(name))
            for name, digest in promised["files"].items()
        }
        for name, status in statuses.items():
            echo(f"{word(f'reproduced.{status}'):8} {name}")
        if statuses.get(RUNS, "same") != "same":
            _name_draws(manifest.with_name(RUNS), fresh[RUNS])
    _compare_data(promised)
    _compare_versions(promised)
    context.exit(0 if set(statuses.values()) <= {"same"} else 1)


def _lived_again(promised: "Mapping[str, Any]", workers: int | None, folder: Path) -> dict[str, Path]:
    """The files of a fresh run, which reads no store."""
    from urbsim.report.folder import write_folder
    from urbsim.runs.ensembles.ensemble import run_mixes
    from urbsim.runs.options import Options
    from urbsim.scenario.reading import read_text

    scenario = read_text(json.dumps(promised["scenario"], ensure_ascii=False), word("reproduced.scenario"))
    _check_mixes(promised["mixes"], scenario)
    failed = {each["number"] for each in promised.get("failures", []) if each["mix"] in promised["mixes"]}
    asked = Options(
        draws=promised["draws"] + len(failed),
        seed=promised["seed"],
        weight=promised["weight"],
        workers=workers,
        reference=promised.get("reference", False),
        mixes=tuple(promised["mixes"]),
    )
    with progress_bar(word("reproduced.working")) as progress:
        result = run_mixes(scenario, asked, progress)
    return {path.name: path for path in write_folder(result, folder, promised.get("lang", "en")).files}


def _check_mixes(names: list[str], scenario: "Scenario") -> None:
    """Refuse a manifest whose mixes are not those of its scenario."""
    from urbsim.policy.mixes import NOTHING, PLAIN
    from urbsim.vocabulary.errors import Fault, InputError

    unknown = [name for name in names if name not in (PLAIN, NOTHING, *scenario.mixes)]
    problem, remedy = say("commands.no_mix_manifest_scenario"), say("commands.give_manifest_urbsim_run")
    if unknown:
        raise InputError(Fault(f"mix '{name}'", None, problem, remedy) for name in unknown)


def _status(promised: str, kept: Path, fresh: Path | None) -> str:
    """Whether a file came out as promised, and whether the one beside the manifest still is."""
    from urbsim.vocabulary.user_files import TABLE, digest_of

    if fresh is None or digest_of(fresh, TABLE) != promised:
        return "differs"
    return "altered" if kept.is_file() and digest_of(kept, TABLE) != promised else "same"


def _name_draws(kept: Path, fresh: Path) -> None:
    """Name draws whose values differ from those beside the manifest, where these can be read."""
    from urbsim.runs.results.run_diff import differing_draws

    try:
        found = list(differing_draws(kept, fresh))
    except (OSError, ValueError):
        echo(word("reproduced.unreadable", file=kept), err=True)
        return
    for each in found[:MOST_NAMED]:
        code = "reproduced.differing" if each.values else "reproduced.draw"
        first = told(each.first)
        echo(word(code, mix=each.mix, draw=each.draw, count=each.values, first=first))
    if len(found) > MOST_NAMED:
        echo(word("reproduced.more", count=len(found) - MOST_NAMED))


def _compare_data(promised: "Mapping[str, Any]") -> None:
    """Name the data files that are not what they were."""
    from urbsim.runs.results.manifest import package_data

    before, now = promised.get("data", {}), package_data()
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            change = "new" if name not in before else "gone" if name not in now else "changed"
            echo(word(f"reproduced.data_{change}", name=name), err=True)


def _compare_versions(promised: "Mapping[str, Any]") -> None:
    """Name the libraries whose versions differ, since bytes are promised for equal ones only."""
    from urbsim.runs.results.manifest import versions

    now = versions()
    for name, version in promised.get("versions", {}).items():
        if now.get(name) != version:
            echo(word("reproduced.version", name=name, before=version, now=now.get(name)), err=True)
