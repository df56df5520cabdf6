"""The fingerprint of stored draws: whatever can change a draw changes it, down to one character."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.architecture.house import DATA, FLOORS
from urbsim.runs.ensembles.fingerprint import BESIDE, COMPILED, PACKAGE, fingerprint, model_version, sources


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's folder, in a place where its files may be changed."""
    folder = tmp_path_factory.mktemp("copy") / "urbsim"
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns(COMPILED))
    return folder


def digest_of(folder: Path) -> str:
    """The digest as another process would find it."""
    model_version.cache_clear()
    return model_version(folder)


def test_one_character_of_any_file_that_a_draw_passes_through_gives_another_digest(copy: Path) -> None:
    before, seen = digest_of(copy), set()
    assert before == model_version()
    for path in sources(copy):
        text = path.read_bytes()
        path.write_bytes(bytes([*text[:-1], text[-1] ^ 1]) if text else b" ")
        seen.add(digest_of(copy))
        path.write_bytes(text)
    assert before not in seen
    assert len(seen) == len(sources(copy)) > 150
    assert digest_of(copy) == before


def test_only_packages_that_no_draw_can_import_are_left_out(copy: Path) -> None:
    counted = {path.relative_to(copy).parts[0] for path in sources(copy)}
    files = {path.name for path in copy.iterdir() if path.is_file()}
    lower = {name for name, floor in FLOORS.items() if floor <= FLOORS["runs"]} - {"drafting"}
    assert counted == files | lower | {DATA}
    assert {path.name for path in copy.iterdir() if path.is_dir()} - counted == BESIDE
    every = [path for path in copy.rglob("*") if path.is_file()]
    assert {path for path in every if path.relative_to(copy).parts[0] not in BESIDE} == set(sources(copy))


def test_a_file_that_is_new_renamed_or_gone_gives_another_digest(copy: Path) -> None:
    before = digest_of(copy)
    table = copy / "data" / "statistics" / "national.csv"
    table.rename(table.with_name("nation.csv"))
    renamed = digest_of(copy)
    shutil.move(table.with_name("nation.csv"), copy.parent / "nation.csv")
    gone = digest_of(copy)
    shutil.move(copy.parent / "nation.csv", table)
    new = copy / "model" / "wing" / "deep" / "new.py"
    new.parent.mkdir(parents=True)
    new.write_text("", encoding="utf-8")
    added = digest_of(copy)
    shutil.rmtree(copy / "model" / "wing")
    assert len({before, renamed, gone, added}) == 4
    assert digest_of(copy) == before


def test_charts_and_commands_leave_stored_draws_valid(copy: Path) -> None:
    before = digest_of(copy)
    for name in BESIDE:
        (copy / name / "__init__.py").write_text('"""Another sentence."""\n', encoding="utf-8")
    assert digest_of(copy) == before


def test_texts_by_name_are_told_apart() -> None:
    assert fingerprint({"a": b"bc"}) != fingerprint({"ab": b"c"}) != fingerprint({"a": b"b", "c": b""})
