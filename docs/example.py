"""urbsim from Python: read a scenario, run it, compare its mixes. Tables are pandas DataFrames."""

import sys

import urbsim

# So small that this takes seconds. For figures to rely on, leave `weight` out and take 50 draws or more.
SIZE = {"draws": 3, "seed": 1, "weight": 100}


def main() -> dict[str, float]:
    """The rate in the last year, what repeating the measures gains in points, and the number of mixes."""
    scenario = urbsim.read_scenario("xuean-2010")

    tables = urbsim.run(scenario, **SIZE)
    years = tables["years"]
    years = years[years["mix"] == "policy"]
    rate = years[(years["variable"] == "resident_urbanization_rate") & (years["region"] == "xuean-2010")]
    last = rate.set_index("year")["p50"].iloc[-1]

    compared = urbsim.compare(scenario, **SIZE)
    mixes = compared["mixes"].set_index("mix")
    return {"rate": float(last), "gain": float(mixes["points_p50"]["repeated"]), "mixes": float(len(mixes))}


if __name__ == "__main__":
    sys.stdout.write(f"{main()}\n")
