"""What is said of a fault of the program: one sentence in the language spoken, and its trace in a file."""

import os
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from urbsim.text import word
from urbsim.vocabulary.errors import DrawError

LONGEST = 300
"""Characters of an error's own words that are shown; the file has them all."""


def sentence(error: Exception, arguments: Sequence[str]) -> str:
    """One line about an exception that nobody expected, after its trace has been written to a file."""
    path = write_trace(error, arguments)
    kept = word("program.no_trace") if path is None else word("program.trace", path=path)
    return word("program.fault", what=described(error), kept=kept)


def described(error: Exception) -> str:
    """Kind and words of the exception; of a draw's, which draw it was and what it raised."""
    if isinstance(error, DrawError) and error.__cause__ is not None:
        cause = plain(error.__cause__)
        return word("program.in_draw", number=error.number, mix=error.mix, seed=error.seed, cause=cause)
    return plain(error)


def plain(error: BaseException) -> str:
    """The exception in one line of bearable length."""
    words = " ".join(str(error).split())
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return f"{type(error).__name__}: {shown}" if shown else type(error).__name__


def write_trace(error: Exception, arguments: Sequence[str]) -> Path | None:
    """Write the trace with the command to a new file of the user's own; None where no folder takes it."""
    text = f"urbsim {' '.join(arguments)}\n{''.join(traceback.format_exception(error))}"
    for folder in (None, os.curdir):
        try:
            number, name = tempfile.mkstemp(".txt", "urbsim-trace-", folder)
            with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        except OSError:
            continue
        return Path(name).absolute()
    return None
