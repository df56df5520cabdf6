"""The first thing that `urbsim run` prints: with the policy, without it, and what is found between them."""

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from urbsim.charts.terms import Labels
from urbsim.cli.screen.tables import print_fitted, print_lines
from urbsim.report.answer.binding import binding_text
from urbsim.report.answer.effects import cost_text, effect_row
from urbsim.report.answer.first_screen import questions
from urbsim.report.answer.promises import of_outcomes, told
from urbsim.report.folder import Written
from urbsim.text import block, word


def print_effects(console: Console, written: Written) -> None:
    """Print a row for each figure, in a sentence what is found of the first, cost, what binds, and doubts."""
    effects = written.effects
    if effects:
        print_fitted(console, _table(written))
        print_lines(console, word(f"effect.{effects[0].word or 'single'}"))
    if effects and written.cost is not None:
        print_lines(console, cost_text(effects, written.cost))
    for line in binding_text(written.result.bindings, Labels(written.result.scenario)):
        print_lines(console, line)
    for each in written.result.warnings:
        print_lines(console, word("warnings.marked", warning=each.text()))
    for answer in _asked_next(written):
        print_lines(console, answer)


def _asked_next(written: Written) -> list[str]:
    """What can be promised, what no draw meets, which measure matters most, and how to ask what is enough."""
    first, result = written.summaries[0], written.result
    if not result.measures:
        return told(of_outcomes(first.outcomes), first.base_year, first.draws)
    return [
        *told(of_outcomes(first.outcomes), first.base_year, first.draws),
        *questions(written.folder, result.name, dict(result.scenario)),
    ]


def _table(written: Written) -> Table:
    words, effects = block("effect"), written.effects
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    table.title = "\n" + words["title"].format(year=effects[0].place.year)
    table.title_justify, table.title_style = "left", "bold"
    for name in ("figure", "policy", "nothing", "difference", "band"):
        table.add_column(words[name], justify="left" if name == "figure" else "right", no_wrap=True)
    for effect in effects:
        table.add_row(*effect_row(effect, written.summaries[0].draws))
    return table
