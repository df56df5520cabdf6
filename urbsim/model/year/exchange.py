"""Who comes from elsewhere and who leaves for it: by the account of the base year and the offers since."""

from __future__ import annotations

import numpy as np

from urbsim.model.choice.choice import taste_of
from urbsim.model.choice.standing import Offer, appeal, as_natives, opened, standing
from urbsim.model.people.people import Exchange
from urbsim.model.setup import Array, Setup
from urbsim.model.state import State
from urbsim.model.year.posting import Choice

LEAST_LEAN = 0.1


def exchange_of(state: State, choice: Choice, offer: Offer) -> Exchange:
    """Chances of the year by settlement: to come, per resident, and to leave, per native.

    In the base year as many natives leave as usual or as the account says, and people come for them and on
    top. The path of who comes on top is that of the nation's villagers. All come in proportion to e^(g/λ),
    and leave to e^(−g/λ).

    Both are 0 in a region without an outside.
    """
    setup, growth = state.setup, choice.anchor.growth
    inside = np.asarray(setup.inside & (not setup.inside.all()), float)
    natives = state.foundation.natives.astype(float)
    residents = state.people.residents_at_base.astype(float)
    leaving = state.p["exchange_rate"] + growth.leaving * setup.weight / max(1.0, natives.sum())
    came = growth.arrivals * setup.weight / max(1.0, float(residents[setup.inside].sum()))
    path = setup.drivers.inflow[state.t] / max(1e-12, float(setup.drivers.inflow[1]))
    usual = state.p["exchange_rate"] * natives / np.maximum(1.0, residents)
    drawn, rural, held = appeals(state, choice, offer)
    coming = lean(setup) * (usual * drawn + came * path * rural)
    return Exchange(inside * coming, inside * leaving * held)


def appeals(state: State, choice: Choice, offer: Offer) -> tuple[Array, Array, Array]:
    """How many times as many come or leave as in the base year, (J,) each.

    Townspeople of elsewhere who come, the mean of all others who come, and natives who leave.

    All 1 in the base year.
    """
    taste, rural = taste_of(state.p), state.p["rural_registration"]
    worth = standing(offer, choice.base, taste, state.levers.price_support[state.t])
    drawn = appeal(worth, taste)
    kept_out = appeal(worth + opened(offer, choice.base, taste), taste)
    held = appeal(-standing(as_natives(offer), as_natives(choice.base), taste), taste)
    return drawn, (1 - rural) * drawn + rural * kept_out, held


def admitted(state: State, choice: Choice, offer: Offer) -> Array:
    """How many times as many come for changed hukou rules, (J,): 1 where the barrier is as it was.

    Read by the labour market, whose usual jobs do not follow those who come for rules.
    """
    taste, rural = taste_of(state.p), state.p["rural_registration"]
    times = appeal(opened(offer, choice.base, taste), taste)
    return np.asarray((1 - rural) + rural * times)


def lean(setup: Setup) -> Array:
    """How much more than the mean each settlement has of those who come from outside, (J,).

    As its area has of people registered in other counties, where every area's census tells; their mean over
    townspeople is 1.
    """
    home = np.array([place.area for place in setup.settlements])
    if not all(area.registered for area in setup.areas) or not setup.urban:
        return np.ones(len(home))
    others = np.array([sum(area.registered[1:]) * area.population for area in setup.areas])
    urban = np.array([float(area.urban) for area in setup.areas])
    mean = others.sum() / urban.sum()
    by_area = np.maximum(LEAST_LEAN, others / np.maximum(1.0, urban) / mean)
    by_area /= (by_area * urban).sum() / urban.sum()
    return np.asarray(np.where(home >= 0, by_area[home], 1.0))
