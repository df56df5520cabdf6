"""Every rule finds a violation planted for it, says where it is, and leaves the lawful neighbour alone."""

from pathlib import Path

import pytest

from tests.architecture.floor_rules import (
    FLOOR_RULES,
    code_among_data,
    empty_packages,
    entrance_knows_too_much,
    files_run_as_code,
    imports_hidden_from_the_rules,
    imports_upward_or_sideways,
    libraries_out_of_place,
    packages_without_floor,
)
from tests.architecture.folder_rules import (
    FOLDER_RULES,
    circles_of_wings,
    crowded_folders,
    import_circles,
    shared_class_names,
)
from tests.architecture.shape_rules import (
    SHAPE_RULES,
    anonymous_tuples,
    arrays_without_shape,
    many_positional_arguments,
)
from tests.architecture.size_rules import (
    SIZE_RULES,
    empty_words,
    large_classes,
    long_files,
    long_functions,
    many_parameters,
    missing_docstrings,
)

ALL_RULES = (*FLOOR_RULES, *SIZE_RULES, *SHAPE_RULES, *FOLDER_RULES, missing_docstrings)


def _lines(count: int, line: str) -> str:
    return f"{line}\n" * count


PLANTED = [
    (imports_upward_or_sideways, "policy/a.py", "import urbsim.scenario", 1),
    (imports_upward_or_sideways, "policy/a.py", "from urbsim import runs", 1),
    (imports_upward_or_sideways, "policy/a.py", "from ..model import town", 1),
    (imports_upward_or_sideways, "policy/a.py", "from .. import model", 1),
    (imports_upward_or_sideways, "policy/deep/a.py", "from ...model import town", 1),
    (imports_upward_or_sideways, "evidence/a.py", "from urbsim.households import kernel", 1),
    (imports_upward_or_sideways, "scenario/a.py", "def f():\n    from urbsim.model import town", 2),
    (imports_upward_or_sideways, "runs/a.py", "if TYPE_CHECKING:\n    from urbsim.drafting import text", 2),
    (imports_upward_or_sideways, "runs/a.py", "importlib.import_module('urbsim.cli.run')", 1),
    (imports_upward_or_sideways, "runs/a.py", "from urbsim.nowhere import x", 1),
    (imports_upward_or_sideways, "drafting.py", "import urbsim.runs", 1),
    (libraries_out_of_place, "runs/a.py", "import click", 1),
    (libraries_out_of_place, "report/a.py", "from rich.table import Table", 1),
    (libraries_out_of_place, "model/a.py", "from numba import njit", 1),
    (libraries_out_of_place, "households/a.py", "import mesa", 1),
    (libraries_out_of_place, "evidence/a.py", "import pydantic", 1),
    (libraries_out_of_place, "scenario/a.py", "import yaml", 1),
    (libraries_out_of_place, "model/a.py", "import pandas as pd", 1),
    (libraries_out_of_place, "analysis/a.py", "import pyarrow.parquet", 1),
    (libraries_out_of_place, "report/a.py", "import matplotlib.pyplot as plt", 1),
    (libraries_out_of_place, "charts/a.py", "import jinja2", 1),
    (libraries_out_of_place, "model/a.py", "from scipy import optimize", 1),
    (libraries_out_of_place, "model/a.py", "def f():\n    import scipy.stats", 2),
    (libraries_out_of_place, "model/a.py", "import specialist_library", 1),
    (libraries_out_of_place, "__init__.py", "import numpy", 1),
    (imports_hidden_from_the_rules, "runs/a.py", "import_module(name)", 1),
    (files_run_as_code, "runs/a.py", "import pickle", 1),
    (files_run_as_code, "runs/a.py", "from shelve import open", 1),
    (files_run_as_code, "cli/a.py", "x = 1\ny = eval('x')", 2),
    (files_run_as_code, "runs/a.py", "np.load(path)", 1),
    (files_run_as_code, "runs/a.py", "np.load(path, allow_pickle=True)", 1),
    (files_run_as_code, "runs/a.py", "pd.read_pickle(path)", 1),
    (packages_without_floor, "attic/a.py", "x = 1", 1),
    (packages_without_floor, "attic.py", "x = 1", 1),
    (code_among_data, "data/policies/a.py", "x = 1", 1),
    (entrance_knows_too_much, "__init__.py", "from urbsim.cli import main", 1),
    (entrance_knows_too_much, "__main__.py", "from urbsim.runs import store", 1),
    (long_files, "model/a.py", _lines(301, "x = 1"), 1),
    (long_functions, "model/a.py", "def f():\n" + _lines(40, "    x = 1"), 1),
    (long_functions, "model/a.py", "class A:\n    async def f():\n" + _lines(40, "        x = 1"), 2),
    (many_parameters, "model/a.py", "def f(a, b, c, /, d, *e, g, **h): ...", 1),
    (many_parameters, "model/a.py", "def f(a, b, c: tuple[int, int, tuple[int, int], int]): ...", 1),
    (many_parameters, "model/a.py", "Five = tuple[int, int, int, int, int]\ndef f(a, b, c: Five): ...", 2),
    (anonymous_tuples, "runs/a.py", "def f(a: tuple[int, str]): ...", 1),
    (anonymous_tuples, "runs/a.py", "def f(\n    a,\n    b: tuple[int, str] | None = None): ...", 3),
    (anonymous_tuples, "runs/a.py", "def f(a: 'tuple[int, str]'): ...", 1),
    (anonymous_tuples, "runs/a.py", "Pair = tuple[int, str]\nclass A:\n    def f(self, *, a: Pair): ...", 3),
    (many_positional_arguments, "runs/a.py", "x = 1\ny = f(g(1, 2, 3, 4, 5, *z))", 2),
    (arrays_without_shape, "runs/a.py", "def f() -> np.ndarray:\n    '''Shares by year.'''", 1),
    (arrays_without_shape, "runs/a.py", "A = NDArray[np.int64]\ndef f() -> A | None:\n    '''B.'''", 2),
    (arrays_without_shape, "runs/a.py", "def f(a: NDArray[X] | None) -> int:\n    '''Of shares.'''", 1),
    (
        arrays_without_shape,
        "runs/a.py",
        "class A:\n    def f(self) -> tuple[NDArray[X], int]:\n        '''Two (or three), of WUP (UN).'''",
        2,
    ),
    (
        large_classes,
        "model/a.py",
        "class A:\n" + "".join(f"    def _f{i}(self): ...\n" for i in range(16)),
        1,
    ),
    (empty_words, "model/utils.py", "x = 1", 1),
    (empty_words, "model/helpers/a.py", "x = 1", 1),
    (empty_words, "model/a.py", "def handle_move(): ...", 1),
    (empty_words, "model/a.py", "class TownManager: ...", 1),
    (empty_words, "model/a.py", "def f(process): ...", 1),
    (empty_words, "model/a.py", "for helper in x:\n    x.handler = helper", 1),
    (missing_docstrings, "model/a.py", "x = 1", 1),
    (missing_docstrings, "model/a.py", "'''A.'''\ndef f(): ...", 2),
    (missing_docstrings, "model/a.py", "'''A.'''\nclass A:\n    '''B.'''\n    def f(self): ...", 4),
]


@pytest.mark.parametrize(("rule", "path", "text", "line"), PLANTED)
def test_planted_violation_is_found(tmp_path, rule, path, text, line):
    root = _plant(tmp_path, {path: text})
    assert any(found.startswith(f"urbsim/{path}:{line}: ") for found in rule(root)), rule(root)


@pytest.mark.parametrize("text", ["", "'''Only words.'''"])
def test_package_that_holds_nothing_is_found(tmp_path, text):
    root = _plant(tmp_path, {"charts/__init__.py": text, "model/__init__.py": "", "model/a.py": "x = 1"})
    assert empty_packages(root) == ["urbsim/charts: a package that holds nothing"]


def test_crowded_folder_is_found(tmp_path):
    files = {f"{folder}/a{i}.py": "x = 1" for folder in ("model", "model/year", "text") for i in range(15)}
    files |= {f"{folder}/__init__.py": "" for folder in ("model", "model/year", "text", "runs")}
    files |= {f"runs/a{i}.py": "x = 1" for i in range(14)}
    assert crowded_folders(_plant(tmp_path, files)) == [
        "urbsim/model: 15 modules, more than 14",
        "urbsim/model/year: 15 modules, more than 14",
    ]


@pytest.mark.parametrize(
    "back",
    ["import urbsim.model.a", "if TYPE_CHECKING:\n    from .a import A", "def f():\n    from . import a"],
)
def test_import_circle_is_found(tmp_path, back):
    files = {
        "model/a.py": "from urbsim.model.b import B",
        "model/b.py": "from urbsim.model.c import C",
        "model/c.py": back,
        "model/d.py": "from urbsim.model import a, b, c",
    }
    circle = "urbsim.model.a → urbsim.model.b → urbsim.model.c → urbsim.model.a"
    assert import_circles(_plant(tmp_path, files)) == [f"urbsim/model/a.py:1: imports in a circle: {circle}"]


def test_circle_of_wings_is_found(tmp_path):
    files = {
        "runs/setup/a.py": "from urbsim.runs.results.b import B",
        "runs/setup/d.py": "from urbsim.runs.setup.a import A",
        "runs/results/b.py": "x = 1",
        "runs/results/c.py": "from urbsim.runs.setup.d import D",
        "runs/top.py": "from urbsim.runs.results.c import C",
    }
    root = _plant(tmp_path, files)
    assert import_circles(root) == []
    assert circles_of_wings(root) == [
        "urbsim/runs/results: wings in a circle: "
        "urbsim.runs.results → urbsim.runs.setup → urbsim.runs.results"
    ]


def test_class_name_that_stands_twice_is_found_on_the_higher_floor(tmp_path):
    files = {
        "charts/a.py": "class Panel: ...\nclass Chart: ...\nclass _Own: ...",
        "runs/z.py": "x = 1\nclass Panel: ...\nclass _Own: ...",
    }
    assert shared_class_names(_plant(tmp_path, files)) == [
        "urbsim/charts/a.py:1: the class Panel is already in urbsim/runs/z.py"
    ]


LAWFUL = {
    "__init__.py": '"""The package."""\n\n__version__ = "1"',
    "__main__.py": '"""The entrance."""\n\nfrom urbsim.cli.main import main\n\nmain()',
    "cli/main.py": '"""A."""\n\nimport click\n\n\ndef _f(name):\n    return import_module(name), click',
    "model/__init__.py": '"""The model."""',
    "model/town.py": '''"""Towns."""

from math import exp

import mesa
import numpy as np
import scipy.special
from scipy.special import expit

from urbsim import __version__
from urbsim.households.kernel import decide
from urbsim.policy import measures

from . import government
from .government import Government


class Town(mesa.Agent):
    """A town."""

    def offer(self, a, b, c, d, e, f):
        """Post an offer."""
'''
    "        utility = ProcessPoolExecutor()\n        return utility, self._private()\n\n"
    "    def _private(self): ...\n",
    "runs/store.py": '"""A."""\n\nimport pandas\nimport pyarrow.parquet\n',
    "runs/shapes.py": '''"""A."""

Rates = NDArray[np.float64]
Pair = tuple[int, int]


class Span(NamedTuple):
    """A."""

    first: int
    last: int


def at(span: Span, names: tuple[str, ...], pairs: list[Pair], _: int, /) -> tuple[Rates, int]:
    """Rates (V, Y + 1) of a span, and how many."""
    return f(1, 2, 3, 4, 5, sixth=6), names


def named() -> Mapping[str, Rates]:
    """Rates by name."""


def _private(*pairs: int) -> Rates: ...
''',
    "runs/draws.py": '"""A."""\n\nx = np.load(path, allow_pickle=False)\n',
}


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.__name__)
def test_lawful_tree_is_left_alone(tmp_path, rule):
    assert rule(_plant(tmp_path, LAWFUL)) == []


def test_long_docstring_and_blank_lines_are_free(tmp_path):
    spoken = 'def f():\n    """A.\n' + _lines(60, "    word") + '    """\n'
    root = _plant(tmp_path, {"model/a.py": spoken + _lines(39, "    x = 1\n")})
    assert long_functions(root) == []


def _plant(tmp_path: Path, files: dict[str, str]) -> Path:
    root = tmp_path / "urbsim"
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root
