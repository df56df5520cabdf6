"""From the folders of runs to the content of one chart; people and rates are the reported ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd

from urbsim.analysis.targets.comparators import (
    baseline_year,
    bounds,
    due_year,
    is_bare_deadline,
    is_level,
    level_asked,
)
from urbsim.analysis.targets.wording import asked, chance_text
from urbsim.charts.content import ChartPanel, Content, Line, Mark, Rule
from urbsim.charts.terms import labels_of
from urbsim.policy.mixes import NOTHING
from urbsim.runs.results.run_tables import QUANTILES
from urbsim.runs.results.store import StoredRun
from urbsim.runs.results.target import RunTarget
from urbsim.scenario.file.questions import left_open
from urbsim.text import block, spoken, word
from urbsim.vocabulary.variables import variables

RATE = "resident_urbanization_rate"
_BANDS = tuple(QUANTILES)
EQUAL = ("draws", "seed", "weight")
"""What ensembles must share so that what differs between them is not chance, beside the program itself."""


class ChartPlace(NamedTuple):
    """A variable and the key of a region."""

    variable: str
    region: str


def forecast_content(runs: Sequence[StoredRun]) -> Content:
    """The chart of one or several runs: the rate, and beside it what else the first run's targets speak of.

    Every mix of a run is a line; of several runs those without any measure are left out. ValueError where no
    run is given.
    """
    if not runs:
        raise ValueError("a chart needs at least one run")
    first = runs[0].manifest
    home = str(first["region"])
    places: list[ChartPlace] = [ChartPlace(RATE, home), *_places_of_targets(runs[0], home)]
    return Content(
        title=_title(runs),
        subtitle=_subtitle(runs),
        base_year=min(_number(run, "base_year") for run in runs),
        panels=tuple(_panel(runs, place) for place in places),
    )


def _number(run: StoredRun, key: str) -> int:
    return int(cast(int, run.manifest[key]))


def _title(runs: Sequence[StoredRun]) -> str:
    titles = {_own_title(run) for run in runs}
    return titles.pop() if len(titles) == 1 else block("charts")["compared"]


def _own_title(run: StoredRun) -> str:
    titles = cast(Mapping[str, str], run.manifest.get("title") or {})
    return titles.get(spoken()) or next(iter(titles.values()), str(run.manifest["name"]))


def _subtitle(runs: Sequence[StoredRun]) -> str:
    """What every run has in common; the first word says whether the coefficients are calibrated."""
    words = block("charts")
    every = [_facts(run) for run in runs]
    common = [fact for fact in every[0] if all(fact in facts for facts in every)]
    calibrated = all(run.manifest.get("calibrated") is True for run in runs)
    first = words["calibrated" if calibrated else "uncalibrated"]
    return words["between"].join([first, *common, *unequal(runs)])


def unequal(runs: Sequence[StoredRun]) -> list[str]:
    """In what ensembles set side by side are not equal, so that more than their policies tells them apart."""
    kept = {name: list(dict.fromkeys(run.manifest[name] for run in runs)) for name in EQUAL}
    found = [
        word(f"charts.unequal_{name}", values=", ".join(map(str, values)))
        for name, values in kept.items()
        if len(values) > 1
    ]
    made = [(run.manifest.get("versions"), run.manifest.get("data")) for run in runs]
    found += [word("charts.unequal_version")] if any(each != made[0] for each in made) else []
    return [word("charts.unequal", what=word("charts.and").join(found))] if found else []


def _facts(run: StoredRun) -> list[str]:
    words, draws = block("charts"), _number(run, "draws")
    scenario = cast(Mapping[str, object], run.manifest.get("scenario") or {})
    facts = [
        _place_name(run, str(run.manifest["region"])),
        words["single"] if draws == 1 else words["draws"].format(draws=draws),
        words["seed"].format(seed=run.manifest["seed"]),
        words["weight"].format(households=run.manifest["weight"]) if run.manifest["weight"] != 1 else "",
        words.get(f"{scenario.get('drivers')}_drivers", ""),
        _scored(run),
        words["open_questions"].format(left=left) if (left := left_open(scenario)) else "",
    ]
    return [fact for fact in facts if fact]


def _scored(run: StoredRun) -> str:
    """How far forecasts of the same level were off, as README and notes say it."""
    found = cast(Mapping[str, Any] | None, run.manifest.get("scored"))
    if found is None:
        return ""
    # No line is broken between a number and its error.
    return word("charts.scored", origin=found["origin"], own=str(found["miss"]).replace(" ", "\u00a0"))


def _place_name(run: StoredRun, region: str) -> str:
    names = cast(Mapping[str, Mapping[str, str]], run.manifest.get("regions") or {})
    return names.get(region, {}).get(spoken(), region)


def _places_of_targets(run: StoredRun, home: str) -> list[ChartPlace]:
    """The variable and region other than the rate that most of the scored targets speak of, if any."""
    scored = run.targets[run.targets["probability"].notna()]
    counted = Counter(zip(scored["variable"], scored["scope"], strict=True))
    counted.pop((RATE, home), None)
    return [ChartPlace(*place) for place, _ in counted.most_common(1)]


def _panel(runs: Sequence[StoredRun], place: ChartPlace) -> ChartPanel:
    variable, region = place
    labels = _labels(runs)
    lines = [
        _line(run, mix, place if run is runs[0] else _same_place(run, place), label)
        for (run, mix), label in zip(_mixes(runs), labels, strict=True)
    ]
    kept = tuple(line for line in lines if line is not None)
    register = variables()[variable]
    term = register.chinese if spoken() == "zh" else register.english
    regions = {line.place for line in kept}
    name = _place_name(runs[0], region) if len(regions) == 1 and region != runs[0].manifest["region"] else ""
    heading = word("charts.of", place=name, what=term) if name else term
    rule = _rule(runs) if variable == RATE else None
    return ChartPanel(heading, register.unit, kept, _marks(runs, place), rule)


def _rule(runs: Sequence[StoredRun]) -> Rule | None:
    """The simple rule of the runs, where all of them have the same."""
    first, *others = (cast(Mapping[str, Any] | None, run.manifest.get("simple_rule")) for run in runs)
    if first is None or any(other != first for other in others):
        return None
    label = word("charts.rule", place=first["names"][spoken()])
    return Rule(label, {int(year): float(rate) for year, rate in first["rates"].items()})


def _same_place(run: StoredRun, place: ChartPlace) -> ChartPlace:
    """What takes the place of the first run's in another run: for the rate, its own region."""
    return ChartPlace(RATE, str(run.manifest["region"])) if place.variable == RATE else place


def _mixes(runs: Sequence[StoredRun]) -> list[tuple[StoredRun, str]]:
    if len(runs) > 1:
        return _policies(runs)
    return [(run, mix) for run in runs for mix in _names_of_mixes(run)]


def _policies(runs: Sequence[StoredRun]) -> list[tuple[StoredRun, str]]:
    """The mixes with measures, which targets are set for; all mixes of a run that has no such."""
    return [
        (run, mix)
        for run in runs
        for mix in ([each for each in _names_of_mixes(run) if each != NOTHING] or _names_of_mixes(run))
    ]


def _names_of_mixes(run: StoredRun) -> list[str]:
    return [str(mix) for mix in cast(Iterable[str], run.manifest["mixes"])]


def _labels(runs: Sequence[StoredRun]) -> list[str]:
    """One label a line, with no more of scenario, mix and folder than is needed to tell them apart."""
    drawn = _mixes(runs)
    if len(drawn) == 1:
        return [""]
    scenarios = [_own_title(run) for run, _ in drawn]
    mixes = [labels_of(run).mix(mix) for run, mix in drawn]
    folders = [str(run.folder) for run, _ in drawn]
    for parts in ([scenarios], [mixes], [scenarios, mixes], [folders], [folders, mixes]):
        labels = [block("charts")["between"].join(words) for words in zip(*parts, strict=True)]
        if len(set(labels)) == len(labels):
            return labels
    return [f"{number}. {label}" for number, label in enumerate(folders, start=1)]


def _line(run: StoredRun, mix: str, place: ChartPlace, label: str) -> Line | None:
    rows = series(run.years, mix, place)
    if rows.empty:
        return None
    seen = rows.dropna(subset=["observed"])
    census = cast(Mapping[str, Sequence[int]], run.manifest.get("census") or {})
    return Line(
        label=label,
        place=place.region,
        draws=_number(run, "draws"),
        years=rows["year"].to_numpy(dtype=np.int64),
        bands={name: rows[name].to_numpy(dtype=np.float64) for name in _BANDS},
        observed=dict(zip(seen["year"].astype(int), seen["observed"].astype(float), strict=True)),
        census=frozenset(census.get(place.region, ())),
    )


def series(years: pd.DataFrame, mix: str, place: ChartPlace) -> pd.DataFrame:
    """Rows of a `years.csv` table that make one line, in the order of years."""
    variable, region = place
    chosen = (years["mix"] == mix) & (years["region"] == region) & (years["variable"] == variable)
    return years[chosen].sort_values("year")


def _marks(runs: Sequence[StoredRun], place: ChartPlace) -> tuple[Mark, ...]:
    """Targets of all runs for one panel; with a single policy each says how often it is met."""
    policies = _policies(runs)
    alone = len(policies) == 1
    marks: dict[Mark, None] = {}
    for run, mix in policies:
        here = place if run is runs[0] else _same_place(run, place)
        for target, row in _targets_of(run, mix):
            if ChartPlace(row["variable"], row["scope"]) == here and not is_bare_deadline(target):
                chance = _chance(run, row) if alone else ""
                mark = _mark(run, mix, here, target, chance=chance)
                marks.update({mark: None} if mark else {})
    return tuple(marks)


def _targets_of(run: StoredRun, mix: str) -> list[tuple[RunTarget, Any]]:
    """Targets with their row of `targets.csv`, which stand in one order; none where the table was changed."""
    rows = [row for _, row in run.targets[run.targets["mix"] == mix].iterrows()]
    targets = [_target(entry) for entry in cast(Iterable[Mapping[str, Any]], run.manifest["targets"])]
    return list(zip(targets, rows, strict=True)) if len(rows) == len(targets) else []


def _chance(run: StoredRun, row: Any) -> str:
    """How often a target is met; nothing for one that is not scored, or of a single run."""
    share, draws = float(row["probability"]), _number(run, "draws")
    scored = not np.isnan(share) and draws > 1
    return chance_text(share, row["probability_low"], row["probability_high"], draws) if scored else ""


def _target(entry: Mapping[str, Any]) -> RunTarget:
    value = entry["value"]
    return RunTarget(**{**entry, "value": tuple(value) if isinstance(value, list) else value})


def _mark(run: StoredRun, mix: str, place: ChartPlace, target: RunTarget, chance: str) -> Mark | None:
    first = _number(run, "base_year")
    year, base = due_year(target, first), baseline_year(target, first)
    text = asked(target, first)
    if chance:
        text += "\n" + word("charts.chance", chance=chance)
    if is_level(target):
        return Mark(year, *bounds(target), text)
    rows = series(run.years, mix, place).set_index("year")
    if base not in rows.index:
        return None
    return Mark(
        year, level_asked(target, float(cast(float, rows.loc[base, "p50"])), year - base), np.inf, text
    )
