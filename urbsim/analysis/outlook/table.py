"""The table of the discrepancy: two files an origin, the same for the same solution."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from urbsim.evidence.posterior import posterior
from urbsim.evidence.yaml_lines import load
from urbsim.runs.outlook.discrepancy import LOGIT, PROVINCES, RATE, UNITS, Discrepancy
from urbsim.runs.results.files import make_folder, write_bytes
from urbsim.vocabulary.user_files import SCENARIO, content_of

HEAD = """\
# What the discrepancy of this origin was solved on, and how well. Written by `urbsim outlook` for every run.
"""


def write(solved: Discrepancy, folder: Path) -> None:
    """Write an origin's logits and paths, and what they were solved on."""
    make_folder(folder)
    about = (
        f"{HEAD}worlds: {solved.worlds}\nhousehold_weight: {solved.household_weight:.6f}\n"
        f"posterior: {solved.posterior}\nerror: {solved.error:.4f}\nbound: {solved.bound:.6f}\n"
    )
    write_bytes(folder, f"{solved.origin}.csv", table_of(solved).encode())
    write_bytes(folder, f"{solved.origin}.yaml", about.encode())


def table_of(solved: Discrepancy) -> str:
    """Whole numbers of the units of `UNITS`: a row of logits and of rates for each world, by year.

    Below them are the steps of provinces, where all of them were counted.
    """
    years = range(solved.origin + 1, solved.origin + 1 + solved.logits.shape[1])
    lines = [",".join(map(str, ("world", "of", *years)))]
    parts = {LOGIT: solved.logits, RATE: solved.paths}
    if solved.provinces.any():
        parts[PROVINCES] = solved.provinces
    for of, numbers in parts.items():
        whole = np.rint(numbers / UNITS[of]).astype(int).tolist()
        lines += [",".join(map(str, (world, of, *row))) for world, row in enumerate(whole)]
    return "\n".join(lines) + "\n"


def is_solved(origin: int, worlds: int, folder: Path) -> bool:
    """Whether a folder has the origin with so many worlds under the coefficients of now."""
    path = folder / f"{origin}.yaml"
    if not path.exists():
        return False
    about = load(content_of(path, SCENARIO), str(path)).required()
    return (about["worlds"], about["posterior"]) == (worlds, posterior().digest)
