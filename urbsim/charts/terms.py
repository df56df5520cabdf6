"""Words of the charts that compare mixes, in English and Chinese."""

from __future__ import annotations

from urbsim.runs.results.ensemble_result import POLICY
from urbsim.vocabulary.variables import variables

TERMS = {
    "en": {
        "mixes": "Mixes side by side: {0}", "against": "{0}; dashed: {1}; band: 90 % of draws",
        "contributions": "What each measure contributes: {0}",
        "to": "{0}, points of the rate in {1}; whiskers: ± 95 %",
        "people": "{0}, {1} in {2}; whiskers: ± 95 %",
        "nothing": "no measures", "without": "without {0}", "only": "only {0}",
        "policy": "all measures", "chances": "Probability of meeting each target",
        "chances_note": "share of draws, in the year in which the target is due", "growth":
        "Where urban growth comes from", "growth_migration": "moves", "growth_reclassification":
        "reclassification", "growth_natural": "natural increase", "sum": "means over the draws, {0}–{1}, {2}",
        "movers": "Where people live instead", "movers_note": "median difference from {0} in {1}, persons",
        "in_towns": "towns", "in_seats": "county seats", "in_cities": "cities",
        "outside": "outside the region",
        "settlements": "Towns over time: {0}", "settlements_note": "medians", "by_year":
        "Probability of each target over time", "by_year_note":
        "share of draws that would meet it, were it due in that year", "total": "in all",
        "uncalibrated": "uncalibrated", "calibrated": "calibrated",
        "open_questions": "draft with {0} questions not decided",
    },
    "zh": {
        "mixes": "政策组合对比：{0}", "against": "{0}；虚线：{1}；阴影：90%区间",
        "contributions": "各项措施的贡献：{0}", "to": "{0}，{1}年城镇化率百分点；误差线：±95%",
        "people": "{0}，{2}年，{1}；误差线：±95%",
        "nothing": "无措施", "without": "去掉 {0}", "only": "仅 {0}",
        "policy": "全部措施", "chances": "各目标达到概率", "chances_note": "抽样比例，按目标期限",
        "growth": "城镇人口增长来源", "growth_migration": "迁移", "growth_reclassification": "区划调整",
        "growth_natural": "自然增长", "sum": "抽样平均，{0}–{1}年，{2}", "movers": "人口去向变化",
        "movers_note": "{1}年与“{0}”之差的中位数，人", "in_towns": "建制镇", "in_seats": "县城",
        "in_cities": "城区", "outside": "区外",
        "settlements": "城镇变化：{0}", "settlements_note": "中位数",
        "by_year": "各年达到目标的概率", "total": "合计",
        "by_year_note": "若目标在该年到期，达到目标的抽样比例",
        "uncalibrated": "未经校准", "calibrated": "已校准", "open_questions": "草案，{0}个问题未决",
    },
}  # fmt: skip


def term(variable: str, lang: str) -> str:
    """Name of a variable."""
    known = variables()[variable]
    return known.chinese if lang == "zh" else known.english


def mix_label(mix: str, lang: str) -> str:
    """Name of a mix; names of a file stay as they are."""
    words = TERMS[lang]
    if mix == POLICY:
        return words["policy"]
    if mix in ("nothing", "no measures"):
        return words["nothing"]
    for way in ("without", "only"):
        if mix.startswith(f"{way} "):
            return words[way].format(mix.removeprefix(f"{way} "))
    return mix
