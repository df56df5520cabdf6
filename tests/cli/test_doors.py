"""Every command that reads a file of a user answers hostile ones in words, at once and with status 2."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from urbsim.analysis.plans.plan_targets import COLUMNS
from urbsim.cli.main import group
from urbsim.report.answer.beside import measure_beside
from urbsim.runs.outlook.discrepancy import discrepancy, origins, solved_in
from urbsim.runs.results.manifest import FORMAT
from urbsim.vocabulary.errors import InputError

READERS = (
    ("validate",),
    ("run",),
    ("compare",),
    ("policy", "draft"),
    ("policy", "check", "--text"),
    ("hindcast", "--panel"),
    ("hindcast", "--plans"),
    ("new", "own", "--figures"),
    ("explain",),
    ("explore",),
    ("optimise", "--target", "rate"),
    ("sensitivity",),
    ("levers", "--scenario"),
    ("reproduce",),
)


def refusal(*words: str) -> str:
    """What a command says that refuses its input."""
    began = time.process_time()
    result = CliRunner().invoke(group, words)
    assert time.process_time() - began < 5.0
    assert isinstance(result.exception, InputError), (words, result.output, result.exception)
    said = str(result.exception)
    assert "\x1b" not in said + result.output
    return said


@pytest.fixture
def doors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "folder").mkdir()
    with (tmp_path / "large").open("wb") as file:
        file.truncate(50_000_000)
    return tmp_path


@pytest.mark.parametrize("reader", READERS, ids="-".join)
@pytest.mark.parametrize("name", ["pipe", "loop.yaml", "folder", "large", "missing", "/dev/zero"])
def test_no_door_hangs_or_breaks(doors: Path, reader: tuple[str, ...], name: str) -> None:
    assert name in refusal(*reader, name)


@pytest.mark.parametrize("content", ["x", "world,of,2011\n0,logit,x\n", "\x00", "of\n" + "9" * 200_000])
def test_what_was_solved_elsewhere_is_read_or_refused(doors: Path, content: str) -> None:
    (doors / "folder" / "2010.csv").write_text(content, "utf-8")
    (doors / "folder" / "notes.csv").write_text("of the user's own", "utf-8")
    (doors / "folder" / "2010.yaml").write_text("household_weight: 1\n", "utf-8")
    with solved_in(doors / "folder"), pytest.raises(InputError, match="2010"):
        discrepancy(origins()[0])


@pytest.mark.parametrize("row", ["a", "a,b,c,d,e", "a," * 30, '"' + "9" * 200_000, "\x1b[31m"])
def test_a_record_of_plans_is_read_or_refused(doors: Path, row: str) -> None:
    (doors / "plans.csv").write_text(",".join(COLUMNS) + f"\n{row}\n", "utf-8")
    assert "plans.csv" in refusal("hindcast", "--plans", "plans.csv")


@pytest.mark.parametrize("manifest", ["[" * 200_000, "{}", '{"comparison": []}', None])
def test_a_folder_beside_a_run_costs_it_nothing(doors: Path, manifest: str | None) -> None:
    place = doors / "compare-tiny"
    place.mkdir()
    for name in ("contributions_error.csv", "years.csv", "targets.csv"):
        (place / name).write_text("a\n", "utf-8")
    if manifest is None:
        (place / "manifest.json").symlink_to(doors / "pipe")
    else:
        (place / "manifest.json").write_text(manifest, "utf-8")
    assert measure_beside(doors / "tiny", "tiny", {}) == ""


def test_a_link_in_a_circle_is_refused_where_a_file_extends_it(doors: Path) -> None:
    (doors / "a.yaml").write_text("schema: urbsim/2\nextends: loop.yaml\n", "utf-8")
    assert "a.yaml:2: extends" in refusal("validate", "a.yaml")


def test_an_empty_variable_of_the_shell_is_no_region(doors: Path) -> None:
    assert "--region: is empty" in refusal("new", "mine", "--region", "")
    assert "--parent: is empty" in refusal("new", "mine", "--parent", " ")
    assert not (doors / "mine.yaml").exists()


def test_a_region_of_the_register_has_its_own_parent(doors: Path) -> None:
    said = refusal("new", "mine", "--region", "620423", "--parent", "320682")
    assert "--parent: says nothing of a region of the register" in said


def edited(**changes: object) -> dict[str, object]:
    """A manifest that is sound but for the changes."""
    both = {"en": "Stone Dam", "zh": "石坝"}
    scenario = {
        "schema": "urbsim/2", "name": "stone-dam", "title": both, "region": "620423", "from": 2010,
        "until": 2012,
    }  # fmt: skip
    sound = {
        "format": FORMAT, "name": "stone-dam", "title": both, "region": "620423", "regions": {"620423": both},
        "base_year": 2010, "until": 2012, "mixes": ["policy"], "draws": 1, "failures": [], "seed": 1,
        "weight": 1, "lang": "en", "calibrated": False, "notes": [], "scenario": scenario, "clauses": [],
        "assumptions": [], "targets": [], "census": {}, "simple_rule": None, "inputs": [],
        "data": {}, "versions": {"numpy": "2"}, "files": {"runs.parquet": "0" * 64},
    }  # fmt: skip
    return sound | changes


EDITS: tuple[tuple[str, object], ...] = (
    ("draws", "4"), ("draws", -3), ("draws", 2.5), ("draws", 10**12), ("draws", None), ("seed", ["x"]),
    ("weight", ["a"]), ("mixes", "policy"), ("mixes", ["nope"]), ("mixes", []), ("files", ["a"]),
    ("files", {"../../etc/passwd": "0" * 64}), ("files", {"/etc/passwd": "0" * 64}), ("files", {".": "x"}),
    ("files", None), ("files", {}), ("lang", ["xx"]), ("lang", None), ("failures", "x"),
    ("failures", [{"x": 1}]), ("failures", [1]), ("data", [[1]]), ("versions", ["a"]), ("versions", None),
    ("versions", {"numpy": "1\x1b[31m\x1b]0;x\x07"}), ("title", ["x"]), ("title", {"en": "x"}),
    ("base_year", "2010"), ("scenario", []), ("scenario", {"name": "\x1b[2J"}), ("simple_rule", {}),
    ("census", {"a": ["b"]}), ("notes", [{"english": 1}]), ("targets", [{}]), ("name", "../up"),
)  # fmt: skip


@pytest.mark.parametrize(("key", "value"), EDITS)
def test_an_edited_manifest_is_refused_by_all_who_read_it(doors: Path, key: str, value: object) -> None:
    folder = doors / "folder"
    (folder / "manifest.json").write_text(json.dumps(edited(**{key: value})), "utf-8")
    for name in ("years.csv", "targets.csv"):
        (folder / name).write_text("a\n", "utf-8")
    for words in (("reproduce", "folder/manifest.json"), ("report", "folder"), ("plot", "folder")):
        refusal(*words)


@pytest.mark.parametrize("content", ["[" * 200_000, "{}", "[]", "null", '{"format": ', "\ufeff"])
def test_what_is_no_manifest_is_refused(doors: Path, content: str) -> None:
    (doors / "folder" / "manifest.json").write_text(content, "utf-8")
    for name in ("years.csv", "targets.csv"):
        (doors / "folder" / name).write_text("a\n", "utf-8")
    for words in (("reproduce", "folder/manifest.json"), ("report", "folder"), ("plot", "folder")):
        assert "manifest" in refusal(*words)


def test_a_panel_with_control_characters_never_reaches_the_terminal(doors: Path) -> None:
    (doors / "panel.csv").write_text(
        "region,year,population,urban_population\n\x1b[31m县,2010,1,1\n", "utf-8"
    )
    assert "panel.csv:2: holds the control character" in refusal("hindcast", "--panel", "panel.csv")
