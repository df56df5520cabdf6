"""The report in a real browser without a window: drawn, quiet, narrow, accessible, printable."""

import re
import shutil
import subprocess
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest

from tests.cli.test_compare_and_report import HOSTILE, folder, leave

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((path for path in map(shutil.which, NAMES) if path), None)
A4 = (595, 842)  # points
PROBE = """
addEventListener('load', async () => {
  await document.fonts.ready;
  const pictures = [...document.images];
  const found = (await axe.run()).violations;
  const loaded = performance.getEntriesByType('resource');
  document.title = [
    `drawn ${pictures.filter(each => each.complete && each.naturalWidth > 0).length} of ${pictures.length}`,
    `requests ${loaded.filter(each => !each.name.startsWith('data:')).length}`,
    `wide ${document.documentElement.scrollWidth > innerWidth}`,
    `typeface ${document.fonts.check('16px "Noto Sans SC"', '镇')}`,
    `violations ${found.map(each => each.id + ' ' + each.impact)}`,
  ].join('; ');
});
"""
FOUND = r"drawn (\d+) of (\d+); requests 0; wide false; typeface true; violations "

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the report is not opened")
__all__ = ["folder"]


def browsed(page: Path, home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
         f"--user-data-dir={home}", *options, page.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip


def probed(html: str, folder: Path) -> tuple[str, str]:
    """Title that the probe leaves and what the browser said, at the width of a telephone."""
    axe = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8").replace("</script", "<\\/script")
    page = folder / "probe.html"
    page.write_text(
        html.replace("</body>", f"<script>{axe}</script><script>{PROBE}</script></body>"), "utf-8"
    )
    done = browsed(
        page, folder / "home", "--window-size=400,800", "--virtual-time-budget=30000", "--dump-dom"
    )
    title = re.search(r"<title>(.*?)</title>", done.stdout)
    assert title is not None
    return unescape(title[1]), done.stderr


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_opens_quietly_and_keeps_nobody_out(folder: Path, tmp_path: Path, lang: str) -> None:
    page = tmp_path / "report.html"
    assert leave("report", str(folder), "-o", str(page), "--lang", lang) == 0
    title, said = probed(page.read_text(encoding="utf-8"), tmp_path)
    drawn = re.fullmatch(FOUND, title)
    assert drawn is not None, title
    assert drawn[1] == drawn[2]
    assert "CONSOLE" not in said


def test_what_keeps_readers_out_is_found(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert leave("report", str(folder), "-o", str(page)) == 0
    spoilt = re.sub(r"<img ([^>]*)alt=\"[^\"]*\"", r"<img \1", page.read_text(encoding="utf-8"))
    assert "image-alt critical" in probed(spoilt, tmp_path)[0]


def test_the_report_is_printed_on_a4(folder: Path, tmp_path: Path) -> None:
    page, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    assert leave("report", str(folder), "-o", str(page)) == 0
    browsed(page, tmp_path / "home", "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed.read_bytes())
    assert 3 <= len(sizes) <= 30
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {A4}


@pytest.fixture(scope="module")
def single(folder: Path) -> Path:
    """A run of the same scenario with and without its measures."""
    out = folder.parent
    assert leave("run", str(out / "small.yaml"), "--draws", "2", "--weight", "100", "--out", str(out)) == 0
    return next(path.parent for path in out.glob("*/effect.csv"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_brief_is_two_pages_of_a4_in_either_language(single: Path, tmp_path: Path, lang: str) -> None:
    page, printed = tmp_path / "brief.html", tmp_path / "brief.pdf"
    assert leave("report", str(single), "--brief", "-o", str(page), "--lang", lang) == 0
    browsed(page, tmp_path / "home", "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed.read_bytes())
    assert [(round(float(width)), round(float(height))) for width, height in sizes] == [A4, A4]
    title, said = probed(page.read_text(encoding="utf-8"), tmp_path)
    assert re.fullmatch(FOUND, title), title
    assert "CONSOLE" not in said


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a prefecture with districts, eight measures and three targets."""
    out = tmp_path_factory.mktemp("many")
    assert leave("run", "huludao-2011", "--draws", "2", "--weight", "200", "--out", str(out)) == 0
    return out / "huludao-2011"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_brief_of_many_measures_is_two_pages_too(many: Path, tmp_path: Path, lang: str) -> None:
    page, printed = tmp_path / "brief.html", tmp_path / "brief.pdf"
    assert leave("report", str(many), "--brief", "-o", str(page), "--lang", lang) == 0
    browsed(page, tmp_path / "home", "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    assert len(re.findall(rb"/MediaBox", printed.read_bytes())) == 2


def test_hostile_words_are_read_and_not_run(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert leave("report", str(folder), "-o", str(page)) == 0
    shown = browsed(page, tmp_path / "home", "--dump-dom").stdout
    heading = re.search(r"<h1>(.*?)</h1>", shown)
    assert heading is not None
    assert unescape(heading[1]) == HOSTILE
    assert "<script" not in shown
