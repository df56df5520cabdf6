"""Names of variables, measures and mixes, as people read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self, cast

from urbsim.policy.levers import chinese_name, find_lever
from urbsim.policy.mixes import NOTHING
from urbsim.runs.results.ensemble_result import POLICY
from urbsim.runs.results.store import StoredRun
from urbsim.scenario.file.values import Scenario
from urbsim.text import block, spoken, word
from urbsim.vocabulary.variables import variables


def term(variable: str) -> str:
    """Name of a variable."""
    known = variables()[variable]
    return known.chinese if spoken() == "zh" else known.english


@dataclass(frozen=True)
class Labels:
    """What people read for the names of a scenario's measures and mixes.

    ``scenario`` is its file as resolved. A name that it does not hold stays as it is.
    """

    scenario: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, scenario: Scenario) -> Self:
        """The labels of a scenario that was read."""
        return cls(json.loads(scenario.written))

    def measure(self, name: str) -> str:
        """The measure's title; in Chinese without one what it does beside its name, in English its name."""
        written = self._measures.get(name, {})
        title = _title_of(written)
        if title or spoken() != "zh":
            return title or name
        what = _what_it_does(written)
        return word("mixes.measure", what=what, name=name) if what else name

    def mix(self, name: str) -> str:
        """The mix's title, or what it keeps or leaves out of the measures; else its name."""
        words = block("mixes")
        if name in (POLICY, NOTHING):
            return words["policy" if name == POLICY else "nothing"]
        way, _, measure = name.partition(" ")
        if way in ("without", "only"):
            return words[way].format(measure=self.measure(measure))
        return _title_of((self.scenario.get("mixes") or {}).get(name)) or name

    @property
    def _measures(self) -> dict[str, Mapping[str, Any]]:
        return {str(each.get("name")): each for each in self.scenario.get("measures") or ()}


def labels_of(run: StoredRun) -> Labels:
    """The labels of the scenario that a folder is of."""
    return Labels(cast(Mapping[str, Any], run.manifest.get("scenario") or {}))


def _title_of(written: Mapping[str, Any] | None) -> str:
    titles = (written or {}).get("title") or {}
    return str(titles.get(spoken(), ""))


def _what_it_does(written: Mapping[str, Any]) -> str:
    """In Chinese what a measure moves first, where its lever tells that by service, else the lever.

    Two things under one lever are joined by "or", as between measures in a row a comma would be read as one.
    """
    lever = find_lever(str(written.get("lever", "")))
    if lever is None:
        return ""
    moved = lever.direct_output(written.get("service"))
    what = variables()[moved].chinese if moved != lever.output else chinese_name(lever)
    return what.replace(word("binding.comma"), word("mixes.or"))
