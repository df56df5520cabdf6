"""What `urbsim compare` prints: mixes against the baseline, targets, contributions, files and notes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from urbsim.analysis.targets.wording import amount, digits
from urbsim.charts.terms import mix_label
from urbsim.report.answers import absent
from urbsim.report.comparing import Compared

if TYPE_CHECKING:
    from urbsim.analysis.mixes.required_strength import RequiredStrength

WIDTH = 110
NOTHING = "–"
SHOWN = ("resident_urbanization_rate", "urban_population", "town_population")
WORDS = {
    "en": {
        "title": "{0} against {1}, {2} draws", "mix": "Mix", "points": "Points {0}",
        "band": "90 % band",
        "all": "All targets", "people": "Urban", "cost": "Cost, yuan",
        "point": "per point", "targets": "Probability of each target",
        "contributions": "Contributions in {0} ({1} draws, {2})", "measure": "Measure", "sum": "in all",
        "rate": "Rate, points", "urban": "Urban people", "town": "Town people",
        "exact": "all sets of measures",
        "sampled": "sampled orders, ± 95 %", "notes": "Notes", "written": "Written to {0}:",
        "next": "To hand it on:  urbsim report {0}",
    },
    "zh": {
        "title": "{0}，以{1}为基准，{2}次抽样", "mix": "组合", "points": "{0}年城镇化率(百分点)",
        "band": "90%区间", "all": "全部目标", "people": "城镇人口", "cost": "成本(元)",
        "point": "每百分点", "targets": "各目标达到概率",
        "contributions": "{0}年各措施贡献（{1}次抽样，{2}）", "measure": "措施", "sum": "合计",
        "rate": "城镇化率(百分点)", "urban": "城镇人口", "town": "镇区人口", "exact": "全部措施子集",
        "sampled": "抽样次序，±95%", "notes": "说明", "written": "已写入{0}：",
        "next": "生成报告：  urbsim report {0} --lang zh",
    },
}  # fmt: skip


def echo_comparison(written: Compared, charts: Sequence[Path], lang: str) -> None:
    """Print a comparison, at most 110 columns wide."""
    console = Console(markup=False, emoji=False, highlight=False)
    console.width = min(console.width if console.is_terminal else WIDTH, WIDTH)
    words, comparison = WORDS[lang], written.comparison
    draws = len(comparison.baseline.home.draws)
    names = ", ".join(comparison.scenarios)
    console.print(
        "\n" + words["title"].format(names, mix_label(comparison.baseline.name, lang), draws), style="bold"
    )
    console.print(standing(written.tables["mixes.csv"], lang))
    if len(written.tables["chances.csv"]):
        console.print(chances(written.tables["chances.csv"], lang))
    if comparison.explained is not None:
        console.print(contributed(written.tables["contributions_error.csv"], lang))
    console.print(f"\n{words['notes']}", style="bold")
    for note in written.notes:
        console.print(f"- {note.text(lang)}")
    console.print(f"\n{words['written'].format(written.folder)}", style="bold", soft_wrap=True)
    console.print(", ".join(path.name for path in (*written.files, *charts)))
    console.print("\n" + words["next"].format(written.folder), soft_wrap=True)


def table_of(heads: Sequence[str], title: str = "") -> Table:
    """A table whose first column holds words and whose others hold numbers."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    table.title, table.title_justify, table.title_style = f"\n{title}" if title else None, "left", "bold"
    for position, head in enumerate(heads):
        table.add_column(head, justify="right" if position else "left", no_wrap=True)
    return table


def standing(mixes: pd.DataFrame, lang: str) -> Table:
    """One row a mix."""
    words, year = WORDS[lang], str(mixes["year"].iloc[0])
    heads = [words[name] for name in ("mix", "points", "band", "all", "people", "cost", "point")]
    table = table_of([head.format(year) for head in heads])
    for row in mixes.to_dict("records"):
        cells = (
            mix_label(str(row["mix"]), lang), f"{row['points_p50']:+.2f}",
            f"{row['points_p05']:+.2f} – {row['points_p95']:+.2f}",
            percent(row["probability_all_targets"], lang),
            signed(row["urban_people"], lang), money(row["cost"], lang), money(row["cost_per_point"], lang),
        )  # fmt: skip
        table.add_row(*cells)
    return table


def chances(table: pd.DataFrame, lang: str) -> Table:
    """Mixes by targets."""
    words = WORDS[lang]
    names = list(dict.fromkeys(table["target"]))
    shown = table_of([words["mix"], *(name.rpartition("/")[2] for name in names)], words["targets"])
    for mix, rows in table.groupby("mix", sort=False):
        by_name = dict(zip(rows["target"], rows["probability"], strict=True))
        shown.add_row(mix_label(str(mix), lang), *(percent(by_name.get(name), lang) for name in names))
    return shown


def contributed(errors: pd.DataFrame, lang: str) -> Table:
    """Contributions of the last year to three variables, with their sum."""
    words, first = WORDS[lang], errors.iloc[0]
    method = words["exact" if first["method"] == "all sets" else "sampled"]
    title = words["contributions"].format(first["year"], first["draws"], method)
    table = table_of([words[name] for name in ("measure", "rate", "urban", "town")], title)
    found = {
        (row["measure"], row["variable"]): (row["contribution"], row["error"])
        for row in errors.to_dict("records")
    }
    for measure in dict.fromkeys(errors["measure"]):
        table.add_row(str(measure), *(cell(*found.get((measure, v), (None, None)), v) for v in SHOWN))
    sums = errors.groupby("variable")["contribution"].sum().to_dict()
    table.add_row(words["sum"], *(cell(sums.get(v), None, v) for v in SHOWN))
    return table


def cell(value: float | None, error: float | None, variable: str) -> str:
    """A contribution with its error; rates in points."""
    if value is None or absent(value):
        return NOTHING
    factor, places = (100.0, 3) if variable == SHOWN[0] else (1.0, 0)
    text = f"{factor * value:+,.{places}f}"
    return text if error is None or absent(error) else f"{text} ± {factor * error:,.{places}f}"


def percent(share: float | None, lang: str) -> str:
    """A probability in percent."""
    if share is None or absent(share):
        return NOTHING
    return f"{100 * share:.0f}{'%' if lang == 'zh' else ' %'}"


def signed(value: float, lang: str) -> str:
    """People gained or lost."""
    return NOTHING if absent(value) else ("+" if value > 0 else "") + amount(value, "persons", lang, 3)


def money(value: float | None, lang: str) -> str:
    """Yuan, short."""
    return NOTHING if value is None or absent(value) else amount(value, "", lang, 3).strip()


def enough_text(found: "RequiredStrength", lang: str) -> str:
    """The answer of `--enough` in a sentence."""
    chance = percent(found.probability, lang)
    if found.strength is None or found.times is None:
        if lang == "zh":
            return (
                f"{found.measure}: 无法使{found.target}达到{percent(found.required, lang)}，最高为{chance}。"
            )
        return f"{found.measure}: not reachable: at most {chance} for {found.target}."
    strength = f"{digits(found.strength)} {found.unit}"
    if lang == "zh":
        return f"{found.measure}: {strength}（原值的{found.times:.3g}倍）使{found.target}的概率达到{chance}。"
    share = f"{found.times:.3g} times the file's"
    return f"{found.measure}: {strength} ({share}) is enough: {found.target} {chance}."
