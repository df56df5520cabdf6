"""`python -m tests.exchange.write DIR [NAME...]`: folders of all shipped scenarios, two coarse draws."""

import sys
from pathlib import Path

import urbsim
from tests.golden.figures import SIZES


def main(folder: Path, names: list[str]) -> None:
    for name in names or list(SIZES):
        urbsim.run(name, draws=2, weight=SIZES[name].weight, out=folder)
        print(folder / name / "iamc.csv", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
