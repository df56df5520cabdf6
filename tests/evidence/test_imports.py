"""The readers are light: a command that only reads evidence starts at once."""

import subprocess
import sys

HEAVY = {"numpy", "pandas", "numba", "mesa", "pyarrow", "pydantic", "matplotlib", "scipy", "click", "rich"}

SCRIPT = """
import sys
from urbsim.evidence import coefficients, documents, statistics
from urbsim.vocabulary import regions, variables
coefficients.coefficients(), regions.regions(), variables.variables()
documents.document("huludao-2011"), statistics.base_count("CN", 2010)
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_evidence_imports_nothing_heavy() -> None:
    loaded = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(loaded.stdout.split())
    assert "yaml" in loaded.stdout.split()
