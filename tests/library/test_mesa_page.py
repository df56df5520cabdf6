"""docs/mesa.md, followed to the letter: the model does what a Mesa user expects of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

TEXT = (Path(__file__).parents[2] / "docs" / "mesa.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What the names of the page stand for when all of it has been run."""
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", TEXT, re.S):
        exec(block, names)
    return names


def test_a_model_is_stepped_and_its_agents_are_asked(found: dict[str, Any]) -> None:
    towns, model = found["towns"], found["model"]
    assert set(found["jobs"]) == {town.place.key for town in model.towns if town.inside}
    assert found["people"] > 0
    assert found["dearest"].price == max(town.price for town in towns)
    assert len(found["spending"]) == len(found["setup"].areas)


def test_mesas_tables_hold_what_was_recorded(found: dict[str, Any]) -> None:
    years = found["model"].datacollector.years
    assert len(found["frame"]) == len(found["rates"]) == 4
    assert list(found["frame"].columns) == list(found["model"].datacollector.model_reporters)
    births, place = found["frame"]["births"], list(found["frame"]).index("births")
    assert np.array_equal(births.iloc[2], years[2][place], equal_nan=True)


def test_a_collector_of_ones_own_reads_the_agents(found: dict[str, Any]) -> None:
    pay, model = found["pay"], found["model"]
    assert list(pay.columns) == ["pay", "price"]
    assert pay["pay"].tail(len(model.towns)).tolist() == [town.market.wage for town in model.towns]


def test_the_reference_model_has_the_same_people(found: dict[str, Any]) -> None:
    counted, agents = found["model"].people.count, found["reference"].people.count
    assert all(np.array_equal(one, other) for one, other in zip(counted, agents, strict=True))
    assert 0 < len(found["commuters"]) < len(found["households"])
    assert found["persons"] > len(found["households"])
