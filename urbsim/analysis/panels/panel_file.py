"""A user's panel: rows up to the origin become what is known, rows after it truth and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from urbsim.analysis.panels.evidence_panels import province_histories, province_of
from urbsim.analysis.panels.forecasts import LOGIT
from urbsim.analysis.panels.panel_doubts import doubtful_rows
from urbsim.analysis.panels.panel_rows import PanelRow, read_rows
from urbsim.analysis.panels.panels import Panel, PanelUnit, Residents
from urbsim.analysis.panels.past_growth import growth_of
from urbsim.runs.setup.histories import last_census, national_history
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.names import find_region
from urbsim.vocabulary.regions import regions

OLDEST = 5
"""A region's last figure may be this many years older than the origin."""
EARLIEST_ORIGIN = 2004
"""From here on the nation has a record of at least four years."""
PREFECTURE_PEOPLE = 1_500_000
"""A region of unknown level with more people is taken for a prefecture, with fewer for a county."""
CODE_DIGITS = 6


def read_panel(path: Path, origin: int) -> Panel:
    """The panel in a table (CSV, xlsx, xls), from an origin; the order of the rows does not matter.

    A region without a row at the origin is carried there from up to five years earlier by the nation's growth
    in logits before the origin. Raises InputError with all faults of the file, and where a region has no such
    row or no region has one.
    """
    file = str(path)
    rows, faults, notes = read_rows(path)
    faults += doubtful_rows(rows)
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.line or 0))
    if origin < EARLIEST_ORIGIN:
        remedy = say("analysis.give_later", earliest_origin=EARLIEST_ORIGIN)
        raise InputError([Fault(file, None, say("analysis.origin_too_early", origin=origin), remedy)])
    nation, drifts = national_history(origin)
    growth = growth_of(nation, origin, LOGIT)
    panel_units, truth, residents = [], {}, {}
    for region, own in _by_region(rows).items():
        known = [row for row in own if row.year <= origin]
        if not known or origin - known[-1].year > OLDEST:
            faults.append(_missing(own, origin))
            continue
        panel_units.append(_unit(region, known, origin, growth))
        truth[region] = {row.year: row.rate for row in own if row.year > origin}
        residents[region] = {row.year: row.population for row in own if row.year > origin}
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.line or 0))
    last = max((year for rates in truth.values() for year in rates), default=origin + 10)
    passed = origin - last_census(origin)
    histories = province_histories(origin)
    return Panel(
        name=_slug(path),
        origin=origin,
        units=tuple(panel_units),
        nation=nation,
        provinces=histories,
        truth=truth,
        last=last,
        since_census=passed,
        drifts=drifts,
        notes=(*notes, *_meant(rows)),
        residents=residents,
    )


def _meant(rows: Iterable[PanelRow]) -> tuple[str, ...]:
    """What the file calls unusual, to be said with the results."""
    return tuple(f"{row.region} in {row.year} is unusual: {row.unusual}" for row in rows if row.unusual)


def _by_region(rows: Iterable[PanelRow]) -> dict[str, list[PanelRow]]:
    """Rows by region in the order of their names, each by year."""
    found: dict[str, list[PanelRow]] = {}
    for row in sorted(rows, key=lambda row: (row.region, row.year)):
        found.setdefault(row.region, []).append(row)
    return found


def _missing(own: list[PanelRow], origin: int) -> Fault:
    problem = say("analysis.no_row_years_before", region=own[0].region, origin=origin, oldest=OLDEST)
    years = ", ".join(str(row.year) for row in own)
    return Fault(own[0].file, own[0].line, problem, say("analysis.add_one_choose_another", years=years))


def _unit(region: str, known: list[PanelRow], origin: int, growth: float) -> PanelUnit:
    """The region as its rows up to the origin show it, covariates from the last row that has them."""
    last = known[-1]
    history = {row.year: row.rate for row in known}
    if last.year < origin:
        line = LOGIT.line(np.array([last.rate])) + growth * (origin - last.year)
        history[origin] = float(LOGIT.rate(line)[0])
    people = max(1, round(last.population))
    sizes = [row.household_size for row in known if row.household_size is not None]
    elders = [row.share_65plus for row in known if row.share_65plus is not None]
    return PanelUnit(
        key=region,
        name=region,
        level=_level(region, people),
        code=None,
        province=next((row.parent for row in reversed(known) if row.parent), _province(region)),
        history=history,
        people=Residents(people, round(people * history[origin])),
        household_size=sizes[-1] if sizes else None,
        share_65plus=elders[-1] if elders else None,
    )


def _province(region: str) -> str | None:
    """The province of a region of the register, or the one that a six-digit code begins with; else None."""
    known = find_region(region)
    if known is not None:
        return province_of(known.code)
    code = region[:2]
    return code if region.isdigit() and len(region) == CODE_DIGITS and code in regions() else None


def _level(region: str, people: int) -> str:
    """The level of a code that is known or ends as prefectures do, else by the number of people."""
    known = find_region(region)
    if known is not None:
        return known.level
    if region.isdigit() and len(region) == CODE_DIGITS:
        return "prefecture" if region.endswith("00") else "county"
    return "prefecture" if people > PREFECTURE_PEOPLE else "county"


def _slug(path: Path) -> str:
    return path.stem or "panel"
