"""Jobs, hiring, pay and the chance of a job (eq. 8–10)."""

from __future__ import annotations

import math
from typing import NamedTuple

from urbsim.households.equations import USUAL_HANDS, expected_pay, gain_family
from urbsim.model.setup import Coefficients

LEAST_GAIN = 1e-3
MOST_DRAWN = 0.9
LEAST_LEFT = 0.1


def multiplier(year: int, p: Coefficients) -> float:
    """Other local jobs per job that a measure creates in ``year``: one value up to 2010, a smaller one after.

    Wang & Chanda (2018) and Cheng (2025) found 0.34 and 0.62 before, none after.
    """
    return p["multiplier_before_2010"] if year <= 2010 else p["multiplier_after_2010"]


def park_occupancy(distance: float, p: Coefficients) -> float:
    """Share of a park's jobs that firms bring in the end, ``distance`` km from a city of 500,000.

    ``park_occupancy`` beside the city, half of it ``park_reach`` km away, none at the end of the world: zones
    work within 300 km of clusters of cities (Deng, Yu & Zhao 2019).
    """
    return float(p["park_occupancy"] * 0.5 ** (distance / p["park_reach"]))


def park_filled(age: float, occupancy: float, p: Coefficients) -> float:
    """Share of a park's jobs that exist ``age`` years after it opened: logistic, up to its occupancy."""
    return occupancy / (1 + math.exp(-(age - p["park_fill_midpoint"])))


class JobsOfMeasures(NamedTuple):
    """Jobs that measures have ``created`` so far, and the ``posts`` that these are with local jobs beside."""

    created: float
    posts: float


class JobOffer(NamedTuple):
    """The chance of a job that newcomers read of a place, and the pay of one, yuan a worker and year."""

    chance: float
    wage: float


class Lookers(NamedTuple):
    """Who works or looks for work in a settlement: its own ``labour``, and ``entrants`` of the year."""

    labour: float
    entrants: float


class Commuting(NamedTuple):
    """Villagers who work in town and live at home: their share of new jobs, and how many would come."""

    share: float
    willing: float


def jobs_with_others(before: JobsOfMeasures, created: float, others: float) -> float:
    """Jobs that measures have brought with the local jobs beside them, after a year (eq. 8).

    ``before`` is a year ago, ``created`` what there is now, ``others`` the local jobs that each new one
    brings; jobs that go take theirs along. Without others it is ``created``.
    """
    was, posts = before
    return posts + (created - was) * (1 + others) if created >= was else posts * created / was


def usual_jobs(chance: float, lookers: float, drawn: float) -> float:
    """Jobs that there are without measures: they follow labour, but for workers whom new jobs ``drawn`` here.

    Without measures the share of the base year, ``chance``, of those who look for work has a job, however
    many they become: business as usual keeps it.
    """
    return chance * (lookers - drawn)


def drawn_share(power: float) -> float:
    """Share of the newcomers of a year who would not have come, where jobs multiply the flow by ``power``.

    None at 1; negative where lost jobs keep people away.
    """
    return 1 - 1 / power


def drawn_by(came: float, left: float, times: float) -> float:
    """Workers that a place has more of after a year in which ``times`` as many as usual came.

    Of those who ``came`` some would not have, and of those who ``left`` there would have been more; none
    at 1.
    """
    return came * drawn_share(times) + left * (times - 1)


def commuters(wanted: float, willing: float) -> float:
    """Villagers who are hired and live at home: as many as are wanted, and no more than are willing."""
    return max(0.0, min(wanted, willing))


def jobs_each(jobs: float, lookers: float) -> float:
    """Eq. 10: jobs for each who looks for one; above 1 employers look for workers."""
    return jobs / max(1.0, lookers)


def chance_of_a_job(each: float, most: float) -> float:
    """What the choice reads as the chance of a job where there are ``each`` for everybody who looks.

    Up to ``most``, the share at work where openings abound, it is ``each``. Beyond, employers bid for
    workers, and each doubling of jobs counts as much as the last: ``most`` · (1 + ln(each / most)).
    """
    return each if each <= most else most * (1 + math.log(each / most))


def employed(each: float, most: float) -> float:
    """Share of those who look who have a job: ``each`` and at most ``most``, as some change jobs."""
    return min(each, most)


def slack_ratio(base: float, each: float) -> float:
    """Labour per job against the base year's; 1 where there was none or is none to compare."""
    return base / each if base > 0 and each > 0 else 1.0


def pull_of_jobs(now: JobOffer, usual: JobOffer, income: float, cost: float, p: Coefficients) -> float:
    """Times as many come as would with the usual jobs.

    Eq. 1 and 2 for a family with the mean ``income`` and the ``cost`` of living away; 1 where both offers are
    the same.
    """
    gains = []
    for chance, wage in (now, usual):
        pay = expected_pay(chance, wage, p["unemployed_income"] * wage, cost)
        gains.append(max(LEAST_GAIN, gain_family(pay, income, USUAL_HANDS, p["land_rent_share"])))
    return float((gains[0] / gains[1]) ** (p["income_response"] / p["dissimilarity"]))


def wage_effect(people_ratio: float, slack_ratio: float, p: Coefficients) -> float:
    """Eq. 9: wage relative to the nation's, from town size and labour per job relative to the base year.

    With nothing changed it is 1; one per cent more labour per job lowers it by 0.1 per cent.
    """
    return float(people_ratio ** p["agglomeration"] * slack_ratio ** p["wage_curve"])


def crowding(extra: float, lookers: float, migrants: float) -> float:
    """How many times as many migrants as usual look for work, where ``extra`` of all came for measures.

    The usual ones are the share ``migrants`` of the others; 1 where nobody came or stayed away. At least a
    tenth of them stay.
    """
    return max(LEAST_LEFT, 1 + extra / max(1.0, migrants * (lookers - extra)))


def relative_pay(crowded: float, migrants: float, substitution: float) -> tuple[float, float]:
    """Pay of migrants and of natives over the mean where ``crowded`` times as many migrants look for work.

    The two are paid as factors of one product with a constant elasticity of substitution: their ratio falls
    as crowded^(−1 / substitution), and the mean by shares of workers stays. 1 both where the two are alike
    (an endless elasticity) or as many as usual.
    """
    ratio = crowded ** (1 / substitution)
    return ratio ** -(1 - migrants), ratio**migrants


class LabourMarket:
    """Jobs and pay of one settlement, anchored to the base year's chance of a job or its known ``jobs``.

    ``employment`` is the chance that the choice reads, ``employed`` who has a job; ``drawn`` are the workers
    who came for jobs that measures created, ``others`` those who came for new hukou rules, whom only local
    jobs follow; ``wage`` is what newcomers are paid and ``wage_of_natives`` what those born there are;
    ``commuters`` are the villagers hired for such jobs who live at home, and ``unfilled`` the
    openings for which nobody is found.
    """

    def __init__(self, looking: Lookers, wage: float, p: Coefficients, jobs: float | None = None) -> None:
        self.p, self.wage_at_base = p, wage
        self.wage = self.usual_wage = self.wage_of_natives = wage
        self.labour, entrants = looking
        self.lookers = self.labour + entrants
        self.employment = p["base_employment_probability"]
        if jobs is not None:
            self.employment = min(1.0, jobs_each(jobs, self.lookers))
        self.employed = self.employment_at_base = self.employment
        self.most = max(self.employment, p["employment_most"])
        self.jobs = self.jobs_at_base = self.employment * self.lookers
        self.industrial_at_base = p["industry_share_of_jobs"] * self.jobs
        self.created = self.posts = self.drawn = self.commuters = self.unfilled = 0.0
        self.power = self.admitted = self.slack = 1.0
        self.others, self.tradable = 0.0, p["industry_share_of_jobs"]

    def create(self, calendar: int, created: float) -> None:
        """Eq. 8: jobs ``created`` by measures up to this year, and the local jobs that come with them."""
        others = multiplier(calendar, self.p)
        self.posts = jobs_with_others(JobsOfMeasures(self.created, self.posts), created, others)
        self.created = created

    def remember(self, came: float, left: float) -> None:
        """Of the workers who came and left last year, count who did so for new jobs and for new hukou rules.

        Natives have their hukou: they leave for want of jobs alone.
        """
        for_jobs, for_rules = drawn_by(came, left, self.power), came * drawn_share(self.admitted)
        most = MOST_DRAWN * self.labour
        self.drawn = min(max(0.0, self.drawn + for_jobs), most)
        self.others = min(max(-most, self.others + for_rules), most)

    def hire(self, looking: Lookers, built: float, villagers: Commuting) -> None:
        """Eq. 10: usual jobs, those of measures, and who fills them.

        ``built`` are the year's public works in yuan, which employ builders in this year alone.
        """
        self.labour, entrants = looking
        self.lookers = self.labour + entrants
        drawn = self.drawn + entrants * drawn_share(self.power)
        usual = usual_jobs(self.employment_at_base, self.lookers, drawn + self.tradable * self.others)
        posts = self.posts + self.p["construction_jobs"] * built / 1e6
        self.commuters = commuters(villagers.share * posts, villagers.willing)
        each = jobs_each(usual + posts - self.commuters, self.lookers)
        self.employment, self.employed = chance_of_a_job(each, self.most), employed(each, self.most)
        self.slack = slack_ratio(self.employment_at_base, each)
        self.unfilled = (each - self.employed) * self.lookers
        self.jobs = self.employed * self.lookers + self.commuters

    def pay(self, national: float, people_ratio: float) -> None:
        """Eq. 9: the settlement's share of the national pay, and what it would be with the usual jobs.

        Migrants have the less of it, and natives the more, the more of them came for measures.
        """
        mean, share = national * wage_effect(people_ratio, self.slack, self.p), self.p["migrant_workers"]
        crowded = crowding(self.drawn + self.others, self.lookers, share)
        migrants, natives = relative_pay(crowded, share, self.p["migrant_substitution"])
        self.wage, self.wage_of_natives = mean * migrants, mean * natives
        self.usual_wage = national * wage_effect(people_ratio, 1.0, self.p)
