import hashlib
import os
import struct
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from tests.unit.charts.stored_run import stored
from tests.unit.runs.worlds import HOME, ensemble, result
from urbsim.charts.arrange import forecast_content, unequal
from urbsim.charts.forecast import COLOURS, STYLES, forecast_figure, forecast_files
from urbsim.charts.lettering.typeface import drawable, render
from urbsim.charts.targets import TARGET_COLOUR
from urbsim.charts.words import axis_unit, cells, wrapped
from urbsim.runs.results.store import StoredRun
from urbsim.text import speaking


def drawn(run: StoredRun, lang: str = "en") -> Figure:
    """The figure, laid out at its own resolution."""
    figures: list[Figure] = []

    def draw() -> Figure:
        with speaking(lang):
            figures.append(forecast_figure(forecast_content([run])))
        return figures[0]

    render(draw, ("svg",))
    figures[0].canvas.draw()
    return figures[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pictures_are_made_without_a_warning_in_both_languages(lang: str) -> None:
    pictures = forecast_files([stored(result("policy", "nothing"))], lang)
    assert pictures["png"].startswith(b"\x89PNG")
    width, height = struct.unpack(">II", pictures["png"][16:24])
    assert (width, height) == (1720, 1040)
    svg = pictures["svg"].decode()
    assert "<svg" in svg
    assert "<text" not in svg
    assert "<dc:date>" not in svg


def test_a_second_drawing_gives_the_same_bytes_in_another_interpreter() -> None:
    script = textwrap.dedent(
        """
        import hashlib
        from tests.unit.charts.stored_run import stored
        from tests.unit.runs.worlds import result
        from urbsim.charts.forecast import forecast_files
        for kind, content in forecast_files([stored(result())], "zh", ("png", "svg", "pdf")).items():
            print(kind, hashlib.sha256(content).hexdigest())
        """
    )
    environment = {**os.environ, "PYTHONHASHSEED": "5", "MPLBACKEND": "svg", "TZ": "Asia/Shanghai"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path.cwd(),
        env=environment,
    )
    here = forecast_files([stored(result())], "zh", ("png", "svg", "pdf"))
    expected = [f"{kind} {hashlib.sha256(content).hexdigest()}" for kind, content in here.items()]
    assert done.stdout.split("\n")[:-1] == expected


def test_the_subtitle_says_uncalibrated_first() -> None:
    assert forecast_content([stored(result())]).subtitle.startswith("uncalibrated · Huludao · 41 draws")
    with speaking("zh"):
        assert forecast_content([stored(result())]).subtitle.startswith("未经校准 · 葫芦岛市 · 41次抽样")
    assert "calibrated" in forecast_content([stored(replace(result(), calibrated=True))]).subtitle[:10]
    assert "a single run, no band" in forecast_content([stored(result(draws=1))]).subtitle
    unlike = [stored(result(draws=draws)) for draws in (41, 11)]
    assert "UNEQUAL ensembles (41, 11 draws)" in forecast_content(unlike).subtitle
    assert "UNEQUAL" not in forecast_content([unlike[0], unlike[0]]).subtitle


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"seed": 2}, "(seeds 1, 2)"),
        ({"weight": 40}, "(rows of 50, 40 households)"),
        ({"versions": {"urbsim": "another"}}, "(other versions or data)"),
        ({"data": {}, "seed": 2}, "(seeds 1, 2; other versions or data)"),
    ],
)
def test_whatever_else_tells_ensembles_apart_is_said(changed: dict[str, object], words: str) -> None:
    one = stored(result())
    other = replace(one, manifest={**one.manifest, **changed})
    assert unequal([one, other]) == [f"UNEQUAL ensembles {words}: not the policies alone tell them apart"]
    assert unequal([one, one]) == []


def test_panels_show_the_rate_and_what_most_targets_speak_of() -> None:
    rate, urban = forecast_content([stored(result())]).panels
    assert (rate.heading, urban.heading) == ("Resident urbanization rate", "Urban population")
    np.testing.assert_allclose(rate.lines[0].median[[0, 15]], [0.4154, 0.4154 + 15 * 0.0085])
    assert rate.lines[0].observed == {2010: 0.4154, 2020: 0.5476}
    assert rate.lines[0].census == {2010, 2020}


def test_an_increase_is_marked_on_the_level_of_the_median_run() -> None:
    _, urban = forecast_content([stored(result())]).panels
    base = float(np.median(ensemble(41).at("urban_population", HOME, 2010)))
    level, rise = urban.marks
    assert (level.year, level.low, level.high) == (2015, 1_450_000, np.inf)
    assert rise.low == pytest.approx(base + 360_000)
    assert rise.text == "+360,000 from 2010\nmet in 0 % (0–5) of draws"


def test_about_is_marked_as_a_range() -> None:
    with speaking("zh"):
        about = forecast_content([stored(result())]).panels[0].marks[0]
    assert (about.low, about.high) == (pytest.approx(0.49), pytest.approx(0.51))
    assert about.text == "50.0%左右（±1个百分点）\n达到的抽样占0% (0–5)"


def test_a_chart_of_two_mixes_shares_targets_and_says_no_single_probability() -> None:
    rate = forecast_content([stored(result("policy", "roads"))]).panels[0]
    assert [line.label for line in rate.lines] == ["all measures", "roads"]
    assert [mark.text for mark in rate.marks] == ["about 50.0 % ± 1 point", "at least 50.0 %"]


def test_a_chart_with_and_without_the_policy_says_how_often_the_policy_meets_its_targets() -> None:
    rate = forecast_content([stored(result("policy", "nothing"))]).panels[0]
    assert [line.label for line in rate.lines] == ["all measures", "no measures"]
    assert rate.marks[1].text == "at least 50.0 %\nmet in 98 % (91–100) of draws"


def test_a_chart_of_several_runs_leaves_out_those_without_measures() -> None:
    runs = [
        stored(result("policy", "nothing"), "a/huludao-2011"),
        stored(result("nothing"), "b/huludao-2011"),
    ]
    lines = forecast_content(runs).panels[0].lines
    assert [str(line.label) for line in lines] == ["all measures", "no measures"]


def test_runs_of_one_scenario_are_told_apart_by_their_folder() -> None:
    runs = [stored(result(), "a/huludao-2011"), stored(result(), "b/huludao-2011")]
    labels = [line.label for line in forecast_content(runs).panels[0].lines]
    assert labels == [str(Path("a/huludao-2011")), str(Path("b/huludao-2011"))]


def test_lines_differ_in_colour_and_in_style() -> None:
    assert len(set(COLOURS)) == len(set(STYLES)) == 6
    assert TARGET_COLOUR not in COLOURS


def test_words_of_targets_stay_inside_the_axes() -> None:
    for lang in ("en", "zh"):
        figure = drawn(stored(result()), lang)
        for axes in figure.axes:
            frame = axes.get_window_extent()
            for words in axes.texts:
                box = words.get_window_extent()
                assert frame.x0 - 2 <= box.x0, words.get_text()
                assert box.x1 <= frame.x1 + 12, words.get_text()
                assert frame.y0 - 2 <= box.y0, words.get_text()
                assert box.y1 <= frame.y1 + 2, words.get_text()


def test_titles_may_hold_money_and_emoji() -> None:
    odd = replace(result(), title={"en": "Costs $5 to $6 \U0001f3e0 and a very long explanation of it" * 2})
    assert forecast_files([stored(odd)], "en", ("png",))["png"].startswith(b"\x89PNG")
    assert drawable("城镇化率 ≥ 50 % \U0001f3e0") == "城镇化率 ≥ 50 % ?"


def test_a_chart_needs_a_run() -> None:
    with pytest.raises(ValueError, match="at least one run"):
        forecast_files([], "en")


@pytest.mark.parametrize(
    ("unit", "largest", "lang", "factor", "label"),
    [
        ("share", 0.7, "en", 100.0, "%"),
        ("persons", 1.4e6, "en", 1e-6, "million"),
        ("persons", 1.4e6, "zh", 1e-4, "万人"),
        ("persons", 30_000, "en", 1e-3, "thousand persons"),
        ("yuan", 3e9, "zh", 1e-8, "亿元"),
        ("m2/person", 12.0, "zh", 1.0, "平方米/人"),
    ],
)
def test_axes_are_labelled_in_round_units(
    unit: str, largest: float, lang: str, factor: float, label: str
) -> None:
    with speaking(lang):
        assert axis_unit(unit, largest) == (pytest.approx(factor), label)


@pytest.mark.parametrize(
    "text", ["a few words that do not fit on one line", "关于加快推进小城镇建设的实施意见，2011年印发"]
)
def test_wrapping_keeps_every_letter_and_the_width(text: str) -> None:
    lines = wrapped(text, 16).split("\n")
    assert len(lines) > 1
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= 18 for line in lines)
