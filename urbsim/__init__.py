"""urbsim: policy scenarios of urbanization in China, simulated household by household.

From Python: `urbsim.read_scenario(path)`, `urbsim.run(scenario)` and `urbsim.compare(scenario)`; see
`docs/example.py`. They are loaded on first use, so that `import urbsim` costs nothing.
"""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name == "read_scenario":
        from urbsim.scenario.reading import read_scenario

        return read_scenario
    if name in ("run", "compare"):
        from urbsim.report import from_python

        return getattr(from_python, name)
    raise AttributeError(f"module 'urbsim' has no attribute {name!r}")
