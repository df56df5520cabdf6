"""The command line: light to start, every fault named, and an exit status that scripts can rely on."""

import errno
import os
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

import urbsim
from urbsim.cli import main as cli
from urbsim.cli.options import LANG
from urbsim.vocabulary.errors import Fault, InputError

HEAVY = {
    "jinja2", "matplotlib", "mesa", "numba", "numpy", "pandas", "pyarrow", "pydantic", "rich", "scipy", "yaml"
}  # fmt: skip


def _python(code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=os.environ | environment, check=False
    )


def _imported_by(code: str) -> set[str]:
    done = _python(f"import sys\n{code}\nprint(*(name for name in sys.modules if '.' not in name))")
    assert done.returncode == 0, done.stderr.decode()
    return set(done.stdout.decode().split())


@pytest.fixture
def command_that(monkeypatch):
    """Put one subcommand in the place of all: `urbsim fail` runs the given function."""

    def install(action):
        module = SimpleNamespace(command=click.command("fail")(action))
        monkeypatch.setattr(cli, "COMMANDS", {"fail": ("fail", "Fail on purpose.")})
        monkeypatch.setattr(cli, "import_module", {"urbsim.cli.fail": module}.__getitem__)

    return install


def _raise(error: BaseException):
    def action():
        raise error

    return action


def _leave(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    return int(left.value.code or 0)


def test_help_names_every_command_of_the_table(capsys):
    assert _leave("--help") == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown for name in cli.COMMANDS)


def test_help_imports_nothing_heavy():
    imported = _imported_by(
        "from urbsim.cli.main import group\ngroup.main(['--help'], standalone_mode=False)\nprint()"
    )
    assert "click" in imported
    assert not imported & HEAVY


def test_a_check_of_a_scenario_imports_no_more_than_reading_and_founding_need():
    imported = _imported_by(
        "from urbsim.cli.main import group\n"
        "group.main(['validate', 'xuean-2010'], standalone_mode=False)\nprint()"
    )
    assert "numba" in imported
    assert not imported & (HEAVY - {"numba", "numpy", "pydantic", "scipy", "yaml"})


FAULTY = (
    (("hindcast", "--panel", "panel.csv"), {"mesa", "numba", "pandas", "pyarrow"}),
    (("report", "."), {"jinja2", "matplotlib"}),
    (("plot", "."), {"jinja2", "matplotlib"}),
)


@pytest.mark.parametrize(("words", "later"), FAULTY)
def test_a_faulty_input_is_refused_before_the_libraries_of_an_answer_are_loaded(tmp_path, words, later):
    table = "region,year,population,urban_population\n620423,2010,22.6,9\n"
    (tmp_path / "panel.csv").write_text(table, encoding="utf-8")
    imported = _imported_by(
        f"import os\nos.chdir({str(tmp_path)!r})\nfrom urbsim.cli.main import main\n"
        f"try:\n main({list(words)!r})\nexcept SystemExit as left:\n assert left.code == 2\nprint()"
    )
    assert not imported & later


def test_libraries_are_let_go_at_the_end_without_being_searched():
    seen = "import atexit, gc\natexit.register(lambda: print(gc.get_freeze_count()))\n"
    done = _python(f"{seen}from urbsim.cli.main import main\nmain(['--version'])")
    assert int(done.stdout.split()[-1]) > 1000


def _fastest(*words: str) -> float:
    """Seconds of the fastest of nine starts, which is the one least disturbed by other work."""

    def once() -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - began

    return min(once() for _ in range(9))


def test_help_starts_in_the_time_of_its_command_line_library():
    ratio = _fastest("-m", "urbsim", "--help") / _fastest("-c", "import click")
    print(f"urbsim --help takes {ratio:.2f} times `import click`")
    assert ratio < 2.5


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_its_own_light_module(name):
    module = cli.module_of(name)
    assert isinstance(import_module(module).command, click.Command)
    assert not _imported_by(f"import {module}") & HEAVY


def test_version(capsys):
    assert _leave("--version") == 0
    assert capsys.readouterr().out.split() == ["urbsim,", "version", urbsim.__version__]


def test_done_is_status_0(command_that):
    command_that(lambda: None)
    assert _leave("fail") == 0


def test_a_command_may_choose_its_status(command_that):
    command_that(lambda: click.get_current_context().exit(1))
    assert _leave("fail") == 1


def test_input_at_fault_names_every_fault_and_is_status_2(command_that, capsys):
    faults = [Fault("a.yaml", 3, "unknown key 'frm'", "write 'from'"), Fault("a.yaml", None, "empty", "")]
    command_that(_raise(InputError(faults)))
    assert _leave("fail") == 2
    captured = capsys.readouterr()
    assert captured.err.splitlines() == [str(fault) for fault in faults]
    assert captured.out == ""


@pytest.mark.parametrize("arguments", [["nonsense"], ["--nonsense"], ["fail", "--nonsense"]])
def test_wrong_usage_is_status_2(command_that, capsys, arguments):
    command_that(lambda: None)
    assert _leave(*arguments) == 2
    assert "nonsense" in capsys.readouterr().err


def test_other_operating_system_errors_are_one_line_and_status_1(command_that, capsys):
    command_that(_raise(OSError(errno.ENOSPC, "No space left on device", "outputs")))
    assert _leave("fail") == 1
    assert capsys.readouterr().err == "urbsim: error: [Errno 28] No space left on device: 'outputs'\n"


def test_stopping_is_status_130(command_that, capsys):
    command_that(_raise(KeyboardInterrupt()))
    assert _leave("fail") == 130
    assert capsys.readouterr().err.split("\n")[-2:] == ["urbsim: stopped by the user", ""]


@pytest.mark.parametrize("error", [ZeroDivisionError("a\nbug"), KeyError("x"), RecursionError("deep")])
def test_a_bug_is_one_sentence_and_its_trace_a_file(command_that, capsys, monkeypatch, tmp_path, error):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    command_that(_raise(error))
    assert _leave("fail") == 1
    (trace,) = tmp_path.iterdir()
    told = " ".join(f"{type(error).__name__}: {error}".split())
    said = f"a fault of the program, not of your input: {told}; its trace is in {trace}, please hand that"
    assert capsys.readouterr().err == f"urbsim: error: {said} file on\n"
    written = trace.read_text(encoding="utf-8")
    assert written.startswith("urbsim fail\nTraceback (most recent call last)")
    assert type(error).__name__ in written


@pytest.mark.parametrize("words", [("--lang", "zh"), ("--lang=zh",), ("--lang", "en", "--lang", "zh")])
def test_a_bug_is_told_in_the_language_asked_for(command_that, capsys, monkeypatch, tmp_path, words):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    command_that(LANG(_raise(KeyError("x"))))
    assert _leave("fail", *words) == 1
    said = capsys.readouterr().err
    assert said.startswith("urbsim: 错误：程序自身出错，并非输入有误：KeyError: 'x'；错误跟踪见")
    assert len(said.splitlines()) == 1


def test_too_little_memory_is_one_sentence(command_that, capsys):
    command_that(_raise(MemoryError()))
    assert _leave("fail") == 1
    assert capsys.readouterr().err.startswith("urbsim: error: there is not enough memory; use a larger")


def test_a_bug_is_told_where_no_folder_takes_its_trace(command_that, capsys, monkeypatch, tmp_path):
    nowhere = tmp_path / "not a folder"
    nowhere.write_text("", encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(nowhere))
    monkeypatch.setattr(os, "curdir", str(nowhere))
    command_that(_raise(KeyError("x")))
    assert _leave("fail") == 1
    assert capsys.readouterr().err.endswith("KeyError: 'x'; no folder takes a file with its trace\n")


def test_a_closed_screen_ends_without_a_word():
    reading, writing = os.pipe()
    os.close(reading)
    code = "from urbsim.cli.main import main\nmain(['run', 'no-such-scenario'])"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=writing, check=False)
    os.close(writing)
    assert done.stdout == b""
    assert done.returncode in (1, 120)


def test_a_reader_who_leaves_early_hears_no_complaint():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "urbsim", "--help"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("locale", "written"), [("ascii", "utf-8"), ("latin-1", "utf-8"), ("gbk", "gbk"), ("utf-8", "utf-8")]
)
def test_chinese_comes_through_on_any_locale(locale, written):
    call = "from urbsim.cli.main import main\nmain(['--help', '--lang', 'zh'])"
    done = _python(call, PYTHONIOENCODING=locale)
    assert done.returncode == 0, done.stderr.decode()
    assert "情景" in done.stdout.decode(written)


def test_every_module_with_a_command_is_in_the_table():
    folder = Path(cli.__file__).parent
    paths = [path.relative_to(folder).with_suffix("") for path in folder.rglob("*.py")]
    names = [".".join(("urbsim.cli", *path.parts)) for path in paths if path.name != "__init__"]
    commands = {name for name in names if hasattr(import_module(name), "command")}
    assert commands == {cli.module_of(name) for name in cli.COMMANDS} | {"urbsim.cli.policy.policy_draft"}
