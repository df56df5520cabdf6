"""Indirect inference: coefficients of the response move until experiments give what studies found.

The window tells of the nation's path and hardly of what a policy does. Each finding is the same experiment
made on a plain place (`trials`); its answer is taken as linear in the deviates, with slopes over a standard
deviation to either side, and the normal distribution that the window leaves is conditioned on the findings.
Full trials at the new mean then take the place of the linear answer, as full runs do in the window.
A finding is read from the year on in which it was known, so every year of knowledge has its own posterior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from urbsim.analysis.calibration.calibration import FITTED, Calibration, Gaussian
from urbsim.analysis.calibration.trials import Answer, Trials
from urbsim.analysis.calibration.window import LAST
from urbsim.analysis.panels.forecasts import Array
from urbsim.evidence.coefficients import coefficients
from urbsim.evidence.experiments import Moment, experiments, moments
from urbsim.runs.setup.sampling import CENTRAL, prior_coefficients, value_at

LEARNT = (*FITTED, *(name for name in moments().coefficients if name not in FITTED))
"""Every coefficient that the window or a finding tells of."""
STEP = 1.0
ROUNDS = 1


@dataclass(frozen=True)
class Answers:
    """Linear answers: ``values`` (M,) at deviates ``at`` (N,), ``slopes`` (M, N), ``noise`` (M,) of seeds."""

    at: Array
    values: Array
    slopes: Array
    noise: Array

    def under(self, belief: Gaussian) -> Gaussian:
        """The answers under a distribution of the deviates: mean (M,) and covariance (M, M)."""
        mean = self.values + self.slopes @ (belief.mean - self.at)
        return Gaussian(mean, self.slopes @ belief.covariance @ self.slopes.T)

    def only(self, chosen: Sequence[int]) -> Answers:
        """The answers to some of the findings."""
        rows = list(chosen)
        return Answers(self.at, self.values[rows], self.slopes[rows], self.noise[rows])


@dataclass(frozen=True)
class Learnt:
    """What window and findings say of ``LEARNT``: ``before`` any finding, and the linear ``answers``."""

    findings: tuple[Moment, ...]
    before: Gaussian
    answers: Answers

    def by(self, year: int) -> Gaussian:
        """The posterior of what was known at the end of a year."""
        return self.given([n for n, each in enumerate(self.findings) if each.known <= year])

    def without(self, finding: int) -> Gaussian:
        """The answers (M,) of a calibration that leaves one finding out."""
        others = [n for n in range(len(self.findings)) if n != finding]
        return self.answers.under(self.given(others))

    def given(self, chosen: Sequence[int]) -> Gaussian:
        """The posterior given some of the findings."""
        known = [self.findings[n] for n in chosen]
        return conditioned(self.before, self.answers.only(chosen), known)

    @property
    def years(self) -> tuple[int, ...]:
        """Years from which more is known than before, the window's last one first."""
        return tuple(sorted({LAST, *(each.known for each in self.findings if each.known > LAST)}))


def learn(found: Calibration, trials: Trials) -> Learnt:
    """Condition what the window leaves on every finding."""
    before, findings = beside(found), trials.findings.found
    learnt = Learnt(findings, before, linear_answers(trials, before.mean))
    for _ in range(ROUNDS):
        mean = learnt.by(max(learnt.years)).mean
        lived = [trials.answer(each.row, at(mean)).value for each in findings]
        learnt = replace(learnt, answers=replace(learnt.answers, at=mean, values=np.array(lived)))
    return learnt


def beside(found: Calibration) -> Gaussian:
    """The window's posterior of ``FITTED``, and the prior of the others."""
    n, k = len(LEARNT), len(FITTED)
    mean, covariance = np.zeros(n), np.eye(n)
    mean[:k], covariance[:k, :k] = found.mean, found.covariance
    return Gaussian(mean, covariance)


def linear_answers(trials: Trials, z: Array) -> Answers:
    """Answers at deviates (N,) and their slopes in the coefficients that each finding names."""
    findings = trials.findings.found
    here = [trials.answer(each.row, at(z)) for each in findings]
    slopes = np.zeros((len(findings), len(LEARNT)))
    for m, each in enumerate(findings):
        for name in each.of:
            slopes[m, LEARNT.index(name)] = slope(trials, each, z, LEARNT.index(name))
    return Answers(z, values_of(here), slopes, np.array([each.error for each in here]))


def values_of(answers: Sequence[Answer]) -> Array:
    """Values of answers, (M,)."""
    return np.array([each.value for each in answers])


def slope(trials: Trials, finding: Moment, z: Array, n: int) -> float:
    """Change of an answer for a standard deviation of coefficient ``n``, around deviates (N,).

    From one standard deviation to either side, so that of a linear answer it is exact.

    Each costs the trials of a finding twice.
    """
    step = STEP * np.eye(len(z))[n]
    up, down = (trials.answer(finding.row, at(z + side * step)).value for side in (1, -1))
    return (up - down) / (2 * STEP)


def at(z: Array) -> dict[str, float]:
    """Every coefficient with those of ``LEARNT`` at deviates (N,), the others amid their priors."""
    learnt = {name: value_at(name, float(x)) for name, x in zip(LEARNT, z, strict=True)}
    return prior_coefficients(CENTRAL, LAST) | learnt


def conditioned(belief: Gaussian, answers: Answers, findings: Sequence[Moment]) -> Gaussian:
    """A normal distribution given findings with their errors; without any it stays as it was.

    The update of a normal belief by linear observations (a Kalman step): a finding without error fixes its
    answer, one with a large error changes nothing.
    """
    if not findings:
        return belief
    expected = answers.under(belief)
    error = np.diag(np.array([each.sd for each in findings]) ** 2 + answers.noise**2)
    gain = np.linalg.solve(expected.covariance + error, answers.slopes @ belief.covariance).T
    off = np.array([each.centre for each in findings]) - expected.mean
    covariance = belief.covariance - gain @ answers.slopes @ belief.covariance
    return Gaussian(belief.mean + gain @ off, (covariance + covariance.T) / 2)


@dataclass(frozen=True)
class Narrowed:
    """A coefficient that findings tell of, for which levers; middle of prior and posterior.

    ``width`` is the share of the prior's width that is left now, ``width_first`` before any later study.
    """

    name: str
    levers: tuple[str, ...]
    prior: float
    posterior: float
    width_first: float
    width: float


def narrowed(learnt: Learnt) -> list[Narrowed]:
    """What is learnt about every coefficient of a finding, lever by lever."""
    first, last = learnt.by(min(learnt.years)), learnt.by(max(learnt.years))
    known, levers = coefficients(LAST), {row.id: row.lever for row in experiments().rows}
    told = []
    for n, name in enumerate(LEARNT):
        of = tuple(dict.fromkeys(levers[each.row] for each in learnt.findings if name in each.of))
        widths = [float(np.sqrt(belief.covariance[n, n])) for belief in (first, last)]
        if of:
            told.append(Narrowed(name, of, known[name].value, value_at(name, float(last.mean[n])), *widths))
    return sorted(told, key=lambda row: row.levers)
