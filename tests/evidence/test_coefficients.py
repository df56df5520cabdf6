"""Every coefficient says where it comes from, and its prior lies within its bounds."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from urbsim.analysis.mean_field.expected_values import MeanField
from urbsim.analysis.mean_field.expected_years import paths
from urbsim.analysis.mean_field.founded_units import inputs_of
from urbsim.analysis.panels.evidence_panels import census_panel
from urbsim.evidence.coefficients import Coefficient, coefficients
from urbsim.evidence.package_yaml import package_files, read_package_file
from urbsim.runs.setup.sampling import central_coefficients

ALL = tuple(coefficients().values())


def identity(coefficient: Coefficient) -> str:
    return coefficient.name


def centre_of_prior(coefficient: Coefficient) -> float:
    prior = coefficient.prior
    assert prior is not None
    centres = {
        "normal": lambda: prior.a,
        "lognormal": lambda: math.exp(prior.a),
        "uniform": lambda: (prior.a + prior.b) / 2,
        "halfnormal": lambda: prior.b * 0.6745,
        "logitnormal": lambda: 1 / (1 + math.exp(-prior.a)),
        "beta": lambda: prior.a / (prior.a + prior.b),
    }
    return centres[prior.kind]()


@pytest.mark.parametrize("coefficient", ALL, ids=identity)
def test_value_is_within_bounds_and_has_a_source(coefficient: Coefficient) -> None:
    assert coefficient.low <= coefficient.value <= coefficient.high
    assert len(coefficient.source) > 8
    assert coefficient.unit
    assert coefficient.description


@pytest.mark.parametrize("coefficient", ALL, ids=identity)
def test_judgement_gives_its_reason(coefficient: Coefficient) -> None:
    assert coefficient.tag in {"calibrated", "literature", "definition", "assumption"}
    if coefficient.tag == "assumption" or "judgement" in coefficient.source:
        assert coefficient.because
        assert len(coefficient.because) > 15


@pytest.mark.parametrize("coefficient", [c for c in ALL if c.prior], ids=identity)
def test_the_prior_lies_within_the_bounds(coefficient: Coefficient) -> None:
    assert coefficient.prior is not None
    assert coefficient.prior.b > 0
    assert coefficient.low <= centre_of_prior(coefficient) <= coefficient.high
    if coefficient.prior.kind == "uniform":
        assert (coefficient.prior.a, coefficient.prior.b) == (coefficient.low, coefficient.high)


@pytest.mark.parametrize(
    ("name", "value", "kind", "low", "high"),
    [
        ("income_response", 0.9, "lognormal", 0.3, 2.5),
        ("distance_ratio", 1.5, "lognormal", 0.6, 2.5),
        ("dissimilarity", 0.7, "uniform", 0.4, 0.95),
        ("network", 2.5, "lognormal", 0, 4.5),
        ("services", 0.17, "lognormal", 0.05, 0.6),
        ("hukou_reform_effect", 0.25, "lognormal", 0, 1),
        ("age_decline", 0.5, "lognormal", 0.2, 1.2),
        ("return_rate", 0.035, "lognormal", 0.015, 0.10),
        ("stayer_share", 0.25, "logitnormal", 0.05, 0.6),
        ("reclassification_rate", 0.010, "lognormal", 0.003, 0.025),
        ("living_cost_away", 3970, "lognormal", 2500, 5500),
        ("price_response", 0.5, "lognormal", 0.1, 2),
        ("shock_sd", 0.08, "halfnormal", 0, 0.3),
    ],
)
def test_the_calibrated_parameters_are_those_of_the_model(
    name: str, value: float, kind: str, low: float, high: float
) -> None:
    coefficient = coefficients()[name]
    assert coefficient.prior is not None
    assert (coefficient.value, coefficient.prior.kind) == (value, kind)
    assert (coefficient.low, coefficient.high, coefficient.tag) == (low, high, "calibrated")


@pytest.mark.parametrize("prefix", ["service_weight_", "household_size_share_"])
def test_shares_add_up_to_one(prefix: str) -> None:
    shares = [c.value for c in ALL if c.name.startswith(prefix)]
    assert math.isclose(sum(shares), 1.0)


@pytest.mark.parametrize("service", ["road", "water", "gas", "sewer", "green", "school", "clinic"])
def test_every_service_has_a_cost_a_weight_a_target_and_a_stock_by_tier(service: str) -> None:
    wanted = {f"u_{service}", f"service_weight_{service}", f"service_target_{service}"}
    wanted |= {f"stock_{service}_{tier}" for tier in ("town", "seat", "city")}
    assert wanted <= set(coefficients())


def test_barriers_and_prices_rise_with_the_tier_and_distances_too() -> None:
    for quantity in ("barrier", "price_factor", "distance", "wage_factor"):
        values = [coefficients()[f"{quantity}_{tier}"].value for tier in ("town", "seat", "city", "outside")]
        assert values == sorted(values)


LEVERS_AND_STOCKS = ("programmes", "openings", "ways", "towns", "housing")
"""Files of what measures and towns read, and a forecast of the rate in expected values does not."""
ORIGINS = (2000, 2005, 2010, 2015, 2020)


def file_of(name: str) -> str:
    """The file of data/behaviour that has a coefficient."""
    holds = (
        file
        for file in package_files("behaviour")
        if name in read_package_file(file).required()["coefficients"]
    )
    return Path(next(holds)).stem


@pytest.mark.parametrize("coefficient", ALL, ids=identity)
def test_every_coefficient_says_from_when_it_was_known(coefficient: Coefficient) -> None:
    told = coefficient.known is not None
    assert told or coefficient.source == "judgement" or coefficient.tag in {"definition", "calibrated"}
    while coefficient.before is not None:
        assert coefficient.known is not None
        assert (coefficient.before.known or 0) < coefficient.known
        coefficient = coefficient.before
        assert coefficient.low <= coefficient.value <= coefficient.high


@pytest.mark.parametrize("origin", ORIGINS)
def test_an_origin_uses_what_it_knew(origin: int) -> None:
    """What came later is not there, but what the region's own base year is described with."""
    late = {name for name, c in coefficients(origin).items() if (c.known or 0) > max(origin, 2010)}
    assert not {name for name in late if file_of(name) not in LEVERS_AND_STOCKS and name not in COUNTED}
    for name, c in coefficients(origin).items():
        assert c is coefficients()[name].as_of(origin)


COUNTED = {"town_population"}
"""How many people a town has only says how many towns stand behind a settlement."""


def test_later_sources_move_no_forecast_in_expected_values() -> None:
    panel = census_panel("counties")
    panel = replace(panel, units=panel.units[:2])
    p = central_coefficients({}, 2010)
    late = {name: c.high for name, c in coefficients(2010).items() if (c.known or 0) > 2010}
    assert len(late) > 10
    rates = []
    for values in (p, p | late):
        inputs = inputs_of(panel, values)
        model = MeanField(inputs, {n: np.array([v]) for n, v in values.items()}, inputs.growth[:, None])
        rates.append(paths(model, inputs.base[:, None], np.zeros((1, 6))))
    assert np.array_equal(*rates)
