"""The plan of the house: which package stands on which floor, and who may use which library.

A package imports only from lower floors, never sideways. A new package or a new library gets its line here.
"""

FLOORS = {
    "text": -1,
    "vocabulary": 0,
    "evidence": 1,
    "households": 1,
    "policy": 2,
    "scenario": 3,
    "model": 3,
    "runs": 4,
    "drafting": 4,
    "analysis": 5,
    "charts": 6,
    "report": 7,
    "cli": 8,
}

DATA = "data"  # package data, no code

ANYWHERE = frozenset(FLOORS)
FROM_RUNS_UP = frozenset(name for name, floor in FLOORS.items() if floor >= FLOORS["runs"])

# The longest matching name decides, so `scipy.special` may be used where the rest of scipy may not.
LIBRARIES = {
    "numpy": ANYWHERE,
    "scipy": frozenset({"analysis"}),
    "scipy.special": ANYWHERE,
    "yaml": frozenset({"evidence", "text"}),
    "numba": frozenset({"households"}),
    "llvmlite": frozenset({"households"}),
    "opencc": frozenset({"vocabulary"}),
    "mammoth": frozenset({"vocabulary"}),
    "pypdf": frozenset({"vocabulary"}),
    "python_calamine": frozenset({"vocabulary"}),
    "xlsxwriter": frozenset({"report"}),
    "pydantic": frozenset({"scenario", "runs"}),
    "pydantic_core": frozenset({"scenario"}),
    "mesa": frozenset({"model"}),
    "pandas": FROM_RUNS_UP,
    "pyarrow": frozenset({"runs"}),
    "dask": frozenset({"runs"}),
    "distributed": frozenset({"runs"}),
    "matplotlib": frozenset({"charts"}),
    "fontTools": frozenset({"charts"}),
    "jinja2": frozenset({"report"}),
    "click": frozenset({"cli"}),
    "rich": frozenset({"cli"}),
}

FORBIDDEN_WORDS = frozenset(
    {"util", "utils", "helper", "helpers", "manager", "managers", "process", "handle", "handler", "handlers"}
)

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
MAX_PARAMETERS = 6
MAX_METHODS = 15
MAX_POSITIONAL = 5
MAX_MODULES = 14

KINDS = frozenset({"policy/levers", "text"})
"""Folders that grow by one file a registered kind, so that their size says nothing."""
