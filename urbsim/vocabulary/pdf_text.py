"""The words of a PDF, where its pages hold text and not pictures of it."""

from __future__ import annotations

import io
import logging
import struct
import time
import zlib
from typing import Final

from urbsim.vocabulary.errors import Fault, InputError

MOST_PAGES: Final = 600
SECONDS: Final = 60.0
"""Time after which a PDF is given up, checked after every page."""

LEAST_ON_A_PAGE: Final = 20
"""Characters a page below which the pages are taken for pictures."""

_DAMAGE: Final = (
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, OSError, RuntimeError, ImportError,
    AssertionError, EOFError, zlib.error, struct.error,
)  # fmt: skip
"""What pypdf raises besides its own errors on files that are at fault."""

_ADVICE: Final = "save its text as .docx or plain text and give that"


def words_of_pdf(raw: bytes, file: str) -> str:
    """The words of a PDF, page by page. Raises InputError for locked, damaged, scanned and endless ones."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on the file's form are for no user
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _refused(file, "is a PDF locked by a password", "unlock it first")
        pages = len(reader.pages)
        if pages > MOST_PAGES:
            raise _refused(
                file, f"is a PDF of {pages} pages, more than {MOST_PAGES}", "give one document at a time"
            )
        return _of_pages(reader, file)
    except (PyPdfError, *_DAMAGE) as error:
        raise _refused(file, f"is a PDF that cannot be read ({type(error).__name__})", _ADVICE) from error


def _of_pages(reader: object, file: str) -> str:
    from pypdf import PdfReader

    assert isinstance(reader, PdfReader)
    ends, words = time.monotonic() + SECONDS, []
    for page in reader.pages:
        words.append(page.extract_text())
        if time.monotonic() > ends:
            raise _refused(file, f"is a PDF that takes more than {SECONDS:.0f} seconds to read", _ADVICE)
    text = "\n".join(words)
    if len("".join(text.split())) < LEAST_ON_A_PAGE * len(words):
        problem = f"is a scanned PDF: its {len(words)} pages are pictures and hold no text"
        raise _refused(file, problem, "recognise its text (OCR) first, and give that as .docx or plain text")
    return text


def _refused(file: str, problem: str, remedy: str) -> InputError:
    return InputError([Fault(file, None, problem, remedy)])
