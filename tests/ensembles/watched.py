"""The command line with a witness: a file grows by a byte for each draw begun. ``python -m … WITNESS …``"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from urbsim.cli.main import main
from urbsim.model.setup import Array
from urbsim.runs.ensembles import ensemble, jobs
from urbsim.runs.ensembles.jobs import Job

WITNESS = "URBSIM_TEST_WITNESS"
PACE = "URBSIM_TEST_PACE"
"""What worker processes are told too: the file, and the seconds that a draw rests before it is lived."""
live = jobs.live


def live_watched(job: Job) -> Array:
    """Live a job after a byte has told that it is begun."""
    witness = os.open(os.environ[WITNESS], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(witness, b".")
    os.close(witness)
    time.sleep(float(os.environ.get(PACE, "0")))
    return live(job)


if __name__ == "__main__":
    # Whoever was started in the background ignores interruptions, and so would this.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ[WITNESS] = str(Path(sys.argv[1]).absolute())
    from tests.ensembles.watched import live_watched as importable

    ensemble.live = importable
    main(sys.argv[2:])
