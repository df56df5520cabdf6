"""Names of the functions that Numba compiles while a small world is founded and simulated."""

from __future__ import annotations

from typing import Any

from numba.core import event


class Names(event.Listener):  # type: ignore[misc]
    """Prints what is compiled."""

    def on_start(self, compiling: Any) -> None:
        """Nothing is known of it yet."""

    def on_end(self, compiling: Any) -> None:
        """The function's name."""
        print(compiling.data["dispatcher"].py_func.__name__)


if __name__ == "__main__":
    event.register("numba:compile", Names())
    from tests.laws.digest_of_world import digest

    digest(7, 150, 5)
