"""How the growth of urban people in the base year is shared out: one account for rows and expected values.

In a year urban people U among N grow by what is born in towns, by villages that become urban, by people who
come from elsewhere A, from the own villages L (net of who returns to them), and by households that come back
from outside into an own town T. The villages lose people to places outside as the stock of those away grows.
So the rate u = U / N grows by r a year if

    r N = (born in towns − u · born) + reclassified + (1 − u) A + L + T + u · (growth of people away)

Of what is not natural, moves are a share s; of moves, those of the region itself a share l (registered in the
same county, as the census has it). Every term is then known, and no row is what the others leave over. Each
argument is a number or an array that broadcasts with the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from urbsim.households.equations import Number
from urbsim.model.founding.origins import from_elsewhere, part_of_county, within

LEAST_INFLOW = 0.002
"""The least that people come to towns in a year, per resident, beyond what deaths exceed births by."""
MOST_REBOUND = 0.02
"""The most who leave towns for elsewhere beyond the usual exchange, per resident of towns or of villages."""
MOST_RECLASSIFIED, MOST_LEAVE = 0.05, 0.1
"""The most villagers who are reclassified, and who go to towns of the region, a year."""
LEAST_GROWTH = 1e-6
"""Urban growth a year and resident of towns below which a region without an outside stands still."""
MOST_BACK = 0.5
"""Of the region's own moves at most so much is households that come back from outside."""
LEAST_POOL, MOST_OF_POOL = 0.2, 0.03
"""Commuters' part of moves from own villages that are not for school; most of a group who move in a year."""
BOUNDS = (0.2, 0.95)
"""The share of moves in moves and reclassification lies within these."""
SMALL = ("county", "township")


class Known(NamedTuple):
    """What is known of the base year: persons, and persons a year.

    ``growth`` is that of the rate (0–1), ``urban_born`` and ``born`` births less deaths in towns and in all,
    ``away`` the people away outside and ``away_growth`` how fast they grow, ``back_outside`` and
    ``back_inside`` who return in a year from outside and from own towns, ``families_back`` all of the
    households that do from outside, ``rural`` villagers who can move or become urban; ``usual`` is how many
    come where nobody is rural, so that the growth of the rate tells nothing; ``open`` is 1 where there is an
    outside, else 0.
    """

    urban: Number
    everybody: Number
    growth: Number
    urban_born: Number
    born: Number
    away: Number
    away_growth: Number
    back_outside: Number
    back_inside: Number
    families_back: Number
    usual: Number
    open: Number
    rural: Number


class Shares(NamedTuple):
    """Of what is not natural the share of moves; of moves the local share; of the returning those to town.

    ``school`` is the share of those from the own villages who go for a child's school.
    """

    moves: Number
    local: Number
    to_town: Number
    school: Number = 0.0


class GrowthBySource(NamedTuple):
    """The base year's growth of urban people by source, persons a year.

    ``arrivals`` come net of the usual exchange, ``leaving`` go beyond it; ``returnees`` come back from
    outside into an own town; ``villages`` go from villages to own towns, gross of those who return, of whom
    ``school`` go for a child's school; ``outflow`` go to places outside. ``floored`` is where the recorded
    growth is out of reach.
    """

    reclassified: Number
    arrivals: Number
    leaving: Number
    returnees: Number
    villages: Number
    school: Number
    outflow: Number
    floored: Number


def shared_growth(known: Known, shares: Shares) -> GrowthBySource:
    """The account of the base year.

    Where urban people grow by less than the least inflow, the shares hold of that inflow and the rest leaves
    for elsewhere, so that a shrinking region has people who come, too, and its recorded growth. Without an
    outside nobody can leave: such a region stands still at the least.

    Solved in closed form: what is left of the recorded growth once births, deaths and people away are taken
    out is shared by s and l, each bounded by how many villagers there are. All terms are persons a year. As
    long as no bound holds, l = 1 leaves no arrivals from elsewhere and s = 1 no reclassified villages.
    """
    moves = np.where(known.rural > 0, shares.moves, 1.0)
    local = np.where(known.open, np.where(known.rural > 0, shares.local, 0.0), 1.0)
    urban = known.urban / np.maximum(known.everybody, 1e-9)
    needed = moves_and_villages(known, urban)
    told = needed / np.maximum(1 - urban * moves * (1 - local), 1e-9)
    implied = np.where(known.rural > 0, told, known.usual * known.open)
    gross = np.maximum(implied, least_inflow(known))
    changed = np.minimum((1 - moves) * gross, MOST_RECLASSIFIED * known.rural)
    own = np.minimum(moves * local * gross, MOST_LEAVE * known.rural)
    came, leaving = arriving(known, moves * (1 - local) * gross, needed - changed - own)
    back = np.minimum(shares.to_town * known.families_back, MOST_BACK * own)
    villages = own - back + known.back_inside
    return GrowthBySource(
        reclassified=changed,
        arrivals=came,
        leaving=leaving,
        returnees=back,
        villages=villages,
        school=shares.school * villages,
        outflow=np.maximum(0.0, known.back_outside + known.away_growth * known.away),
        floored=~np.asarray(known.open, bool) & (known.rural > 0) & (implied < gross),
    )


def least_inflow(known: Known) -> Number:
    """The least that is not natural growth, persons a year: to be shared out even where towns shrink.

    Two persons a year for every thousand townspeople, and the deaths that exceed births: a shrinking town too
    has people who move in.
    """
    with_deaths = LEAST_INFLOW * known.urban + np.maximum(0.0, -np.asarray(known.urban_born))
    return np.where(known.open, with_deaths, LEAST_GROWTH * np.maximum(known.urban, 1.0))


def moves_and_villages(known: Known, share: Number) -> Number:
    """What reclassification, arrivals, own moves and returnees must add to the rate's numerator, persons.

    From the account with everything known on one side; negative where the rate falls by more than its natural
    growth tells.
    """
    natural = known.urban_born - share * known.born
    return known.growth * known.everybody - natural - share * known.away_growth * known.away


def arriving(known: Known, split: Number, left: Number) -> tuple[Number, Number]:
    """People who come from elsewhere and who leave for it beyond the usual exchange, persons a year.

    ``split`` is what the shares say, ``left`` what arrivals must add to the rate's numerator. What the two
    differ by comes or goes, as far as towns and villages bear it.

    Bounded by two in a hundred of the smaller of towns and villages, a year. Where the two arguments agree,
    all arrivals are as the shares say and nobody leaves beyond the usual.
    """
    villagers = np.maximum(known.everybody - known.urban, 1e-9)
    wanted = left * known.everybody / villagers
    most = MOST_REBOUND * np.minimum(known.urban, known.rural)
    more = np.clip(wanted - split, -most, most) * known.open
    return split + np.maximum(more, 0.0), np.maximum(-more, 0.0)


def chooser_part(villages: Number, wanted: Number, pool: Number) -> Number:
    """Persons going from ``villages`` to own towns who are no commuters: the ``wanted``, within bounds.

    Commuters are the others, a fifth at least, and no more than three in a hundred of the ``pool`` in a
    year: all are choosers where nobody commutes.

    Where nobody commutes (``pool`` 0) it is all of ``villages``.
    """
    most = np.maximum((1 - LEAST_POOL) * villages, villages - MOST_OF_POOL * pool)
    least = np.maximum(0.0, villages - MOST_OF_POOL * pool)
    return np.clip(wanted, least, most)


def school_part(growth: GrowthBySource, families: Number) -> Number:
    """Persons going from villages to own towns for a child's school: no more than three in a hundred.

    ``families`` are persons of those who might.
    """
    return np.minimum(growth.school, MOST_OF_POOL * families)


def share_of_moves(level: str, p: Mapping[str, Number]) -> Number:
    """Share of moves in moves and reclassification; 1 where no village is reclassified.

    Small regions (counties, townships) differ more among themselves than provinces: the spread is the wider
    of the two. The deviate is the draw's, one for all regions.
    """
    middle = p["growth_share_moves"] / (p["growth_share_moves"] + p["growth_share_reclassified"])
    spread = p["growth_share_sd_small"] if level in SMALL else p["growth_share_sd_large"]
    drawn = np.clip(middle + spread * p["growth_share_deviate"], *BOUNDS)
    return np.where(np.asarray(p["reclassification_rate"]) > 0, drawn, 1.0)


def local_share(level: str, registered: Number, p: Mapping[str, Number]) -> Number:
    """Of the moves into towns the share that comes from the region's own villages, 0–1.

    ``registered`` (…, 3) are people registered in another township of the county, another county of the
    province, and beyond, in any unit: a split of movers. Those of the county are discounted by who came from
    another town. A prefecture has of those from other counties the part that migrants' destinations say.

    1 where all who are registered elsewhere come from the region, 0 where none do; undefined shares (nobody
    is registered elsewhere) count as 0.
    """
    county, others = np.asarray(registered)[..., 0], from_elsewhere(level, registered, p)
    own = part_of_county(level, p) * p["local_moves_discount"] * county + within(level, registered, p)
    return own / np.maximum(own + others, 1e-9)


def usual_origins(p: Mapping[str, Number]) -> tuple[Number, Number, Number]:
    """Where people registered elsewhere are from, shares, where no census of the county was known yet.

    The three add up to 1.
    """
    county = p["origin_share_county"]
    return county, (1 - county) * p["origin_share_province"], (1 - county) * (1 - p["origin_share_province"])
