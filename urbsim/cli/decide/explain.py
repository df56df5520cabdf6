"""`urbsim explain`: one household's years in words, with the policy and without it."""

import click

from urbsim.cli.options import LANG, SEED, WEIGHT
from urbsim.cli.progress import announce_compilation
from urbsim.cli.screen.lines import echo
from urbsim.text import say, word


@click.command(name="explain")
@click.argument("scenario")
@click.option(
    "--household", type=click.IntRange(1), metavar="ID",
    help="Its number in the founding. Default: the first whose home differs by the policy.",
)  # fmt: skip
@click.option(
    "--draw", type=click.IntRange(1, 100_000), default=1, show_default=True, help="Number of the draw."
)
@SEED
@WEIGHT
@LANG
def command(scenario: str, household: int | None, draw: int, seed: int | None, weight: int | None) -> None:
    """Tell one household's years in the reference model: what it was offered and what it did.

    Example: urbsim explain xuean-2010 --household 12
    """  # fmt: skip
    from urbsim.analysis.diary.telling import told
    from urbsim.analysis.diary.years import diaries_of, first_parted, homes
    from urbsim.policy.mixes import NOTHING, PLAIN
    from urbsim.runs.options import Options
    from urbsim.runs.results.run_tables import region_label
    from urbsim.scenario.reading import read_scenario
    from urbsim.text import spoken
    from urbsim.vocabulary.errors import Fault, InputError

    announce_compilation()
    diaries = diaries_of(read_scenario(scenario), Options(seed=seed, weight=weight), draw)
    mine = diaries.by_mix[PLAIN]
    bare = diaries.by_mix.get(NOTHING, mine)
    if household is not None and household > len(mine):
        remedy = say("diary.use_one", most=len(mine))
        raise InputError((Fault("--household", None, say("diary.no_household", number=household), remedy),))
    number = first_parted(mine, bare) if household is None else household - 1
    home = next(iter(diaries.names))
    area = region_label(f"{home}/{diaries.area[number]}", diaries.names, spoken())
    echo(
        word(
            "diary.title", number=number + 1, total=len(mine), area=area, village=diaries.village[number] + 1,
            draw=draw, weight=diaries.weight,
        )
    )  # fmt: skip
    for line in told(diaries, mine[number]):
        echo(line)
    if bare is mine:
        return
    same = homes(mine[number]) == homes(bare[number])
    echo("\n" + word("diary.same" if same else "diary.without"))
    for line in () if same else told(diaries, bare[number]):
        echo(line)
