"""The base year of expected values: its growth by source, as a run has it, and the constants it fixes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import logit

from urbsim.analysis.mean_field.expected_values import Constants, MeanField, MeanFieldState, Parts
from urbsim.analysis.mean_field.whole_families import with_pupils
from urbsim.analysis.panels.forecasts import Array
from urbsim.households.choice.composition import NOBODY
from urbsim.model.choice.accounting import (
    GrowthBySource,
    Known,
    Shares,
    chooser_part,
    local_share,
    school_part,
    share_of_moves,
    shared_growth,
    usual_origins,
)
from urbsim.model.choice.anchoring import MOST_MOVE, SMALLEST
from urbsim.model.choice.preparation import FEWEST
from urbsim.model.founding.plan import WORKERS_AWAY
from urbsim.vocabulary.kinds import LEVELS

ROUNDS, EDGE, TINY = 10, 1e-9, 1e-12


@dataclass(frozen=True)
class BaseYearTerms:
    """What the base year fixes, (U, D) each.

    Constants of moving, births per fertile person, the share of kin, who comes and who leaves per resident of
    towns, the shares of villagers reclassified, those of the families with pupils who go for a school, the
    shares of commuters' families who move and of those back from outside who go to an own town; of choosers
    the share who stay.
    """

    constants: Constants
    bearing: Parts
    kin: Array
    coming: Array
    leaving: Array
    reclassified: Array
    school: Array
    pool: Array
    to_town: Array
    stays: Array

    @classmethod
    def of(cls, model: MeanField, state: MeanFieldState) -> BaseYearTerms:
        """That of the state at the end of the base year."""
        growth = account(model, state)
        away, own = choosers(model, state, growth)
        for_school = school_part(growth, with_pupils(model, state))
        urban, rural = (np.maximum(each, 1.0) for each in (state.urban.sum(axis=2), state.rural))
        return cls(
            constants=anchor(model, state, away, own),
            bearing=model.births(state),
            kin=model.kin(state, None)[1],
            coming=growth.arrivals / urban,
            leaving=growth.leaving / urban,
            reclassified=np.minimum(MOST_MOVE, growth.reclassified / rural),
            school=for_school / np.maximum(with_pupils(model, state), 1.0),
            pool=np.maximum(0.0, growth.villages - for_school - own) / np.maximum(state.pool, 1.0),
            to_town=growth.returnees / np.maximum(families_back(model, state), 1.0),
            stays=own / np.maximum(own + away, TINY),
        )


def account(model: MeanField, state: MeanFieldState) -> GrowthBySource:
    """The account of the base year in persons, (U, D) each."""
    inputs, rural = model.inputs, state.rural
    births, fertile, back = model.births(state), model.fertile(state), model.back(state)
    village_born = births.rural * fertile.rural - model.deaths(state.villagers)
    urban_born = births.urban * fertile.urban - model.deaths(state.urban)
    known = Known(
        urban=state.urban.sum(axis=2),
        everybody=inputs.people[:, None],
        growth=model.growth,
        urban_born=urban_born,
        born=urban_born + village_born,
        away=state.away[:, :, 1].sum(axis=2),
        away_growth=inputs.away_growth,
        back_outside=back[:, :, 1],
        back_inside=back[:, :, 0],
        families_back=families_back(model, state),
        usual=inputs.inflow[:, [1]] * state.urban.sum(axis=2),
        open=opened(model)[:, None],
        rural=np.where(rural >= FEWEST, rural, 0.0),
    )
    return shared_growth(known, shares_of(model))


def families_back(model: MeanField, state: MeanFieldState) -> Array:
    """People of all households of whom somebody comes back from outside in the base year, (U, D)."""
    alone, whole = np.moveaxis((state.bond * model.returning(model.pull(0)))[:, :, 1], 2, 0)
    return np.asarray(alone * (1 + model.inputs.size[:, None] / WORKERS_AWAY) + whole)


def opened(model: MeanField) -> Array:
    """1 where people come from elsewhere, else 0, (U,)."""
    nation = LEVELS.index("nation")
    return np.asarray((model.inputs.level != nation) & model.inputs.inflow[:, 1:].any(axis=1), float)


def shares_of(model: MeanField) -> Shares:
    """The shares by which the growth of units is told apart, (U, D)."""
    p = dict(model.p)
    moves, local = [], []
    for level, registered, open_ in zip(
        model.inputs.level, model.inputs.registered, opened(model), strict=True
    ):
        name = LEVELS[level]
        known = np.stack(usual_origins(p), axis=-1) if np.isnan(registered).any() else registered
        moves.append(share_of_moves(name, p))
        local.append(local_share(name, known, p) if open_ else np.ones_like(p["return_to_town"]))
    to_town, school = (p[name][None, :] for name in ("return_to_town", "school_share_of_moves"))
    return Shares(np.stack(moves), np.stack(local), to_town, school)


def choosers(model: MeanField, state: MeanFieldState, growth: GrowthBySource) -> tuple[Array, Array]:
    """Persons who leave for outside and who go to own towns and are no commuters, (U, D) each."""
    near = model.inputs.nearby[:, None]
    away = np.where(near < 1, growth.outflow, 0.0)
    others = growth.villages - school_part(growth, with_pupils(model, state))
    wanted = np.where(near < 1, away * near / np.maximum(1 - near, TINY), others)
    own = np.where(near > 0, chooser_part(others, wanted, state.pool), 0.0)
    families = state.families[:, :, :NOBODY].sum(axis=(2, 3))
    least = SMALLEST * families / np.maximum(own + away, TINY)
    scale = np.clip(MOST_MOVE * families / np.maximum(own + away, TINY), 0.0, np.maximum(1.0, least))
    return away * scale, own * scale


def anchor(model: MeanField, state: MeanFieldState, away: Array, own: Array) -> Constants:
    """The constants under which ``away`` and ``own`` persons (U, D) move, and families in their share."""
    pull, nest = model.pull(0), model.p["dissimilarity"]
    persons = np.maximum(away + own, TINY)
    still = np.zeros(persons.shape)
    constants = Constants(still - 3.0, still - 1.0, still)
    aims = logit(model.p["whole_family_share"]), logit(np.clip(away / persons, EDGE, 1 - EDGE))
    for _ in range(ROUNDS):
        moved = model.moves(state, pull, constants, still).by_option
        hands = moved * model.of_each(model.going)
        found = (moved * model.of_each(model.persons)).sum(axis=(2, 3))
        shares = (hands[..., 1].sum(axis=2), hands[:, :, 1].sum(axis=2))
        everybody = np.maximum(hands.sum(axis=(2, 3)), TINY)
        family, border = (
            nest * (aim - logit(np.clip(share / everybody, EDGE, 1 - EDGE)))
            for aim, share in zip(aims, shares, strict=True)
        )
        steps = (np.log(persons / np.maximum(found, TINY)), family, border)
        pairs = zip(constants, steps, strict=True)
        constants = Constants(*(np.clip(each + more, -20.0, 8.0) for each, more in pairs))
    return constants
