"""What the policy adds: a row for each figure with it and without it, the finding in a sentence, its cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from urbsim.analysis.mixes.effects import Effect, Whereabouts
from urbsim.analysis.mixes.money import Cost, cost_in, cost_of_one
from urbsim.analysis.targets.cells import Row, absent, error_in
from urbsim.analysis.targets.summary import RATE, URBAN, Band
from urbsim.analysis.targets.wording import amount, change, estimate, signed
from urbsim.charts.terms import term
from urbsim.policy.mixes import NOTHING
from urbsim.report.parts import PagePart, part
from urbsim.runs.results import store
from urbsim.runs.results.ensemble_result import POLICY
from urbsim.runs.results.store import StoredRun
from urbsim.text import block, word

FIGURES = (RATE, URBAN, "town_population", "vacancy_rate", "housing_price", "jobs")
"""What the report sets side by side with and without the policy, as far as runs put it out."""


def effects_of(run: StoredRun) -> tuple[Effect, ...]:
    """Figures of the region in the last year, from `effect.csv`; none without runs that lack the policy."""
    table, home, last = run.table(store.EFFECT), run.manifest["region"], run.manifest["until"]
    if table.empty:
        return ()
    here = table[(table["region"] == home) & (table["year"] == last)]
    rows = {str(row["variable"]): row for row in cast(list[Row], here.to_dict("records"))}
    found = tuple(_effect(run, rows[name]) for name in FIGURES if name in rows)
    return tuple(each for at, each in enumerate(found) if not _same_as_before(each, found[:at]))


def _same_as_before(effect: Effect, before: Sequence[Effect]) -> bool:
    """Whether a row would repeat another: all urban people of a township live in its town."""
    bands = (effect.policy, effect.nothing, effect.difference)
    return any((each.policy, each.nothing, each.difference) == bands for each in before)


def _effect(run: StoredRun, row: Row) -> Effect:
    place = Whereabouts(str(row["variable"]), str(row["region"]), int(row["year"]))
    low, median, high = (float(row[f"difference_{name}"]) for name in ("p05", "p50", "p95"))
    return Effect(
        place=place, unit=str(row["unit"]), policy=_band(run, POLICY, place, error_in(row, "with_error")),
        nothing=_band(run, NOTHING, place, error_in(row, "without_error")),
        difference=Band(low, median, high, error_in(row, "difference_error")),
        word="" if absent(row["effect"]) else str(row["effect"]),
    )  # fmt: skip


def _band(run: StoredRun, mix: str, place: Whereabouts, error: float) -> Band:
    """The band of a level, from `years.csv`, with the error of its median."""
    years = run.years
    at = years[(years["mix"] == mix) & (years["variable"] == place.variable)]
    row = at[(at["region"] == place.region) & (at["year"] == place.year)].iloc[0]
    return Band(float(row["p05"]), float(row["p50"]), float(row["p95"]), error)


def money_of(run: StoredRun) -> Cost | None:
    """What all measures cost, as `money.csv` holds it; None where there is none."""
    table = run.table(store.MONEY)
    return None if table.empty else cost_in(table)


def effect_part(effects: Sequence[Effect], draws: int) -> PagePart:
    """The table of the report: each figure with its word."""
    words = block("effect")
    rows = [(*effect_row(each, draws), words[f"word_{each.word or 'single'}"]) for each in effects]
    heads = [words[name] for name in ("figure", "policy", "nothing", "difference", "band", "word")]
    title = words["title"].format(year=effects[0].place.year) if effects else ""
    found = part(title, heads, rows)
    return PagePart(found.title, found.heads, found.rows, (*found.numbers[:-1], False))


def effect_row(effect: Effect, draws: int) -> tuple[str, ...]:
    """Figure, with, without, difference and its band in words."""
    band = between(effect.difference, effect.unit) if draws > 1 else "–"
    return (
        figure_name(effect), middle(effect.policy, effect.unit), middle(effect.nothing, effect.unit),
        difference_text(effect), band,
    )  # fmt: skip


def figure_name(effect: Effect) -> str:
    """What a row is about; shares say that their difference is in points."""
    name = block("effect").get(effect.place.variable) or term(effect.place.variable)
    points = word("effect.in_points", figure=name)
    return points if effect.unit == "share" and effect.place.variable != RATE else name


def finding(effects: Sequence[Effect]) -> str:
    """The first figure in one sentence: with, without, the difference and how sure it is."""
    first = effects[0]
    return word(
        "effect.finding", figure=term(first.place.variable), year=first.place.year,
        policy=middle(first.policy, first.unit), nothing=middle(first.nothing, first.unit),
        difference=difference_text(first), band=between(first.difference, first.unit),
        found=word(f"effect.{first.word or 'single'}"),
    )  # fmt: skip


def cost_text(effects: Sequence[Effect], cost: Cost) -> str:
    """What the measures cost, and one more urban resident, where enough is found to say so."""
    planned, realised, public = (amount(each, "yuan", 3) for each in cost)
    text = word("effect.cost", planned=planned, realised=realised, public=public)
    people = next((each for each in effects if each.place.variable == URBAN), None)
    one = None if people is None else cost_of_one(people, cost.public)
    if people is None or one is None:
        return text
    return text + one_text(*one, people.difference)


def one_text(low: float, high: float, people: Band) -> str:
    """What one more urban resident costs; where it is one number, with the error that it owes to theirs."""
    if low == high:
        return word("effect.one", low=estimate(low, low * people.error / people.p50, "yuan", 2))
    ends = {"low": amount(low, "yuan", 2), "high": amount(high, "yuan", 2)}
    return word("effect.one_between" if high < float("inf") else "effect.one_above", **ends)


def middle(band: Band, unit: str) -> str:
    """The median of a level with its error."""
    return estimate(band.p50, band.error, unit)


def difference_text(effect: Effect) -> str:
    """The median of the paired differences with its error."""
    return change(effect.difference.p50, effect.difference.error, effect.unit)


def between(band: Band, unit: str) -> str:
    """The band of a difference."""
    return word(
        "effect.span", low=signed(band.p05, band.error, unit), high=signed(band.p95, band.error, unit)
    )
