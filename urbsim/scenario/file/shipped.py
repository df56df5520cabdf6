"""The scenario files that come with the program."""

from __future__ import annotations

from pathlib import Path

import urbsim


def folders() -> tuple[Path, ...]:
    """Folders named ``scenarios``: below the working directory, beside the package, in its data."""
    package = Path(urbsim.__file__).parent
    every = (Path.cwd() / "scenarios", package.parent / "scenarios", package / "data" / "scenarios")
    return tuple(dict.fromkeys(folder.resolve() for folder in every if folder.is_dir()))


def shipped() -> dict[str, Path]:
    """Scenario files by name, sorted; of two with one name the first folder's counts."""
    found: dict[str, Path] = {}
    for folder in folders():
        for path in sorted(folder.glob("*.yaml")):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))
