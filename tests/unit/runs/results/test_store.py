import hashlib
import json
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from tests.unit.runs.worlds import ensemble, result
from urbsim.analysis.targets.outcomes import score, targets_table
from urbsim.runs.results import files, store
from urbsim.runs.results.manifest import manifest, package_data
from urbsim.runs.results.manifest_schema import ManifestText
from urbsim.runs.results.run_tables import iamc_table, years_table
from urbsim.vocabulary.errors import InputError


def write_all(folder: Path) -> list[Path]:
    done = result()
    files.make_folder(folder)
    years = years_table(done.ensembles, done.observed)
    outcomes = [outcome for runs in done.ensembles for outcome in score(runs, done.targets, done.observed)]
    written = [
        store.write_runs(folder, done.ensembles),
        store.write_table(folder, store.YEARS, years),
        store.write_table(folder, store.TARGETS, targets_table(outcomes)),
        store.write_table(folder, store.IAMC, iamc_table(years, done.names), for_people=False),
    ]
    return [*written, files.write_json(folder, store.MANIFEST, manifest(done, done.notes, written))]


def test_a_second_writing_gives_the_same_bytes_and_leaves_no_drafts(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in write_all(tmp_path / "a")}
    again = {path.name: path.read_bytes() for path in write_all(tmp_path / "b")}
    assert first == again
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(first)


def test_readers_know_every_part_that_a_manifest_has() -> None:
    assert set(manifest(result(), (), ())) <= set(ManifestText.model_fields)


def test_a_table_that_is_gone_is_missed_and_the_draws_are_not(tmp_path: Path) -> None:
    write_all(tmp_path)
    (tmp_path / store.RUNS).unlink()
    assert store.read_run(tmp_path).table(store.EFFECT).empty
    (tmp_path / store.IAMC).unlink()
    with pytest.raises(InputError, match=store.IAMC):
        store.read_run(tmp_path)


def test_the_hash_seed_does_not_show_in_the_parquet_bytes(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from tests.unit.runs.worlds import ensemble
        from urbsim.runs.results.store import write_runs
        write_runs(Path(sys.argv[1]), [ensemble(5), ensemble(5, mix="nothing")])
        """
    )
    digests = set()
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", script, folder], check=True, env=environment, cwd=Path.cwd())
        digests.add(hashlib.sha256((folder / store.RUNS).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_parquet_reads_back_as_plain_columns(tmp_path: Path) -> None:
    runs = ensemble(4)
    table = pd.read_parquet(store.write_runs(tmp_path, [runs]))
    assert table["region"].unique().tolist() == ["211400", "211400/211481/town"]
    rate = table[table.variable == "resident_urbanization_rate"].pivot_table(
        index="draw", columns="year", values="value"
    )
    np.testing.assert_array_equal(rate.to_numpy(), runs.of("resident_urbanization_rate", "211400"))
    assert pq.read_metadata(tmp_path / store.RUNS).metadata is None


def test_one_more_draw_leaves_the_others_bytes_in_place(tmp_path: Path) -> None:
    runs = ensemble(5)
    fewer = replace(runs, draws=runs.draws[:4], values=runs.values[:4])
    files.make_folder(tmp_path / "a")
    files.make_folder(tmp_path / "b")
    whole = pq.read_table(store.write_runs(tmp_path / "a", [runs]))
    part = pq.read_table(store.write_runs(tmp_path / "b", [fewer]))
    assert whole.slice(0, part.num_rows).equals(part)


def test_tables_for_people_keep_chinese_in_a_spreadsheet(tmp_path: Path) -> None:
    table = pd.DataFrame({"clause": ["甲"], "value": [1 / 3]})
    assert (
        store.write_table(tmp_path, "x.csv", table).read_bytes()
        == b"\xef\xbb\xbf" + "clause,value\n甲,0.333333333333\n".encode()
    )
    assert store.write_table(tmp_path, "y.csv", table, for_people=False).read_bytes()[:1] == b"c"


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    write_all(tmp_path / "run")
    stored = store.read_run(tmp_path / "run")
    assert stored.manifest["calibrated"] is False
    assert set(stored.years["region"]) == {"211400", "211400/211481/town"}
    assert stored.targets["target"].tolist()[0] == "0.5"
    assert stored.targets["verdict"].tolist()[-1] == "not modelled"


def test_a_folder_without_a_run_names_every_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        store.read_run(tmp_path)
    assert [Path(fault.file).name for fault in caught.value.faults] == [
        "manifest.json",
        "years.csv",
        "targets.csv",
    ]


@pytest.mark.parametrize(
    ("name", "content"), [("manifest.json", b"{"), ("manifest.json", b"[]"), ("years.csv", b"")]
)
def test_a_damaged_file_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    write_all(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=rf"{name}: is (no manifest|not the file)"):
        store.read_run(tmp_path)


def test_a_file_in_the_way_of_the_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(
        files.OutputError, match=r"cannot write .*out: a file of that name is in the way; move it"
    ):
        files.make_folder(tmp_path / "out")
    with pytest.raises(files.OutputError, match="a part of the path is a file"):
        files.make_folder(tmp_path / "out" / "run")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_folder_in_the_way_of_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "years.csv").mkdir()
    with pytest.raises(files.OutputError, match=r"years\.csv: a folder of that name is in the way"):
        files.write_bytes(tmp_path, "years.csv", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["years.csv"]


def test_a_disk_that_fills_up_leaves_the_old_file_whole(tmp_path: Path) -> None:
    """A file size limit stops the writing midway, as a full disk does."""
    (tmp_path / store.RUNS).write_bytes(b"old")
    script = textwrap.dedent(
        """
        import resource, sys
        from pathlib import Path
        from tests.unit.runs.worlds import ensemble
        from urbsim.runs.results.files import OutputError
        from urbsim.runs.results.store import write_runs
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        try:
            write_runs(Path(sys.argv[1]), [ensemble(5)])
        except OutputError as error:
            print(error)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path], check=True, capture_output=True, text=True, cwd=Path.cwd()
    )
    assert "runs.parquet: the file grew beyond the size limit" in done.stdout
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(store.RUNS, b"old")]


def test_the_manifest_says_how_to_judge_and_repeat_the_run(tmp_path: Path) -> None:
    *written, path = write_all(tmp_path)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert (content["calibrated"], content["seed"], content["draws"], content["weight"]) == (False, 1, 41, 50)
    assert content["clauses"] == ["huludao-2011/rate-2015"]
    assert content["regions"]["211400"] == {"en": "Huludao", "zh": "葫芦岛市"}
    assert content["files"] == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in written}
    assert {"numpy", "mesa", "numba", "python", "urbsim", "machine"} <= set(content["versions"])
    assert str(tmp_path) not in path.read_text(encoding="utf-8")


def test_package_data_are_listed_with_their_digest() -> None:
    assert len(package_data()["variables.csv"]) == 64
    assert list(package_data()) == sorted(package_data())
