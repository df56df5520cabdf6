"""Errors by kind: faults of an input, all told together; unfinished runs; faults of the program.

The first leave the command with exit status 2, the others with 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from urbsim.text import Message, say, told, word

Item = TypeVar("Item")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Fault:
    """One thing wrong in an input file: where it is, what is wrong, and what would be right.

    Problem and remedy are messages, known by code and fields, so that every fault is there in both languages;
    as text they are English. An empty remedy says that there is none.
    """

    file: str
    line: int | None
    problem: Message
    remedy: Message

    @property
    def code(self) -> str:
        """The code of the problem among the texts; empty where it is plain text."""
        return self.problem.code

    @property
    def place(self) -> str:
        """File and line."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def __str__(self) -> str:
        return (
            f"{self.place}: {self.problem}; {self.remedy}" if self.remedy else f"{self.place}: {self.problem}"
        )

    def told(self) -> str:
        """The fault in the language spoken."""
        if not self.remedy:
            return f"{self.place}: {told(self.problem)}"
        return word("faults.line", place=self.place, problem=self.problem, remedy=self.remedy)


@dataclass(frozen=True)
class OpenQuestion(Fault):
    """A question that an input leaves open: the key that answers it, and the answers that come to mind.

    It is a fault until it is answered; nothing is assumed in its place.
    """

    key: str = ""
    candidates: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self._asked()}"

    def told(self) -> str:
        """The question in the language spoken."""
        return f"{self.place}: {self._asked().text()}"

    def _asked(self) -> Message:
        among = say("faults.among", candidates="; ".join(self.candidates)) if self.candidates else ""
        return say("faults.open_question", question=self.problem, key=self.key, among=among)

    def as_json(self) -> dict[str, object]:
        """The question as `--json` prints it."""
        return {
            "file": self.file, "line": self.line, "question": self.problem, "key": self.key,
            "candidates": list(self.candidates),
        }  # fmt: skip


class InputError(Exception):
    """The input is at fault. Carries every fault found, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """The open questions among the faults."""
        return tuple(fault for fault in self.faults if isinstance(fault, OpenQuestion))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Fault, ...]]]:
        """Come back from another process with the faults, not with their text."""
        return type(self), (self.faults,)


def read_each(read: Callable[[Item], Found], items: Iterable[Item]) -> list[Found]:
    """Read every item, also after one at fault; InputError with the faults of all of them."""
    found, faults = list[Found](), list[Fault]()
    for item in items:
        try:
            found.append(read(item))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return found


class FoundingError(Exception):
    """A region cannot be founded as it is declared: a fault of the input, found without knowing its file.

    ``key`` is the part of a scenario file that it is about, ``remedy`` what would be right; where that is
    empty, ``advice`` is the code of what to say.
    """

    key = "region"
    remedy = Message("")
    advice = "runs.check_figures"

    def __init__(self, problem: Message) -> None:
        super().__init__(problem)
        self.problem = problem


class UnfinishedError(Exception):
    """A run could not be finished though its input is sound. Says why and what to do."""


class ProgramError(Exception):
    """The program is at fault, whatever the input: something that always holds does not."""


class DrawError(ProgramError):
    """A draw of an ensemble ended in an exception that is no fault of the input; this is its cause."""

    def __init__(self, mix: str, number: int, seed: int) -> None:
        self.mix, self.number, self.seed = mix, number, seed
        super().__init__(mix, number, seed)
