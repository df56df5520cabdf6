"""Rules on who may import whom. Each takes the root of a tree and returns what breaks it, a line each."""

import ast
import sys
from pathlib import Path

from tests.architecture.house import DATA, FLOORS, LIBRARIES
from tests.architecture.sources import ROOT_PACKAGE, Import, Source, has_code, is_import_call, sources

ENTRANCE = {"__init__": {"scenario", "report"}, "__main__": {"cli"}}
"""What the package itself may import: what Python users call, and the command line."""
BY_NAME = ("urbsim/cli/", "urbsim/model/mesa_core.py", "urbsim/policy/levers/__init__.py")
"""Who may import by a computed name: what finds commands and levers, and who puts off Mesa's libraries."""

RUNS_WHAT_IT_READS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def imports_upward_or_sideways(root: Path) -> list[str]:
    """A package imports only itself and lower floors; imports inside functions count."""
    return [
        source.at(found.line, f"{source.package} (floor {FLOORS[source.package]}) imports {target}")
        for source in sources(root)
        if source.package in FLOORS
        for found in source.imports
        if (target := _package_of(found)) and not _may_know(source.package, target)
    ]


def _package_of(found: Import) -> str | None:
    parts = found.name.split(".")
    return parts[1] if parts[0] == ROOT_PACKAGE and len(parts) > 1 else None


def _may_know(package: str, target: str) -> bool:
    if target in {package, "__version__"}:
        return True
    return target in FLOORS and FLOORS[target] < FLOORS[package]


def libraries_out_of_place(root: Path) -> list[str]:
    """A library is used only in the packages that its line in `LIBRARIES` names."""
    return [
        source.at(found.line, f"{source.package} imports {found.name}, which belongs to {_homes(found)}")
        for source in sources(root)
        for found in source.imports
        if _is_library(found) and source.package not in _allowed(found)
    ]


def _is_library(found: Import) -> bool:
    top = found.name.split(".")[0]
    return top != ROOT_PACKAGE and top not in sys.stdlib_module_names


def _allowed(found: Import) -> frozenset[str]:
    matching = [name for name in LIBRARIES if f"{found.name}.".startswith(f"{name}.")]
    return LIBRARIES[max(matching, key=len)] if matching else frozenset()


def _homes(found: Import) -> str:
    return ", ".join(sorted(_allowed(found))) or "no package: add it to LIBRARIES and to pyproject.toml"


def imports_hidden_from_the_rules(root: Path) -> list[str]:
    """Nobody else imports a module whose name is computed."""
    return [
        source.at(node.lineno, "imports a module by a computed name")
        for source in sources(root)
        if not source.place.startswith(BY_NAME)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and is_import_call(node) and not isinstance(node.args[0], ast.Constant)
    ]


def files_run_as_code(root: Path) -> list[str]:
    """What is read from a file is data: no pickle, no `eval`, and arrays only where pickles are refused."""
    return [
        found
        for source in sources(root)
        for found in (
            *(
                source.at(each.line, f"imports {each.name}")
                for each in source.imports
                if each.name.split(".")[0] in RUNS_WHAT_IT_READS
            ),
            *(
                source.at(node.lineno, "runs what it reads")
                for node in ast.walk(source.tree)
                if isinstance(node, ast.Call) and _runs_what_it_reads(node)
            ),
        )
    ]


def _runs_what_it_reads(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    if name in {"np.load", "numpy.load"}:
        return not any(
            word.arg == "allow_pickle" and getattr(word.value, "value", True) is False
            for word in call.keywords
        )
    return name in {"eval", "exec"} or name.endswith((".read_pickle", ".to_pickle"))


def packages_without_floor(root: Path) -> list[str]:
    """Whatever stands on top is a package of the table, the data, or the entrance."""
    known = {*FLOORS, DATA, *ENTRANCE}
    return [
        source.at(1, f"{source.package} has no floor")
        for source in sources(root)
        if source.package not in known
    ]


def code_among_data(root: Path) -> list[str]:
    """The data are read, never run."""
    return [source.at(1, "code among the data") for source in sources(root) if source.package == DATA]


def empty_packages(root: Path) -> list[str]:
    """A package holds something: code of its own in one of its files."""
    folders = sorted({path.parent for path in root.rglob("__init__.py")} - {root})
    return [
        f"{folder.relative_to(root.parent).as_posix()}: a package that holds nothing"
        for folder in folders
        if not any(has_code(Source(path, root)) for path in folder.rglob("*.py"))
    ]


def entrance_knows_too_much(root: Path) -> list[str]:
    """`urbsim/__init__.py` imports only what Python users call, and `urbsim/__main__.py` the command line."""
    return [
        source.at(found.line, f"{source.package} imports {found.name}")
        for source in sources(root)
        if source.package in ENTRANCE
        for found in source.imports
        if _package_of(found) not in ENTRANCE[source.package]
    ]


FLOOR_RULES = (
    imports_upward_or_sideways,
    libraries_out_of_place,
    imports_hidden_from_the_rules,
    files_run_as_code,
    packages_without_floor,
    code_among_data,
    empty_packages,
    entrance_knows_too_much,
)
