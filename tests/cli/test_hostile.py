"""Damaged manifests, folders, panels and texts are read or refused in words: none hangs or shows a trace."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.ensembles.tiny import leave, tiny, tiny_file
from urbsim.analysis.panels.panel_file import read_panel
from urbsim.cli.main import group
from urbsim.report.folder import write_folder
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.files import OutputError
from urbsim.vocabulary.errors import InputError

ROOT = Path(__file__).parents[2]
TEXTS = sorted((ROOT / "tests" / "texts").glob("*.txt"))
PANEL = (
    "region,year,population,urban_population,parent,household_size,share_65plus\n"
    "甲县,2010,400000,130000,辽宁,3.1,9.5\n甲县,2020,380000,190000,,,\n"
    "乙县,2010,300000,90000,河南,,\n乙县,2020,310000,130000,,,\n"
)
MADE = ("tiny", "compare-tiny")
"""Folders of a run and of a comparison."""
SECONDS = 10.0
"""Most processor time that an answer may take; a reader that waits for a file would never end."""
ODD: tuple[Any, ...] = (
    None, True, -1, 0, 2.5, 10**18, 1e308, "", "x", "../../x", "\x1b[31m", "=1+1", "甲" * 5000, [], {}, [[]],
    {"": None}, ["a", 1], {"en": 1},
)  # fmt: skip
PIECES = (
    b"\x00",
    b"\xff\xfe",
    b"\x1b]0;x\x07",
    b"\n" * 50,
    b",,,,",
    b'"',
    "\u202e甲".encode(),
    b"9" * 400,
    b"-",
)


def damaged(raw: bytes, luck: random.Random) -> bytes:
    """A file with bytes changed, pieces put in, lines moved, an end cut off, or in another encoding."""
    changed = bytearray(raw)
    for _ in range(luck.choice([1, 3, 20])):
        at = luck.randrange(len(changed) + 1)
        match luck.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([luck.randrange(256)])
            case 1:
                changed[at:at] = luck.choice(PIECES)
            case 2:
                changed[at : at + luck.choice([1, 40])] = b""
            case _:
                changed[at:at] = changed[: luck.randrange(200)]
    cut = luck.random() < 0.2
    return bytes(changed[: luck.randrange(len(changed) + 1)] if cut else changed)


def edited(content: Any, luck: random.Random) -> Any:
    """A tree of JSON with one value replaced, taken out or repeated under another key."""
    here, parent, key = content, None, None
    while isinstance(here, dict | list) and here and (parent is None or luck.random() < 0.7):
        parent, key = here, luck.choice(list(here) if isinstance(here, dict) else range(len(here)))
        here = parent[key]
    if parent is not None and luck.random() < 0.7:
        parent[key] = luck.choice(ODD)
    elif isinstance(parent, dict):
        del parent[key]
    return content


def answered(read: Callable[[], object]) -> str:
    """``sound`` or ``refused``; whatever else a reader does fails the test."""
    began, said = time.process_time(), ""
    try:
        read()
    except InputError as error:
        said = " ".join(f"{fault.problem}; {fault.remedy}" for fault in error.faults)
    except OutputError as error:
        said = str(error)
    assert time.process_time() - began < SECONDS
    assert not set(said) & {"\x1b", "\x00", "\x07", "\u202e"}, said
    return "refused" if said else "sound"


def command(*words: str | Path) -> None:
    """A command in this process, which raises what it cannot answer."""
    result = CliRunner().invoke(group, [str(word) for word in words])
    assert "\x1b" not in result.output
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a small run and of a comparison, in one."""
    out = tmp_path_factory.mktemp("made")
    done = run_mixes(tiny(), Options(draws=2, workers=1), lambda done, total: None)
    write_folder(done, out)
    scenario = str(tiny_file(tmp_path_factory.mktemp("tiny")))
    assert leave("compare", scenario, "--mixes", "--draws", "2", "--workers", "1", "--out", out) == 0
    return out


def hostile_manifest(made: Path, place: Path, luck: random.Random) -> str:
    shutil.copytree(made / luck.choice(MADE), place)
    manifest = place / "manifest.json"
    if luck.random() < 0.5:
        content = edited(json.loads(manifest.read_text("utf-8")), luck)
        manifest.write_text(json.dumps(content), "utf-8")
    else:
        manifest.write_bytes(damaged(manifest.read_bytes(), luck))
    words = luck.choice([("report", place), ("plot", place)])
    return answered(lambda: command(*words))


def hostile_folder(made: Path, place: Path, luck: random.Random) -> str:
    shutil.copytree(made / luck.choice(MADE), place)
    chosen = luck.choice(sorted(each for each in place.iterdir() if each.is_file()))
    match luck.randrange(4):
        case 0:
            chosen.write_bytes(damaged(chosen.read_bytes(), luck))
        case 1:
            chosen.unlink()
        case 2:
            chosen.unlink()
            chosen.mkdir()
        case _:
            chosen.unlink()
            chosen.symlink_to(chosen)
    words = luck.choice([("report", place), ("plot", place)])
    return answered(lambda: command(*words))


def hostile_panel(made: Path, place: Path, luck: random.Random) -> str:
    place.write_bytes(damaged(PANEL.encode(luck.choice(["utf-8", "utf-8-sig", "gb18030"])), luck))
    return answered(lambda: read_panel(place, 2010))


def hostile_text(made: Path, place: Path, luck: random.Random) -> str:
    lines = luck.choice(TEXTS).read_text("utf-8")[: luck.choice([300, 3000])].split("\n")
    luck.shuffle(lines)
    raw = "\n".join(lines).encode()
    place.write_bytes(damaged(raw, luck) if luck.random() < 0.5 else raw)
    return answered(lambda: command("policy", "draft", place))


KINDS = (hostile_manifest, hostile_folder, hostile_panel, hostile_text)


def tried(made: Path, folder: Path, cases: range) -> Counter[str]:
    """Answers to these cases, kind by kind in turn."""
    seen: Counter[str] = Counter()
    for case in cases:
        kind, place = KINDS[case % len(KINDS)], folder / str(case)
        seen[f"{kind.__name__} {kind(made, place, random.Random(case))}"] += 1
    return seen


def test_hostile_files_are_read_or_refused(made: Path, tmp_path: Path) -> None:
    seen = tried(made, tmp_path, range(16))
    assert seen["hostile_manifest refused"] >= 2
    assert seen["hostile_folder refused"] >= 1


@pytest.mark.prove
def test_three_hundred_hostile_files_of_every_kind_are_read_or_refused(made: Path, tmp_path: Path) -> None:
    seen = tried(made, tmp_path, range(16, 16 + 300 * len(KINDS)))
    print("; ".join(f"{words}: {number}" for words, number in sorted(seen.items())))
