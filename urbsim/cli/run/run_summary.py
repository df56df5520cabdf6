"""What `urbsim run` prints: rate, targets, funding gap, sources of growth, files and notes."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from urbsim.analysis.targets.outcomes import NOT_MODELLED, Outcome
from urbsim.analysis.targets.reasons import quoted, reason_text
from urbsim.analysis.targets.summary import Band, Summary
from urbsim.analysis.targets.wording import amount, asked, span, verdict_text
from urbsim.report.folder import Written
from urbsim.runs.results.ensemble_result import POLICY
from urbsim.runs.results.run_tables import region_label
from urbsim.scenario.file.bilingual import chinese_by_english
from urbsim.vocabulary.variables import variables

WIDTH = 100
NOTHING = "–"
WORDS = {
    "en": {
        "facts": "{region}, {base}–{until} · {draws} · seed {seed} · 1 row = {weight}",
        "draws": "{0} draws", "draw": "1 draw, no band", "row": "{0} households", "rows": "1 household",
        "mix": "Mix: {0}", "policy": "all measures",
        "rate": "Resident urbanization rate", "year": "Year", "median": "Median", "band": "90 % band",
        "observed": "Observed", "targets": "Targets", "due": "Due", "target": "Target",
        "chance": "Probability", "verdict": "Verdict", "gap": "Funding gap {0}–{1} in all: {2} ({3})",
        "growth": "Urban growth {0}–{1}", "source": "From", "persons": "Persons", "share": "Share",
        "moves": "moves", "reclassification": "reclassification", "natural increase": "natural increase",
        "other": "moves across the region's border and the rest", "total": "in all",
        "notes": "Notes", "written": "Written to {0}:", "in": "{0}, {1}", "of": "{0}: {1}",
        "left": "Targets {0}:", "why": "{0} {1}: {2}",
    },
    "zh": {
        "facts": "{region}，{base}–{until}年 · {draws} · 种子{seed} · 每行代表{weight}",
        "draws": "{0}次抽样", "draw": "单次运行，无区间", "row": "{0}户", "rows": "1户",
        "mix": "组合：{0}", "policy": "全部措施",
        "rate": "常住人口城镇化率", "year": "年份", "median": "中位数", "band": "90%区间",
        "observed": "实际值", "targets": "目标", "due": "期限", "target": "目标内容",
        "chance": "达到概率", "verdict": "判断", "gap": "{0}–{1}年资金缺口合计：{2}（{3}）",
        "growth": "{0}–{1}年城镇人口增长来源", "source": "来源", "persons": "人数", "share": "比重",
        "moves": "迁移", "reclassification": "区划调整", "natural increase": "自然增长",
        "other": "区外往来及其他", "total": "合计",
        "notes": "说明", "written": "已写入{0}：", "in": "{0}，{1}", "of": "{0}：{1}", "left": "{0}的目标：",
        "why": "{0}年 {1}：{2}",
    },
}  # fmt: skip


def echo_summary(written: Written, lang: str) -> None:
    """Print the summaries of a run to standard output, at most 100 columns wide."""
    console = Console(markup=False, emoji=False, highlight=False)
    console.width = min(console.width if console.is_terminal else WIDTH, WIDTH)
    words = WORDS[lang]
    title = written.result.title.get(lang, written.result.name)
    console.print(f"\n{title}", style="bold")
    console.print(_facts(written, lang))
    for summary in written.summaries:
        if len(written.summaries) > 1:
            mix = words["policy"] if summary.mix == POLICY else summary.mix
            console.print("\n" + words["mix"].format(mix), style="bold")
        _print_summary(console, summary, written, lang)
    console.print(f"\n{words['notes']}", style="bold")
    for note in written.notes:
        console.print(f"- {note.text(lang)}")
    console.print(f"\n{words['written'].format(written.folder)}", style="bold", soft_wrap=True)
    console.print(", ".join(path.name for path in written.files))


def _facts(written: Written, lang: str) -> str:
    words, first, result = WORDS[lang], written.summaries[0], written.result
    return words["facts"].format(
        region=written.region_name(lang),
        base=first.base_year,
        until=first.until,
        draws=words["draw"] if first.draws == 1 else words["draws"].format(first.draws),
        seed=result.seed,
        weight=words["rows"] if result.weight == 1 else words["row"].format(result.weight),
    )


def _print_summary(console: Console, summary: Summary, written: Written, lang: str) -> None:
    words, years = WORDS[lang], (summary.base_year + 1, summary.until)
    if summary.rates:
        console.print(_rate_table(summary, lang))
    if any(outcome.verdict != NOT_MODELLED for outcome in summary.outcomes):
        console.print(_target_table(summary, written, lang))
    _print_not_modelled(console, summary, written, lang)
    if summary.gap is not None:
        gap = summary.gap
        amounts = (amount(gap.p50, "yuan", lang), span(gap.p05, gap.p95, "yuan", lang))
        console.print("\n" + words["gap"].format(*years, *amounts))
    if summary.growth:
        console.print(_growth_table(summary, lang))


def _table(title: str, heads: Sequence[str], left: int = 0) -> Table:
    """A table whose column `left` holds words and whose others hold numbers."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    table.title, table.title_justify, table.title_style = f"\n{title}", "left", "bold"
    for position, head in enumerate(heads):
        if position == left:
            table.add_column(head, overflow="fold")
        else:
            table.add_column(head, justify="right", no_wrap=True)
    return table


def _band(band: Band, unit: str, lang: str, draws: int) -> tuple[str, str]:
    return amount(band.p50, unit, lang), span(band.p05, band.p95, unit, lang) if draws > 1 else NOTHING


def _rate_table(summary: Summary, lang: str) -> Table:
    words = WORDS[lang]
    table = _table(words["rate"], [words[name] for name in ("year", "median", "band", "observed")])
    for row in summary.rates:
        seen = NOTHING if row.observed is None else amount(row.observed, "share", lang)
        table.add_row(str(row.year), *_band(row.band, "share", lang, summary.draws), seen)
    return table


def _target_table(summary: Summary, written: Written, lang: str) -> Table:
    words = WORDS[lang]
    heads = [words[name] for name in ("due", "target", "median", "band", "chance", "verdict")]
    table = _table(words["targets"], heads, left=1)
    table.columns[-1].justify = "left"
    for outcome in summary.outcomes:
        if outcome.verdict == NOT_MODELLED:
            continue
        table.add_row(*_target_row(outcome, summary, written, lang))
    return table


def _print_not_modelled(console: Console, summary: Summary, written: Written, lang: str) -> None:
    """Targets that no run can score, each with the reason: kept, so that nothing promised is lost."""
    left = [outcome for outcome in summary.outcomes if outcome.verdict == NOT_MODELLED]
    sayings = chinese_by_english(written.result.scenario)
    if left:
        console.print("\n" + WORDS[lang]["left"].format(verdict_text(NOT_MODELLED, lang)))
    for outcome in left:
        asks = quoted(outcome.target, lang) or _target_words(outcome, summary, written, lang)
        reason = reason_text(outcome.reason, outcome.target, lang, sayings)
        console.print("- " + WORDS[lang]["why"].format(outcome.year, asks, reason))


def _target_row(outcome: Outcome, summary: Summary, written: Written, lang: str) -> tuple[str, ...]:
    verdict = verdict_text(outcome.verdict, lang)
    content = _target_words(outcome, summary, written, lang)
    if outcome.p05 is None or outcome.p50 is None or outcome.p95 is None:
        return str(outcome.year), content, NOTHING, NOTHING, NOTHING, verdict
    shown = _band(Band(outcome.p05, outcome.p50, outcome.p95), outcome.unit, lang, summary.draws)
    return str(outcome.year), content, *shown, _chance(outcome, summary.draws, lang), verdict


def _target_words(outcome: Outcome, summary: Summary, written: Written, lang: str) -> str:
    """What is asked of which variable, and where if it is not the region itself."""
    words, known = WORDS[lang], variables().get(outcome.target.variable)
    term = outcome.target.variable if known is None else known.chinese if lang == "zh" else known.english
    if outcome.region != summary.region:
        term = words["in"].format(region_label(outcome.region, written.result.names, lang), term)
    return words["of"].format(term, asked(outcome.target, summary.base_year, lang))


def _chance(outcome: Outcome, draws: int, lang: str) -> str:
    if outcome.probability is None or outcome.low is None or outcome.high is None or draws == 1:
        return NOTHING
    low, middle, high = (f"{100 * share:.0f}" for share in (outcome.low, outcome.probability, outcome.high))
    return f"{middle}{'%' if lang == 'zh' else ' %'} ({low}–{high})"


def _growth_table(summary: Summary, lang: str) -> Table:
    words = WORDS[lang]
    title = words["growth"].format(summary.base_year, summary.until)
    table = _table(title, [words[name] for name in ("source", "persons", "band", "share")])
    for row in summary.growth:
        share = NOTHING if row.share is None else amount(row.share, "share", lang)
        table.add_row(words[row.source], *_band(row.persons, "persons", lang, summary.draws), share)
    return table
