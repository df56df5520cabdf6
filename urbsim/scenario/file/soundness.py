"""The schema applied to a draft, keeping whatever is sound so that the rest can be checked as well."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from urbsim.scenario.file.draft import Draft, KeyPath
from urbsim.scenario.file.parts import FIRST_YEAR, LAST_YEAR
from urbsim.scenario.file.schema import ScenarioText, scenario_text
from urbsim.scenario.file.schema_wording import explain, where_in
from urbsim.vocabulary.regions import NATION

_STAND_INS: Final[dict[str, Any]] = {
    "schema": "urbsim/2", "name": "unnamed", "title": {"zh": "-", "en": "-"}, "region": NATION,
    "from": FIRST_YEAR, "until": LAST_YEAR,
}  # fmt: skip
_LISTS: Final = ("measures", "targets", "observed")
_TABLES: Final = ("assumptions", "mixes")
_ROUNDS: Final = 6


@dataclass(frozen=True)
class Sound:
    """What of a file agrees with the schema.

    ``rows`` gives, for measures, targets and what is observed, the position in the file of every entry kept;
    ``broken`` holds the top-level keys replaced by a stand-in and the names of entries left out, so that
    nobody complains twice; ``left_out`` are the paths of those entries.
    """

    text: ScenarioText
    rows: dict[str, list[int]]
    broken: frozenset[str]
    left_out: tuple[KeyPath, ...]


class _Sieve:
    """A copy of the data from which unsound pieces are taken out, with the memory of what was taken."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = copy.deepcopy(data)
        self.rows = {key: list(range(len(_list(data.get(key))))) for key in _LISTS}
        self.broken: set[str] = set()
        self.left_out: list[KeyPath] = []

    def original(self, path: KeyPath) -> KeyPath:
        """Path in the file of a path in the copy."""
        if len(path) >= 2 and path[0] in _LISTS and isinstance(path[1], int):
            return (path[0], self.rows[str(path[0])][path[1]], *path[2:])
        return path

    def take_out(self, path: KeyPath, kind: str) -> None:
        """Remove what is wrong at ``path``: the unknown key, the entry, or the whole section."""
        if kind == "extra_forbidden":
            _remove(self.data, path)
        elif len(path) >= 2 and path[0] in _LISTS and isinstance(path[1], int):
            self._drop_row(str(path[0]), path[1])
        elif len(path) >= 2 and path[0] in _TABLES:
            self.broken.add(str(path[1]))
            self.data[str(path[0])].pop(path[1], None)
        elif path:
            self._replace(str(path[0]))

    def fill(self) -> None:
        """Give every missing required key its stand-in."""
        for key in _STAND_INS:
            if key not in self.data:
                self._replace(key)

    def _replace(self, key: str) -> None:
        self.broken.add(key)
        self.data.pop(key, None)
        if key in _LISTS:
            self.rows[key] = []
        if key in _STAND_INS:
            self.data[key] = copy.deepcopy(_STAND_INS[key])

    def _drop_row(self, key: str, index: int) -> None:
        entry = self.data[key].pop(index)
        self.left_out.append((key, self.rows[key].pop(index)))
        if isinstance(entry, dict):
            self.broken.update(str(entry[name]) for name in ("name", "clause") if name in entry)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _remove(data: Any, path: KeyPath) -> None:
    for step in path[:-1]:
        data = data[step]
    data.pop(path[-1], None)


def sound_part(draft: Draft) -> Sound | None:
    """Apply the schema to a draft and record every fault in it; None where nothing is left to look at."""
    if not isinstance(draft.data, dict):
        return None
    sieve = _Sieve(draft.data)
    spoiled = draft.spoiled_lines()
    for _ in range(_ROUNDS):
        try:
            text = scenario_text().model_validate(sieve.data)
        except ValidationError as caught:
            _sift(caught.errors(include_url=False), sieve, draft, spoiled)
        else:
            return Sound(text, sieve.rows, frozenset(sieve.broken), tuple(sieve.left_out))
    return None


def _sift(errors: list[ErrorDetails], sieve: _Sieve, draft: Draft, spoiled: frozenset[Any]) -> None:
    found = [(where_in(sieve.data, error), error) for error in errors]
    for path, error in found:
        written = sieve.original(path)
        inherited = draft.partial and error["type"] == "missing"
        if draft.origin(written) not in spoiled and not inherited:
            draft.add(written, *explain(written, error))
    dropped = set()
    for path, error in sorted(found, key=lambda item: _last_first(item[0])):
        if path[:2] not in dropped and _still_there(sieve.data, path):
            sieve.take_out(path, error["type"])
            if error["type"] != "extra_forbidden":
                dropped.add(path[:2])
    sieve.fill()


def _last_first(path: KeyPath) -> tuple[Any, ...]:
    row = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
    return (-row, -len(path))


def _still_there(data: Any, path: KeyPath) -> bool:
    for step in path:
        here = range(len(data)) if isinstance(data, list) else data
        if not isinstance(here, (dict, range)) or step not in here:
            return False
        data = data[step]
    return True
