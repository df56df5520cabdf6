"""Help, usage and faults of the command line in Chinese: no English but names that are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from urbsim.cli.in_chinese import call_of, told
from urbsim.cli.main import COMMANDS, group, main
from urbsim.text import speaking

NAMES = re.compile(
    r"--?[a-z-]+|urbsim[a-z -]*|\[[a-z|_-]+\]|<[^>]*>|[\w./-]*\.(?:csv|json|html|docx|yaml|png|svg|pdf|xlsx)"
    r"|\b(?:CSV|JSON|Schema|HTML|Word|PDF|UTF-8|GB18030|Big5|Dask|Mesa|Python|DIR|MANIFEST|NAME|TEXTFILE|"
    r"SCENARIO|CODE|tcp|tls|xlsx|xls|svg|png|pdf|review|outputs|zh|yes|no|huludao-2011|rate-2015|my-county|short|names)\b"
)
"""What stands in Latin letters in Chinese help: names that are typed."""


def commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name) or command, (*path, name))


PATHS = sorted(set(commands(group, ())))


def output(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(words)
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out + said.err


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_is_chinese(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    status, said = output(capsys, *path, "--help", "--lang", "zh")
    assert status == 0
    known = {*COMMANDS, *(name for each in PATHS for name in each)}
    left = [each for each in re.findall(r"[A-Za-z]{2,}", NAMES.sub(" ", said)) if each not in known]
    assert left == [], said


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_option_has_a_chinese_word(path: tuple[str, ...]) -> None:
    with speaking("zh"):
        command = told(group, "")
        for name in path:
            assert isinstance(command, click.Group)
            command = command.get_command(click.Context(command), name) or command
        words = [each.help or "" for each in command.params if isinstance(each, click.Option)]
    assert all(re.search(r"[\u4e00-\u9fff]", each) for each in words), words


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("run",), "缺少参数"), (("nowhere",), "没有命令 'nowhere'"), (("run", "--draw"), "没有选项"),
        (("new", "--from", "x"), "不是有效的数"), (("run", "x", "--draws", "0"), "不在范围"),
    ],
)  # fmt: skip
def test_usage_faults_are_chinese(
    words: tuple[str, ...], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = output(capsys, *words, "--lang=zh")
    assert status == 2
    assert part in said
    assert "Usage" not in said
    assert "Error" not in said


def test_the_locale_chooses_where_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert call_of(["list"]) == ("zh", ["list"])
    assert call_of(["list", "--lang", "en", "x"]) == ("en", ["list", "x"])
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert call_of(["list"]) == ("en", ["list"])
    assert call_of(["run", "--lang", "fr"]) == ("en", ["run", "--lang", "fr"])
    assert call_of(["run", "--", "--lang", "zh"]) == ("en", ["run", "--", "--lang", "zh"])


def test_english_help_stays_after_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    output(capsys, "run", "--help", "--lang", "zh")
    said = output(capsys, "run", "--help")[1]
    assert "Usage: urbsim run [OPTIONS] SCENARIO..." in said
    assert not re.search(r"[\u4e00-\u9fff]", said)


@pytest.mark.parametrize("kind", ["scenarios", "variables", "levers", "regions"])
def test_lists_have_chinese_heads(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = output(capsys, "list", kind, "--lang", "zh")
    assert status == 0
    assert not re.search(r"[A-Za-z]{2,}", next(line for line in said.splitlines() if line.strip()))
