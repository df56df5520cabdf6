"""Rules on folders and names across files. Each takes the root of a tree and returns what breaks it."""

import ast
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.architecture.house import FLOORS, KINDS, MAX_MODULES
from tests.architecture.sources import ROOT_PACKAGE, Source, sources

Graph = Mapping[str, frozenset[str]]


def crowded_folders(root: Path) -> list[str]:
    """A folder of more modules wants wings; `__init__.py` is free, and so is a folder of registered kinds."""
    return [
        f"{place}: {count} modules, more than {MAX_MODULES}"
        for place, count in sorted(modules_a_folder(root).items())
        if count > MAX_MODULES and place.removeprefix(f"{root.name}/") not in KINDS
    ]


def modules_a_folder(root: Path) -> Counter[str]:
    """How many modules each folder of a tree holds, `__init__.py` left out, by the folder's place."""
    paths = (source.path for source in sources(root) if source.path.stem != "__init__")
    return Counter(path.parent.relative_to(root.parent).as_posix() for path in paths)


def import_circles(root: Path) -> list[str]:
    """Modules do not import each other in a circle, inside functions and under `TYPE_CHECKING` included."""
    places = _modules(root)
    return [
        places[circle[0]].at(1, f"imports in a circle: {' → '.join((*circle, circle[0]))}")
        for circle in circles(_imports(places))
    ]


def circles_of_wings(root: Path) -> list[str]:
    """The wings of a package do not import each other in a circle."""
    known = _modules(root)
    wings: dict[str, set[str]] = defaultdict(set)
    for module, targets in _imports(known).items():
        wings[_wing(module, known)] |= {_wing(target, known) for target in targets}
    apart = {wing: frozenset(others - {wing}) for wing, others in wings.items()}
    return [
        f"{'/'.join(circle[0].split('.'))}: wings in a circle: {' → '.join((*circle, circle[0]))}"
        for circle in circles(apart)
    ]


def _modules(root: Path) -> Mapping[str, Source]:
    """The modules of a tree by name, without the entrance: it knows what stands on top, and all know it."""
    named = {source.module: source for source in sources(root)}
    return {name: source for name, source in named.items() if name != ROOT_PACKAGE}


def _wing(module: str, known: Mapping[str, Source]) -> str:
    """The folder of a module when it is a wing; a module that stands above the wings stands for itself."""
    folder = known[module].path.parent.relative_to(known[module].root).parts
    return ".".join((ROOT_PACKAGE, *folder)) if len(folder) > 1 else module


def _imports(known: Mapping[str, Source]) -> Graph:
    return {
        module: frozenset(
            target for found in source.imports if (target := _module(found.name, known)) and target != module
        )
        for module, source in known.items()
    }


def _module(name: str, known: Mapping[str, Source]) -> str | None:
    """The module of the tree that an imported name is, or is in."""
    parent = name.rpartition(".")[0]
    return name if name in known else parent if parent in known else None


def circles(graph: Graph) -> list[list[str]]:
    """Groups of nodes that reach each other, each sorted: the strongly connected parts of more than one."""
    reached = {node: _reached(node, graph) for node in graph}
    groups = {
        tuple(sorted(other for other in reached[node] if node in reached.get(other, ())))
        for node in graph
        if node in reached[node]
    }
    return [list(group) for group in sorted(groups)]


def _reached(start: str, graph: Graph) -> set[str]:
    found: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead.extend(graph.get(node, ()))
    return found


def shared_class_names(root: Path) -> list[str]:
    """A public class has its name for itself; it keeps it where its package stands lowest."""
    return [
        source.at(line, f"the class {name} is already in {homes[0][0].place}")
        for name, homes in sorted(public_classes(root).items())
        for source, line in homes[1:]
    ]


def public_classes(root: Path) -> Mapping[str, list[tuple[Source, int]]]:
    """Where the public classes of a tree stand, by name, from the lowest floor up."""
    found: dict[str, list[tuple[Source, int]]] = defaultdict(list)
    for source in sorted(sources(root), key=lambda source: FLOORS.get(source.package, len(FLOORS))):
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append((source, node.lineno))
    return found


FOLDER_RULES = (crowded_folders, import_circles, circles_of_wings, shared_class_names)
