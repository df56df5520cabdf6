"""What `urbsim run` prints and writes, and what `urbsim plot` draws, for a run whose figures are known."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pandas as pd
import pytest
from rich.cells import cell_len

from tests.unit.runs.worlds import HOME, ensemble, result
from urbsim.cli import main as cli
from urbsim.report.folder import write_folder
from urbsim.report.page import page_of
from urbsim.runs.results.result import RunResult
from urbsim.runs.results.store import read_run
from urbsim.runs.results.target import RunTarget
from urbsim.runs.setup import resolve as resolving
from urbsim.scenario import reading
from urbsim.text import speaking
from urbsim.vocabulary.errors import Fault, InputError

FILES = [
    "manifest.json",
    "runs.parquet",
    "years.csv",
    "targets.csv",
    "iamc.csv",
    "datapackage.json",
    "forecast.png",
    "forecast.svg",
]
Asked = list[tuple[object, ...]]


def leave(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    return int(left.value.code or 0)


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> Callable[[RunResult], Asked]:
    """Let the model answer with a given result; the answer tells what it was asked for."""

    def install(done: RunResult) -> Asked:
        asked: Asked = []

        def run_mixes(
            scenario: SimpleNamespace, options: SimpleNamespace, progress: Callable[[int, int], None]
        ) -> RunResult:
            numbers = (options.draws, options.seed, options.weight, options.workers)
            asked.append((scenario.name, *numbers))
            progress(1, 2)
            progress(2, 2)
            ensembles = tuple(replace(runs, scenario=scenario.name) for runs in done.ensembles)
            return replace(done, ensembles=ensembles)

        def read_scenario(name: str, settings: object) -> SimpleNamespace:
            if name.startswith("bad"):
                raise InputError(
                    [Fault(f"{name}.yaml", 3, "unknown key 'mesures'", "did you mean 'measures'?")]
                )
            return SimpleNamespace(
                name=Path(name).stem, runs=SimpleNamespace(weight=1, draws=40), mixes={}, measures=(),
                fault=lambda path, problem, remedy: Fault(name, 1, problem, remedy),
            )  # fmt: skip

        model = ModuleType("urbsim.runs.ensembles.ensemble")
        vars(model).update(run_mixes=run_mixes, Options=SimpleNamespace)
        monkeypatch.setitem(sys.modules, "urbsim.runs.ensembles.ensemble", model)
        monkeypatch.setattr(reading, "read_scenario", read_scenario)
        monkeypatch.setattr(resolving, "resolve", lambda scenario, weight, mixes: None)
        return asked

    return install


def test_a_run_writes_every_file_and_says_what_came_out(
    simulated: Callable[[RunResult], Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = simulated(result())
    assert leave("run", "huludao-2011", "--draws", "41", "--seed", "1", "--out", str(tmp_path)) == 0
    assert asked == [("huludao-2011", 41, 1, None, None)]
    assert sorted(path.name for path in (tmp_path / "huludao-2011").iterdir()) == sorted(FILES)
    printed = capsys.readouterr()
    assert printed.err == ""
    lines = printed.out.splitlines()
    assert max(cell_len(line) for line in lines) <= 100
    text = " ".join(printed.out.split())
    for words in (
        "Huludao, 2010–2025 · 41 draws · seed 1 · 1 row = 50 households",
        "2010 41.5 % 41.5–41.5 % 41.5 %",
        "2020 50.0 ± 0.5 % 47.3–52.7 % 54.8 %",
        "Funding gap 2011–2025 in all: 3.0 ± 0.1 billion yuan",
        "98 % (91–100)",
        "very likely met",
        "not modelled",
        "own villages, less those who went back",
        "Coefficients are uncalibrated priors.",
        "read as ± 1 point, an assumption",
    ):
        assert words in text


def test_the_summary_reads_in_chinese(
    simulated: Callable[[RunResult], Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    simulated(result("policy", "core"))
    assert leave("run", "huludao-2011", "--out", str(tmp_path), "--lang", "zh") == 0
    printed = capsys.readouterr().out
    assert max(cell_len(line) for line in printed.splitlines()) <= 100
    for words in (
        "葫芦岛市",
        "常住人口城镇化率",
        "很可能达到",
        "未模拟",
        "本地乡村净迁入",
        "组合：全部措施",
        "组合：core",
        "系数未经校准",
    ):
        assert words in printed


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("With it", "Without it", "+3.75", "Finding: clear", "the policy does not matter for this")),
        ("zh", ("有政策", "无政策", "+3.75", "结论：作用明确", "政策对此目标没有影响")),
    ],
)
def test_a_run_says_first_what_the_policy_does(
    simulated: Callable[[RunResult], Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    lang: str, words: tuple[str, ...],
) -> None:  # fmt: skip
    simulated(result("policy", "nothing"))
    assert leave("run", "huludao-2011", "--out", str(tmp_path), "--lang", lang) == 0
    printed = capsys.readouterr().out
    assert max(cell_len(line) for line in printed.splitlines()) <= 100
    shown = "".join(printed.split())
    places = [shown.index("".join(each.split())) for each in words]
    assert places == sorted(places)
    table = pd.read_csv(tmp_path / "huludao-2011" / "targets.csv", encoding="utf-8-sig")
    policy, bare = (table[table["mix"] == mix] for mix in ("policy", "nothing"))
    assert policy["probability_without"].tolist()[:4] == bare["probability"].tolist()[:4]


def test_reasons_are_told_in_the_language_asked_for_and_kept_in_english(
    simulated: Callable[[RunResult], Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done, why = result(), {"zh": "模型没有酒店", "en": "the model has no hotels"}
    hotels = RunTarget(
        "h", "xuean-2010/hotel", "stars", "seat", "at_least", 2, "stars", 2010, not_modelled=why["en"]
    )
    simulated(replace(done, targets=(*done.targets, hotels), scenario={"targets": [{"not_modelled": why}]}))
    tables, shown = [], {}
    for lang in ("en", "zh"):
        assert leave("run", "huludao-2011", "--out", str(tmp_path), "--lang", lang) == 0
        shown[lang] = capsys.readouterr().out
        tables.append((tmp_path / "huludao-2011" / "targets.csv").read_bytes())
    with speaking("zh"):
        page = page_of([read_run(tmp_path / "huludao-2011")])
    assert tables[0] == tables[1]
    assert all(words.encode() in tables[0] for words in (why["en"], "no run puts out built_up_area there"))
    assert "- 2010 seat, stars: at least 2 stars: the model has no hotels" in shown["en"]
    assert "商业服务中心”：模型没有酒店" in shown["zh"]
    assert "商业服务中心”：未模拟（模型没有酒店）。" in page
    for words in (shown["zh"], page):
        assert "模拟结果不含该处的建成区面积" in words
        assert why["en"] not in words


def test_one_draw_shows_no_band_and_no_probability(
    simulated: Callable[[RunResult], Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    simulated(result(draws=1))
    assert leave("run", "huludao-2011", "--draws", "1", "--out", str(tmp_path)) == 0
    printed = capsys.readouterr().out
    assert "1 draw, no band" in printed
    assert "met in one run" in printed
    assert "very likely" not in printed


def test_json_is_one_document_with_the_same_figures(
    simulated: Callable[[RunResult], Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    simulated(result())
    assert leave("run", "a", "b", "--out", str(tmp_path), "--json") == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["scenario"], second["scenario"], first["calibrated"]) == ("a", "b", False)
    assert [Path(name).name for name in first["files"]] == FILES
    (mix,) = first["mixes"]
    assert mix["rates"][0]["observed"] == 0.4154
    table = pd.read_csv(tmp_path / "a" / "targets.csv", encoding="utf-8-sig")
    chances = [outcome["probability"] for outcome in mix["outcomes"]]
    assert chances[:4] == pytest.approx(table["probability"].tolist()[:4])
    assert chances[4] is None


def test_all_faults_of_all_scenarios_are_told_before_anything_runs(
    simulated: Callable[[RunResult], Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = simulated(result())
    status = leave("run", "bad-one", "fine", "bad-two", "elsewhere/fine.yaml", "--out", str(tmp_path / "out"))
    assert (status, asked) == (2, [])
    complaints = capsys.readouterr().err.splitlines()
    assert len(complaints) == 3
    assert complaints[0] == "bad-one.yaml:3: unknown key 'mesures'; did you mean 'measures'?"
    assert "'fine' stands for another scenario" in complaints[2]
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_cannot_be_made_stops_before_the_run(
    simulated: Callable[[RunResult], Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = simulated(result())
    (tmp_path / "out").write_text("mine")
    assert leave("run", "huludao-2011", "--out", str(tmp_path / "out")) == 1
    assert asked == []
    assert "a part of the path is a file; choose another folder with --out" in capsys.readouterr().err


def test_the_weight_takes_seed_noise_out_of_quantiles_but_not_out_of_the_runs(tmp_path: Path) -> None:
    done = result()
    noise = done.ensembles[0].values.var(axis=0, ddof=1)
    plain = write_folder(done, tmp_path / "plain")
    quiet = write_folder(replace(done, seed_variance=noise), tmp_path / "quiet")
    assert (plain.folder / "runs.parquet").read_bytes() == (quiet.folder / "runs.parquet").read_bytes()
    wide, narrow = (written.summaries[0].rates[-1].band for written in (plain, quiet))
    assert (narrow.p95 - narrow.p05) / (wide.p95 - wide.p05) == pytest.approx(50**-0.5)


def test_targets_leave_the_runs_untouched(tmp_path: Path) -> None:
    scored = write_folder(result(), tmp_path / "scored")
    unscored = write_folder(replace(result(), targets=()), tmp_path / "unscored")
    assert (scored.folder / "runs.parquet").read_bytes() == (unscored.folder / "runs.parquet").read_bytes()
    assert len(pd.read_csv(unscored.folder / "targets.csv")) == 0
    assert unscored.files[-1].read_bytes() != scored.files[-1].read_bytes()


def test_a_written_folder_is_the_same_bytes_again(tmp_path: Path) -> None:
    one, two = (write_folder(result(), tmp_path / name) for name in ("one", "two"))
    assert [path.read_bytes() for path in one.files] == [path.read_bytes() for path in two.files]


def test_plot_draws_the_picture_of_the_run_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = write_folder(result(), tmp_path)
    before = {path.name: path.read_bytes() for path in written.files}
    assert leave("plot", str(written.folder)) == 0
    drawn = [Path(line) for line in capsys.readouterr().out.split()]
    assert [path.name for path in drawn] == ["forecast.png", "forecast.svg"]
    assert {path.name: path.read_bytes() for path in drawn} == {
        path.name: before[path.name] for path in drawn
    }


@pytest.mark.parametrize("name", ["both.png", "both.svg", "both.pdf"])
def test_plot_puts_several_runs_into_one_file(tmp_path: Path, name: str) -> None:
    folders = [str(write_folder(result(mix), tmp_path / mix).folder) for mix in ("policy", "nothing")]
    assert leave("plot", *folders, "-o", str(tmp_path / "charts" / name), "--lang", "zh") == 0
    assert [path.name for path in (tmp_path / "charts").iterdir()] == [name]


def test_plot_tells_what_is_wrong_with_its_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("plot", str(tmp_path / "a"), str(tmp_path / "b")) == 2
    complaints = capsys.readouterr().err
    assert complaints.count("there is no such file; name a folder that `urbsim run` wrote") == 6
    assert leave("plot", str(tmp_path), "-o", "chart.gif") == 2
    assert "must end in .png, .svg or .pdf" in capsys.readouterr().err


def test_the_observed_column_stands_beside_the_forecast(tmp_path: Path) -> None:
    folder = write_folder(result(), tmp_path).folder
    years = pd.read_csv(folder / "years.csv", encoding="utf-8-sig", dtype={"region": str})
    seen = years.dropna(subset=["observed"])
    assert seen[["region", "year", "observed"]].to_numpy().tolist() == [
        [HOME, 2010, 0.4154],
        [HOME, 2020, 0.5476],
    ]
    assert len(years) == sum(16 if variable != "funding_gap" else 15 for variable in ensemble().variables)
