"""Names of variables and mixes, as people read them."""

from __future__ import annotations

from urbsim.policy.mixes import NOTHING
from urbsim.runs.results.ensemble_result import POLICY
from urbsim.text import block, spoken
from urbsim.vocabulary.variables import variables


def term(variable: str) -> str:
    """Name of a variable."""
    known = variables()[variable]
    return known.chinese if spoken() == "zh" else known.english


def mix_label(mix: str) -> str:
    """Name of a mix; names of a file stay as they are."""
    words = block("mixes")
    if mix == POLICY:
        return words["policy"]
    if mix == NOTHING:
        return words["nothing"]
    for way in ("without", "only"):
        if mix.startswith(f"{way} "):
            return words[way].format(measure=mix.removeprefix(f"{way} "))
    return mix
