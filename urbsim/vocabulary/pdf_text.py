"""The words of a PDF, where its pages hold text and not pictures of it."""

from __future__ import annotations

import io
import logging
import struct
import time
import zlib
from typing import Final

from urbsim.text import Message, say
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


def words_of_pdf(raw: bytes, file: str) -> str:
    """The words of a PDF, page by page. Raises InputError for locked, damaged, scanned and endless ones."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on the file's form are for no user
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _refused(file, say("files.pdf_locked_password"), say("files.unlock_first"))
        pages = len(reader.pages)
        if pages > MOST_PAGES:
            raise _refused(
                file,
                say("files.pdf_pages_more_than", pages=pages, most_pages=MOST_PAGES),
                say("files.give_one_document_at"),
            )
        return _of_pages(reader, file)
    except (PyPdfError, *_DAMAGE) as error:
        raise _refused(
            file, say("files.pdf_cannot_read", name=type(error).__name__), say("files.save_pdf_text")
        ) from error


def _of_pages(reader: object, file: str) -> str:
    from pypdf import PdfReader

    assert isinstance(reader, PdfReader)
    ends, words = time.monotonic() + SECONDS, []
    for page in reader.pages:
        words.append(page.extract_text())
        if time.monotonic() > ends:
            raise _refused(
                file, say("files.pdf_takes_more_than", seconds=SECONDS), say("files.save_pdf_text")
            )
    text = "\n".join(words)
    if len("".join(text.split())) < LEAST_ON_A_PAGE * len(words):
        problem = say("files.scanned_pdf_its_pages", words=len(words))
        raise _refused(file, problem, say("files.recognise_its_text_ocr"))
    return text


def _refused(file: str, problem: Message, remedy: Message) -> InputError:
    return InputError([Fault(file, None, problem, remedy)])
