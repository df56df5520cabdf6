"""Cut Noto Sans SC down to what is shipped: `python -m urbsim.charts.lettering.cut WHOLE.otf`.

Kept are the letters of GB 2312, every letter of the package's own data and texts, Latin, Greek, punctuation
and signs. The licence of the typeface (OFL) lets a part of it be carried, with the licence beside it.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

import urbsim

RANGES = (
    (0x20, 0x250), (0x370, 0x400), (0x2000, 0x2070), (0x20A0, 0x20C0), (0x2100, 0x2300), (0x2460, 0x2600),
    (0x3000, 0x3040), (0x3200, 0x3400), (0xFF00, 0xFFF0),
)  # fmt: skip


def letters() -> frozenset[int]:
    """Code points that the shipped typeface holds, as far as the whole one does."""
    gb = {
        bytes((lead, trail)).decode("gb2312", "ignore")
        for lead in range(0xA1, 0xF8)
        for trail in range(0xA1, 0xFF)
    }
    package = Path(urbsim.__file__).parent
    own = {
        letter
        for path in package.rglob("*")
        if path.suffix in (".csv", ".yaml", ".py", ".j2", ".html")
        for letter in path.read_text("utf-8-sig")
    }
    ranges = {code for first, end in RANGES for code in range(first, end)}
    return frozenset(ranges | {ord(letter) for letter in (gb | own) - {""}})


def cut(whole: Path, out: Path) -> None:
    """Write the part of a font that holds ``letters()``."""
    font = TTFont(whole, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.notdef_outline, options.name_IDs, options.name_languages = True, ["*"], ["*"]
    subset = Subsetter(options)
    subset.populate(unicodes=letters() & set(font.getBestCmap()))
    subset.subset(font)
    font.save(out)


if __name__ == "__main__":
    cut(Path(sys.argv[1]), Path(str(files("urbsim").joinpath("data", "typeface", "NotoSansSC-part.otf"))))
