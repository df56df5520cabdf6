"""The words of a Word document (docx): its paragraphs as lines, its tables as rows with tabs."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, Final
from xml.parsers.expat import ExpatError

from urbsim.text import Message, say
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.page_text import words_of_page

_DAMAGE: Final = (
    LookupError, ValueError, TypeError, AttributeError, OSError, RuntimeError, EOFError,
)  # fmt: skip
"""What mammoth and the archive raise on parts that are not as they must be; too deep ones and locked ones."""

BODY: Final = "word/document.xml"
MOST_XML: Final = 12_000_000
"""Bytes of a document's parts unpacked; the longest plan with its tables has some five million."""

MOST_PARTS: Final = 5_000


def words_of_word(raw: bytes, file: str) -> str:
    """The words of a docx file, changes accepted, pictures left out.

    Raises InputError for other archives, damaged files, and those that unpack beyond what a document holds.
    """
    _check_archive(raw, file)
    import mammoth

    try:
        page = mammoth.convert_to_html(io.BytesIO(raw), convert_image=_no_picture, style_map="")
    except (ExpatError, zipfile.BadZipFile, zlib.error, *_DAMAGE) as error:
        raise _refused(
            file, say("files.damaged_word_document"), say("files.save_again_docx_plain")
        ) from error
    return words_of_page(str(page.value))


def _check_archive(raw: bytes, file: str) -> None:
    """Refuse an archive that is no Word document or grows beyond bounds, before anything is unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, *_DAMAGE) as error:
        raise _refused(file, say("files.damaged_archive"), say("files.save_document_again_docx")) from error
    if BODY not in {part.filename for part in parts}:
        problem = say("files.archive_spreadsheet_no_word")
        raise _refused(file, problem, say("files.give_document_itself_docx"))
    unpacked = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if unpacked > MOST_XML or len(parts) > MOST_PARTS:
        problem = say("files.unpacks_bytes_text_more", unpacked=unpacked, most_xml=MOST_XML)
        raise _refused(file, problem, say("files.save_plain_text_give"))


def _no_picture(image: Any) -> list[Any]:
    return []


def _refused(file: str, problem: Message, remedy: Message) -> InputError:
    return InputError([Fault(file, None, problem, remedy)])
