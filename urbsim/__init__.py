"""urbsim: policy scenarios of urbanization in China, lived by every rural household.

From Python: `urbsim.read_scenario(path)`, `urbsim.run(scenario)` and `urbsim.compare(scenario)`; see
`docs/example.py`. They are loaded on first use, so that `import urbsim` costs nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "read_scenario": "urbsim.scenario.reading",
    "run": "urbsim.report.from_python",
    "compare": "urbsim.report.from_python",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'urbsim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
