"""The typeface that is shipped: its licence is beside it, and every letter of the program can be drawn."""

from __future__ import annotations

from importlib.resources import files

from urbsim.charts.lettering.typeface import drawable, family
from urbsim.text import LANGUAGES, texts
from urbsim.vocabulary.regions import regions


def test_the_licence_stands_beside_the_typeface() -> None:
    folder = files("urbsim").joinpath("data", "typeface")
    assert "SIL OPEN FONT LICENSE" in folder.joinpath("OFL.txt").read_text("utf-8")
    assert len(folder.joinpath("NotoSansSC-part.otf").read_bytes()) < 3_000_000
    assert family() == "Noto Sans SC"


def test_every_text_and_every_name_can_be_drawn() -> None:
    words = [word for lang in LANGUAGES for block in texts(lang).values() for word in block.values()]
    names = [region.name for region in regions().values()]
    assert [each for each in (*words, *names) if drawable(each) != each.replace("\n", "?")] == []


def test_every_letter_in_frequent_use_can_be_drawn() -> None:
    pairs = (bytes((lead, trail)) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF))
    frequent = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    assert len(frequent) == 6763
    assert drawable(frequent) == frequent
