"""Mesa's parts come without the libraries that the model does not use; the rest is there when asked for."""

import subprocess
import sys
import textwrap
from importlib.metadata import version

import pytest

LIGHT = version("mesa").startswith("3.3.")
"""From 3.4 on Mesa's model itself loads pandas and scipy."""


def said(script: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], check=True, capture_output=True, text=True
    )
    return done.stdout.split()


@pytest.mark.skipif(not LIGHT, reason="this Mesa's model loads pandas and scipy itself")
def test_the_model_loads_neither_grids_nor_tables() -> None:
    assert (
        said(
            """
        import sys
        import urbsim.model.urbanization
        print(*(name for name in ("pandas", "networkx", "scipy.spatial", "tqdm") if name in sys.modules))
        """
        )
        == []
    )


def test_all_of_mesa_is_there_when_it_is_used() -> None:
    assert said(
        """
        from urbsim.model.mesa_core import DataCollector, Model
        import mesa
        model = mesa.Model()
        collector = DataCollector(model_reporters={"steps": "steps"})
        collector.collect(model)
        print(mesa.Model is Model, mesa.space.MultiGrid(2, 2, True).width)
        print(len(collector.get_model_vars_dataframe()))
        """
    ) == ["True", "2", "1"]


def test_a_mesa_that_is_loaded_already_is_taken() -> None:
    assert said(
        """
        import mesa
        from urbsim.model.mesa_core import Agent
        print(mesa.Agent is Agent, mesa.__version__ != "")
        """
    ) == ["True", "True"]
