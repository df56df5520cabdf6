"""`urbsim reproduce`: run a manifest again and compare what comes out with what it promised."""

import json
from pathlib import Path
from typing import Any

import click


@click.command(name="reproduce")
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workers", type=click.IntRange(1, 1024), help="Draws that run at the same time.")
@click.pass_context
def command(context: click.Context, manifest: Path, workers: int | None) -> None:
    """Run the scenario of MANIFEST again, from its draws to its files, and compare their digests.

    For example: urbsim reproduce outputs/huludao-2011/manifest.json. Leaves with 1 where a file differs.
    """
    promised = _read(manifest)
    files = _lived_again(promised, workers)
    differing = [name for name, digest in promised["files"].items() if files.get(name) != digest]
    for name in promised["files"]:
        click.echo(f"{'differs' if name in differing else 'same':8} {name}")
    _compare_versions(promised)
    context.exit(1 if differing else 0)


def _read(path: Path) -> dict[str, Any]:
    """The manifest's content; InputError where it is none."""
    from urbsim.runs.manifest import FORMAT
    from urbsim.vocabulary.errors import Fault, InputError

    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        problem = f"is no manifest: {error}"
        raise InputError((Fault(str(path), None, problem, "give the manifest.json of a run"),)) from error
    needed = {"format", "scenario", "files", "seed", "weight", "draws", "mixes"}
    if not isinstance(content, dict) or content.get("format") != FORMAT or not needed <= set(content):
        remedy = "give the manifest.json that `urbsim run` wrote"
        raise InputError((Fault(str(path), None, f"is no manifest of the form {FORMAT}", remedy),))
    return content


def _lived_again(promised: dict[str, Any], workers: int | None) -> dict[str, str]:
    """Digests of the files of a fresh run, which reads no store."""
    import tempfile

    from urbsim.report.folder import write_folder
    from urbsim.runs.ensemble import Options, run_mixes
    from urbsim.runs.manifest import digest
    from urbsim.scenario.reading import read_text

    scenario = read_text(json.dumps(promised["scenario"], ensure_ascii=False), "the manifest's scenario")
    asked = Options(
        draws=promised["draws"],
        seed=promised["seed"],
        weight=promised["weight"],
        workers=workers,
        mixes=tuple(promised["mixes"]),
    )
    with tempfile.TemporaryDirectory() as folder:
        result = run_mixes(scenario, asked, lambda done, total: None)
        written = write_folder(result, Path(folder), promised.get("lang", "en"))
        return {path.name: digest(path.read_bytes()) for path in written.files}


def _compare_versions(promised: dict[str, Any]) -> None:
    """Name the libraries whose versions differ, since bytes are promised for equal ones only."""
    from urbsim.runs.manifest import versions

    now = versions()
    for name, version in promised.get("versions", {}).items():
        if now.get(name) != version:
            click.echo(f"note: {name} was {version}, is {now.get(name)}", err=True)
