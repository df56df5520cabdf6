"""The words of an HTML page: blocks end lines, cells are parted by tabs, everything else falls away.

A scanner of its own, because the parser of the standard library takes quadratic time on unclosed tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

_PAGE: Final = re.compile(
    r"<(?:!doctype html|html|head|body|div|p|span|table|tr|td|br|h[1-6])\b[^<>]{0,2000}>", re.I
)
_NAME: Final = re.compile(r"/?([A-Za-z][A-Za-z0-9]{0,20})")
_BLOCKS: Final = frozenset(
    (
        "p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "title",
        "section", "article", "header", "footer", "dd", "dt", "hr", "pre", "blockquote", "caption", "thead",
        "tbody", "body",
    )
)  # fmt: skip
_CELLS: Final = frozenset(("td", "th"))
_ROWS: Final = frozenset(("tr", "table", "tbody", "thead"))
EMPTY: Final = "—"
"""What stands for a cell without words."""
_SILENT: Final = frozenset(("script", "style", "template", "noscript"))
_BLANKS: Final = re.compile(r"[ \t\r\n\xa0]+")
_BESIDE: Final = re.compile(r" ?\t ?")
_AROUND: Final = re.compile(r"[ \t]*\n[ \t\n]*")


def is_page(text: str) -> bool:
    """Whether the text is HTML: a tag of pages stands near its beginning."""
    return _PAGE.search(text[:4000]) is not None


def words_of_page(page: str) -> str:
    """The words of a page in lines; rows of tables are lines with tabs between the cells. Linear in time."""
    words = "".join(_pieces(page))
    return _AROUND.sub("\n", _BESIDE.sub("\t", words)).strip("\n")


def _pieces(page: str) -> Iterator[str]:
    """Words, ends of lines and tabs of a page in order; an empty cell is a dash, so that columns stay."""
    place, opened = 0, page.find("<")
    cell: list[str] | None = None
    while opened >= 0:
        words = _plain(page[place:opened])
        place, name, closing = _after_tag(page, opened)
        words += "<" if not name and place == opened + 1 else ""
        if cell is None:
            yield words
        else:
            cell.append(words)
        if name in _CELLS or (cell is not None and name in _ROWS):
            yield "" if cell is None else f"{''.join(cell).strip() or EMPTY}\t"
            cell = [] if name in _CELLS and not closing else None
        if name in _BLOCKS and cell is None:
            yield "\n"
        elif name in _BLOCKS and cell is not None:
            cell.append(" ")
        opened = page.find("<", place)
    yield "".join(cell or ()) + _plain(page[place:])


def _after_tag(page: str, opened: int) -> tuple[int, str, bool]:
    """Where the tag at ``opened`` ends (what is silent included), its name, and whether it closes one.

    A sign that opens no tag ends right behind itself; what is never closed ends with the page.
    """
    if page.startswith("<!--", opened):
        return _behind(page, "-->", opened), "", False
    match = _NAME.match(page, opened + 1)
    if match is None:
        marked = page[opened + 1 : opened + 2] in ("!", "?")
        return (_behind(page, ">", opened) if marked else opened + 1), "", False
    name, closing = match[1].lower(), match[0].startswith("/")
    end = _behind(page, ">", match.end())
    if name in _SILENT and not closing:
        end = _behind(page, ">", _behind(page, f"</{name}", end) - 1)
    return end, name, closing


def _behind(page: str, mark: str, start: int) -> int:
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)


def _plain(words: str) -> str:
    """Words between tags: entities resolved, blanks and ends of lines of the source as one blank."""
    return _BLANKS.sub(" ", html.unescape(words)) if words else ""
