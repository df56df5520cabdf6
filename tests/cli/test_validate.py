"""`urbsim validate`, `schema` and `list` as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from urbsim.vocabulary.spelling import is_chinese

ROOT = Path(__file__).parents[2]
BAD = ROOT / "tests" / "bad_scenarios"


def urbsim(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "urbsim", *words],
        cwd=ROOT, capture_output=True, encoding="utf-8", env={**os.environ, **environment}, check=False,
    )  # fmt: skip


def test_sound_files_pass_with_status_0() -> None:
    done = urbsim("validate", "scenarios/huludao-2011.yaml", "jingtai-2012")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("sound") == 2
    told = [line for line in done.stderr.splitlines() if "compiling the kernel" not in line]
    assert [line.split(": ")[0] for line in told] == ["scenarios/huludao-2011.yaml"]
    assert "households, so this check takes more than a second" in told[0]


def test_a_check_that_has_to_compile_says_so(tmp_path: Path) -> None:
    done = urbsim("validate", "xuean-2010", XDG_CACHE_HOME=str(tmp_path), NUMBA_CACHE_DIR="")
    assert done.returncode == 0
    assert "compiling the kernel" in done.stderr


def test_all_bad_files_at_once_give_status_2_and_no_traceback() -> None:
    files = sorted(str(path.with_suffix(".yaml").relative_to(ROOT)) for path in BAD.glob("*.expected"))
    done = urbsim("validate", *files)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert all(file.rsplit("/", maxsplit=1)[-1] in done.stderr for file in files)


def test_every_bad_file_is_told_in_chinese_as_well() -> None:
    names = sorted(path.with_suffix(".yaml") for path in BAD.glob("*.expected"))
    files = [str(path.relative_to(ROOT)) for path in names]
    english, chinese = (urbsim("validate", *files, "--lang", lang) for lang in ("en", "zh"))
    assert (english.returncode, chinese.returncode) == (2, 2)
    pairs = list(zip(english.stderr.splitlines(), chinese.stderr.splitlines(), strict=True))
    assert len(pairs) > len(files)
    assert [ours for ours, theirs in pairs if not is_chinese(theirs)] == []
    assert all(ours.split(": ")[0] == theirs.split(": ")[0] for ours, theirs in pairs)


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX"])
def test_faults_stand_one_a_line_with_file_and_line_under_any_locale(locale: str) -> None:
    done = urbsim("validate", "tests/bad_scenarios/many_faults.yaml", LC_ALL=locale, PYTHONUTF8="0")
    lines = done.stderr.splitlines()
    assert done.returncode == 2
    assert len(lines) == len((BAD / "many_faults.expected").read_text(encoding="utf-8").splitlines())
    assert lines[0].startswith("tests/bad_scenarios/many_faults.yaml:3: unknown key 'fr'")


def test_a_missing_file_gives_status_2() -> None:
    done = urbsim("validate", "nowhere.yaml")
    assert (done.returncode, done.stderr.count("nowhere.yaml: no such file")) == (2, 1)


def test_a_setting_is_checked_with_the_file() -> None:
    done = urbsim("validate", "huludao-2011", "--set", "until=2011")
    assert done.returncode == 2
    assert "simulated years are 2011 to 2011" in done.stderr


def test_a_weight_too_coarse_is_told_with_the_largest_that_fits(tmp_path: Path) -> None:
    file = tmp_path / "coarse.yaml"
    file.write_text("extends: xuean-2010\nname: coarse\nruns:\n  draws: 2\n  weight: 388\n", encoding="utf-8")
    done = urbsim("validate", str(file))
    problem = "weight 388 is too coarse for 22,000 rural people of xuean-2010; use at most 387"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{file}:5: {problem}\n"
    file.write_text(file.read_text(encoding="utf-8").replace("388", "387"), encoding="utf-8")
    assert urbsim("validate", str(file)).returncode == 0


def test_a_scenario_file_cannot_run_code(tmp_path: Path) -> None:
    owned = tmp_path / "owned"
    text = f'schema: urbsim/2\nname: !!python/object/apply:os.system ["touch {owned}"]\n'
    (tmp_path / "evil.yaml").write_text(text, encoding="utf-8")
    assert urbsim("validate", str(tmp_path / "evil.yaml")).returncode == 2
    assert not owned.exists()


def test_the_schema_is_json() -> None:
    done = urbsim("schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["title"] == "urbsim scenario"


def test_the_list_names_every_shipped_scenario() -> None:
    rows = {row["name"]: row for row in json.loads(urbsim("list", "--json").stdout)}
    assert rows["jingtai-2012"]["place"] == "景泰县"
    assert "国" in rows["national-2025"]["place"]
    table = urbsim("list").stdout
    assert all(name in table for name in rows)


@pytest.mark.parametrize("kind", ["regions", "clauses", "levers", "variables", "coefficients"])
def test_what_a_scenario_can_name_is_listed(kind: str) -> None:
    done = urbsim("list", kind, "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert len(rows) >= 9
    assert all(set(row) == set(rows[0]) for row in rows)
