"""`urbsim policy`: the library of policy documents, and the reader of further ones."""

from importlib import import_module
from importlib.util import find_spec

import click

from urbsim.cli.in_chinese import click_word
from urbsim.text import block, spoken

# The documents' commands and the reader's stand in modules of their own, imported when they are asked for.
MODULES = {
    "list": ("policy_library", "List the policy documents."),
    "show": ("policy_library", "Show a document clause by clause, and where each clause is used."),
    "check": ("policy_library", "Find numbers without provenance, unused clauses and contradictions."),
    "draft": ("policy_draft", "Read a policy text and draft a scenario from it."),
}


class PolicyGroup(click.Group):
    """A group whose subcommands are found in the modules of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands whose module is there."""
        return [name for name, (module, _) in MODULES.items() if find_spec(f"urbsim.cli.policy.{module}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand: `command` of its module, or that of its name where the module has several."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"urbsim.cli.policy.{MODULES[cmd_name][0]}")
        single: click.Command | None = getattr(module, "command", None)
        found: click.Command | None = getattr(module, f"{cmd_name}_command", single)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of subcommands without importing any of them."""
        words = block("help") if spoken() == "zh" else {}
        with formatter.section(click_word("Commands")):
            lines = [
                (name, words.get(f"policy_{name}", MODULES[name][1])) for name in self.list_commands(ctx)
            ]
            formatter.write_dl([(name, line.partition("\n")[0]) for name, line in lines])


@click.group(name="policy", cls=PolicyGroup)
def command() -> None:
    """Look into the policy documents, and draft scenarios from new ones."""
