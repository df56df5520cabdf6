"""Findings of studies condition the coefficients: exactly where answers are linear, by year of knowledge."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from urbsim.analysis.calibration.calibration import FITTED, Gaussian
from urbsim.analysis.calibration.freezing import agrees, frozen, left_out
from urbsim.analysis.calibration.response import LEARNT, Answers, Learnt, at, conditioned, learn, narrowed
from urbsim.analysis.calibration.simulated_window import calibrate_simulated
from urbsim.analysis.calibration.trials import Trials
from urbsim.analysis.calibration.window import national_window
from urbsim.evidence.coefficients import coefficients
from urbsim.evidence.experiments import Moment, experiments, moments
from urbsim.evidence.posterior import left_out as frozen_left_out
from urbsim.evidence.posterior import posterior, posteriors, posteriors_of
from urbsim.evidence.yaml_lines import load
from urbsim.runs.setup.sampling import drawn_coefficients

N, M = len(LEARNT), len(moments().found)


def believed(seed: int) -> tuple[Gaussian, Answers]:
    """A made-up distribution and linear answers to the findings of the package."""
    random = np.random.default_rng(seed)
    half = 0.3 * random.standard_normal((N, N))
    belief = Gaussian(random.standard_normal(N), np.eye(N) + half @ half.T)
    centres = np.array([each.centre for each in moments().found])
    slopes = random.standard_normal((M, N)) * np.array([each.sd for each in moments().found])[:, None]
    return belief, Answers(np.zeros(N), centres + 0.1, slopes, np.zeros(M))


def learnt(seed: int = 1) -> Learnt:
    return Learnt(moments().found, *believed(seed))


@given(some.integers(0, 200), some.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_findings_add_information_in_any_order(seed: int, shuffle: object) -> None:
    belief, answers = believed(seed)
    findings = moments().found
    errors = np.array([each.sd for each in findings])
    weight = answers.slopes / errors[:, None]
    precision = np.linalg.inv(belief.covariance) + weight.T @ weight
    together = conditioned(belief, answers, findings)
    assert together.covariance == pytest.approx(np.linalg.inv(precision), abs=1e-6)
    order = list(range(M))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    one_by_one = belief
    for n in order:
        one_by_one = conditioned(one_by_one, answers.only([n]), [findings[n]])
    assert one_by_one.mean == pytest.approx(together.mean, abs=1e-6)
    assert one_by_one.covariance == pytest.approx(together.covariance, abs=1e-6)


def test_no_finding_changes_nothing_and_a_vague_one_hardly() -> None:
    belief, answers = believed(3)
    assert conditioned(belief, answers.only([]), []) is belief
    vague = [replace(each, sd=1e6) for each in moments().found]
    assert conditioned(belief, answers, vague).mean == pytest.approx(belief.mean, abs=1e-6)


def test_a_year_reads_only_what_was_known_by_then() -> None:
    found = learnt()
    for year in found.years:
        later = [replace(each, centre=99.0) if each.known > year else each for each in found.findings]
        assert replace(found, findings=tuple(later)).by(year).mean.tolist() == found.by(year).mean.tolist()
    widths = [np.diag(found.by(year).covariance) for year in found.years]
    assert all((after <= before + 1e-12).all() for before, after in pairwise(widths))


def test_a_finding_left_out_does_not_predict_itself() -> None:
    found = learnt()
    for n, each in enumerate(found.findings):
        other = list(found.findings)
        other[n] = replace(each, centre=each.centre + 50)
        assert left_out(replace(found, findings=tuple(other)), n) == left_out(found, n)
        low, middle, high = left_out(found, n)
        assert low < middle < high


def test_known_truths_are_covered() -> None:
    """Deviates drawn from the belief, findings made of them with their errors: nine of ten intervals hold."""
    belief, answers = believed(5)
    random, held = np.random.default_rng(8), []
    factor = np.linalg.cholesky(belief.covariance)
    for _ in range(60):
        truth = belief.mean + factor @ random.standard_normal(N)
        made = answers.values + answers.slopes @ truth
        seen = [
            replace(m, centre=made[n] + m.sd * random.standard_normal())
            for n, m in enumerate(moments().found)
        ]
        after = conditioned(belief, answers, seen)
        held.append(np.abs(after.mean - truth) < 1.645 * np.sqrt(np.diag(after.covariance)))
    assert 0.87 < np.mean(held) < 0.93


def test_the_file_gives_back_every_year() -> None:
    found = learnt()
    entry = load(frozen(found).encode(), "posterior.yaml").required()
    read = posteriors_of(entry, "")
    assert agrees(found, read)
    assert not agrees(found, read[:-1])
    moved = replace(found, before=Gaussian(found.before.mean + 0.01, found.before.covariance))
    assert not agrees(moved, read)
    assert set(entry["left_out"]) == {each.row for each in found.findings}


def test_findings_are_rows_of_experiments_and_speak_of_coefficients_with_priors() -> None:
    rows = {row.id: row for row in experiments().rows}
    for each in moments().found:
        page = rows[each.row].page
        assert page.low <= each.centre <= page.high
        assert all(coefficients(2010)[name].prior is not None for name in each.of)
        assert rows[each.row].ground in moments().weights
    assert [told.name for told in narrowed(learnt()) if "hukou" in told.levers]


def test_a_base_year_draws_from_what_was_known_then() -> None:
    assert [each.known for each in posteriors()] == sorted({2010, *(m.known for m in moments().found)})
    assert posterior(2018).known < posterior(2019).known <= posterior().known
    assert posterior().names == LEARNT
    assert set(frozen_left_out()) == {each.row for each in moments().found}
    then, now = drawn_coefficients(0, 2010), drawn_coefficients(0, 2024)
    assert then["hukou_reform_effect"] != now["hukou_reform_effect"]


@cache
def few() -> Trials:
    return Trials(replace(moments(), seeds=2))


def test_an_open_hukou_brings_more_where_it_means_more() -> None:
    n = LEARNT.index("hukou_reform_effect")
    none, much = (at(size * np.eye(N)[n]) for size in (-1.5, 1.5))
    low, high = (few().answer("L3b", each) for each in (none, much))
    assert 0 < low.value < high.value
    assert high.error >= 0
    simulated = len(few().runs)
    assert few().answer("L3b", much) == high
    assert len(few().runs) == simulated, "what was simulated once is not simulated again"


@pytest.mark.prove
def test_the_frozen_posterior_is_what_findings_and_window_say() -> None:
    found = learn(calibrate_simulated(national_window())[1], Trials())
    assert agrees(found, posteriors())
    assert np.linalg.cholesky(found.by(2010).covariance)[: len(FITTED), : len(FITTED)].shape
    print(found.answers.slopes)


def test_a_moment_is_a_finding_with_an_error() -> None:
    assert all(isinstance(each, Moment) and each.sd > 0 and each.known >= 2010 for each in moments().found)
