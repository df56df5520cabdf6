"""Whatever region a file declares, it is run to its end or refused with file, line and remedy."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.ensembles.odd_regions import RAN, fates

RUN = 0.6
"""Share of the regions, at least, that are no user's fault."""


def test_odd_regions_run_to_the_end_or_are_refused_with_a_line():
    assert fates(0, 15)[RAN] > RUN * 15


@pytest.mark.prove
@pytest.mark.parametrize("first", range(0, 2000, 250))
def test_two_thousand_odd_regions_run_to_the_end_or_are_refused_with_a_line(first):
    """In processes of their own, which a signal may end, and with every warning an error."""
    words = [sys.executable, "-W", "error", "-m", "tests.ensembles.odd_regions", str(first), "250"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    print(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout.partition(f" {RAN}\n")[0].split("\n")[-1]) > RUN * 250
