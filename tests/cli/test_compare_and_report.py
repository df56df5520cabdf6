"""`urbsim compare`, `urbsim report` and `urbsim new`, and what Python programs call."""

import base64
import io
import re
import runpy
import shutil
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from fontTools.ttLib import TTFont

from urbsim.charts.comparison import comparison_files
from urbsim.charts.stored import read_comparison
from urbsim.cli import main as cli
from urbsim.report.page import page_of
from urbsim.runs.results.store import read_run
from urbsim.scenario.reading import read_scenario
from urbsim.text import speaking

HOSTILE = "<script>alert(1)</script> & =cmd|' /C calc'!A0"
SMALL = ("--draws", "2", "--weight", "100", "--seed", "3")


def leave(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison of a scenario with hostile words in it."""
    out = tmp_path_factory.mktemp("compared")
    assert leave("new", "small", "--parent", "320682", "--until", "2013", "--out", str(out)) == 0
    file = out / "small.yaml"
    text = file.read_text(encoding="utf-8")
    hostile = text.replace("en: New Town, a starting scenario", f'en: "{HOSTILE}"')
    file.write_text(hostile.replace("About one home", "=1+1 <b>home</b>"), encoding="utf-8")
    assert leave("compare", str(file), "--mixes", *SMALL, "--out", str(out)) == 0
    return out / "compare-small"


def test_compare_writes_tables_charts_and_a_manifest(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert {"comparison.csv", "contributions.csv", "mixes.csv", "costs.csv", "manifest.json"} <= names
    for chart in ("mixes", "movers", "growth", "chances", "chances_by_year", "contributions", "settlements"):
        assert {f"{chart}.png", f"{chart}.svg"} <= names
    table = pd.read_csv(folder / "contributions.csv", encoding="utf-8-sig")
    assert set(table["measure"]) == {"roads", "dwellings", "hukou"}


def test_charts_are_drawn_in_both_languages_and_are_the_same_bytes_again(folder: Path) -> None:
    stored = read_comparison(folder)
    english, chinese = (comparison_files(stored, lang, ("svg",)) for lang in ("en", "zh"))
    assert all(english[name] != chinese[name] for name in english)
    assert all((folder / name).read_bytes() == content for name, content in english.items())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_is_one_page_without_network_or_script(folder: Path, tmp_path: Path, lang: str) -> None:
    page = tmp_path / f"report-{lang}.html"
    assert leave("report", str(folder), "-o", str(page), "--lang", lang) == 0
    html = page.read_text(encoding="utf-8")
    assert len(html.encode()) < 3_000_000
    assert "<script" not in html
    assert not re.search(r"(?:src|href)=\"(?!data:image/png;base64,)", html)
    assert html.count("<img ") == len(re.findall(r"<img [^>]*alt=\"[^\"]+\"", html)) >= 7
    assert html.count("<h1") == 1
    assert "<b>home</b>" not in html
    assert "&lt;b&gt;home&lt;/b&gt;" in html
    if lang == "en":
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert f'lang="{"en" if lang == "en" else "zh-Hans"}"' in html
    cells = (tmp_path / f"report-{lang}.inputs.csv").read_text(encoding="utf-8-sig")
    assert not re.search(r"(?:^|,)\"?[=@]", cells, re.MULTILINE)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_brings_its_letters_along(folder: Path, tmp_path: Path, lang: str) -> None:
    page = tmp_path / "report.html"
    assert leave("report", str(folder), "-o", str(page), "--lang", lang) == 0
    html = page.read_text(encoding="utf-8")
    carried = re.search(r"url\(data:font/woff;base64,([^)]+)\)", html)
    assert carried is not None
    letters = set(TTFont(io.BytesIO(base64.b64decode(carried[1]))).getBestCmap())
    shown = set(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", html, flags=re.DOTALL)))
    assert {ord(letter) for letter in shown if not letter.isspace()} <= letters
    assert ord("镇") in letters


def test_the_page_shows_the_scores_beside_it_and_else_those_that_ship(folder: Path, tmp_path: Path) -> None:
    whole = tmp_path / folder.name
    shutil.copytree(folder, whole)
    scores = pd.DataFrame(
        [("urbsim", "provinces", "all", 31, 2.5, -0.5, 1.7, 0.87),
         ("drift", "provinces", "all", 31, 3.0, 1.0, 2.0, 0.5),
         ("drift", "provinces", "1-5", 31, 9.9, 1.0, 2.0, 0.5)],
        columns=["method", "panel", "horizon", "n", "mae", "bias", "crps", "cover90"],
    )  # fmt: skip
    (tmp_path / "hindcast").mkdir()
    scores.to_csv(tmp_path / "hindcast" / "scores.csv", index=False)
    html = page_of([read_run(whole)])
    assert "Scores on the past" in html
    assert "-0.50" in html
    assert "87%" in html
    assert "9.90" not in html
    assert "-0.50" not in page_of([read_run(folder)])
    assert "best simple rule, known afterwards" in page_of([read_run(folder)])


def test_report_tells_what_is_wrong_with_its_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("report", str(tmp_path / "none")) == 2
    assert "name a folder that `urbsim run` wrote" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("--region", "620423", "--from", "2020", "--until", "2035"),
        ("--region", "辽宁省"),
        ("--region", "211400"),
        ("--region", "CN", "--from", "2025", "--until", "2035"),
        ("--parent", "211421"),
    ],
)
def test_new_writes_a_scenario_that_validates(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert leave("new", "mine", *words, "--out", str(tmp_path)) == 0
    assert read_scenario(tmp_path / "mine.yaml").name == "mine"
    assert leave("new", "mine", *words, "--out", str(tmp_path)) == 2


def test_scenarios_side_by_side_are_answered_one_by_one(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.yaml" for name in ("one", "two")]
    for file in files:
        words = ("--parent", "211421", "--until", "2013", "--out", str(tmp_path), "--lang", "zh")
        assert leave("new", file.stem, *words) == 0
    files[1].write_text(files[1].read_text(encoding="utf-8").replace("value: 0.4\n", "value: 0.8\n"), "utf-8")
    assert leave("compare", *map(str, files), *SMALL, "--out", str(tmp_path), "--lang", "zh") == 0
    run = read_run(tmp_path / "compare-one-two")
    assert set(run.targets["mix"]) == {"one", "two", "nothing"}
    for name in ("one", "two"):
        with speaking("zh"):
            assert f"<li>{name}: 2013年常住人口城镇化率" in page_of([run])


def test_new_refuses_what_it_cannot_start_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("new", "mine", "--region", "Atlantis", "--out", str(tmp_path)) == 2
    assert leave("new", "mine", "--region", "620423", "--from", "2013", "--out", str(tmp_path)) == 2
    assert leave("new", "mine", "--out", str(tmp_path)) == 2
    assert leave("new", "mine", "--region", "朝阳", "--out", str(tmp_path)) == 2
    complaints = capsys.readouterr().err
    assert "region 'Atlantis' is not known" in complaints
    assert "no region is given; give --region CODE, or --parent CODE" in complaints
    assert "北京市/朝阳区 (110105)" in complaints
    assert "use --from 2010, 2020" in complaints
    assert list(tmp_path.iterdir()) == []


def test_the_example_runs() -> None:
    found = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "example.py"))["main"]()
    assert 0.4 < found["rate"] < 0.9
    assert found["mixes"] == 5
