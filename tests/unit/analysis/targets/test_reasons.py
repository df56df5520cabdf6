"""Why targets are not scored, told in both languages."""

from dataclasses import replace

import pytest

from urbsim.analysis.targets.reasons import quoted, reason_text, why_not
from urbsim.runs.results.target import RunTarget
from urbsim.scenario.checks.checked_targets import HUKOU
from urbsim.text import speaking

HOTELS = RunTarget(
    "hotel", "xuean-2010/hotel", "hotel_stars", "seat", "at_least", 2, "stars", 2010,
    not_modelled="the model has no hotels",
)  # fmt: skip
AREA = RunTarget("area", None, "built_up_area", "region", "reach", 100, "km2", 2020)
SPAN = RunTarget("span", None, "town_population", "42", "within_years", (3, 5), "years", 2015)


@pytest.mark.parametrize(
    ("target", "reason", "chinese"),
    [
        (AREA, "no run puts out built_up_area there", "模拟结果不含该处的建成区面积"),
        (SPAN, "the target names years and no number", "目标只有期限，没有可供评分的数值"),
        (replace(AREA, not_modelled=HUKOU), HUKOU, "模型按常住人口统计，不区分是否持有本地户籍"),
        (HOTELS, "the model has no hotels", "模型没有酒店"),
        (replace(HOTELS, not_modelled="no hotels"), "no hotels", "no hotels"),
    ],
)
def test_a_reason_is_told_in_the_language_asked_for(target: RunTarget, reason: str, chinese: str) -> None:
    sayings = {"the model has no hotels": "模型没有酒店"}
    assert (target.not_modelled or why_not(target)) == reason
    assert reason_text(reason, target, sayings) == reason
    with speaking("zh"):
        assert reason_text(reason, target, sayings) == chinese


def test_a_clause_that_no_run_can_score_is_quoted_on_chinese_pages_alone() -> None:
    assert quoted(HOTELS) == ""
    grid = replace(HOTELS, clause="xuean-2010/road-grid")
    others = (replace(HOTELS, clause=None), replace(HOTELS, clause="lost/clause"), AREA)
    with speaking("zh"):
        assert quoted(HOTELS) == "“以二星级以上的星级酒店为标志的商业服务中心”"
        assert quoted(grid) == "“全面完成并进一步提升‘三横三纵’”"
        assert [quoted(each) for each in others] == [""] * 3
