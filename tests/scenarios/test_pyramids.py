"""Founded people are as old as those of the census, and a command draws both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from tests.scenarios.pyramids import COUNTIES, draw_all


def test_founded_pyramids_are_those_of_the_census(tmp_path: Path) -> None:
    chart = tmp_path / "pyramids.png"
    shares = draw_all(chart)
    assert len(shares) == len(COUNTIES) == 20
    assert np.median(shares) < 0.001
    assert np.mean(shares) < 0.006
    assert max(shares) < 0.05
    with Image.open(chart) as picture:
        assert picture.size == (1320, 990)
