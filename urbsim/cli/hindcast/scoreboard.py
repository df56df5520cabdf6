"""The scoreboard of a hindcast: methods by panel, the project's own first, and who lost to whom."""

import math
from typing import TYPE_CHECKING

from urbsim.cli.screen.lines import columns, echo
from urbsim.cli.screen.tables import print_fitted
from urbsim.text import block, in_register, told, word

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from urbsim.analysis.hindcast.hindcast import Hindcast

MEASURES = ("mae", "bias", "crps", "width90")
SHARES = ("cover50", "cover90")

PIPED = 100
"""Width of tables that go into a file or another program."""


def echo_scoreboard(found: "list[Hindcast]", scores: "pd.DataFrame") -> None:
    """Print one table a panel and a plain sentence on how the own methods fare; points of the rate."""
    from rich.console import Console

    from urbsim.analysis.hindcast.hindcast import verdict

    console = Console(width=columns(PIPED), markup=False, highlight=False)
    for each in found:
        panel = each.panel
        for note in panel.notes:
            echo(word("scoreboard.note", panel=panel.name, note=told(note)))
        _echo_not_simulated(each)
        rows = scores[(scores["panel"] == panel.name) & (scores["horizon"] == "all")]
        if not rows.empty:
            count = _counted(len(panel.units))
            title = word("scoreboard.title", panel=panel.name, count=count, origin=panel.origin)
            print_fitted(console, _table(title, rows))
            _echo_sureness(each, rows)
    for origin in dict.fromkeys(each.panel.origin for each in found):
        echo(word("scoreboard.coefficients", origin=origin, which=_coefficients(origin)))
    for each in found:
        echo(verdict(scores, each.panel.name))


def echo_origins(origins: "pd.DataFrame") -> None:
    """Say how the national path did from all origins together, and from which none of it lay in the band."""
    last, each = origins.iloc[-1], origins.iloc[:-1]
    none = ", ".join(each.loc[each["cover90"] == 0, "origin"]) or word("scoreboard.no_origin")
    first, until = each["origin"].iloc[0], each["origin"].iloc[-1]
    echo(
        word("scoreboard.pooled", first=first, last=until, mae=last["mae"], cover=last["cover90"], none=none)
    )


def _echo_sureness(found: "Hindcast", rows: "pd.DataFrame") -> None:
    """Say how many worlds the own scores rest on, whether bands hold for low and high rates, and people."""
    from urbsim.analysis.hindcast.hindcast import OWN, people_table, reliability_table

    name, own = found.panel.name, rows[rows["method"] == OWN]
    if found.draws is not None:
        sure = "mae_error" in own and bool(own["mae_error"].notna().all())
        error = word(
            "scoreboard.error", mae=float(own["mae_error"].iloc[0]), crps=float(own["crps_error"].iloc[0])
        )
        echo(word("scoreboard.worlds", panel=name, worlds=found.draws.worlds, error=error if sure else ""))
    sixths = reliability_table([found])
    if len(sixths):
        shares = ", ".join(f"{share:.0%}" for share in sixths["cover90"])
        echo(word("scoreboard.sixths", panel=name, shares=shares))
    people = people_table([found])
    for variable, table in people[people["horizon"] == "all"].groupby("variable", sort=False):
        _echo_people(name, str(variable), table.set_index("method"))


def _echo_people(panel: str, variable: str, table: "pd.DataFrame") -> None:
    from urbsim.analysis.hindcast.hindcast import OWN
    from urbsim.analysis.hindcast.people import HALF_PAST, PERSISTENCE

    own, still, half = (float(table["mae"][name]) for name in (OWN, PERSISTENCE, HALF_PAST))
    what, cover = word(f"scoreboard.people_{variable}"), float(table["cover90"][OWN])
    echo(word("scoreboard.people", panel=panel, variable=what, own=own, still=still, half=half, cover=cover))


def _echo_not_simulated(found: "Hindcast") -> None:
    """Count and name the regions whose own forecast no run stands behind, by the reason."""
    from urbsim.analysis.hindcast.hindcast import OWN

    units, missing = found.panel.units, found.forecasts[OWN].not_simulated
    for reason in dict.fromkeys(missing.values()):
        names = [f"{unit.name} ({unit.key})" for unit in units if missing.get(unit.key) == reason]
        missed = word(
            "scoreboard.not_simulated", number=len(names), count=_counted(len(units)), reason=told(reason),
            names=", ".join(names),
        )  # fmt: skip
        echo(word("scoreboard.note", panel=found.panel.name, note=missed))


def _coefficients(origin: int) -> str:
    from urbsim.evidence.posterior import posterior
    from urbsim.runs.setup.sampling import calibrated

    if not calibrated(origin):
        return word("scoreboard.uncalibrated")
    return word("scoreboard.posterior", digest=posterior().digest, until=posterior().until)


def _counted(regions: int) -> str:
    return word("scoreboard.region") if regions == 1 else word("scoreboard.regions", number=regions)


def _table(title: str, rows: "pd.DataFrame") -> "Table":
    from rich.table import Table

    from urbsim.analysis.hindcast.hindcast import BESIDE, MINE

    table = Table(title=title, title_justify="left")
    heads = block("scoreboard")
    table.add_column(heads["method"], no_wrap=True, min_width=19)
    for name in ("n", *MEASURES, *SHARES):
        table.add_column(heads[name], justify="right")
    mine = [name for name in rows["method"] if name in MINE]
    ranked = [name for name in rows.sort_values("crps")["method"] if name not in (*MINE, *BESIDE)]
    beside = [name for name in rows["method"] if name in BESIDE]
    by_name = rows.set_index("method")
    for name in (*mine, *ranked, *beside):
        row = by_name.loc[name]
        numbers = [_number(row[key], "{:.2f}") for key in MEASURES]
        shares = [_number(row[key], "{:.0%}") for key in SHARES]
        shown, style = in_register("methods", name).text(), "bold" if name in MINE else ""
        table.add_row(shown, str(row["n"]), *numbers, *shares, style=style)
    return table


def _number(value: float, form: str) -> str:
    """The number, a dash where the method gives none."""
    return "-" if math.isnan(value) else form.format(value)
