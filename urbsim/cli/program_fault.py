"""What is said of a fault of the program: one sentence in the language asked for, and its trace in a file."""

import os
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from urbsim.vocabulary.errors import DrawError

FAULT = {
    "en": "a fault of the program, not of your input: {0}; {1}",
    "zh": "程序自身出错，并非输入有误：{0}；{1}",
}
TRACE = {
    "en": "its trace is in {0}, please hand that file on",
    "zh": "错误跟踪见{0}，请将该文件一并反馈",
}
NO_TRACE = {"en": "no folder takes a file with its trace", "zh": "没有可写入错误跟踪的文件夹"}
IN_DRAW = {
    "en": "draw {0} of {1} (seed {2}): {3}; finished draws are kept",
    "zh": "组合{1}的第{0}次抽样（种子{2}）：{3}；已完成的抽样均已保留",
}
LONGEST = 300
"""Characters of an error's own words that are shown; the file has them all."""


def sentence(error: Exception, arguments: Sequence[str]) -> str:
    """One line about an exception that nobody expected, after its trace has been written to a file."""
    lang = language(arguments)
    path = write_trace(error, arguments)
    kept = NO_TRACE[lang] if path is None else TRACE[lang].format(path)
    return FAULT[lang].format(described(error, lang), kept)


def language(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, whether or not the command came to read them."""
    asked = "en"
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word == "--lang":
            asked = following
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return asked if asked in FAULT else "en"


def described(error: Exception, lang: str) -> str:
    """Kind and words of the exception; of a draw's, which draw it was and what it raised."""
    if isinstance(error, DrawError) and error.__cause__ is not None:
        cause = plain(error.__cause__)
        return IN_DRAW[lang].format(error.number, error.mix, error.seed, cause)
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
