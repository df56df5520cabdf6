"""`python -m tests.exchange.write DIR [NAME...]`: folders of all shipped scenarios, two coarse draws, and
the definitions of what their tables name.
"""

import sys
from pathlib import Path

import urbsim
from tests.golden.figures import SIZES
from urbsim.runs.definitions import write_definitions


def main(folder: Path, names: list[str]) -> None:
    every = names or list(SIZES)
    for name in every:
        urbsim.run(name, draws=2, weight=SIZES[name].weight, out=folder)
        print(folder / name / "iamc.csv", flush=True)
    write_definitions(folder / "definitions", [folder / name for name in every])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
