"""What `urbsim run` prints: what the policy does, targets, the rate, sources of growth, files and notes."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from urbsim.analysis.mixes.effects import does_not_matter
from urbsim.analysis.targets.outcomes import NOT_MODELLED, Outcome
from urbsim.analysis.targets.reasons import quoted, reason_text
from urbsim.analysis.targets.summary import Band, Summary
from urbsim.analysis.targets.wording import amount, asked, chance_text, estimate, span, verdict_text
from urbsim.cli.run.effect_summary import print_effects
from urbsim.cli.screen.lines import columns
from urbsim.cli.screen.tables import print_fitted, print_lines
from urbsim.policy.mixes import NOTHING as NO_MEASURES
from urbsim.report.folder import Written
from urbsim.runs.results.ensemble_result import POLICY
from urbsim.runs.results.run_tables import region_label
from urbsim.scenario.file.bilingual import chinese_by_english
from urbsim.text import block, spoken, word
from urbsim.vocabulary.variables import variables

WIDTH = 100
NOTHING = "–"


def echo_summary(written: Written) -> None:
    """Print the summaries of a run to standard output, at most 100 columns wide."""
    width = min(columns(WIDTH), WIDTH)
    console = Console(markup=False, emoji=False, highlight=False, width=width)
    words = block("run")
    title = written.result.title.get(spoken(), written.result.name)
    print_lines(console, f"\n{title}", style="bold")
    print_lines(console, _facts(written))
    print_effects(console, written)
    # What runs without measures say stands beside the policy's own figures.
    shown = [each for each in written.summaries if not (written.effects and each.mix == NO_MEASURES)]
    for summary in shown:
        if len(shown) > 1:
            mix = words["policy"] if summary.mix == POLICY else summary.mix
            print_lines(console, "\n" + words["mix"].format(mix=mix), style="bold")
        _print_summary(console, summary, written)
    print_lines(console, f"\n{words['notes']}", style="bold")
    for note in written.notes:
        print_lines(console, f"- {note.text()}", "  ")
    print_lines(console, f"\n{words['written'].format(folder=written.folder)}", style="bold")
    print_lines(console, ", ".join(path.name for path in written.files))


def _facts(written: Written) -> str:
    words, first, result = block("run"), written.summaries[0], written.result
    return words["facts"].format(
        region=written.region_name(),
        base=first.base_year,
        until=first.until,
        draws=words["draw"] if first.draws == 1 else words["draws"].format(draws=first.draws),
        seed=result.seed,
        weight=words["rows"] if result.weight == 1 else words["row"].format(households=result.weight),
    )


def _print_summary(console: Console, summary: Summary, written: Written) -> None:
    years = (summary.base_year + 1, summary.until)
    if any(outcome.verdict != NOT_MODELLED for outcome in summary.outcomes):
        print_fitted(console, _target_table(summary, written))
    for each in (*written.result.precedents, *written.result.beside):
        print_lines(console, each.text())
    _print_not_modelled(console, summary, written)
    if summary.rates:
        print_fitted(console, _rate_table(summary))
    if summary.gap is not None:
        print_lines(console, f"\n{_gap_text(summary.gap, *years)}")
    if summary.growth:
        print_fitted(console, _growth_table(summary))


def _gap_text(gap: Band, first: int, last: int) -> str:
    """What planned spending lacked in all years; in words where nine draws of ten lack nothing."""
    if gap.p95 <= 0:
        return word("run.no_gap", first=first, last=last)
    median, band = estimate(gap.p50, gap.error, "yuan"), span(gap.p05, gap.p95, "yuan", gap.error)
    return word("run.gap", first=first, last=last, median=median, band=band)


def _table(title: str, heads: Sequence[str]) -> Table:
    """A table whose first column holds words and whose others hold numbers."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    table.title, table.title_justify, table.title_style = f"\n{title}", "left", "bold"
    for position, head in enumerate(heads):
        if position == 0:
            table.add_column(head, overflow="fold")
        else:
            table.add_column(head, justify="right", no_wrap=True)
    return table


def _band(band: Band, unit: str, draws: int) -> tuple[str, str]:
    shown = span(band.p05, band.p95, unit, band.error) if draws > 1 else NOTHING
    return estimate(band.p50, band.error, unit), shown


def _rate_table(summary: Summary) -> Table:
    words = block("run")
    table = _table(words["rate"], [words[name] for name in ("year", "median", "band", "observed")])
    for row in summary.rates:
        seen = NOTHING if row.observed is None else amount(row.observed, "share")
        table.add_row(str(row.year), *_band(row.band, "share", summary.draws), seen)
    return table


def _target_table(summary: Summary, written: Written) -> Table:
    words, paired = block("run"), bool(written.effects)
    names = ("target", "due", "median", "band", "chance", *(["without"] if paired else []), "verdict")
    table = _table(words["targets"], [words[name] for name in names])
    table.columns[-1].justify, table.columns[-1].no_wrap = "left", False
    for outcome in summary.outcomes:
        if outcome.verdict == NOT_MODELLED:
            continue
        *cells, verdict = _target_row(outcome, summary, written)
        bare = (outcome.without, outcome.without_low, outcome.without_high)
        without = [chance_text(*bare, summary.draws)] if paired else []
        table.add_row(*cells, *without, verdict)
    return table


def _print_not_modelled(console: Console, summary: Summary, written: Written) -> None:
    """Targets that no run can score, each with the reason: kept, so that nothing promised is lost."""
    left = [outcome for outcome in summary.outcomes if outcome.verdict == NOT_MODELLED]
    sayings = chinese_by_english(written.result.scenario)
    if left:
        print_lines(console, "\n" + word("run.left", verdict=verdict_text(NOT_MODELLED)))
    for outcome in left:
        asks = quoted(outcome.target) or _target_words(outcome, summary, written)
        reason = reason_text(outcome.reason, outcome.target, sayings)
        print_lines(console, "- " + word("run.why", year=outcome.year, asked=asks, reason=reason), "  ")


def _target_row(outcome: Outcome, summary: Summary, written: Written) -> tuple[str, ...]:
    verdict = verdict_text(outcome.verdict)
    content = _target_words(outcome, summary, written)
    if does_not_matter(outcome):
        content += "\n" + word("run.does_not_matter")
    if outcome.p05 is None or outcome.p50 is None or outcome.p95 is None:
        return content, str(outcome.year), NOTHING, NOTHING, NOTHING, verdict
    shown = _band(Band(outcome.p05, outcome.p50, outcome.p95, outcome.error), outcome.unit, summary.draws)
    chance = chance_text(outcome.probability, outcome.low, outcome.high, summary.draws)
    return content, str(outcome.year), *shown, chance, verdict


def _target_words(outcome: Outcome, summary: Summary, written: Written) -> str:
    """What is asked of which variable, and where if it is not the region itself."""
    words, known = block("run"), variables().get(outcome.target.variable)
    term = outcome.target.variable if known is None else known.chinese if spoken() == "zh" else known.english
    if outcome.region != summary.region:
        term = words["in"].format(
            place=region_label(outcome.region, written.result.names, spoken()), what=term
        )
    return words["of"].format(what=term, asked=asked(outcome.target, summary.base_year))


def _growth_table(summary: Summary) -> Table:
    words = block("run")
    title = words["growth"].format(first=summary.base_year, last=summary.until)
    table = _table(title, [words[name] for name in ("source", "persons", "band", "share")])
    for row in summary.growth:
        share = NOTHING if row.share is None else estimate(row.share, row.share_error, "share")
        table.add_row(
            words[row.source.replace(" ", "_")], *_band(row.persons, "persons", summary.draws), share
        )
    return table
