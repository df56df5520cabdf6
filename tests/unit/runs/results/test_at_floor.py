"""Draws for which the recorded growth is out of reach are counted in the manifest and told in notes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.unit.runs.texts import scenario
from urbsim.model.founding.founding import found
from urbsim.model.year.record import region_keys
from urbsim.runs.ensembles.draw_notes import floor_notes
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import CENTRAL, draw_of


def lived(growth: float) -> Ensemble:
    """The nation in two draws: one with the record's growth, the other with ``growth`` a year."""
    asked = scenario("CN")
    resolved = resolve(asked, 8_000)
    setup = replace(resolved.setup, years=resolved.setup.years[:2])
    foundation = found(setup, resolved.coefficients)
    draw = draw_of(CENTRAL, 1, setup.years, setup.record, {})
    values = [simulate(setup, foundation, each) for each in (draw, replace(draw, growth=growth))]
    return Ensemble(
        scenario=asked.name,
        mix="policy",
        variables=variables_of(setup),
        regions=region_keys(setup),
        years=setup.years,
        draws=(1, 2),
        values=np.stack(values),
    )


def test_a_draw_that_cannot_shrink_as_recorded_is_counted_and_told() -> None:
    runs = lived(-0.02)
    assert runs.draws_at_floor == 1
    (told,) = floor_notes([runs])
    assert "1 of 2 draws" in told.english
    assert "2 次抽样中有 1 次" in told.chinese


def test_draws_within_reach_are_not_spoken_of() -> None:
    runs = lived(0.012)
    assert runs.draws_at_floor == 0
    assert floor_notes([runs]) == ()
