"""Mesa's model, agent and data collector, without what `import mesa` loads beside them.

Mesa's grids, plots and batch runs draw in networkx, scipy.spatial and tqdm, and its collector pandas for
its tables: 0.8 s before a first year, for nothing that this model uses. Here they wait until asked for.

Importing a module of a package runs the package first, also where the library's own `LazyLoader` has set it
up: asking for the package's path is a first use. So the package is put in its place unread, which is what
``sys.modules`` is for, and run in full as soon as a name of it is asked for that is not there.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any


class Postponed(ModuleType):
    """A module that is imported when something of it is first used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


@contextmanager
def postponed(name: str) -> Iterator[None]:
    """Modules imported meanwhile get a library that is loaded when they first use it."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = Postponed(name)
    try:
        yield
    finally:
        del sys.modules[name]


def open_package(name: str) -> None:
    """Make a package's modules importable one by one; all of it is loaded when a name of it is used."""
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return
    package, loader = module_from_spec(spec), spec.loader

    def load(wanted: str) -> Any:
        vars(package).pop("__getattr__", None)
        loader.exec_module(package)
        return getattr(package, wanted)

    vars(package)["__getattr__"] = load
    sys.modules[name] = package


def offer(name: str, **found: type) -> None:
    """Names of an open package that its own modules ask for, so that asking does not load all of it."""
    for wanted, value in found.items():
        vars(sys.modules[name]).setdefault(wanted, value)


open_package("mesa")
from mesa.agent import Agent  # noqa: E402  the package has to be open first

offer("mesa", Agent=Agent)
from mesa.model import Model  # noqa: E402

offer("mesa", Model=Model)
with postponed("pandas"):
    from mesa.datacollection import DataCollector

__all__ = ["Agent", "DataCollector", "Model", "release"]


def release(model: Model) -> None:
    """Let go of a finished model: Mesa numbers agents by model in a table that would keep it for ever."""
    model.remove_all_agents()
    getattr(Agent, "_ids", {}).pop(model, None)
