"""How many mutants of the laws their checks notice: ``python -m tests.laws.noticed``."""

from __future__ import annotations

from types import ModuleType

from tests.laws.closed_forms import DEMOGRAPHY, EQUATIONS, Check
from tests.laws.mutants import survivors
from tests.laws.town_forms import LABOUR, LAND, WAYS, WORKS
from urbsim.households import equations
from urbsim.model import demography
from urbsim.model.towns import infrastructure, labour, land, ways

LAWS: tuple[tuple[ModuleType, tuple[Check, ...]], ...] = (
    (equations, EQUATIONS),
    (demography, DEMOGRAPHY),
    (labour, LABOUR),
    (infrastructure, WORKS),
    (land, LAND),
    (ways, WAYS),
)
"""Every module of laws, and what is worked out by hand of it."""


def main() -> None:
    """Print the figures of every module and of all, and the mutants that no check notices.

    A check must hold for the laws as they are, else it would notice everything.
    """
    made, kept = 0, list[str]()
    for module, checks in LAWS:
        for check in checks:
            check(module)
        number, alive = survivors(module, checks)
        print(f"{module.__name__:<40} {number - len(alive):>4} of {number:>4} mutants noticed")
        made, kept = made + number, [*kept, *alive]
    print(f"{'all':<40} {made - len(kept):>4} of {made:>4}, {1 - len(kept) / made:.1%}")
    for words in kept:
        print(f"  not noticed: {words}")


if __name__ == "__main__":
    main()
