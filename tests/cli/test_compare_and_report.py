"""`urbsim compare`, `urbsim report` and `urbsim new`, and what Python programs call."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from urbsim.charts.comparison import comparison_files
from urbsim.charts.stored import read_comparison
from urbsim.cli import main as cli
from urbsim.scenario.reading import read_scenario

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
    assert leave("new", "small", "--until", "2013", "--out", str(out)) == 0
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


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium here: the page is not opened")
def test_the_report_opens_in_a_browser(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert leave("report", str(folder), "-o", str(page)) == 0
    probe = page.read_text(encoding="utf-8").replace(
        "</body>",
        "<script>addEventListener('load',()=>{const i=[...document.images];document.title='drawn '+"
        "i.filter(x=>x.complete&&x.naturalWidth>0).length+' of '+i.length+' requests '+"
        "performance.getEntriesByType('resource').filter(e=>!e.name.startsWith('data:')).length+' wide '+"
        "(document.documentElement.scrollWidth>innerWidth)})</script></body>",
    )
    (tmp_path / "probe.html").write_text(probe, encoding="utf-8")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--window-size=400,800", "--dump-dom",
         "--enable-logging=stderr", f"--user-data-dir={tmp_path}", f"file://{tmp_path}/probe.html"],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    title = re.search(r"<title>(.*?)</title>", done.stdout)
    assert title is not None
    drawn = re.fullmatch(r"drawn (\d+) of (\d+) requests 0 wide false", title[1])
    assert drawn is not None, title[1]
    assert drawn[1] == drawn[2]
    assert "CONSOLE" not in done.stderr


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


def test_new_refuses_what_it_cannot_start_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("new", "mine", "--region", "Atlantis", "--out", str(tmp_path)) == 2
    assert leave("new", "mine", "--region", "620423", "--from", "2013", "--out", str(tmp_path)) == 2
    complaints = capsys.readouterr().err
    assert "region 'Atlantis' is not known" in complaints
    assert "use --from 2010, 2020" in complaints
    assert list(tmp_path.iterdir()) == []


def test_the_example_runs() -> None:
    found = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "example.py"))["main"]()
    assert 0.4 < found["rate"] < 0.9
    assert found["mixes"] == 5
