"""The pictures of docs/decisions.md are those that its command makes, in both languages."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.test_in_a_browser import BROWSER
from tests.ensembles.tiny import tiny_file
from tests.library.answers import ANSWERS, COLUMNS, LANGUAGES, ROWS, Asked, names, pictures, typed

DOCS = ANSWERS.parent
LARGEST = 150_000
SHOWN = re.compile(r"!\[[^\]]+\]\(answers/([^)]+)\)")


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(str(tiny_file(tmp_path)), "third", ("--draws", "3", "--workers", "1"), tmp_path)


def test_the_page_shows_every_picture_that_is_made_and_no_other(asked: Asked) -> None:
    pages = {"en": "decisions.md", "zh": "decisions.zh.md"}
    shown = [name for lang in LANGUAGES for name in SHOWN.findall((DOCS / pages[lang]).read_text("utf-8"))]
    assert sorted(shown) == sorted(names(asked)) == sorted(path.name for path in ANSWERS.iterdir())
    assert all((ANSWERS / name).stat().st_size <= LARGEST for name in shown)


def test_one_call_makes_them(asked: Asked) -> None:
    made = pictures(asked)
    expected = [name for name in names(asked) if BROWSER or not name.startswith(("report", "explore"))]
    assert list(made) == expected
    for picture in made.values():
        drawn = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
        assert (drawn < 128).sum() > 1000


def test_every_letter_of_a_screen_stands_in_its_column() -> None:
    figure = typed(["ab 城镇", "c" * COLUMNS])
    assert "".join(letter.get_text() for letter in figure.texts) == "ab城镇" + "c" * COLUMNS
    first, town = figure.texts[0].get_position()[0], figure.texts[3].get_position()[0]
    of_column = figure.texts[1].get_position()[0] - first
    assert town - first == pytest.approx(5.5 * of_column)
    assert ROWS > 20
