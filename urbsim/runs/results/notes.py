"""What a run says about itself: targets, notes, observed figures, names, and where numbers come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from urbsim.evidence.coefficients import Coefficient, coefficients
from urbsim.evidence.posterior import posterior
from urbsim.evidence.scoreboard import scoreboard
from urbsim.evidence.statistics import observed
from urbsim.model.setup import Setup
from urbsim.runs.results.failure import Failure
from urbsim.runs.results.result import Note
from urbsim.runs.results.scopes import group_names
from urbsim.runs.setup.key_towns import is_key_town
from urbsim.runs.setup.resolve import Resolved
from urbsim.runs.setup.sampling import calibrated
from urbsim.runs.setup.settlements import Ground
from urbsim.runs.setup.tracing import series_of
from urbsim.scenario.file.bilingual import chinese, english
from urbsim.scenario.file.own_figures import OwnFigures
from urbsim.scenario.file.questions import left_open
from urbsim.scenario.file.values import Scenario
from urbsim.vocabulary.regions import regions

PANELS = {
    "nation": ("nation", "全国"),
    "provinces": ("17 provinces", "17省"),
    "provinces-31": ("31 provinces", "31省"),
    "prefectures": ("prefectures", "地级"),
    "counties": ("counties", "县级"),
}
OBSERVED = ("resident_urbanization_rate", "population", "urban_population")
TIERS = {"city": ("city", "城区"), "seat": ("county seat", "县城"), "town": ("towns", "建制镇")}
KEY_TOWNS = ("key towns", "重点镇")
REST = ("other districts", "其他区县")


def notes_of(scenario: Scenario, resolved: Resolved) -> tuple[Note, ...]:
    """What a reader must know beside the figures."""
    setup, ground = resolved.setup, resolved.ground
    notes = [
        *draft_notes(scenario),
        calibration_note(setup.years[0]),
        score_note(),
        drivers_note(scenario, setup.years[-1]),
        base_note(scenario, ground),
    ]
    notes.append(anchor_note(setup, resolved.record_from))
    if any(ground.unallocated):
        rural, urban = ground.unallocated
        notes.append(
            Note(
                f"Not allocated to any area: {rural + urban:,} people ({urban:,} urban); with them the "
                "declared base is exact.",
                f"未分配到各地区的人口: {rural + urban:,} 人(其中城镇 {urban:,} 人), "
                "以使基期总数与公布数一致。",
            )
        )
    return tuple(notes)


def draft_notes(scenario: Scenario) -> tuple[Note, ...]:
    """How many questions of a drafted file nobody has decided; none for files without."""
    left = left_open(json.loads(scenario.written))
    if not left:
        return ()
    return (
        Note(
            f"Drafted from a policy text: {left} questions under review: are not decided.",
            f"由政策文本起草的情景：review: 下还有{left}个问题未决。",
        ),
    )


def calibration_note(base_year: int) -> Note:
    """What the coefficients rest on; a base year before the end of the fitted figures could not know them."""
    if calibrated(base_year):
        until, digest = posterior().until, posterior().digest[:12]
        return Note(
            f"Calibrated on the nation's growth up to {until} (posterior {digest}), which says most about "
            "reclassification and little about single levers: these rest on literature values and judgement.",
            f"已按全国截至 {until} 年的城镇化增长校准(后验 {digest}); 数据主要约束就地转化速度, "
            "对单项政策作用约束很弱, 其系数取自文献与判断。",
        )
    return Note(
        "Uncalibrated: coefficients are literature values and judgement; only the growth before the base "
        "year is fitted.",
        "未校准: 系数取自文献与判断, 仅拟合基年之前的增速。",
    )


def score_note() -> Note:
    """How far forecasts from 2010 were off on average, beside the rule that was best, known afterwards."""
    panels = ", ".join(f"{PANELS[s.panel][0]} {s.own:.1f} ({s.rule:.1f})" for s in scoreboard())
    chinese = ", ".join(f"{PANELS[s.panel][1]} {s.own:.1f} ({s.rule:.1f})" for s in scoreboard())
    return Note(
        f"Forecasts from 2010 missed by points on average, in brackets the best simple rule: {panels}.",
        f"以2010年为起点的预测平均误差(百分点, 括号内为事后最好的简单规则): {chinese}。",
    )


def drivers_note(scenario: Scenario, last: int) -> Note:
    """Which incomes and prices the run reads, and where they end."""
    if scenario.drivers == "observed":
        return Note(
            f"Drivers as observed; their series end in {last}.", f"外生变量取实际观测值, 序列止于 {last} 年。"
        )
    return Note(
        f"Drivers as known at the end of {scenario.base_year}: incomes, pay and prices extrapolated from "
        "five years.",
        f"外生变量以 {scenario.base_year} 年末所知为准: 收入、工资、物价按此前五年趋势外推。",
    )


def base_note(scenario: Scenario, ground: Ground) -> Note:
    """Definition and date of the base."""
    if ground.base is None:
        source = scenario.region.source if isinstance(scenario.region, OwnFigures) else ""
        en, zh = (" ".join(words.split()) for words in (english(source), chinese(source)))
        text = f"Base: the scenario's own figures for {scenario.base_year}. {en}"
        return Note(text, f"基期: 情景自带的 {scenario.base_year} 年数字。{zh}")
    base = ground.base
    return Note(f"Base: {base.definition} ({base.date}).", f"基期: {base.date}, {base.chinese_definition}。")


def anchor_note(setup: Setup, whose: str) -> Note:
    """Whose record of growth the first year is anchored to."""
    growth, sd = 100 * setup.record.growth, 100 * setup.record.sd
    name = regions()[whose]
    return Note(
        f"Anchored to growth of {growth:.2f} ± {sd:.2f} points a year, from the record of {name.english} "
        "and the nation.",
        f"首年增速锚定为每年 {growth:.2f} ± {sd:.2f} 个百分点, 依据{name.name}与全国的历史记录。",
    )


def failure_notes(failures: Iterable[Failure]) -> tuple[Note, ...]:
    """Say which draws a cluster lost; the others stand."""
    return tuple(
        Note(
            f"Draw {each.number} of {each.mix} failed and is left out (seed {each.seed}): {each.message}",
            f"{each.mix} 的第 {each.number} 次抽样失败, 未计入(种子 {each.seed}): {each.message}",
        )
        for each in failures
    )


def observed_of(setup: Setup) -> dict[str, dict[str, dict[int, float]]]:
    """Official figures by result key, for the region and its areas."""
    keys = {setup.key: setup.key} | {f"{setup.key}/{area.key}": area.key for area in setup.areas}
    found: dict[str, dict[str, dict[int, float]]] = {}
    for key, code in keys.items():
        if code not in regions():
            continue
        figures = {name: {y: f.value for y, f in observed(code, name).items()} for name in OBSERVED}
        kept = {name: series for name, series in figures.items() if series}
        if kept:
            found[key] = kept
    return found


def names_of(scenario: Scenario, resolved: Resolved) -> dict[str, Mapping[str, str]]:
    """English and Chinese names of result keys that the register does not know."""
    ground = resolved.ground
    home = home_names(scenario, ground)
    names: dict[str, Mapping[str, str]] = {ground.key: home}
    for area in ground.areas:
        names[f"{ground.key}/{area.key}"] = area_names(area.key, home)
    for place in ground.settlements:
        if place.area >= 0:
            around = names[f"{ground.key}/{ground.areas[place.area].key}"]
            names[f"{ground.key}/{place.key}"] = place_names(place.key, place.tier, around)
    return names | group_names(scenario, ground, home)


def home_names(scenario: Scenario, ground: Ground) -> Mapping[str, str]:
    """Names of the region itself."""
    if isinstance(scenario.region, OwnFigures):
        return {"en": scenario.region.english or scenario.region.name, "zh": scenario.region.name}
    region = regions()[ground.key]
    return {"en": region.english, "zh": region.name}


def area_names(key: str, home: Mapping[str, str]) -> Mapping[str, str]:
    """Names of an area."""
    if key in regions():
        return {"en": regions()[key].english, "zh": regions()[key].name}
    if key == "rest":
        return {"en": f"{home['en']}, {REST[0]}", "zh": f"{home['zh']}{REST[1]}"}
    return home


def place_names(key: str, tier: str, around: Mapping[str, str]) -> Mapping[str, str]:
    """Names of a settlement: its own, or its tier in its area."""
    if "/" not in key:
        return {"en": key, "zh": key}
    english, chinese = KEY_TOWNS if is_key_town(key) else TIERS[tier]
    return {"en": f"{around['en']}, {english}", "zh": f"{around['zh']}{chinese}"}


def clauses_of(scenario: Scenario) -> tuple[str, ...]:
    """Clauses that measures, numbers or targets rest on."""
    used = {measure.clause for measure in scenario.measures if measure.clause}
    used |= {target.clause for target in scenario.targets if target.clause}
    used |= {each.name for each in scenario.provenance if each.kind == "clause"}
    return tuple(sorted(used))


def assumptions_of(scenario: Scenario) -> tuple[Mapping[str, object], ...]:
    """The scenario's own numbers with their reasons."""
    return tuple(
        {"name": each.name, "value": each.value, "unit": each.unit, "because": each.because}
        for each in scenario.assumptions.values()
    )


def inputs_of(scenario: Scenario, resolved: Resolved) -> tuple[Mapping[str, object], ...]:
    """Every number used, with where it comes from: the file's own, official series, coefficients."""
    own = [asdict(each) for each in scenario.provenance]
    used, setup = resolved.coefficients, resolved.setup
    known = [
        {
            "path": f"coefficient.{c.name}",
            "value": used[c.name],
            "unit": c.unit,
            "kind": "assumption" if c.name in scenario.coefficients else "coefficient",
            "name": c.name,
            "because": because(c, scenario, setup.years[0]),
        }
        for c in coefficients().values()
    ]
    return (*own, *series_of(resolved), *known)


def because(coefficient: Coefficient, scenario: Scenario, base_year: int) -> str:
    """Where a coefficient's value comes from: the scenario, the frozen posterior, or its source."""
    if coefficient.name in scenario.coefficients:
        return scenario.coefficients[coefficient.name].because
    if calibrated(base_year) and coefficient.name in posterior().names:
        return f"middle of the posterior {posterior().digest[:12]}; prior: {coefficient.source}"
    return coefficient.source
