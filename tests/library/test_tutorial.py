"""The tutorial runs as it is written, in both languages, and makes the pictures and pages that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.golden.figures import SIZES
from tests.library.pictures import (
    DOCS,
    ENDS,
    KEPT,
    MOST_BYTES,
    WIDTH,
    commands,
    draw_exhibit,
    follow_tutorial,
    page,
    small,
    tutorial_pictures,
)


def same_frame(made: Path, kept: Path) -> bool:
    """Whether the picture that was made, kept small, has the size of the one that docs keep."""
    small(made, made.with_suffix(".small.png"))
    with Image.open(made.with_suffix(".small.png")) as one, Image.open(kept) as other:
        return one.size == other.size


@pytest.mark.parametrize("lang", ENDS)
def test_the_tutorial_leads_from_the_document_to_the_page(lang: str, tmp_path: Path) -> None:
    text = page("tutorial", lang)
    lines = commands(text)
    statuses = follow_tutorial(lang, tmp_path, cheap=True)
    asked = lines.index("urbsim validate plan.yaml")
    assert [status for at, status in enumerate(statuses) if at != asked] == [0] * (len(lines) - 1)
    assert statuses[asked] == 2, "the open question is told before it is answered"
    made = re.findall(r"`(outputs/[^`]+)`", text)
    assert len(made) == 3
    assert all((tmp_path / each).stat().st_size > 10_000 for each in made)
    pictures = tutorial_pictures(text)
    assert len(pictures) == 2
    assert all(same_frame(tmp_path / each.made, DOCS / each.kept) for each in pictures)


def test_both_languages_run_the_same_commands() -> None:
    assert commands(page("tutorial", "en")) == commands(page("tutorial", "zh"))


@pytest.mark.parametrize("lang", ENDS)
def test_every_exhibit_of_the_gallery_has_its_picture(lang: str) -> None:
    kept = [DOCS / name for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page("gallery", lang))]
    assert [path.name for path in kept] == [f"{name}{ENDS[lang]}.png" for name in SIZES]


def test_pictures_are_small_and_none_is_left_over() -> None:
    named = {
        name for page_name in ("tutorial", "gallery") for lang in ENDS
        for name in re.findall(r"\(pictures/([^)]+)\)", page(page_name, lang))
    }  # fmt: skip
    assert {path.name for path in KEPT.iterdir()} == named
    for name in named:
        assert (KEPT / name).stat().st_size <= MOST_BYTES, name
        with Image.open(KEPT / name) as picture:
            assert picture.width == WIDTH, name


def test_the_gallery_runs_as_it_says(tmp_path: Path) -> None:
    for lang, drawn in draw_exhibit("zhongxinxiang-plan", tmp_path, cheap=True):
        assert same_frame(drawn, KEPT / f"zhongxinxiang-plan{ENDS[lang]}.png")
