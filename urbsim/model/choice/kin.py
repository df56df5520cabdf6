"""How much of a village lives in town, as the people of it see it (eq. 1)."""

from __future__ import annotations

import numpy as np

from urbsim.model.founding.plan import mean_by
from urbsim.model.setup import Array, Integers
from urbsim.model.state import State


def kin_shares(kin: Integers, home: Integers) -> Array:
    """Share of a village's people who live in any town, (V, 1): the same for all options.

    What is known is how much more likely people are to move at all when more of their village have
    (Chen, Jin & Yue). Taken by settlement, the same response would mean less the more settlements there are.

    0 where nobody has left; a village all of whose people are away has nearly 1.
    """
    gone = kin.sum(axis=1, keepdims=True)
    return np.asarray(gone / np.maximum(1, home.sum(axis=1, keepdims=True) + gone))


def kin_seen(state: State) -> Array:
    """Share of a village's people who live in any town, (V, 1), with chance as among single households.

    Rows that stand for ``weight`` households each make the share wander as many times as far (in variance),
    and where chance made it high, fewer are left who may go. So of what a village differs from its usual
    share one part in ``weight`` counts, which leaves the two as far from each other as they are at weight 1:
    there the share is the village's own.
    """
    count, villages = state.people.count, state.foundation.villages
    own = kin_shares(count.kin, count.home)
    everybody = count.home.sum(axis=1) + count.kin.sum(axis=1)
    usual = usual_shares(own, everybody.astype(float), villages.area)
    strength = villages.network / mean_by(villages.network, villages.area)
    usual = np.minimum(1.0, usual * strength[:, None])
    return np.asarray(own + (1 - 1 / state.setup.weight) * (usual - own))


def usual_shares(own: Array, people: Array, area: Integers) -> Array:
    """The share of each village's area, (V, 1), from the villages' ``own`` (V, 1) and their people (V,)."""
    gone, everybody = mean_by(own[:, 0] * people, area), mean_by(people, area)
    return np.asarray(gone / np.maximum(everybody, 1e-9))[:, None]
