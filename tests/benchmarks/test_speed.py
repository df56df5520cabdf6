"""Speed and memory in one run, beside what the machine can do at best; nothing is said about time."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.commands import help_and_click, huludao, printed_by, until_first_year
from tests.benchmarks.floors import BYTES_A_YEAR, HASHES_A_YEAR, Rate, bandwidth, hash_rate, shares
from urbsim.runs.results.manifest import versions

SIZES = {10_000: 11, 100_000: 11, 1_000_000: 11, 10_000_000: 8}
"""Rural households, and years lived after the first."""
TWIN = (100_000, 2)
TABLE = (100_000, 8)
"""Households and years of the rule in `frameworks/table_rule.py`."""
THREADS = 2
Figures = dict[str, Any]


def alone(module: str, *numbers: int) -> Figures:
    """The figures that a module of this folder prints, run in a process of its own."""
    printed = printed_by(sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, numbers))
    figures: Figures = json.loads(printed)
    return figures


def by_table(script: str) -> Figures:
    """The figures of a framework that lives the table's rule."""
    path = Path(__file__).with_name("frameworks") / script
    figures: Figures = json.loads(printed_by(sys.executable, str(path), *map(str, TABLE)))
    return figures


def sizes_table(sizes: dict[int, Figures], floors: tuple[Rate, Rate]) -> str:
    """One line a size: the whole model and the kernel alone, by the clock and by a core's second."""
    head = (
        f"{'households':>11} {'rows':>11} {'founding':>9} {'anchor':>7} {'model':>9} {'a core':>9} "
        f"{'kernel':>9} {'a core':>9} {'of hash':>7} {'of memory':>9}"
    )
    lines = [head]
    for households, f in sizes.items():
        of_hash, of_memory = shares(f["kernel_core"], *floors)
        lines.append(
            f"{households:11,} {f['rows']:11,.0f} {f['founding']:8.2f}s {f['anchoring']:6.2f}s "
            f"{f['rate']:9.3g} {f['core_rate']:9.3g} {f['kernel']:9.3g} {f['kernel_core']:9.3g} "
            f"{of_hash:7.1%} {of_memory:9.1%}"
        )
    return "\n".join(lines)


def floor_lines(hashes: Sequence[Rate], copied: Sequence[Rate]) -> str:
    """What the machine can do at best, on one thread and on several."""
    return (
        f"floors: {hashes[0].clock:.3g} draws a second on one thread, {hashes[1].clock:.3g} on {THREADS}, "
        f"{hashes[1].core:.3g} a core; {copied[0].clock / 1e9:.1f} GB/s copied on one, "
        f"{copied[1].clock / 1e9:.1f} on {THREADS}, {copied[1].core / 1e9:.1f} a core; the kernel needs "
        f"{HASHES_A_YEAR} draws and {BYTES_A_YEAR} bytes a household-year"
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


def table_lines(mesa: Figures, ours: Figures) -> str:
    """The same short rule in Mesa and in columns: what a model costs before it models anything."""
    return (
        f"a probability table instead of the model, {TABLE[0]:,} households: one Mesa agent each "
        f"{mesa['rate']:,.0f} household-years a second ({mesa['core_rate']:,.0f} a core); in columns, as the "
        f"kernel does it, {ours['rate']:,.0f} ({ours['core_rate']:,.0f} a core), core by core "
        f"{ours['core_rate'] / mesa['core_rate']:,.0f} times"
    )


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
    tables = [by_table(script) for script in ("mesa_table.py", "urbsim_table.py")]
    hashes = [hash_rate(threads) for threads in (1, THREADS)]
    copied = [bandwidth(threads) for threads in (1, THREADS)]
    print("\nhousehold-years a second of the county, every process and lever on")
    print(sizes_table(sizes, (hashes[1], copied[1])))
    print(shares_table(sizes))
    print("\n".join((floor_lines(hashes, copied), memory_lines(sizes), twin_lines(sizes, twin))))
    print(table_lines(*tables))
    print(commands_table(tmp_path))
    print(f"measured in {time.perf_counter() - began:.0f} s; load {os.getloadavg()[0]:.1f} at the end")
    assert twin["alike"] == 1.0
    assert all(table["kept"] for table in tables)
    assert all(figures["columns"] <= 16 for figures in sizes.values())
