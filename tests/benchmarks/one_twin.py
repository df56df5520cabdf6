"""The same county with one plain Mesa agent a household: ``python -m … HOUSEHOLDS YEARS``."""

from __future__ import annotations

import json
import sys

import numpy as np

from tests.benchmarks.one_region import peak_bytes, timed
from tests.benchmarks.regions import rows_in_use, sized
from urbsim.model.founding.founding import found
from urbsim.model.reference.reference_model import ReferenceModel
from urbsim.model.urbanization import UrbanizationModel


def lived(households: int, years: int) -> dict[str, float]:
    """Speed of the reference model, and whether its people are those of the kernel at the end."""
    setup, coefficients, draw = sized(households)
    foundation = found(setup, coefficients)
    kernel = UrbanizationModel(setup, foundation, draw)
    reference = ReferenceModel(setup, foundation, draw)
    clock, core, _ = timed(lambda: [reference.step() for _ in range(years)])
    for _ in range(years):
        kernel.step()
    alike = all(
        np.array_equal(a, b) for a, b in zip(kernel.people.count, reference.people.count, strict=True)
    )
    rows = rows_in_use(foundation)
    return {
        "rows": rows,
        "rate": rows * years / clock,
        "core_rate": rows * years / core,
        "alike": float(alike),
        "peak": peak_bytes(),
    }


if __name__ == "__main__":
    print(json.dumps(lived(*(int(number) for number in sys.argv[1:]))))
