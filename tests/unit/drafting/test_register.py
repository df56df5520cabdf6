"""The register of drafting names what official texts put numbers on, in both languages."""

from __future__ import annotations

import pytest

from urbsim.drafting.register import named_indicator, register
from urbsim.text import speaking

IN_LATIN_LETTERS = {"pm25": "PM2.5"}
"""What Chinese texts write in Latin letters."""


@pytest.mark.parametrize("variable", sorted(register().names()))
def test_every_indicator_has_a_chinese_name(variable: str) -> None:
    with speaking("zh"):
        name = named_indicator(variable).text()
    assert name == IN_LATIN_LETTERS.get(variable) or any("一" <= letter <= "鿿" for letter in name)
