"""Speed and memory in one run, beside what the machine can do at best; nothing is said about time."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.commands import help_and_click, huludao, printed_by, until_first_year
from tests.benchmarks.floors import AN_EVENT, BYTES_A_YEAR, Rate, bandwidth, floor_of
from urbsim.runs.results.manifest import versions

SIZES = {10_000: 11, 100_000: 11, 1_000_000: 11, 10_000_000: 8}
"""Rural households, and years lived after the first."""
TWIN = (100_000, 2)
TABLE = (100_000, 8)
"""Households and years of the rule in `frameworks/table_rule.py`."""
THREADS = 2
MOST_BYTES = 24
"""Bytes that a row may have; it had 16 before places had sixteen bits, and is to have 8."""
FRAMEWORKS = {"Mesa": "mesa_table.py", "AgentPy": "agentpy_table.py", "mesa-frames": "frames_table.py"}
AIMS = {
    "ns of a core a household-year in the kernel": ("9", "-"),
    "model over Mesa's, at 100,000": ("500", "-"),
    "model at 1,000,000 over Mesa's at 100,000": ("1,000", "-"),
    "bytes a row in the columns": ("8", "-"),
    "table rule over Mesa's, core by core": ("-", "-"),
    "table rule over AgentPy's, core by core": ("-", "-"),
    "table rule over mesa-frames', core by core": ("25", "40"),
}
"""What is aimed at on an idle machine, and farther on."""
Figures = dict[str, Any]


def alone(module: str, *numbers: int) -> Figures:
    """The figures that a module of this folder prints, run in a process of its own."""
    printed = printed_by(sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, numbers))
    figures: Figures = json.loads(printed)
    return figures


def installed(framework: str) -> bool:
    """Whether this environment has the framework; what it needs is no dependency of urbsim."""
    return find_spec(framework.lower().replace("-", "_")) is not None


def by_table(script: str) -> Figures:
    """The figures of a framework that lives the table's rule."""
    path = Path(__file__).with_name("frameworks") / script
    figures: Figures = json.loads(printed_by(sys.executable, str(path), *map(str, TABLE)))
    return figures


def sizes_table(sizes: dict[int, Figures], copied: Rate) -> str:
    """One line a size: household-years a second, and nanoseconds of a core for each beside their floor."""
    head = (
        f"{'households':>11} {'rows':>11} {'founding':>9} {'anchor':>7} {'model':>9} {'a core':>9} "
        f"{'kernel':>9} {'a core':>9} {'model ns':>9} {'kernel ns':>9} {'floor ns':>9}"
    )
    lines = [head]
    for households, f in sizes.items():
        lines.append(
            f"{households:11,} {f['rows']:11,.0f} {f['founding']:8.2f}s {f['anchoring']:6.2f}s "
            f"{f['rate']:9.3g} {f['core_rate']:9.3g} {f['kernel']:9.3g} {f['kernel_core']:9.3g} "
            f"{1e9 / f['core_rate']:9.1f} {1e9 / f['kernel_core']:9.1f} {floor_of(f['events'], copied):9.1f}"
        )
    return "\n".join(lines)


def floor_lines(copied: Sequence[Rate]) -> str:
    """What the machine can do at best, on one thread and on several."""
    return (
        f"floor: {BYTES_A_YEAR} bytes streamed a household-year and {AN_EVENT:.0f} ns an event; "
        f"{copied[0].clock / 1e9:.1f} GB/s copied on one thread, "
        f"{copied[1].clock / 1e9:.1f} on {THREADS}, {copied[1].core / 1e9:.1f} a core"
    )


def shares_table(sizes: dict[int, Figures]) -> str:
    """Where the time of a year goes at each size, in percent of the clock."""
    parts = next(iter(sizes.values()))["shares"]
    head = f"{'share of a year':34}" + "".join(f"{size:>14,}" for size in sizes)
    lines = [f"{part:34}" + "".join(f"{f['shares'][part]:14.1%}" for f in sizes.values()) for part in parts]
    return "\n".join((head, *lines))


def memory_lines(sizes: dict[int, Figures]) -> str:
    return "\n".join(
        f"memory at {households:,}: {f['columns']:.0f} bytes a row in the columns; "
        f"{f['peak'] / 1e6:,.0f} MB at the peak, {f['bytes']:.1f} bytes a row of it for founding and living"
        for households, f in sizes.items()
    )


def twin_lines(sizes: dict[int, Figures], twin: Figures) -> str:
    """How much slower agents are than columns."""
    small, large = sizes[TWIN[0]], sizes[max(SIZES)]
    return (
        f"reference model of one Mesa agent a household, {TWIN[0]:,} households: "
        f"{twin['rate']:,.0f} household-years a second ({twin['core_rate']:,.0f} a core), "
        f"{twin['peak'] / 1e6:,.0f} MB at the peak\n"
        f"the model is {small['rate'] / twin['rate']:,.0f} times as fast on as many households, "
        f"{large['rate'] / twin['rate']:,.0f} times on {max(SIZES):,}; core "
        f"by core {small['core_rate'] / twin['core_rate']:,.0f} "
        f"and {large['core_rate'] / twin['core_rate']:,.0f} times"
    )


def table_lines(ours: Figures, others: dict[str, Figures], absent: Sequence[str]) -> str:
    """The same short rule in columns and in each framework: what a model costs before it models anything."""
    head = f"a probability table instead of the model, {TABLE[0]:,} households, millions a second of a core: "
    own = f"in columns, as the kernel does it, {ours['core_rate'] / 1e6:.1f}"
    found = [
        f"{name} {each['core_rate'] / 1e6:.1f} ({ours['core_rate'] / each['core_rate']:,.0f} times slower)"
        for name, each in others.items()
    ]
    left = [f"{name} is not installed (tests/benchmarks/frameworks/measure.sh)" for name in absent]
    return head + "; ".join((own, *found, *left))


def aims_table(sizes: dict[int, Figures], twin: Figures, ours: Figures, others: dict[str, Figures]) -> str:
    """What is aimed at, and what is aimed at farther on, beside what was measured here."""
    small, large, most = sizes[TWIN[0]], sizes[1_000_000], sizes[max(SIZES)]
    ratios = {name: ours["core_rate"] / each["core_rate"] for name, each in others.items()}
    measured = [
        1e9 / large["kernel_core"],
        small["rate"] / twin["rate"],
        large["rate"] / twin["rate"],
        most["columns"],
        *(ratios.get(name) for name in FRAMEWORKS),
    ]
    lines = [f"{'aims':44}{'here':>14}{'aim':>8}{'farther':>9}"]
    for (name, (aim, farther)), here in zip(AIMS.items(), measured, strict=True):
        lines.append(
            f"{name:44}{'not installed' if here is None else f'{here:,.1f}':>14}{aim:>8}{farther:>9}"
        )
    return "\n".join(lines)


def commands_table(folder: Path) -> str:
    """Whole commands: their start, and Huludao household by household."""
    begun, ended = until_first_year()
    asked, imported = help_and_click()
    seconds, files = huludao(folder)
    assert files >= 7
    return "\n".join(
        (
            f"huludao-2011 at weight 1, one run, from the command to its files: {seconds:.2f} s",
            f"xuean-2010 from starting Python, kernels cached: first year begins after {begun:.2f} s, "
            f"ends after {ended:.2f} s",
            f"urbsim --help {asked:.3f} s, python -c 'import click' {imported:.3f} s: "
            f"{asked / imported:.2f} times",
        )
    )


@pytest.mark.bench
def test_speed_and_memory(tmp_path: Path) -> None:
    began = time.perf_counter()
    print(f"\n{', '.join(f'{name} {version}' for name, version in versions().items())}")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when begun; {THREADS} threads for one run")
    sizes = {
        households: alone("one_region", households, THREADS, years) for households, years in SIZES.items()
    }
    twin = alone("one_twin", *TWIN)
    ours = by_table("urbsim_table.py")
    others = {name: by_table(script) for name, script in FRAMEWORKS.items() if installed(name)}
    absent = [name for name in FRAMEWORKS if name not in others]
    copied = [bandwidth(threads) for threads in (1, THREADS)]
    print("\nhousehold-years a second of the county, every process and lever on")
    print(sizes_table(sizes, copied[1]))
    print(shares_table(sizes))
    print("\n".join((floor_lines(copied), memory_lines(sizes), twin_lines(sizes, twin))))
    print(table_lines(ours, others, absent))
    print(aims_table(sizes, twin, ours, others))
    print(commands_table(tmp_path))
    print(f"measured in {time.perf_counter() - began:.0f} s; load {os.getloadavg()[0]:.1f} at the end")
    assert twin["alike"] == 1.0
    assert all(table["kept"] for table in (ours, *others.values()))
    assert all(figures["columns"] <= MOST_BYTES for figures in sizes.values())
