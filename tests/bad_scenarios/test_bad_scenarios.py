"""Every bad file gives the faults written beside it: that line, those words, none missing, none besides.

A line of a ``.expected`` file reads ``file:line: words | more words``; all of them stand in the message. A
line of ``-`` means that the fault concerns the file as a whole.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from urbsim.scenario import read_scenario
from urbsim.vocabulary.errors import Fault, InputError

HERE = Path(__file__).parent
CASES = sorted(path.stem for path in HERE.glob("*.expected"))


class Expected(NamedTuple):
    file: str
    line: int | None
    words: tuple[str, ...]

    def fits(self, fault: Fault) -> bool:
        message = f"{fault.problem}; {fault.remedy}"
        here = Path(fault.file).name == self.file and fault.line == self.line
        return here and all(word in message for word in self.words)


def expected_faults(case: str) -> list[Expected]:
    found = []
    for text in (HERE / f"{case}.expected").read_text(encoding="utf-8").splitlines():
        place, words = text.split(": ", maxsplit=1)
        file, line = place.rsplit(":", maxsplit=1)
        number = None if line == "-" else int(line)
        found.append(Expected(file, number, tuple(word.strip() for word in words.split(" | "))))
    return found


def faults_of(case: str) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        read_scenario(HERE / f"{case}.yaml")
    return caught.value.faults


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 45


@pytest.mark.parametrize("case", CASES)
def test_every_fault_is_named_at_its_line_and_nothing_else(case: str) -> None:
    expected, faults = expected_faults(case), list(faults_of(case))
    for each in expected:
        match = next((fault for fault in faults if each.fits(fault)), None)
        assert match is not None, f"missing {each} in {[str(fault) for fault in faults]}"
        faults.remove(match)
    assert not faults, f"unexpected {[str(fault) for fault in faults]}"


@pytest.mark.parametrize("case", CASES)
def test_every_fault_says_what_would_be_right(case: str) -> None:
    for fault in faults_of(case):
        assert fault.remedy.strip()
        assert "\n" not in str(fault)
        assert len(str(fault)) < 1000
