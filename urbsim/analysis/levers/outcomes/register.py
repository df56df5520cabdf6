"""All outcomes by the name that the data use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from urbsim.analysis.levers.outcomes import homes, jobs_and_pay, laws, residence, works
from urbsim.analysis.levers.worlds.simulated_arms import Seen
from urbsim.model.setup import Array

Outcome = Callable[[Seen], Array]

OUTCOMES: Final[Mapping[str, Outcome]] = MappingProxyType(
    {**jobs_and_pay.OUTCOMES, **residence.OUTCOMES, **homes.OUTCOMES, **works.OUTCOMES, **laws.OUTCOMES}
)
