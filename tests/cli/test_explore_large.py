"""The page with sliders at nine levers and 200 draws: its size, and how long a move takes in a browser.

A move is timed until the page is laid out again. The median of many counts: where other programs hold the
processor meanwhile, some moves wait for them, and most do not.
"""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.cli.test_in_a_browser import BROWSER, browsed
from tests.ensembles.tiny import tiny_file
from urbsim.analysis.emulator.emulator import Emulator, learn
from urbsim.analysis.emulator.lessons import Lessons
from urbsim.analysis.emulator.outputs import Output
from urbsim.analysis.emulator.surrogate import Surrogate, with_products
from urbsim.analysis.mixes.mix_table import RATE
from urbsim.report.explore.page import slider_page
from urbsim.runs.ensembles.ensemble import unwatched
from urbsim.runs.options import Options
from urbsim.scenario.reading import read_scenario

LEVERS, DRAWS, YEARS = 9, 200, 15
LARGEST, LONGEST = 1_500_000, 16.0
MOVES = 200
MOVE = f"""
addEventListener('load', () => {{
  const levers = [...document.querySelectorAll('input[type=range]')], took = [], said = new Set();
  for (let n = 0; n < {MOVES}; n += 1) {{
    const lever = levers[n % levers.length], begun = performance.now();
    lever.value = String((0.35 * n) % 2);
    lever.dispatchEvent(new Event('input'));
    document.body.getBoundingClientRect();
    took.push(performance.now() - begun);
    said.add(document.getElementById('first').textContent);
  }}
  const middle = took.sort((a, b) => a - b)[{MOVES // 2}];
  document.title = `levers ${{levers.length}} answers ${{said.size}} took ${{middle.toFixed(2)}}`;
}});
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Emulator:
    """A small emulator stretched to nine levers, 200 draws and all products, by coefficients of chance."""
    scenario = read_scenario(str(tiny_file(tmp_path_factory.mktemp("large"))))
    small = learn(scenario, Options(draws=3, workers=1, executor="auto"), unwatched, settings=8)
    (slider, *_), luck = small.sliders, np.random.default_rng(3)
    sliders = tuple(replace(slider, measure=f"{slider.measure}-{n}") for n in range(LEVERS))
    last = small.result.ensembles[0].years[-1]
    kept = [output for output in small.outputs if output.kind != "rate"]
    outputs = (*(Output("rate", RATE, last - YEARS + 1 + n, "share") for n in range(YEARS)), *kept)
    terms = with_products(LEVERS)
    surrogates = tuple(Surrogate(terms, luck.normal(0.4, 0.02, (len(terms), DRAWS)), 0.0) for _ in outputs)
    size = (1, len(outputs), DRAWS)
    lessons = Lessons(np.ones((1, LEVERS)), np.zeros(size), np.arange(1, DRAWS + 1))
    return replace(small, sliders=sliders, outputs=outputs, surrogates=surrogates, learned=lessons)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the page is not opened")
def test_nine_levers_of_200_draws_fit_a_mail_and_a_move_fits_a_frame(large: Emulator, tmp_path: Path) -> None:
    html = slider_page(large)
    assert len(html.encode()) <= LARGEST
    moved = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    page = tmp_path / "large.html"
    page.write_text(moved.replace("</body>", f"<script>{MOVE}</script></body>"), encoding="utf-8")
    shown = browsed(page, tmp_path / "home", "--dump-dom").stdout
    title = re.search(r"<title>levers (\d+) answers (\d+) took ([\d.]+)</title>", shown)
    assert title is not None
    assert int(title[1]) == LEVERS
    assert int(title[2]) > MOVES / 2
    assert float(title[3]) <= LONGEST
