"""Every command on a screen of a chosen width and language, on a town so small that it takes seconds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Final
from unittest.mock import patch

from tests.cli.fits import made_up
from tests.ensembles.tiny import TINY, leave, tiny_file
from urbsim.cli.screen import lines

WIDE: Final = 2000
"""Columns at which no line of any command is broken."""
TEXT: Final = (
    "石坝县人民政府关于加快推进城镇化建设的意见\n2012年3月5日\n"
    "一、到2015年，全县城镇化率达到50%左右，城镇人口达到12万人。\n"
    "二、新建保障房2000套，新增就业5000个，投入基础设施资金3亿元。\n"
    "三、放宽落户条件，绿化覆盖率每年提高5%。到2015年转移农业人口2万人。\n"
)
PANEL: Final = (
    "region,year,population,urban_population,parent,household_size,share_65plus\n"
    "甲县,2010,400000,130000,辽宁,3.1,9.5\n甲县,2020,380000,190000,,,\n"
    "乙县,2010,300000,90000,河南,,\n乙县,2020,310000,130000,,,\n"
)
SMALL: Final = ("--draws", "2", "--workers", "1")
CALLS: Final[Mapping[str, tuple[str, ...]]] = {
    "list scenarios": ("list",),
    "list regions": ("list", "regions", "--under", "62"),
    "list levers": ("list", "levers"),
    "list variables": ("list", "variables"),
    "list coefficients": ("list", "coefficients"),
    "list clauses": ("list", "clauses"),
    "policy list": ("policy", "list"),
    "policy show": ("policy", "show", "xuean-2010"),
    "policy check": ("policy", "check"),
    "policy draft": ("policy", "draft", "plan.txt"),
    "policy check own": ("policy", "check", "draft.yaml", "--text", "other.txt"),
    "validate questions": ("validate", "draft.yaml"),
    "validate": ("validate", "tiny.yaml", "huludao-2011"),
    "validate faults": ("validate", "faulty.yaml"),
    "validate doubts": ("validate", "doubtful.yaml", "old.yaml", "twice.yaml"),
    "panel doubts": ("hindcast", "--panel", "doubtful.csv"),
    "new": ("new", "my-county", "--region", "620423"),
    "run": ("run", "tiny.yaml", *SMALL, "--explain"),
    "reproduce": ("reproduce", "outputs/tiny/manifest.json", "--workers", "1"),
    "plot": ("plot", "outputs/tiny", "-o", "tiny.png"),
    "report": ("report", "outputs/tiny"),
    "brief": ("report", "outputs/tiny", "--brief", "-o", "brief.html"),
    "explain": ("explain", "tiny.yaml"),
    "guide": ("guide",),
    "gallery": ("guide", "--gallery"),
    "definitions": ("schema", "--definitions", "codes", "outputs/tiny"),
    "compare": ("compare", "tiny.yaml", *SMALL, "--mixes"),
    "hindcast": ("hindcast", "--panel", "towns.csv", "--draws", "2", "--out", "hindcast"),
    "plans": ("hindcast", "--plans", "plans.csv", "--draws", "2", "--out", "plans"),
    "levers": ("levers", "--row", "L16", "--draws", "2", "--workers", "1"),
    "explore": ("explore", "tiny.yaml", *SMALL, "--settings", "4", "-o", "page.html"),
    "sensitivity": ("sensitivity", "tiny.yaml", *SMALL, "--settings", "4"),
    "optimise": ("optimise", "tiny.yaml", *SMALL, "--settings", "4", "--target", "third"),
    "calibrate": ("calibrate",),
    "outlook": ("outlook", "--origins", "2020", "--worlds", "1", "--workers", "1", "--out", "outlook"),
    "shares": ("outlook", "--scenarios", "--out", "shares"),
    "warm": ("warm",),
}
"""What is typed, by what it shows; fits are made up, and without a word `schema` is JSON for editors."""
DOCUMENTS: Final = ("guide", "gallery")
"""What is printed as a document, whose lines its reader breaks."""
FAULTY: Final = (
    "schema: urbsim/2\nname: faulty\ntitel: x\nfrom: 2010\nuntil: 2009\nmeasures:\n- {lever: road}\n"
)
DOUBTFUL: Final = """\
schema: urbsim/2
name: doubtful
title: {zh: 例, en: An example}
region: {name: 石坝县, level: county, parent: "620000", year: 2010, population: 235, urban_population: 1,
  villages: 120, household_size: 3.1, source: 年鉴, towns: [{name: 石坝镇, population: 4}]}
from: 2010
until: 2020
measures:
- {name: roads, lever: investment, service: road, value: {assumption: money}, start: 2011}
- {name: open, lever: hukou, value: {assumption: barrier}, start: 2011}
targets:
- {name: up, variable: resident_urbanization_rate, comparator: increase_of, value: 0.00001, year: 2020,
  because: 例}
assumptions:
  money: {value: 3, unit: yuan/yr, because: 例}
  barrier: {value: 0.5, unit: share, because: 例}
"""
OLD: Final = "schema: urbsim/1\nname: old\nextends: xuean-2010\nmeasures: []\nmixes: {late: {set: {}}}\n"
TWICE: Final = (
    "schema: urbsim/2\nname: twice\nextends: tiny.yaml\n"
    "measures:\n- {name: homs, lever: dwellings, value: {assumption: homes}, start: 2011}\n"
)
DOUBTED_PANEL: Final = (
    "region,year,population,urban_population\n甲县,2010,40.5,13\n甲县,2020,380000,190000\n"
    "乙县,2010,300000,0.31\n"
)
PLANS: Final = (
    "id,region,level,document,issued,family,year,variable,comparator,value,unit,baseline,baseline_year,confidence,"
    "source,outcome,met,met_as_published,met_revised,outcome_basis,outcome_source,kind,relative,repeat,note\n"
    "P1,620423,county,自己的规划,2012,12FYP,2015,resident_urbanization_rate,at_least,0.4,share,,,read,x,0.41,yes,yes,"
    "yes,x,x,goal,,,\n"
)


def prepared(folder: Path) -> Path:
    """The folder with the files that the calls read."""
    file = tiny_file(folder)
    file.write_text(TINY.replace("an example of our own", "自己的例子"), encoding="utf-8")
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    (folder / "other.txt").write_text(TEXT.replace("12万人", "13万人"), encoding="utf-8")
    (folder / "towns.csv").write_text(PANEL, encoding="utf-8")
    others = {
        "faulty.yaml": FAULTY, "doubtful.yaml": DOUBTFUL, "old.yaml": OLD, "twice.yaml": TWICE,
        "doubtful.csv": DOUBTED_PANEL, "plans.csv": PLANS,
    }  # fmt: skip
    for name, text in others.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def drafted_and_run(folder: Path, lang: str) -> Path:
    """The folder with the files that the calls read, a draft, and the results of a run."""
    place = prepared(folder)
    leave("policy", "draft", place / "plan.txt", "-o", place / "draft.yaml", "--lang", lang)
    shown(place, "run", lang)
    return place


@contextmanager
def within(folder: Path) -> Iterator[None]:
    """Work in a folder, and come back."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def shown(folder: Path, name: str, lang: str, width: int = WIDE) -> str:
    """All that a call of `CALLS` shows on a screen, its faults and notes last."""
    said, complained = StringIO(), StringIO()
    words = CALLS[name]
    with within(folder), patch.object(lines, "is_screen", return_value=True):
        for made in (folder / "my-county.yaml", folder / "tiny.png"):
            made.unlink(missing_ok=True)
        width_asked = patch.dict(os.environ, {"COLUMNS": str(width)})
        with width_asked, made_up(), redirect_stdout(said), redirect_stderr(complained):
            leave(*words, "--lang", lang)
    return said.getvalue() + complained.getvalue()
