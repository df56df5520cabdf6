"""Regions of odd sizes, numbers of towns, weights and horizons: each runs to its end, or is refused by name.

python -W error -m tests.ensembles.odd_regions FIRST NUMBER
"""

from __future__ import annotations

import re
import sys
from collections import Counter

import numpy as np

from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.scenario.reading import read_text
from urbsim.vocabulary.errors import InputError

RAN = "ran"
LEVELS = ("township", "county", "prefecture", "province")


def log_uniform(rng: np.random.Generator, low: float, high: float) -> int:
    """A whole number whose logarithm is uniform."""
    return int(np.exp(rng.uniform(np.log(low), np.log(high))))


def odd_weight(rng: np.random.Generator, people: int) -> int:
    """A weight at which there are a few thousand rows at most, now and then one that is too coarse."""
    finest = max(1, people // 9000)
    return int(rng.choice([finest, 7 * finest, log_uniform(rng, finest, max(finest + 1, people / 50))]))


def odd_region(seed: int) -> str:
    """A scenario file of a region that nobody would declare twice."""
    rng = np.random.default_rng(seed)
    people = log_uniform(rng, 20, 1e6)
    urban = int(people * rng.choice([0, 1, rng.uniform(), rng.uniform(0, 0.05), rng.uniform(0.95, 1)]))
    towns = int(rng.choice([0, 1, rng.integers(2, 20), rng.integers(250, 262)], p=[0.3, 0.2, 0.45, 0.05]))
    towns = min(towns, urban)
    weight = odd_weight(rng, people)
    years = int(rng.choice([1, 2, rng.integers(3, 8), rng.integers(8, 40)], p=[0.4, 0.3, 0.25, 0.05]))
    optional = {
        "household_size": round(float(rng.uniform(1.2, 6)), 2),
        "villages": log_uniform(rng, 1, 20_000),
        "share_0_14": round(float(rng.uniform(0.02, 0.4)), 3),
        "share_65plus": round(float(rng.uniform(0.01, 0.3)), 3),
    }
    given = {name: value for name, value in optional.items() if rng.random() < 0.25}
    sizes = np.floor(rng.dirichlet(np.full(towns, 0.7)) * urban).astype(int) if towns else []
    named = [f"    - {{name: t{n}, population: {size}}}" for n, size in enumerate(sizes) if size > 0]
    base = int(rng.choice([2000, 2005, 2010, 2015], p=[0.04, 0.32, 0.32, 0.32]))
    draws = rng.choice([1, 2], p=[0.8, 0.2])
    return "\n".join(
        [
            "schema: urbsim/2",
            f"name: odd-{seed}",
            "title: {zh: 怪, en: Odd}",
            "region:",
            "  name: 怪地",
            f"  level: {rng.choice(LEVELS)}",
            "  parent: CN",
            f"  year: {base}",
            f"  population: {people}",
            f"  urban_population: {urban}",
            *(f"  {name}: {value}" for name, value in given.items()),
            "  source: drawn at random",
            "  unusual: drawn at random",
            *(["  towns:", *named] if named else []),
            f"from: {base}",
            f"until: {base + years}",
            f"runs: {{draws: {draws}, seed: {rng.integers(2**31)}, weight: {weight}}}",
        ]
    )


def fate(seed: int) -> str:
    """``RAN``, or the words of the fault by which the region was refused (without its numbers)."""
    file = f"odd-{seed}.yaml"
    try:
        result = run_mixes(read_text(odd_region(seed), file), Options(workers=1), unwatched)
    except InputError as error:
        return refusal(file, error)
    assert not result.failures, f"{file}: {result.failures}"
    return RAN


def refusal(file: str, error: InputError) -> str:
    """The first fault in words, numbers left out; every one must say where it is and what would be right."""
    for fault in error.faults:
        assert fault.file == file, str(fault)
        assert fault.line, str(fault)
        assert fault.remedy, str(fault)
    return "refused: " + re.sub(r"[\d,.]+", "…", error.faults[0].problem)


def unwatched(done: int, total: int) -> None:
    """No report of progress."""


def fates(first: int, number: int) -> Counter[str]:
    """How many of the cases ran or were refused, by reason."""
    return Counter(fate(seed) for seed in range(first, first + number))


if __name__ == "__main__":
    for words, number in fates(*(int(word) for word in sys.argv[1:])).most_common():
        print(number, words)
