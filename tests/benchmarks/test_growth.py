"""Time and memory grow with the households and no faster, up to a hundred million rows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.benchmarks.test_speed import THREADS, Figures, alone

SIZES = {10_000: 14, 100_000: 14, 1_000_000: 14, 10_000_000: 4, 100_000_000: 2}
NEEDED = 60
"""Bytes a row that founding and living take at the peak, with some to spare."""


def free_bytes() -> int:
    """Memory that a new program may have; all of it where the system does not say what is free."""
    known = Path("/proc/meminfo")
    if not known.exists():
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    lines = dict(line.split(":") for line in known.read_text(encoding="ascii").splitlines())
    return int(lines["MemAvailable"].split()[0]) * 1024


def line(households: int, figures: Figures) -> str:
    each = 1e9 / figures["core_rate"]
    return (
        f"{households:11,} households, {figures['rows']:11,.0f} rows: founded in "
        f"{figures['founding']:5.1f} s, {each:6.1f} ns of a core a household-year, "
        f"{figures['peak'] / 1e6:6,.0f} MB at the peak, {figures['bytes']:5.1f} bytes a row"
    )


@pytest.mark.prove
def test_time_and_memory_grow_no_faster_than_the_households() -> None:
    found: dict[int, Figures] = {}
    print()
    for households, years in SIZES.items():
        if households * NEEDED * 1.1 > free_bytes():
            print(f"{households:11,} households: left out, {free_bytes() / 1e9:.1f} GB of memory are free")
            continue
        found[households] = alone("one_region", households, THREADS, years)
        print(line(households, found[households]))
    small, large = found[1_000_000], found[max(found)]
    assert large["core_rate"] > small["core_rate"] / 2
    assert large["bytes"] < NEEDED
