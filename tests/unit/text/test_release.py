"""What a tag would say: package, citation and changes speak of one version, and of one day once released."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

import urbsim

ROOT = Path(urbsim.__file__).parents[1]


def test_the_version_is_one() -> None:
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (\S+) \((.*)\)$", changes, re.MULTILINE)
    assert re.fullmatch(r"\d+\.\d+\.\d+", urbsim.__version__)
    assert about["version"] == urbsim.__version__ == heads[0][0]
    assert [day for _, day in heads[1:] if not re.fullmatch(r"\d{4}-\d\d-\d\d", day)] == []
    assert str(about.get("date-released", "unreleased")) == heads[0][1]
    assert len({version for version, _ in heads}) == len(heads)
