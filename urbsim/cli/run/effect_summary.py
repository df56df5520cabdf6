"""The first thing that `urbsim run` prints: with the policy, without it, and what is found between them."""

from collections.abc import Sequence
from math import inf

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from urbsim.analysis.mixes.effects import Effect
from urbsim.analysis.mixes.money import Cost, cost_of_one
from urbsim.analysis.targets.summary import URBAN, Band
from urbsim.analysis.targets.wording import amount
from urbsim.report.folder import Written
from urbsim.text import block, word

NO_BAND = "–"


def print_effects(console: Console, written: Written) -> None:
    """Print a row for each figure, in a sentence what is found of the first, and what it costs."""
    effects, draws = written.effects, written.summaries[0].draws
    if not effects:
        return
    words = block("effect")
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    table.title = "\n" + words["title"].format(year=effects[0].place.year)
    table.title_justify, table.title_style = "left", "bold"
    for name in ("figure", "policy", "nothing", "difference", "band"):
        table.add_column(words[name], justify="left" if name == "figure" else "right", no_wrap=True)
    for effect in effects:
        band = between(effect.difference, effect.unit) if draws > 1 else NO_BAND
        table.add_row(
            words[effect.place.variable], amount(effect.policy.p50, effect.unit),
            amount(effect.nothing.p50, effect.unit), signed(effect.difference.p50, effect.unit), band,
        )  # fmt: skip
    console.print(table)
    console.print(word(f"effect.{effects[0].word or 'single'}"))
    if written.cost is not None:
        console.print(cost_text(effects, written.cost))


def cost_text(effects: Sequence[Effect], cost: Cost) -> str:
    """What the measures cost, and one more urban resident, where enough is found to say so."""
    planned, realised, public = (amount(each, "yuan", 3) for each in cost)
    text = word("effect.cost", planned=planned, realised=realised, public=public)
    people = next((each for each in effects if each.place.variable == URBAN), None)
    one = None if people is None else cost_of_one(people, cost.public)
    if one is None:
        return text
    low, high = (amount(each, "yuan", 2) for each in one)
    key = "one" if low == high else "one_between" if one[1] < inf else "one_above"
    return text + word(f"effect.{key}", low=low, high=high)


def signed(value: float, unit: str) -> str:
    """A difference with its sign; that of a share in points."""
    if unit == "share":
        return f"{100 * value + 0.0:+.2f}"
    return ("+" if value > 0 else "") + amount(round(value), "", 3).strip()


def between(band: Band, unit: str) -> str:
    """The band of a difference."""
    return word("effect.span", low=signed(band.p05, unit), high=signed(band.p95, unit))
