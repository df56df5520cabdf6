"""The `urbsim` command: finds the subcommand, and turns what went wrong into words and an exit status.

Exit status: 0 done; 2 the input is at fault; 130 stopped by the user; 1 anything else.
"""

import atexit
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from importlib import import_module
from io import TextIOWrapper
from types import MappingProxyType
from typing import NoReturn

import click

import urbsim
from urbsim.cli.in_chinese import call_of, click_word, teach_click
from urbsim.cli.in_chinese import told as told_command
from urbsim.cli.screen.lines import echo
from urbsim.text import block, speaking, spoken, told, word
from urbsim.vocabulary.errors import InputError, UnfinishedError

# Importing a command costs up to seconds, so `urbsim --help` reads its line here instead.
COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "run": ("run.run", "Simulate scenarios and write forecasts against their targets."),
        "reproduce": ("run.reproduce", "Run a manifest again and compare digests."),
        "compare": ("compare.compare", "Compare policy mixes under common random numbers."),
        "sensitivity": ("decide.sensitivity", "Say what matters, when targets are missed, what to watch."),
        "optimise": ("decide.optimise", "Find the least cost at which a target is probable enough."),
        "explore": ("decide.explore", "Write one page with a slider for each measure, to hand on."),
        "explain": ("decide.explain", "Tell one household's years, with the policy and without it."),
        "hindcast": ("hindcast.hindcast", "Score forecasts from a past year against what happened."),
        "calibrate": (
            "hindcast.calibrate",
            "Fit behaviour to the past again, and show what the figures say.",
        ),
        "outlook": ("hindcast.outlook", "Solve what keeps every draw on its national path, for every run."),
        "levers": ("levers.levers", "Make the experiments that hold every lever, beside what studies found."),
        "plot": ("plot", "Draw the forecasts of finished runs."),
        "report": ("report", "Write one page about finished runs, to hand on."),
        "new": ("new", "Write a scenario to start from, for any region or own figures."),
        "validate": ("validate", "Check scenario files and name every fault."),
        "guide": ("learn.guide", "Show the guide to the scenario file, or the gallery of scenarios."),
        "warm": ("run.warm", "Compile the kernels ahead, so that no run waits for it."),
        "schema": ("schema", "Print the JSON Schema of a scenario file, for editors."),
        "policy": ("policy.policy", "Show policy documents, and draft scenarios from new ones."),
        "list": ("list", "List what a scenario can name: regions, clauses, levers, variables."),
    }
)


def module_of(name: str) -> str:
    """The dotted name of the module whose attribute `command` is the subcommand of this name."""
    return f"urbsim.cli.{COMMANDS[name][0]}"


class LazyGroup(click.Group):
    """A group whose subcommands are found in the modules of the table, imported when they are invoked."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the subcommand; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(module_of(cmd_name))
        command: click.Command = module.command
        return told_command(command, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of subcommands without importing any of them."""
        with formatter.section(click_word("Commands")):
            words = block("help") if spoken() == "zh" else {}
            lines = [(name, words.get(f"summary_{name}", told)) for name, (_, told) in COMMANDS.items()]
            formatter.write_dl(lines)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(urbsim.__version__, prog_name="urbsim")
def group() -> None:
    """Forecast urbanization under Chinese policy scenarios, household by household."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, by default that of the process, and leave with its exit status."""
    atexit.register(gc.freeze)  # else all that libraries hold is searched before it goes: 0.2 s a command
    _let_chinese_through()
    words = sys.argv[1:] if arguments is None else arguments
    try:
        with ExitStack() as language:
            status = _status(words, language)
    except Exception:  # noqa: BLE001  not even the error could be told, as where both outputs are closed
        status = 1
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def _status(arguments: Sequence[str], language: ExitStack) -> int:
    """Run the command; the language that it chooses is kept by the stack, so that faults are told in it."""
    teach_click()
    call = call_of(arguments)
    language.enter_context(speaking(call.lang))
    try:
        chosen = told_command(group, "")
        result = chosen.main(call.arguments, prog_name="urbsim", standalone_mode=False, obj=language)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _complain(word("program.stopped"), status=130)
    except InputError as error:
        return _report(error)
    except BrokenPipeError:
        return _leave_the_closed_pipe()
    except Exception as error:  # noqa: BLE001  the last resort: no traceback reaches a terminal
        return _complain(word("program.error", what=_words(error, arguments)), status=1)
    return result if isinstance(result, int) else 0


def _words(error: Exception, arguments: Sequence[str]) -> str:
    """What went wrong; of what nobody expected one sentence, and a file with the trace."""
    if isinstance(error, (OSError, UnfinishedError)):
        return told(error.args[0]) if isinstance(error, UnfinishedError) else str(error)
    if isinstance(error, MemoryError):
        return word("program.memory")
    from urbsim.cli.program_fault import sentence

    return sentence(error, arguments)


def _report(error: InputError) -> int:
    for fault in error.faults:
        echo(fault.told(), err=True)
    return 2


def _complain(message: str, status: int) -> int:
    echo(f"urbsim: {message}", err=True)
    return status


def _leave_the_closed_pipe() -> int:
    """Point stdout nowhere, so that the interpreter's last flush does not complain a second time."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _let_chinese_through() -> None:
    """Turn an output whose locale has no Chinese to UTF-8; file names that are no text are shown with `?`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=_encoding_for_chinese(stream), errors="replace")


def _encoding_for_chinese(stream: TextIOWrapper) -> str:
    try:
        "\N{CJK UNIFIED IDEOGRAPH-4E2D}".encode(stream.encoding)
    except UnicodeEncodeError:
        return "utf-8"
    return stream.encoding
