"""Ten planners who start from the name of their place: what they type, until a report is written.

python -m tests.scenarios.planners [--draws N] prints for each how many commands and seconds it took.
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

MOST_COMMANDS, MOST_SECONDS = 5, 600
TABLE = "年份,常住人口（万人）,城镇人口（万人）\n2010年,3.21,1.28\n"
"""What the planner of a township that no register has knows of it."""


@dataclass(frozen=True)
class Planner:
    """What a planner calls the place and what is peculiar about it; the code of the region it is meant to be.

    ``code`` is that of the region around where the place is in no register.
    """

    called: str
    peculiar: str
    code: str
    registered: bool = True


PLANNERS = (
    Planner("襄樊", "renamed", "420600"),
    Planner("中甸县", "renamed", "533401"),
    Planner("大庸市", "renamed", "430800"),
    Planner("塘沽区", "merged", "120116"),
    Planner("南汇区", "merged", "310115"),
    Planner("葫芦岛连山区", "district", "211402"),
    Planner("北京东城区", "all urban", "110101"),
    Planner("云岭坪镇", "unknown township", "320682", registered=False),
    Planner("朝阳", "shared name", "211321"),
    Planner("鹽城市大豐區", "traditional script", "320982"),
)


@dataclass
class Desk:
    """A planner's folder, and what was typed there."""

    folder: Path
    typed: list[str] = field(default_factory=list)

    def urbsim(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """One command, in a process of its own."""
        self.typed.append(str(words[0]))
        line = [sys.executable, "-m", "urbsim", *map(str, words)]
        return subprocess.run(line, capture_output=True, encoding="utf-8", cwd=self.folder, check=False)

    def must(self, *words: str | Path) -> str:
        """One command that has to end well; what it said."""
        done = self.urbsim(*words)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout


@dataclass(frozen=True)
class Outcome:
    """What a planner was told first, what it took, and the base year that was simulated."""

    planner: Planner
    asked: str
    commands: int
    seconds: float
    people: int
    rate: float

    def __str__(self) -> str:
        told = f", asked: {self.asked}" if self.asked else ""
        place = f"{self.planner.called} ({self.planner.peculiar})"
        took = f"{self.commands} commands, {self.seconds:.0f} s"
        return f"{place}: {took}; {self.people:,} people, {100 * self.rate:.1f} % urban{told}"


def worked(planner: Planner, folder: Path, draws: int, *more: str) -> Outcome:
    """Start from the place's name, run with so many draws, and write the report; ``more`` goes to `run`."""
    desk, begun = Desk(folder), time.perf_counter()
    asked = started(planner, desk)
    desk.must("validate", "plan.yaml")
    desk.must("run", "plan.yaml", "--draws", str(draws), *more)
    desk.must("report", "outputs/plan", "-o", "plan.html")
    assert (folder / "plan.html").stat().st_size > 100_000
    seconds, base = time.perf_counter() - begun, base_year(folder / "outputs" / "plan" / "years.csv")
    people, rate = base["population"], base["resident_urbanization_rate"]
    return Outcome(planner, asked, len(desk.typed), seconds, round(people), rate)


def started(planner: Planner, desk: Desk) -> str:
    """Write plan.yaml with `new`, answering what it asks; the question, empty where there was none."""
    first = desk.urbsim("new", "plan", "--region", planner.called, "--from", "2010")
    if first.returncode == 0:
        return ""
    assert first.returncode == 2, first.stderr
    if planner.registered:
        # The answer is among the candidates, so that the planner only has to choose it.
        assert planner.code in re.findall(r"\((\d{6})\)", first.stderr), first.stderr
        desk.must("new", "plan", "--region", planner.code, "--from", "2010")
    else:
        assert "figures of its own" in " ".join(first.stderr.split()), first.stderr
        (desk.folder / "table.csv").write_text(TABLE, encoding="utf-8")
        words = ("--figures", "table.csv", "--region", planner.called, "--parent", planner.code)
        desk.must("new", "plan", *words, "--from", "2010")
    return " ".join(first.stderr.split())


def base_year(years: Path) -> dict[str, float]:
    """Medians of the base year by variable, of the policy's runs."""
    with years.open(encoding="utf-8-sig") as rows:
        known = [row for row in csv.DictReader(rows) if row["mix"] == "policy" and row["year"] == "2010"]
    return {row["variable"]: float(row["p50"]) for row in reversed(known) if row["p50"]}


def main(words: Sequence[str]) -> None:
    """Let every planner work, one after another, and print what it took."""
    parser = argparse.ArgumentParser(description="Ten planners' places, from a name to a report.")
    parser.add_argument("--draws", type=int, default=20)
    for planner in PLANNERS:
        with TemporaryDirectory() as folder:
            print(worked(planner, Path(folder), parser.parse_args(words).draws), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
