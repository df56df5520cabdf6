"""The levers a government can pull: every module here defines one, and is found by being here.

A lever from elsewhere joins by ``register``; its Chinese words come with it, those of the levers here stand
in ``text/zh.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from urbsim.policy.lever import GROUPS, Field, Lever, Unpriced
from urbsim.text import chinese

_ADDED: dict[str, tuple[Lever, str]] = {}


@cache
def levers() -> Mapping[str, Lever]:
    """All levers by name, in the order in which they are explained to users."""
    own = [import_module(f"{__name__}.{module.name}").LEVER for module in iter_modules(__path__)]
    every = [*own, *(lever for lever, _ in _ADDED.values())]
    every.sort(key=lambda lever: (GROUPS.index(lever.group), lever.name))
    return MappingProxyType({lever.name: lever for lever in every})


def find_lever(name: str) -> Lever | None:
    """The lever of that name, or None."""
    return levers().get(name)


@cache
def further_keys() -> Mapping[str, Field]:
    """Every further key that some lever gives its measures, by name; with the words of all of them."""
    found: dict[str, Field] = {}
    for lever in levers().values():
        for field in lever.fields:
            known = found.get(field.name, field)
            words = dict.fromkeys((*known.choices, *field.choices))
            found[field.name] = replace(known, choices=tuple(words))
    return MappingProxyType(found)


@cache
def priced() -> tuple[Lever, ...]:
    """Levers that a government pays for, in the order of ``levers()``."""
    return tuple(lever for lever in levers().values() if not isinstance(lever, Unpriced))


def chinese_name(lever: Lever) -> str:
    """What the lever is called in Chinese; KeyError where nobody has said it."""
    added = _ADDED.get(lever.name)
    return added[1] if added is not None else chinese("levers")[lever.name]


@contextmanager
def registered(lever: Lever, chinese_name: str) -> Iterator[Lever]:
    """A lever from elsewhere among the others, until the block ends.

    Raises ValueError where a lever of that name is there already.
    """
    if lever.name in levers():
        raise ValueError(f"there is a lever {lever.name} already")
    _ADDED[lever.name] = (lever, chinese_name)
    _look_again()
    try:
        yield lever
    finally:
        del _ADDED[lever.name]
        _look_again()


def _look_again() -> None:
    levers.cache_clear()
    further_keys.cache_clear()
    priced.cache_clear()
