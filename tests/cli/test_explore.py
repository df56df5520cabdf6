"""The page with sliders: the emulator's figures, opened from a file without a request, for everybody."""

import re
from html import unescape
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from tests.cli.test_in_a_browser import A4, BROWSER, browsed
from tests.ensembles.tiny import leave, tiny_file
from urbsim.analysis.emulator.as_file import as_file
from urbsim.analysis.emulator.emulator import learn
from urbsim.analysis.emulator.strengths import mix_at, sliders_of
from urbsim.analysis.mixes.mix_results import run_each_mix
from urbsim.analysis.mixes.mix_table import RATE
from urbsim.report.explore.content import MIX
from urbsim.report.explore.packed import as_packed, rounded
from urbsim.report.explore.presets import signed
from urbsim.runs.ensembles.ensemble import unwatched
from urbsim.runs.options import Options
from urbsim.scenario.reading import read_scenario
from urbsim.text import speaking

in_a_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the page is not opened")
COPY = """
addEventListener('load', () => {
  const copied = document.createElement('pre');
  copied.id = 'copied'; copied.textContent = document.getElementById('yaml').value;
  document.body.append(copied);
});
"""
PROBE = """
addEventListener('load', async () => {
  await document.fonts.ready;
  const found = (await axe.run()).violations;
  const loaded = performance.getEntriesByType('resource');
  const reached = each => { each.focus(); return document.activeElement === each && each.labels.length > 0; };
  const keyed = [...document.querySelectorAll('input[type=range]')];
  document.title = [
    `requests ${loaded.filter(each => !each.name.startsWith('data:')).length}`,
    `wide ${document.documentElement.scrollWidth > innerWidth}`,
    `keys ${keyed.every(reached)}`,
    `violations ${found.map(each => each.id + ' ' + each.impact)}`,
  ].join('; ');
});
"""


@pytest.mark.parametrize(
    ("points", "said"), [(-0.004, "0.00"), (0.0, "0.00"), (-0.3, "−0.30"), (1.0, "+1.00")]
)
def test_nothing_has_no_sign(points: float, said: str) -> None:
    assert signed(points) == said


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_file(tmp_path_factory.mktemp("explore"))


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request: pytest.FixtureRequest, scenario: Path) -> Path:
    made = scenario.parent / f"{request.param}.html"
    size = ("--draws", "5", "--settings", "8", "--workers", "1", "--out", scenario.parent / "out")
    assert leave("explore", scenario, "-o", made, *size, "--lang", request.param) == 0
    return made


def test_the_page_is_one_file_that_may_ask_for_nothing(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in unescape(html)
    assert not re.findall(r"(?:src|href)=|https?://(?!www\.w3\.org/2000/svg)", html)
    assert len(html) < 1_500_000


def test_without_script_there_is_a_table_of_presets(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    assert "<noscript>" in html
    assert len(re.findall(r'<th scope="row">', html)) >= 4


@in_a_browser
def test_figures_are_the_emulators_and_the_address_holds_the_strengths(page: Path, tmp_path: Path) -> None:
    if page.stem != "en":
        pytest.skip("the figures are the same in both languages")
    chosen = read_scenario(str(page.with_name("tiny.yaml")))
    asked = Options(draws=5, workers=1, out=page.parent / "out", executor="auto")
    emulator = as_packed(learn(chosen, asked, unwatched, settings=8))
    done = browsed(Path(f"{page}"), tmp_path / "home", "--dump-dom")
    values = 100 * emulator.values(f"{RATE} 2013", np.ones((1, 1)))[0]
    first = re.search(
        r'id="first">([\d.]+) % urban by 2013 \(90 % of draws ([\d.]+) % to ([\d.]+)', done.stdout
    )
    assert first is not None
    shown = [float(each) for each in first.groups()]
    assert shown == pytest.approx(np.quantile(values, (0.5, 0.05, 0.95)), abs=0.051)
    assert "CONSOLE" not in done.stderr


@in_a_browser
def test_what_is_copied_runs_to_the_same_figures(page: Path, tmp_path: Path) -> None:
    chosen, strengths = read_scenario(str(page.with_name("tiny.yaml"))), np.array([1.35])
    sliders = sliders_of(chosen)
    html = re.sub(r"<meta http-equiv=[^>]*>", "", page.read_text(encoding="utf-8"))
    probe = tmp_path / "probe.html"
    moved = '<script>location.hash = \'homes=1.35\';</script><script type="application/json" id="content"'
    html = html.replace('<script type="application/json" id="content"', moved)
    probe.write_text(html.replace("</body>", f"<script>{COPY}</script></body>"), "utf-8")
    shown = browsed(probe, tmp_path / "home", "--dump-dom").stdout
    copied = re.search(r'<pre id="copied">(.*?)</pre>', shown, re.DOTALL)
    assert copied is not None
    with speaking(page.stem):
        assert unescape(copied[1]) == as_file(chosen, sliders, strengths, MIX)
    (tmp_path / "tiny.yaml").write_text(page.with_name("tiny.yaml").read_text("utf-8"), "utf-8")
    (tmp_path / "copied.yaml").write_text(unescape(copied[1]), "utf-8")
    size = Options(draws=3, workers=1)
    written, mix = read_scenario(str(tmp_path / "copied.yaml")), mix_at(sliders, strengths, MIX)
    (read, *_), _ = run_each_mix(written, (written.mixes[MIX],), size, unwatched)
    (meant, *_), _ = run_each_mix(chosen, (mix,), size, unwatched)
    assert np.array_equal(read.home.of(RATE, read.home.home), meant.home.of(RATE, meant.home.home))


@in_a_browser
def test_the_page_keeps_nobody_out(page: Path, tmp_path: Path) -> None:
    axe = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8").replace("</script", "<\\/script")
    html = re.sub(r"<meta http-equiv=[^>]*>", "", page.read_text(encoding="utf-8"))
    probe = tmp_path / "probe.html"
    probe.write_text(
        html.replace("</body>", f"<script>{axe}</script><script>{PROBE}</script></body>"), "utf-8"
    )
    done = browsed(
        probe, tmp_path / "home", "--window-size=400,800", "--virtual-time-budget=30000", "--dump-dom"
    )
    title = re.search(r"<title>(.*?)</title>", done.stdout)
    assert title is not None
    assert unescape(title[1]) == "requests 0; wide false; keys true; violations "


@in_a_browser
def test_the_page_is_printed_on_a4(page: Path, tmp_path: Path) -> None:
    printed = tmp_path / "page.pdf"
    browsed(page, tmp_path / "home", "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed.read_bytes())
    assert 1 <= len(sizes) <= 4
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {A4}


def test_packing_moves_no_coefficient_by_more_than_its_step() -> None:
    from urbsim.analysis.emulator.surrogate import Surrogate

    exact = Surrogate(((), (0,)), np.random.default_rng(1).normal(size=(2, 50)), 0.0)
    assert np.abs(rounded(exact).coefficients - exact.coefficients).max() < 1e-4
