"""Scenario texts of our own making: a region, its years, and whatever stands below them."""

from __future__ import annotations

from urbsim.scenario import Scenario, read_text

HEAD = """\
schema: urbsim/2
name: example
title: {{zh: 小例, en: An example}}
region: {region}
from: {base}
until: {until}
{rest}"""

OWN_TOWNSHIP = """\
  name: 小镇
  level: township
  parent: "320682"
  year: 2010
  population: 20000
  urban_population: 6000
  villages: 12
  distances: {seat_km: 14, city_km: 60}
  source: an example of our own"""


def scenario(region: str = "CN", base: int = 2010, until: int | None = None, rest: str = "") -> Scenario:
    """A scenario of a known region; ``rest`` are further lines of the file."""
    text = HEAD.format(region=f'"{region}"', base=base, until=until or base + 5, rest=rest)
    return read_text(text, "example.yaml")


def own(figures: str = OWN_TOWNSHIP, rest: str = "", base: int = 2010) -> Scenario:
    """A scenario with figures of its own; ``figures`` are indented lines below ``region:``."""
    text = HEAD.format(region=f"\n{figures}", base=base, until=base + 5, rest=rest)
    return read_text(text, "example.yaml")


def measure(lever: str, value: str, more: str = "") -> str:
    """Lines with one measure from the second simulated year on; ``value`` is its amount with its unit."""
    amount, unit = value.split()
    return f"""\
measures:
  - {{name: it, lever: {lever}, value: {{assumption: amount}}, start: 2012, {more}}}
assumptions:
  amount: {{value: {amount}, unit: {unit}, because: an example}}
"""
