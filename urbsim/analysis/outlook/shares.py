"""How much of what shipped scenarios forecast is discrepancy, scenario by scenario."""

from __future__ import annotations

import pandas as pd

from urbsim.runs.ensembles.jobs import Progress
from urbsim.runs.ensembles.outlook_notes import discrepancy_share
from urbsim.runs.setup.resolve import resolve
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.reading import read_scenario

COLUMNS = ("scenario", "region", "from", "until", "origin", "rise", "free", "share")


def shares_table(progress: Progress) -> pd.DataFrame:
    """A row a scenario: the rise of the rate on its middle path, and what it is without discrepancy (0-1).

    Scenarios whose base year no discrepancy was solved for are left out.
    """
    rows, names = [], tuple(shipped())
    for done, name in enumerate(names):
        progress(done, len(names))
        scenario = read_scenario(name)
        resolved = resolve(scenario, scenario.runs.weight)
        found = discrepancy_share(scenario, resolved)
        if found is not None:
            years = resolved.setup.years
            rows.append((name, resolved.setup.key, years[0], years[-1], found.origin, found.rise, found.free,
                         found.share))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))
