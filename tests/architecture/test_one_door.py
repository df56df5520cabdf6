"""Files of a user come in by one door: nothing else opens a file to read it, but what is named here."""

from __future__ import annotations

import ast
from pathlib import Path

import urbsim

ROOT = Path(urbsim.__file__).parent
READS = frozenset(("open", "read_text", "read_bytes", "ParquetFile", "fdopen"))
OWN = {
    "vocabulary/user_files.py": "the door",
    "vocabulary/tables.py": "tables of the package",
    "evidence/package_yaml.py": "files of the package",
    "text/__init__.py": "texts of the package",
    "report/explore/page.py": "script and style of the package",
    "evidence/posterior.py": "coefficients of the package",
    "charts/lettering/cut.py": "texts and tables of the package, for its typeface",
    "runs/setup/founding_faults.py": "how much memory a container has, from the system",
    "cli/main.py": "the null device",
    "households/__init__.py": "sources, for the name of the kernel cache",
    "runs/ensembles/fingerprint.py": "sources, for the fingerprint of draws",
    "runs/ensembles/drawstore.py": "draws under seals of their content",
    "runs/results/files.py": "writes",
    "runs/results/folder_lock.py": "locks, and clears away what the program wrote",
    "runs/results/manifest.py": "digests of what it has just written",
    "runs/results/run_diff.py": "draws beside a manifest whose digests differ, read or passed over",
    "report/scoring.py": "digests of what it has just written",
    "report/datapackage.py": "heads of what it has just written",
    "cli/program_fault.py": "writes",
}
"""Who opens files without the door, and what they are."""


def openers() -> set[str]:
    """Modules in which something is called by the name of what opens a file."""
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in READS:
                found.add(path.relative_to(ROOT).as_posix())
    return found


def _name(function: ast.expr) -> str:
    """What is called of a path or a library; `read_text` as a plain name is that of scenarios."""
    if isinstance(function, ast.Name):
        return function.id if function.id == "open" else ""
    return function.attr if isinstance(function, ast.Attribute) else ""


def test_nothing_opens_a_file_beside_the_door() -> None:
    assert openers() <= set(OWN), openers() - set(OWN)
