"""Figures corrected for the known drift of series as first published, before any method sees them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from urbsim.analysis.mean_field.sampled_forecast import vintage_drift
from urbsim.analysis.panels.panels import Panel, PanelUnit, Residents
from urbsim.runs.setup.histories import Rates, last_census


def undrifted(panel: Panel) -> Panel:
    """The panel with the drift since the last census taken out, by the mean that the origin knew.

    Its histories then stand on the level that the next census will find, as far as it is known; their error
    stays, so the panel still says that it drifts. A panel whose figures do not drift is returned as it is.

    Published rates between censuses are carried forward from the last one and are revised when the next is
    known.
    """
    if not panel.drifts:
        return panel
    drift, census = vintage_drift(panel.origin)[0], last_census(panel.origin)

    def corrected(rates: Rates) -> dict[int, float]:
        return {
            year: float(np.clip(rate - drift * max(0, year - census), 0.0, 1.0))
            for year, rate in rates.items()
        }

    def corrected_unit(unit: PanelUnit) -> PanelUnit:
        history = corrected(unit.history)
        people = Residents(unit.people.all, round(unit.people.all * history[panel.origin]))
        return replace(unit, history=history, people=people)

    return replace(
        panel,
        units=tuple(corrected_unit(unit) for unit in panel.units),
        nation=corrected(panel.nation),
        provinces={code: corrected(rates) for code, rates in panel.provinces.items()},
    )
