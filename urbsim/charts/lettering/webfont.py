"""The typeface of the charts for a page, with no more letters than the page has."""

from __future__ import annotations

import io
from base64 import b64encode

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from matplotlib.font_manager import findfont

from urbsim.charts.lettering.typeface import family


def webfont(text: str) -> str:
    """A data address of Noto Sans SC as WOFF with the letters of ``text``; equal letters give equal bytes.

    The licence of the font (OFL) lets a page carry it. Letters that it lacks are left to the reader's fonts.
    """
    options = Options()
    # Kerning and other niceties of print are heavier than the letters themselves.
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    font = TTFont(findfont(family()), recalcTimestamp=False)
    subset = Subsetter(options)
    subset.populate(text=text)
    subset.subset(font)
    font.flavor = "woff"
    written = io.BytesIO()
    font.save(written)
    return f"data:font/woff;base64,{b64encode(written.getvalue()).decode()}"
