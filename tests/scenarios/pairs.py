"""Random pairs of files of which one extends the other, and by hand what then has to run."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tests.scenarios.editing import Content, content_of
from urbsim.scenario import read_scenario
from urbsim.scenario.file.shipped import shipped

Change = Callable[[Content], None]


@dataclass(frozen=True)
class Pair:
    """A shipped scenario below, a file that extends it, and the two as one file, written by hand."""

    below: str
    above: Content
    whole: Content


@dataclass(frozen=True)
class Statement:
    """What an upper file may say: its words by section, and what they do to a whole file."""

    about: str
    words: Content
    change: Change


def pair(luck: random.Random) -> Pair:
    """One to six statements about different things of a random scenario."""
    below = luck.choice(sorted(shipped()))
    whole, every = content_of(below), list(statements(below, luck))
    above: Content = {"schema": "urbsim/2", "extends": below, "name": "upper"}
    before, chosen = deepcopy(whole), dict[str, Statement]()
    for each in luck.sample(every, min(len(every), luck.randint(1, 6))):
        chosen.setdefault(each.about, each)
    for each in chosen.values():
        say_too(above, each.words)
        each.change(whole)
    whole["name"] = "upper"
    if isinstance(whole["region"], dict):
        whole["region"].setdefault("people_of", below)
    without_orphans(whole, before, {*above.get("mixes", {}), *above.get("assumptions", {})})
    return Pair(below, above, whole)


def say_too(above: Content, words: Content) -> None:
    """Add words to those of a file."""
    for section, said in words.items():
        if isinstance(said, dict) and section in above:
            above[section].update(said)
        elif isinstance(said, list) and section in above:
            above[section] += said
        else:
            above[section] = deepcopy(said)


def statements(below: str, luck: random.Random) -> Iterator[Statement]:
    """Everything that can be said of a scenario, one way each."""
    content, read = content_of(below), read_scenario(below)
    yield top("title", {"zh": "上层", "en": "The upper file"})
    yield top("until", content["until"] + 1)
    if content.get("targets"):
        yield top("targets", [])
    yield in_section("runs", "draws", luck.randint(2, 90))
    yield in_section("runs", "seed", luck.randint(0, 999))
    for measure in read.measures:
        name = measure.name
        yield of_measure(name, "ramp", luck.randint(1, 3))
        yield of_measure(name, "start", luck.randint(content["from"], measure.start))
        yield without(name)
        yield in_section("mixes", f"but-{name}", {"without": [name]})
        if measure.per is None:
            yield own_amount(name, measure.value * luck.uniform(0.8, 0.95), measure.unit)
    for name, assumption in content.get("assumptions", {}).items():
        changed = {**assumption, "value": assumption.get("low", assumption["value"])}
        yield Statement(
            f"assumption {name}",
            {"assumptions": {name: {"value": changed["value"]}}},
            lambda whole, name=name, changed=changed: whole["assumptions"].update({name: changed}),
        )
    for name in content.get("mixes", {}):
        words: Content = {"mixes": {name: None}}
        yield Statement(f"mixes {name}", words, lambda whole, name=name: whole["mixes"].pop(name))


def top(key: str, value: Any) -> Statement:
    return Statement(key, {key: value}, lambda whole: whole.update({key: deepcopy(value)}))


def in_section(section: str, key: str, value: Any) -> Statement:
    def change(whole: Content) -> None:
        whole.setdefault(section, {})[key] = deepcopy(value)

    return Statement(f"{section} {key}", {section: {key: value}}, change)


def of_measure(name: str, key: str, value: Any) -> Statement:
    words: Content = {"measures": [{"name": name, key: value}]}
    return Statement(f"measure {name}", words, lambda whole: named(whole, name).update({key: value}))


def own_amount(name: str, value: float, unit: str) -> Statement:
    """An amount of one's own in place of whatever stands below: clause, scale or assumption."""
    own = f"own_{name.replace('-', '_')}"
    source = {"value": float(f"{value:.6g}"), "unit": unit, "because": "of my own"}

    def change(whole: Content) -> None:
        named(whole, name)["value"] = {"assumption": own}
        whole.setdefault("assumptions", {})[own] = source

    words = {"measures": [{"name": name, "value": {"assumption": own}}], "assumptions": {own: source}}
    return Statement(f"measure {name}", words, change)


def without(name: str) -> Statement:
    def change(whole: Content) -> None:
        whole["measures"].remove(named(whole, name))

    return Statement(f"measure {name}", {"without": [f"measures.{name}"]}, change)


def named(whole: Content, name: str) -> Content:
    found: Content = next(measure for measure in whole["measures"] if measure["name"] == name)
    return found


def without_orphans(whole: Content, before: Content, spoken_of: set[str]) -> None:
    """Take out of a whole file what spoke only of measures that it no longer has.

    What the upper file has ``spoken_of`` itself stays, and is refused where nothing uses it.
    """
    gone = {each["name"] for each in before["measures"]} - {each["name"] for each in whole["measures"]}
    for name, mix in list(whole.get("mixes", {}).items()):
        if name in spoken_of or not gone & mentioned(mix):
            continue
        for key in {"measures", "without"} & mix.keys():
            mix[key] = [each for each in mix[key] if each not in gone]
        if "set" in mix:
            mix["set"] = {key: each for key, each in mix["set"].items() if key.split(".")[0] not in gone}
        if not any(mix.values()):
            del whole["mixes"][name]
    for name in used(before) - used(whole) - spoken_of:
        whole["assumptions"].pop(name, None)


def mentioned(mix: Content) -> set[str]:
    return {*mix.get("measures", ()), *mix.get("without", ()), *(k.split(".")[0] for k in mix.get("set", {}))}


def used(data: Any) -> set[str]:
    """Assumptions that anything points at."""
    if isinstance(data, list):
        return {name for each in data for name in used(each)}
    if not isinstance(data, dict):
        return set()
    own = {data["assumption"]} if isinstance(data.get("assumption"), str) else set[str]()
    return own | used(list(data.values()))
