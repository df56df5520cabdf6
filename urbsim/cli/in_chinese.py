"""Help and usage in Chinese: copies of commands with their words told, and click's own words."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final, NamedTuple

import click

from urbsim.text import LANGUAGES, block, chinese, spoken

_MODULES: Final = ("core", "decorators", "exceptions", "formatting", "parser", "types")
_LOCALES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


class Call(NamedTuple):
    """The language of a call and its words without those that ask for it."""

    lang: str
    arguments: list[str]


def call_of(arguments: Sequence[str]) -> Call:
    """The language that a call asks for anywhere by --lang, else that of the locale."""
    lang, left = _of_locale(), list[str]()
    words = iter(arguments)
    for each in words:
        if each == "--":
            return Call(lang, [*left, each, *words])
        value = next(words, "") if each == "--lang" else each.removeprefix("--lang=")
        if value not in LANGUAGES or not each.startswith("--lang"):
            left += [each] if value == each else [each, value] if each == "--lang" else [each]
        else:
            lang = value
    return Call(lang, left)


def _of_locale() -> str:
    locale = next((value for name in _LOCALES if (value := os.environ.get(name))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def teach_click() -> None:
    """Let click say its own words in the language spoken; words that are not known stay as they are."""
    for name in _MODULES:
        module = import_module(f"click.{name}")
        if hasattr(module, "_"):
            module.__dict__["_"] = click_word
        if hasattr(module, "ngettext"):
            module.__dict__["ngettext"] = _counted


def click_word(words: str) -> str:
    """A word of click's own in the language spoken."""
    return chinese("click").get(words, words) if spoken() == "zh" else words


def _counted(one: str, several: str, number: int) -> str:
    return click_word(one if number == 1 else several)


def told(command: click.Command, path: str) -> click.Command:
    """The command with its help in the language spoken; itself where that is English."""
    if spoken() != "zh":
        return command
    made = copy.copy(command)
    made.help = block("help").get(path or "urbsim", command.help)
    made.params = [_told_parameter(each, path) for each in command.params]
    # A copy must not hold on to the help option that its model made in another language.
    made.__dict__["_help_option"] = None
    made.options_metavar = chinese("click")["[OPTIONS]"]
    made.short_help = block("help").get(f"summary_{path}")
    if isinstance(made, click.Group):
        made.subcommand_metavar = chinese("click")["COMMAND [ARGS]..."]
        _tell_subcommands(made, path)
    return made


def _tell_subcommands(group: click.Group, path: str) -> None:
    find: Callable[[click.Context, str], click.Command | None] = group.get_command

    def found(context: click.Context, name: str) -> click.Command | None:
        command = find(context, name)
        return None if command is None else told(command, f"{path}_{name}" if path else name)

    group.__dict__["get_command"] = found


def _told_parameter(parameter: click.Parameter, path: str) -> click.Parameter:
    made = copy.copy(parameter)
    if isinstance(made, click.Option):
        words = block("help")
        key = f"{path}_{made.name}"
        made.help = words.get(key) or words.get(f"any_{made.name}") or made.help
    if made.metavar is None and not isinstance(made.type, (click.Choice, click.types.BoolParamType)):
        plain = parameter.type.name.partition(" ")[0]
        made.metavar = chinese("click").get(plain) if isinstance(made, click.Option) else made.metavar
    elif made.metavar is not None and made.metavar in chinese("click"):
        made.metavar = chinese("click")[made.metavar]
    return made
