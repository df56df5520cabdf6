"""The table: written and read again it is the same to its last digit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from urbsim.analysis.outlook.table import is_solved, table_of, write
from urbsim.evidence.posterior import posterior
from urbsim.runs.outlook.discrepancy import Discrepancy, discrepancy


@given(seed=st.integers(0, 10**6), worlds=st.integers(1, 9), years=st.integers(1, 30))
def test_a_table_holds_every_world_and_year_to_its_unit(seed: int, worlds: int, years: int) -> None:
    """Steps of provinces are in it where there are any."""
    random = np.random.default_rng(seed)
    logits = random.uniform(-3, 3, (worlds + 1, years))
    paths = random.uniform(0, 1, (worlds + 1, years))
    steps = random.uniform(0.01, 1, (worlds + 1, years)) * (seed % 2)
    rows = [line.split(",") for line in table_of(made(logits, paths, steps)).splitlines()]
    assert rows[0] == ["world", "of", *(str(2011 + t) for t in range(years))]
    assert len(rows) == 1 + (2 + seed % 2) * (worlds + 1)
    read = np.array([[int(cell) for cell in row[2:]] for row in rows[1:]], float)
    np.testing.assert_allclose(read[: worlds + 1] / 1e3, logits, atol=0.5001e-3)
    np.testing.assert_allclose(read[worlds + 1 : 2 * worlds + 2] / 1e5, paths, atol=0.5001e-5)
    np.testing.assert_allclose(
        read[2 * worlds + 2 :] / 1e4, steps[: (worlds + 1) * (seed % 2)], atol=0.5001e-4
    )
    assert [int(row[0]) for row in rows[1:]] == [*range(worlds + 1)] * (2 + seed % 2)


def test_what_ships_is_written_as_it_was_read(tmp_path: Path) -> None:
    known = discrepancy(2010)
    write(known, tmp_path)
    shipped = Path(__file__).parents[4] / "urbsim/data/outlook"
    for name in ("2010.csv", "2010.yaml"):
        assert (tmp_path / name).read_bytes() == (shipped / name).read_bytes()


def test_an_origin_counts_as_solved_with_its_worlds_and_coefficients(tmp_path: Path) -> None:
    known = made(np.zeros((5, 3)), np.full((5, 3), 0.5), np.zeros((5, 3)))
    assert not is_solved(2010, 4, tmp_path)
    write(known, tmp_path)
    assert is_solved(2010, 4, tmp_path)
    assert not is_solved(2010, 5, tmp_path)
    assert not is_solved(2011, 4, tmp_path)


def made(logits: np.ndarray, paths: np.ndarray, steps: np.ndarray) -> Discrepancy:
    return Discrepancy(2010, logits, paths, 0.5, posterior().digest, 0.1, 0.0, steps)
