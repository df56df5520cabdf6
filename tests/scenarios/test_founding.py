"""The founded base is the declared one: to the person at weight 1, within one weight above it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.scenarios.editing import content_of, scenario_of
from urbsim.evidence.statistics import base_count, not_allocated
from urbsim.model.books import urban_of
from urbsim.model.founding import found
from urbsim.model.setup import Setup
from urbsim.model.urbanization import UrbanizationModel
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import draw_of


@dataclass(frozen=True)
class Founded:
    """A founded region: its setup, and the residents and urban residents of its areas."""

    setup: Setup
    residents: tuple[int, ...]
    urban: tuple[int, ...]

    @property
    def total(self) -> tuple[int, int]:
        """Residents and urban residents of the region, with what no area holds."""
        rural, urban = self.setup.unallocated
        return sum(self.residents) + rural + urban, sum(self.urban) + urban


def founded(name: str, weight: int) -> Founded:
    scenario = scenario_of(content_of(name))
    resolved = resolve(scenario, weight)
    setup = resolved.setups["policy"]
    draw = draw_of(0, 1, setup.years, setup.record, scenario.coefficients)
    model = UrbanizationModel(setup, found(setup, resolved.coefficients), draw)
    urban = urban_of(model.stocks, model.people.land)
    return Founded(setup, tuple((urban + model.stocks.rural).tolist()), tuple(urban.tolist()))


def declared(name: str) -> tuple[int, int]:
    """Residents and urban residents that the file or the official count states for the base year."""
    content = content_of(name)
    if isinstance(content["region"], dict):
        return content["region"]["population"], content["region"]["urban_population"]
    count = base_count(content["region"], content["from"])
    assert count is not None
    return count.population, count.urban


@pytest.mark.parametrize("name", ["xuean-2010", "jingtai-2012", "huludao-2011"])
def test_the_base_is_exact_to_the_person_at_weight_one(name: str) -> None:
    made = founded(name, 1)
    assert made.total == declared(name)
    assert made.residents == tuple(area.population for area in made.setup.areas)
    assert made.urban == tuple(area.urban for area in made.setup.areas)
    print(f"\n{name}: {made.total[0]:,} residents and {made.total[1]:,} urban, as declared")


@pytest.mark.parametrize("weight", [2, 7, 50, 300])
@pytest.mark.parametrize("name", ["xuean-2010", "jingtai-2012", "huludao-2011"])
def test_every_area_is_within_one_weight_above(name: str, weight: int) -> None:
    assert_within_one_weight(founded(name, weight))


@pytest.mark.parametrize(
    ("name", "weight"),
    [("huludao-2011", 50), pytest.param("national-2025", 500, marks=pytest.mark.prove)],
)
def test_the_region_is_within_one_weight_above(name: str, weight: int) -> None:
    assert abs(founded(name, weight).total[0] - declared(name)[0]) <= weight


@pytest.mark.parametrize("weight", [5000, pytest.param(500, marks=pytest.mark.prove)])
def test_the_nation_is_its_provinces_and_what_none_of_them_holds(weight: int) -> None:
    made, aim = founded("national-2025", weight), declared("national-2025")
    assert len(made.residents) == 31
    assert_within_one_weight(made)
    assert made.total[1] == aim[1]
    held = [sum(area.population for area in made.setup.areas), sum(area.urban for area in made.setup.areas)]
    people, urban = not_allocated(2010)
    assert (held[0] + people, held[1] + urban) == aim == (made.setup.population, made.setup.urban)
    print(f"\nthe nation at weight {weight}: {people:,} people ({urban:,} urban) belong to no province")


def assert_within_one_weight(made: Founded) -> None:
    """Urban people exactly, residents to one weight, in every area."""
    for area, residents, urban in zip(made.setup.areas, made.residents, made.urban, strict=True):
        assert urban == area.urban
        assert abs(residents - area.population) <= made.setup.weight
