"""Policy documents as people hold them: plain text, HTML, Word and PDF, in either script, become one text.

What is no Chinese prose is refused with what was found and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from urbsim.text import Message, say
from urbsim.vocabulary.encodings import LEAST, decoded, frequent_share
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.page_text import EMPTY, is_page, words_of_page
from urbsim.vocabulary.user_files import CONTROL, POLICY_TEXT, content_of

LONGEST: Final = 5_000_000
"""Characters of one document; a five-year plan has some 70,000."""

TRADITIONAL: Final = 0.12
"""Share of letters that simplified script writes otherwise, from which a text is in traditional script."""

_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_OTHERS: Final = (
    ("Japanese", re.compile(r"[\u3041-\u30ff]")),
    ("Korean", re.compile(r"[\uac00-\ud7a3]")),
    ("English or another language in Latin letters", re.compile(r"[A-Za-z\u00c0-\u024f]")),
)
_RULE: Final = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$", re.M)
_STEERING: Final = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
"""Colours and moves of a terminal, whose digits are no figures."""
_FOREIGN: Final = (
    (b"\xd0\xcf\x11\xe0", "old_word"),
    (b"{\\rtf", "rich_text"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)


@dataclass(frozen=True, slots=True)
class UserDocument:
    """A document's name and text, and what was done to the text that its reader should know."""

    name: str
    text: str
    notes: tuple[Message, ...] = ()


def document_of(path: Path) -> UserDocument:
    """The Chinese text of a document in plain text, HTML, Word (docx) or PDF, traditional script converted.

    Raises InputError for every file that cannot be opened, is of another form, or holds no Chinese prose.
    """
    return document_in(content_of(path, POLICY_TEXT), str(path))


def document_in(raw: bytes, file: str) -> UserDocument:
    """The document that the bytes hold; ``file`` is its name in faults. Raises as `document_of`."""
    text, notes = _words(raw, file)
    if len(text) > LONGEST:
        raise refused(file, say("files.more_than_characters", longest=LONGEST), POLICY_TEXT.remedy)
    text = _without_controls(text, file)
    _check_prose(text, file)
    simple = _simplified(text)
    if simple != text:
        notes = (*notes, say("files.traditional"))
    return UserDocument(Path(file).name, simple, notes)


def refused(file: str, problem: Message, remedy: Message) -> InputError:
    """The fault of a document as a whole."""
    return InputError([Fault(file, None, problem, remedy)])


def _words(raw: bytes, file: str) -> tuple[str, tuple[Message, ...]]:
    """The words of a document in any form that is read, and a note on the form."""
    foreign = next((form for start, form in _FOREIGN if raw.startswith(start)), None)
    if foreign is not None:
        raise refused(file, say(f"files.is_{foreign}"), say("files.save_document_docx_html"))
    for start, form, read in (
        (b"%PDF", "PDF", _words_of_pdf),
        (b"PK\x03\x04", "Word", _words_of_word),
    ):
        if raw[:1024].lstrip().startswith(start):
            return read(raw, file), (say("files.taken_from", form=form),)
    text = decoded(raw, file)
    if is_page(text):
        return words_of_page(text), (say("files.taken_from", form="HTML"),)
    return _with_plain_tables(text)


def _with_plain_tables(text: str) -> tuple[str, tuple[Message, ...]]:
    """The text with tables in Markdown as rows with tabs, and a note if there are any."""
    if not _RULE.search(text):
        return text, ()
    kept = (line for line in text.splitlines() if not _RULE.fullmatch(line))
    rows = (_as_row(line) if line.strip().startswith("|") else line for line in kept)
    return "\n".join(rows), (say("files.tables_in_markdown"),)


def _as_row(line: str) -> str:
    return "\t".join(cell.strip() or EMPTY for cell in line.strip().strip("|").split("|"))


def _words_of_pdf(raw: bytes, file: str) -> str:
    from urbsim.vocabulary.pdf_text import words_of_pdf

    return words_of_pdf(raw, file)


def _words_of_word(raw: bytes, file: str) -> str:
    from urbsim.vocabulary.word_text import words_of_word

    return words_of_word(raw, file)


def _without_controls(text: str, file: str) -> str:
    """The text with stray control characters as blanks, each in its place; InputError where it is no text."""
    text = _STEERING.sub(lambda match: " " * len(match.group()), text)
    controls = sum(1 for _ in CONTROL.finditer(text.replace("\f", " ").replace("\v", " ")))
    if controls > 10 + len(text) // 1000:
        raise refused(file, say("files.no_text_but_binary"), say("files.save_document_plain_text"))
    return CONTROL.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return "\n" if match.group() in "\f\v" else " "


def _check_prose(text: str, file: str) -> None:
    """Refuse what is no Chinese prose, with the language it seems to be in."""
    letters, chinese = _counted(_LETTER, text), _counted(_HAN, text)
    if not letters:
        found = say("files.holds_no_words" if text.strip() else "files.is_empty")
        raise refused(file, found, say("files.give_chinese_text_policy"))
    other = next((name for name, pattern in _OTHERS if _counted(pattern, text) > 0.3 * letters), None)
    if other is not None and 2 * chinese < letters:
        problem = say("files.its_letters_chinese", other=other, chinese=chinese, letters=letters)
        raise refused(file, problem, say("files.give_chinese_text_what"))
    if frequent_share(text) < LEAST:
        problem = say("files.garbled_most_its_letters")
        raise refused(file, problem, say("files.give_file_was_before"))


def _counted(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _simplified(text: str) -> str:
    """The text in simplified script; unchanged where it is so already but for a few letters of names."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    simple = convert(text)
    changed = sum(old != new for old, new in zip(text, simple, strict=False))
    return simple if changed > TRADITIONAL * max(1, _counted(_HAN, text)) else text
