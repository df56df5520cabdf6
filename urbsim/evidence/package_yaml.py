"""The YAML files that ship inside the package."""

from __future__ import annotations

from importlib.resources import files

from urbsim.evidence.yaml_lines import YamlFile, load


def package_files(folder: str) -> tuple[str, ...]:
    """Paths of the YAML files in `urbsim/data/<folder>`, relative to `urbsim/data`, by name."""
    names = (entry.name for entry in files("urbsim").joinpath("data", folder).iterdir())
    return tuple(f"{folder}/{name}" for name in sorted(names) if name.endswith(".yaml"))


def read_package_file(path: str) -> YamlFile:
    """The package data file `path` (relative to `urbsim/data`). Raises FileNotFoundError if there is none."""
    raw = files("urbsim").joinpath("data", *path.split("/")).read_bytes()
    return load(raw, f"urbsim/data/{path}")
