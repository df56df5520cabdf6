"""The first thing that `urbsim run` prints: with the policy, without it, and what is found between them."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from urbsim.analysis.mixes.effects import Effect
from urbsim.analysis.targets.summary import Band
from urbsim.analysis.targets.wording import amount
from urbsim.text import block, word

NO_BAND = "–"


def print_effects(console: Console, effects: Sequence[Effect], draws: int) -> None:
    """Print a row for each figure, and in a sentence what is found of the first; nothing without effects."""
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


def signed(value: float, unit: str) -> str:
    """A difference with its sign; that of a share in points."""
    if unit == "share":
        return f"{100 * value + 0.0:+.2f}"
    return ("+" if value > 0 else "") + amount(round(value), "", 3).strip()


def between(band: Band, unit: str) -> str:
    """The band of a difference."""
    return word("effect.span", low=signed(band.p05, unit), high=signed(band.p95, unit))
