"""One difference that a file makes to the file that it extends."""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

from urbsim.scenario.file.draft import Origin


class Alteration(NamedTuple):
    """One difference between a file and the one that it extends; ``path`` is for people."""

    kind: Literal["new", "changed", "removed"]
    path: str
    before: Any
    after: Any
    origin: Origin

    def __str__(self) -> str:
        if self.kind == "changed":
            return f"changed {self.path}: {_shown(self.before)} -> {_shown(self.after)}"
        return f"{self.kind} {self.path}"


MOST_SHOWN: Final = 60


def _shown(value: Any) -> str:
    words = " ".join(str(value).split())
    return words if len(words) <= MOST_SHOWN else f"{words[: MOST_SHOWN - 1]}…"
