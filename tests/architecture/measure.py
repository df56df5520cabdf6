"""Figures of the house: ``python -m tests.architecture.measure [FOLDER OF THE PACKAGE]``."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import urbsim
from tests.architecture.folder_rules import circles_of_wings, import_circles, modules_a_folder, public_classes
from tests.architecture.shape_rules import anonymous_tuples, arrays_without_shape, many_positional_arguments
from tests.architecture.size_rules import code_lines, functions, many_parameters, parameters
from tests.architecture.sources import sources

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def figures(root: Path) -> Iterator[tuple[str, str]]:
    """What is counted in a tree, and the figure, in the order in which they are printed."""
    files = sources(root)
    lines = [len(source.text.splitlines()) for source in files]
    yield "files, their median length", f"{len(files)}, {median(lines):g}"
    yield "lines", f"{sum(lines)}"
    yield "functions: median / p90 / max", _function_lengths(root)
    yield "docstrings, share of lines", f"{docstring_lines(root) / sum(lines):.1%}"
    yield "import statements per 100 lines", f"{100 * import_statements(root) / sum(lines):.1f}"
    yield from _folders(root)
    yield "tuples without names as parameters", f"{len(anonymous_tuples(root))}"
    yield "functions over the limit of parameters", f"{len(many_parameters(root))}"
    yield "calls over the limit of positional arguments", f"{len(many_positional_arguments(root))}"
    shared = [name for name, homes in public_classes(root).items() if len(homes) > 1]
    yield "class names that stand twice", f"{len(shared)}"
    yield "circles of modules, of wings", f"{len(import_circles(root))}, {len(circles_of_wings(root))}"
    yield "array functions without a shape", f"{len(arrays_without_shape(root))}"
    yield "`lang` in signatures", f"{sum(_takes_lang(function) for _, function in functions(root))}"
    chinese = [source for source in files if source.package != "drafting" and CHINESE.search(source.text)]
    yield "Python files with Chinese letters outside drafting", f"{len(chinese)}"


def _function_lengths(root: Path) -> str:
    lengths = sorted(code_lines(source, function) for source, function in functions(root))
    return f"{median(lengths):g} / {quantiles(lengths, n=10)[-1]:g} / {lengths[-1]}"


def docstring_lines(root: Path) -> int:
    """Lines of docstrings of modules, classes and functions, and of the texts below constants."""
    texts = (
        node
        for source in sources(root)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Expr)
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    )
    return sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in texts)


def import_statements(root: Path) -> int:
    """Statements that import, wherever they stand."""
    trees = (source.tree for source in sources(root))
    return sum(isinstance(node, ast.Import | ast.ImportFrom) for tree in trees for node in ast.walk(tree))


def _folders(root: Path) -> Iterator[tuple[str, str]]:
    largest = modules_a_folder(root).most_common(8)
    yield "folders with modules", f"{len(modules_a_folder(root))}"
    yield "modules a folder, the largest", ", ".join(f"{place} {count}" for place, count in largest)


def _takes_lang(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(argument.arg == "lang" for argument in parameters(function))


def main(arguments: list[str]) -> None:
    """Print a table of the tree given, or of the package that is installed."""
    root = Path(arguments[0]) if arguments else Path(urbsim.__file__).parent
    rows = list(figures(root.resolve()))
    width = max(len(name) for name, _ in rows)
    for name, figure in rows:
        print(f"{name:<{width}}  {figure}")


if __name__ == "__main__":
    main(sys.argv[1:])
