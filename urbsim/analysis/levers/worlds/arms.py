"""From an arm of the data to the setup that is simulated: measures by the size of the place, and shifts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from urbsim.analysis.levers.worlds.sites import Site
from urbsim.evidence.coefficients import coefficients
from urbsim.evidence.experiments import Arm
from urbsim.model.setup import Setup
from urbsim.policy.levers import levers
from urbsim.policy.measures import Measure
from urbsim.runs.setup.resolve import resolve
from urbsim.text import Message, say
from urbsim.vocabulary.kinds import SERVICES

OWN_KEYS: Final = frozenset(
    {"lever", "amount", "of", "unit", "mode", "start", "end", "where", "services", "each_year"}
)
"""Keys of a measure in the data; all others are further keys of its lever."""


class NotInModelError(Exception):
    """An experiment asks for a lever, a key or a number that the model does not have."""

    def __init__(self, what: Message) -> None:
        super().__init__(what)
        self.what = what


def setup_of(ground: Site, arm: Arm) -> Setup:
    """The ground under an arm; NotInModelError where the model lacks what the arm does."""
    for name in arm.change:
        if name not in coefficients():
            raise NotInModelError(say("experiments.no_coefficient", name=name))
    measures = tuple(one for written in arm.measures for one in measures_of(written, ground, arm.dose))
    named = tuple(replace(one, name=f"{one.lever}-{n}") for n, one in enumerate(measures))
    scenario = replace(ground.scenario, measures=named)
    setup = resolve(scenario, ground.weight).setup
    return shifted(replace(setup, feedback=not arm.held), arm)


def shifted(setup: Setup, arm: Arm) -> Setup:
    """The setup with local pay raised as the arm says."""
    if not arm.pay:
        return setup
    later = (np.arange(len(setup.years)) >= arm.start)[:, None]
    pay = setup.levers.pay + arm.pay * later * setup.inside
    return replace(setup, levers=replace(setup.levers, pay=pay))


def measures_of(written: Mapping[str, Any], ground: Site, dose: float) -> Iterator[Measure]:
    """The measures that one entry stands for: by service, and by year where each year is one of its own."""
    check_known(written)
    services = written.get("services")
    services = SERVICES if services == "all" else services
    if services is None:
        yield from yearly(written, ground, amount_of(written, ground) * dose)
        return
    total = sum(ground.sizes[f"capital/{name}"] for name in services)
    for name in services:
        capital = ground.sizes[f"capital/{name}"]
        size = capital if written["of"] == "capital" else ground.sizes[written["of"]] * capital / total
        yield from yearly({**written, "service": name}, ground, written["amount"] * size * dose)


def check_known(written: Mapping[str, Any]) -> None:
    """Raise NotInModelError for a lever, a key of it or a word of that key that the model does not have."""
    lever = levers().get(written["lever"])
    if lever is None:
        raise NotInModelError(say("experiments.no_lever", name=written["lever"]))
    unknown = [key for key in written if key not in OWN_KEYS and lever.field(key) is None]
    if unknown:
        raise NotInModelError(say("experiments.no_key", name=lever.name, key=", ".join(unknown)))
    for field in lever.fields:
        word = written.get(field.name)
        if field.choices and word is not None and word not in field.choices:
            choices = ", ".join(field.choices)
            raise NotInModelError(say("experiments.no_choice", name=lever.name, word=word, choices=choices))


def amount_of(written: Mapping[str, Any], ground: Site) -> float:
    """The amount at the size of the place."""
    amount = float(written["amount"])
    return amount * ground.sizes[written["of"]] if "of" in written else amount


def yearly(written: Mapping[str, Any], ground: Site, amount: float) -> Iterator[Measure]:
    """One measure, or one for each of its years."""
    base = ground.scenario.base_year
    start = base + int(written["start"])
    end = base + int(written["end"]) if "end" in written else ground.scenario.until
    end = min(end, ground.scenario.until)
    spans = [(year, year) for year in range(start, end + 1)] if "each_year" in written else [(start, end)]
    lever = levers()[written["lever"]]
    further = tuple((key, value) for key, value in written.items() if key not in OWN_KEYS)
    for first, last in spans:
        yield Measure(
            name=lever.name, lever=lever.name, value=amount, unit=written.get("unit", lever.unit),
            mode=written.get("mode", "absolute"), start=first, end=last, ramp=0,
            where=(written.get("where", "all"),), clause=None, provenance="experiment", fields=further,
        )  # fmt: skip
