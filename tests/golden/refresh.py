"""Write the kept figures of the scenarios named: ``python -m tests.golden.refresh NAME...``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.golden.difference import differences
from tests.golden.figures import SIZES, kept, lived, path_of, written


def refresh(names: Sequence[str]) -> int:
    """Live and write each scenario named and say what moved; 2 where none or an unknown one is named."""
    unknown = [name for name in names if name not in SIZES]
    if unknown or not names:
        said = f"no golden is called {', '.join(unknown)}" if unknown else "name what is to be refreshed"
        print(f"{said}; there are {', '.join(SIZES)}", file=sys.stderr)
        return 2
    for name in names:
        figures = lived(name)
        moved = differences(kept(name), figures) if path_of(name).exists() else [f"{name} is new"]
        path_of(name).write_text(written(figures), encoding="utf-8")
        print("\n".join([f"{name}: {len(moved)} changes", *moved]))
    return 0


if __name__ == "__main__":
    sys.exit(refresh(sys.argv[1:]))
