"""What a run says about itself: targets, notes, observed figures, names, and where numbers come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Final

from urbsim.evidence.census import FIRST, LAST
from urbsim.evidence.coefficients import Coefficient, coefficients
from urbsim.evidence.peers import Place, peers_of, place_of
from urbsim.evidence.posterior import posterior
from urbsim.evidence.scoreboard import PANELS, standing_of
from urbsim.evidence.statistics import observed
from urbsim.model.setup import Setup
from urbsim.runs.outlook.discrepancy import discrepancy, origin_for
from urbsim.runs.results.failure import Failure
from urbsim.runs.results.result import Note, Observed, note
from urbsim.runs.results.scopes import group_names, within
from urbsim.runs.setup.key_towns import is_key_town
from urbsim.runs.setup.own_census import inherited_names
from urbsim.runs.setup.resolve import Resolved
from urbsim.runs.setup.sampling import calibrated
from urbsim.runs.setup.settlements import Ground
from urbsim.runs.setup.tracing import series_of
from urbsim.scenario.file.bilingual import chinese, english
from urbsim.scenario.file.own_figures import OwnFigures
from urbsim.scenario.file.questions import left_open
from urbsim.scenario.file.values import Scenario
from urbsim.text import LANGUAGES, listed_words, named, say, texts
from urbsim.vocabulary.regions import regions

APART = 3
"""Years between a base and the origin of its scores from which it is said that they are not its own."""
OBSERVED = ("resident_urbanization_rate", "population", "urban_population")


def notes_of(scenario: Scenario, resolved: Resolved) -> tuple[Note, ...]:
    """What a reader must know beside the figures."""
    setup, ground = resolved.setup, resolved.ground
    notes = [
        *draft_notes(scenario),
        *unusual_notes(scenario),
        calibration_note(setup.years[0]),
        *discrepancy_notes(scenario),
        *score_notes(ground.level, setup.years[0], setup.years[-1]),
        drivers_note(scenario, setup.years[-1]),
        base_note(scenario, ground),
    ]
    notes += [anchor_note(setup, resolved.record_from), census_note(resolved)]
    if any(ground.unallocated):
        rural, urban = ground.unallocated
        notes.append(note("notes.unallocated", people=rural + urban, urban=urban))
    return tuple(notes)


def unusual_notes(scenario: Scenario) -> tuple[Note, ...]:
    """What the file calls unusual and means so, with its reasons."""
    return tuple(
        note("notes.unusual", place=place, reason=named(english, chinese))
        for place, english, chinese in scenario.unusual
    )


def draft_notes(scenario: Scenario) -> tuple[Note, ...]:
    """How many questions of a drafted file nobody has decided; none for files without."""
    left = left_open(json.loads(scenario.written))
    if not left:
        return ()
    return (note("notes.drafted", left=left),)


def calibration_note(base_year: int) -> Note:
    """What the coefficients rest on; a base year before the end of the fitted figures could not know them."""
    if calibrated(base_year):
        known = posterior(base_year)
        return note("notes.calibrated", until=known.until, known=known.known, digest=known.digest[:12])
    return note("notes.uncalibrated")


def discrepancy_notes(scenario: Scenario) -> list[Note]:
    """What every draw's decision to move is corrected by, from which origin, and under which coefficients."""
    origin = origin_for(scenario.base_year)
    if origin is None:
        return [note("notes.no_discrepancy")]
    mean = discrepancy(origin).logits[1:].mean(axis=0)
    found = [note("notes.national_path", origin=origin, first=float(mean[0]), last=float(mean[-1]))]
    return found + ([note("notes.discrepancy_kept")] if scenario.coefficients else [])


def score_notes(level: str, base_year: int, last: int) -> list[Note]:
    """How far forecasts of the same level were off, beside the best rule, and what was never scored."""
    found = standing_of(level, base_year)
    panel = named(*(texts(lang)["panels"][found.panel] for lang in LANGUAGES))
    own, cover, rule = found.miss, found.cover90, found.rule
    told = [note("notes.scores", origin=found.origin, panel=panel, own=own, cover=cover, rule=rule)]
    if level not in PANELS:
        told.append(note("notes.scores_no_level"))
    if abs(base_year - found.origin) >= APART:
        told.append(note("notes.scores_no_origin", base=base_year))
    if last - base_year > found.reach:
        told.append(note("notes.scores_reach", reach=found.reach, years=last - base_year))
    return told


def drivers_note(scenario: Scenario, last: int) -> Note:
    """Which incomes and prices the run reads, and where they end."""
    if scenario.drivers == "observed":
        return note("notes.drivers_observed", last=last)
    return note("notes.drivers_extrapolated", year=scenario.base_year)


def base_note(scenario: Scenario, ground: Ground) -> Note:
    """Definition and date of the base."""
    if ground.base is None:
        source = scenario.region.source if isinstance(scenario.region, OwnFigures) else ""
        en, zh = (" ".join(words.split()) for words in (english(source), chinese(source)))
        return note("notes.own_base", year=scenario.base_year, source=named(en, zh))
    return note("notes.base", definition=ground.base.definition, date=ground.base.date)


def anchor_note(setup: Setup, whose: str) -> Note:
    """Whose record of growth the first year is anchored to."""
    growth, sd = 100 * setup.record.growth, 100 * setup.record.sd
    place = named(regions()[whose].english, regions()[whose].name)
    return note("notes.anchor", growth=growth, sd=sd, place=place)


def census_note(resolved: Resolved) -> Note:
    """Whether the people are founded from the region's own census, and what is inherited."""
    ground = resolved.ground
    lacking = inherited_names(ground.key, ground.census)
    year = max((year for _, year in ground.census.origins.values()), default=0)
    if not year:
        return note("notes.census_none")
    if not lacking:
        return note("notes.census_own", year=year)
    around = regions()[next(iter(ground.census.origins.values()))[0]]
    place = named(around.english, around.name)
    return note("notes.census_inherited", year=year, lacking=listed_words("fields", lacking), place=place)


def beside_notes(resolved: Resolved) -> tuple[Note, ...]:
    """What became of places like the region, to stand beside its forecast; nothing where none are alike."""
    likened = peers_note(place_behind(resolved), resolved.setup.years[0], resolved.ground.key)
    return () if likened is None else (likened,)


def peers_note(place: Place | None, base_year: int, code: str | None = None) -> Note | None:
    """What became of places like one between the censuses; None where there are none to liken it to."""
    found = None if place is None or base_year < FIRST else peers_of(place, code)
    if found is None:
        return None
    low, middle, high = (100 * value for value in found.points)
    fewest, people, most = (100 * value for value in found.people)
    return note(
        "notes.peers_known_since" if base_year < LAST else "notes.peers",
        number=len(found.codes),
        kind=say(f"notes.peers_{found.kind}"),
        low=low,
        middle=middle,
        high=high,
        fewest=fewest,
        people=people,
        most=most,
    )


def place_behind(resolved: Resolved) -> Place | None:
    """What a run's region is likened by; None for provinces, the nation and townships."""
    ground, setup = resolved.ground, resolved.setup
    if ground.level not in ("county", "prefecture"):
        return None
    if ground.base is not None:
        return place_of(ground.base)
    (area,) = ground.areas
    return Place(ground.level, setup.population, setup.urban / setup.population, area.share_65plus, None)


def failure_notes(failures: Iterable[Failure]) -> tuple[Note, ...]:
    """Say which draws a cluster lost; the others stand."""
    return tuple(
        note("notes.failure", number=each.number, mix=each.mix, seed=each.seed, message=each.message)
        for each in failures
    )


def observed_of(setup: Setup) -> dict[str, dict[str, dict[int, float]]]:
    """Official figures by result key, for the region and its areas."""
    keys = {setup.key: setup.key} | {f"{setup.key}/{area.key}": area.key for area in setup.areas}
    found: dict[str, dict[str, dict[int, float]]] = {}
    for key, code in keys.items():
        if code not in regions():
            continue
        figures = {name: {y: f.value for y, f in observed(code, name).items()} for name in OBSERVED}
        kept = {name: series for name, series in figures.items() if series}
        if kept:
            found[key] = kept
    return found


def with_seen(scenario: Scenario, key: str, official: Observed) -> Observed:
    """Official figures with those that the file has seen, which stand in their place where both are told."""
    found = {region: dict(figures) for region, figures in official.items()}
    for each in scenario.observed:
        figures = found.setdefault(key, {})
        figures[each.variable] = {**figures.get(each.variable, {}), each.year: each.value}
    return found


UNNAMED: Final = {"town": "centre", "other": "other"}
"""Settlements of a township that its file does not name, with what they are called."""


def names_of(scenario: Scenario, resolved: Resolved) -> dict[str, Mapping[str, str]]:
    """English and Chinese names of result keys that the register does not know."""
    ground = resolved.ground
    home = home_names(scenario, ground)
    names: dict[str, Mapping[str, str]] = {ground.key: home}
    for area in ground.areas:
        names[f"{ground.key}/{area.key}"] = area_names(area.key, home)
    for place in ground.settlements:
        if place.area >= 0:
            around = names[f"{ground.key}/{ground.areas[place.area].key}"]
            names[f"{ground.key}/{place.key}"] = place_names(place.key, place.tier, around)
    return names | group_names(scenario, ground, home)


def home_names(scenario: Scenario, ground: Ground) -> Mapping[str, str]:
    """Names of the region itself."""
    if isinstance(scenario.region, OwnFigures):
        return {"en": scenario.region.english or scenario.region.name, "zh": scenario.region.name}
    region = regions()[ground.key]
    return {"en": region.english, "zh": region.name}


def area_names(key: str, home: Mapping[str, str]) -> Mapping[str, str]:
    """Names of an area."""
    if key in regions():
        return {"en": regions()[key].english, "zh": regions()[key].name}
    if key == "rest":
        return within(home, say("places.rest"))
    return home


def place_names(key: str, tier: str, around: Mapping[str, str]) -> Mapping[str, str]:
    """Names of a settlement: its own, or its tier in its area; a township's own town has none."""
    if key in UNNAMED:
        return within(around, say(f"places.{UNNAMED[key]}"))
    if "/" not in key:
        return {"en": key, "zh": key}
    return within(around, say("places.key_town" if is_key_town(key) else f"places.{tier}"))


def clauses_of(scenario: Scenario) -> tuple[str, ...]:
    """Clauses that measures, numbers or targets rest on."""
    used = {measure.clause for measure in scenario.measures if measure.clause}
    used |= {target.clause for target in scenario.targets if target.clause}
    used |= {each.name for each in scenario.provenance if each.kind == "clause"}
    return tuple(sorted(used))


def assumptions_of(scenario: Scenario) -> tuple[Mapping[str, object], ...]:
    """The scenario's own numbers with their reasons."""
    return tuple(
        {"name": each.name, "value": each.value, "unit": each.unit, "because": each.because}
        for each in scenario.assumptions.values()
    )


def inputs_of(scenario: Scenario, resolved: Resolved) -> tuple[Mapping[str, object], ...]:
    """Every number used, with where it comes from: the file's own, official series, coefficients."""
    own = [asdict(each) for each in scenario.provenance]
    used, setup = resolved.coefficients, resolved.setup
    known = [
        {
            "path": f"coefficient.{c.name}",
            "value": used[c.name],
            "unit": c.unit,
            "kind": "assumption" if c.name in scenario.coefficients else "coefficient",
            "name": c.name,
            "because": because(c, scenario, setup.years[0]),
        }
        for c in coefficients(setup.years[0]).values()
    ]
    return (*own, *series_of(resolved), *known)


def because(coefficient: Coefficient, scenario: Scenario, base_year: int) -> str:
    """Where a coefficient's value comes from: the scenario, the frozen posterior, or its source."""
    if coefficient.name in scenario.coefficients:
        return scenario.coefficients[coefficient.name].because
    if calibrated(base_year) and coefficient.name in posterior().names:
        return f"middle of the posterior {posterior().digest[:12]}; prior: {coefficient.source}"
    return coefficient.source
