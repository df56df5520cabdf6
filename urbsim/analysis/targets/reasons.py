"""Why a target is not scored, and what it asks for in the words of its document."""

from __future__ import annotations

from collections.abc import Mapping

from urbsim.analysis.targets.comparators import is_bare_deadline
from urbsim.runs.results.target import RunTarget
from urbsim.scenario.checks.checked_targets import HUKOU
from urbsim.scenario.checks.inspection import clauses, document_of
from urbsim.vocabulary.variables import variables

_HUKOU_IN_CHINESE = "模型按常住人口统计，不区分是否持有本地户籍"
_INNER_QUOTES = str.maketrans("“”", "‘’")


def why_not(target: RunTarget, lang: str = "en") -> str:
    """Why the runs cannot score a target that its file does not set apart."""
    if is_bare_deadline(target):
        return "条款只有期限，没有可供评分的数值" if lang == "zh" else "the target names years and no number"
    if lang == "en":
        return f"no run puts out {target.variable} there"
    known = variables().get(target.variable)
    return f"模拟结果不含该处的{target.variable if known is None else known.chinese}"


def reason_text(reason: str, target: RunTarget, lang: str, sayings: Mapping[str, str]) -> str:
    """The reason in `lang`; tables on disk keep the English words.

    `sayings` are the Chinese words of the scenario by the English; plain words of a file stay as they are.
    """
    if lang != "zh":
        return reason
    ours = {HUKOU: _HUKOU_IN_CHINESE, why_not(target): why_not(target, "zh")}
    return (ours | dict(sayings)).get(reason, reason)


def quoted(target: RunTarget, lang: str) -> str:
    """The clause of a target kept unscored, in its own words, which are Chinese; empty for all others."""
    if lang != "zh" or not target.not_modelled or target.clause is None:
        return ""
    found = clauses(document_of(target.clause)).get(target.clause)
    return "" if found is None else f"“{found.quote.translate(_INNER_QUOTES)}”"
