"""The guide to the scenario file: keys, levers with units and evidence, prices; and the gallery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from pathlib import Path
from typing import Final

from urbsim.analysis.targets.wording import digits
from urbsim.evidence.documents import document
from urbsim.evidence.experiments import Experiment, experiments
from urbsim.policy.lever import Lever
from urbsim.policy.levers import chinese_name, levers
from urbsim.policy.prices import price_list
from urbsim.scenario.file.own_figures import ObservedText, OwnFigures
from urbsim.scenario.file.parts import Part
from urbsim.scenario.file.schema import (
    AssumptionText,
    MeasureText,
    MixText,
    RunsText,
    ScenarioText,
    TargetText,
)
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.starting.catalogue import catalogue
from urbsim.text import block, in_register, spoken, word
from urbsim.vocabulary.kinds import PAYERS
from urbsim.vocabulary.regions import regions
from urbsim.vocabulary.user_files import TABLE, words_of
from urbsim.vocabulary.variables import variables

PARTS: Final[Mapping[str, type[Part]]] = {
    "file": ScenarioText, "region": OwnFigures, "measures": MeasureText, "targets": TargetText,
    "observed": ObservedText,
    "assumptions": AssumptionText, "mixes": MixText, "runs": RunsText,
}  # fmt: skip
BOUNDLESS: Final = 1e7
"""Bounds beyond this say nothing to a reader."""
Measured = Mapping[str, Mapping[str, str]]


def guide_text(measured: Measured) -> str:
    """The guide as Markdown in the language spoken; ``measured`` are rows of `levers.csv` by experiment."""
    words = block("guide")
    parts = [f"# {words['title']}", words["intro"], f"## {words['keys']}"]
    for name, part in PARTS.items():
        parts += [f"### {words[f'part_{name}']}", table(("key", "purpose"), keys_of(part))]
    parts += [f"## {words['levers']}", words["about_levers"]]
    parts += [text for lever in levers().values() for text in lever_parts(lever, measured)]
    parts += [f"## {words['prices']}", words["about_prices"], table(PRICE_HEADS, prices())]
    return "\n\n".join(parts) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    words = block("guide")
    lines = [[words[f"head_{head}"] for head in heads], ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def keys_of(part: type[Part]) -> Iterator[tuple[str, str]]:
    """Keys of a part of the file with what each is for."""
    for name, field in part.model_fields.items():
        purpose = (field.description or "").strip().rstrip(".")
        yield f"`{field.alias or name}`", in_register("purposes", purpose).text()


def lever_parts(lever: Lever, measured: Measured) -> Iterator[str]:
    """A lever: what it is, units and range, further keys, and the experiments that hold it."""
    words = block("guide")
    title = chinese_name(lever) if spoken() == "zh" else lever.english
    yield f"### `{lever.name}` · {title}"
    yield "\n".join(f"- {line.rstrip()}" for line in facts(lever))
    rows = [row for row in experiments().rows if row.lever == lever.name]
    if not rows:
        yield words["no_experiment"]
        return
    heads = ("id", "experiment", "interval", "unit", "found", "inside", "sources")
    yield table(heads, [evidence(row, measured.get(row.id)) for row in rows])


def facts(lever: Lever) -> Iterator[str]:
    """Units, range, duration, output and further keys of a lever in lines."""
    units = [f"`{unit}`{written(unit)}" for unit in lever.spellings()]
    yield word("guide.units", units=", ".join(units))
    if abs(lever.low) < BOUNDLESS and abs(lever.high) < BOUNDLESS:
        unit = in_register("unit_names", lever.unit).text()
        yield word("guide.range", low=digits(lever.low), high=digits(lever.high), unit=unit)
    yield word(f"guide.{lever.duration}")
    yield word("guide.direction_up" if lever.sign > 0 else "guide.direction_down")
    output = lever.output.partition("{")[0]
    known = variables().get(lever.output)
    term = "" if known is None else known.chinese if spoken() == "zh" else known.english
    yield word("guide.moves", variable=lever.output if known else f"{output}…", term=term)
    if lever.grows:
        yield block("guide")["grows"]
    for field in lever.fields:
        purpose = in_register("purposes", field.purpose.rstrip(".")).text()
        code = "guide.needs" if field.required else "guide.may"
        yield word(code, key=field.name, purpose=purpose, choices=", ".join(f"`{c}`" for c in field.choices))


def written(unit: str) -> str:
    """How a Chinese file may write a unit."""
    if spoken() != "zh":
        return ""
    chinese = in_register("unit_names", unit).text()
    return "" if chinese == unit or not chinese else f"（{chinese}）"


def evidence(row: Experiment, found: Mapping[str, str] | None) -> tuple[str, ...]:
    """An experiment: what studies leave for it, and what the model gives."""
    words = block("guide")
    band = "–" if found is None else " ".join(short(found.get(name, "")) for name in ("p05", "p50", "p95"))
    inside = "–" if found is None else words["inside" if found.get("inside") == "yes" else "outside"]
    unit = in_register("unit_names", row.unit).text()
    interval = between(row.interval.low, row.interval.high)
    studies = [in_register("experiment_sources", source).text() for source in row.sources]
    sources = words["between_sources"].join(studies) or words["no_source"]
    return row.id, block("experiments")[row.id], interval, unit, band, inside, sources


def between(low: float, high: float) -> str:
    """An interval; open where it has no end."""
    start, end = ("…" if abs(value) == inf else digits(value) for value in (low, high))
    return f"{start} – {end}"


def short(cell: str) -> str:
    """A number of `levers.csv` to three digits."""
    try:
        return digits(float(cell), 3)
    except ValueError:
        return "–"


def _typed(word: str) -> str:
    """A word that files write as it stands, marked as one."""
    return f"`{word}`"


PRICE_HEADS: Final = ("item", "tier", "era", "price", "price_range", "mark", *PAYERS)


def prices() -> Iterator[tuple[str, ...]]:
    """Every price with its range, how it was found and who pays, in percent."""
    words = block("guide")
    for row in price_list():
        era = between(row.first, row.last) if abs(row.first) < inf or abs(row.last) < inf else words["always"]
        payers = tuple(f"{100 * share:.0f}" for share in row.payers)
        unit, span = in_register("unit_names", row.unit).text(), between(row.low, row.high)
        mark = words[f"mark_{row.mark}"]
        item, tier = _typed(row.item), _typed(row.tier) if row.tier else words["all"]
        what = item, tier, era.replace(",", "")
        yield *what, f"{digits(row.price, 6)} {unit}", span, mark, *payers


def measured_effects(path: Path) -> Measured:
    """Rows of a `levers.csv` by experiment; InputError where it cannot be read."""
    import csv
    from io import StringIO

    rows = csv.DictReader(StringIO(words_of(path, TABLE).removeprefix("\ufeff")))
    return {row["id"]: row for row in rows if row.get("id")}


PICTURES: Final = {"en": ".png", "zh": ".zh.png"}
"""What the name of a picture of the gallery ends in."""


def gallery_text() -> str:
    """The shipped scenarios: place, years, document, levers, targets, how to run each, and its picture."""
    from urbsim.scenario.reading import read_scenario

    words = block("guide")
    parts = [f"# {words['gallery']}", words["about_gallery"]]
    for entry in catalogue():
        scenario = read_scenario(entry.path)
        title = scenario.title.zh if spoken() == "zh" else scenario.title.en
        lines = "\n".join(f"- {line.rstrip()}" for line in exhibit(scenario, entry.place))
        parts += [f"## {entry.name}", f"**{title}**", lines]
        parts.append(f"```sh\nurbsim run {entry.name} --draws 20\n```")
        parts.append(f"![{title}](pictures/{entry.name}{PICTURES[spoken()]})")
    return "\n\n".join(parts) + "\n"


def exhibit(scenario: Scenario, place: str) -> Iterator[str]:
    """What a scenario holds, in lines."""
    where = place if spoken() == "zh" or not isinstance(scenario.region, str) else place_in_english(scenario)
    yield word("guide.place", place=where, base=scenario.base_year, until=scenario.until)
    used = dict.fromkeys(each.lever for each in scenario.measures)
    names = (chinese_name(levers()[name]) if spoken() == "zh" else levers()[name].english for name in used)
    yield word("guide.measures", count=len(scenario.measures), levers=", ".join(names))
    yield word("guide.targets", count=len(scenario.targets))
    owners = dict.fromkeys(
        clause.partition("/")[0]
        for clause in (*(m.clause for m in scenario.measures), *(t.clause for t in scenario.targets))
        if clause
    )
    for owner in owners:
        known = document(owner)
        yield word("guide.document", title=known.title if spoken() == "zh" else known.english_title)


def place_in_english(scenario: Scenario) -> str:
    """The English name of a scenario's region of the register."""
    return regions()[str(scenario.region)].english
