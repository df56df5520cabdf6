"""Words for people in two languages: ``en.yaml`` and ``zh.yaml`` hold them, this reads and says them.

The language is set once, by the command; whoever writes a sentence asks for it by block and key::

    with speaking("zh"):
        word("run.total")                      # in Chinese
        block("report")["answers"]             # in Chinese
    say("scenario.no_file", name="x.yaml")     # English, which any language can be had of later
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

LANGUAGES = ("en", "zh")
_SPOKEN: ContextVar[str] = ContextVar("spoken", default="en")

Block = Mapping[str, str]


class Message(str):
    """A sentence that is known by code and fields: as a `str` its English, and any language on request.

    So it may be kept, compared, sent to other processes and written to files like any text, and whoever shows
    it chooses the language. Fields may be messages themselves. A name has no code: its fields are its words
    in the other languages.
    """

    code: str
    fields: Mapping[str, Any]

    def __new__(cls, english: str, code: str = "", fields: Mapping[str, Any] | None = None) -> Message:
        """The message whose English is known already; see `say` and `named`."""
        made = super().__new__(cls, english)
        made.code, made.fields = code, dict(fields or {})
        return made

    def text(self) -> str:
        """The sentence in the language spoken now."""
        return _filled(self.code, self.fields) if self.code else self.fields.get(_SPOKEN.get(), str(self))


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Say everything in ``lang`` (`en` or `zh`) until the block ends; other threads keep their language.

    Raises ValueError for any other language.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no texts are there in {lang!r}")
    before = _SPOKEN.set(lang)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> str:
    """The language spoken now: `en` unless a command chose another."""
    return _SPOKEN.get()


def say(code: str, /, **fields: object) -> Message:
    """The message of a code `block.key` with its fields; KeyError where there is no such message."""
    with speaking("en"):
        return Message(_filled(code, fields), code, fields)


def named(english: str, chinese: str) -> Message:
    """A name from a register, as of a region or a variable, to be a field of messages."""
    return Message(english, "", {"zh": chinese})


def in_register(name: str, key: str) -> Message:
    """A name of the data, which stays as it is in English and whose Chinese is in the register ``name``."""
    return named(key, registers().get(name, {}).get(key, key))


def sentence(english: str) -> Message:
    """A sentence of the data, which is English; where its Chinese lacks it is told as it is."""
    return in_register("sentences", english)


def listed_words(name: str, keys: Iterable[str]) -> Message:
    """Names in a row, which stay as they are in English; in Chinese the words of the block ``name``."""
    known, names = chinese(name), list(keys)
    return named(", ".join(names), "、".join(known.get(key, key) for key in names))


def either(names: Iterable[str]) -> Message:
    """Names of which one is meant, with an "or" between them in the language spoken."""
    names = list(names)
    between = {lang: texts(lang)["faults"]["between"] for lang in LANGUAGES}
    with speaking("zh"):
        return named(between["en"].join(names), between["zh"].join(told(name) for name in names))


def word(code: str, /, **fields: object) -> str:
    """The text of a code in the language spoken now."""
    return _filled(code, fields)


def told(text: str) -> str:
    """Any text in the language spoken now, as far as it is a message; other text as it is."""
    return text.text() if isinstance(text, Message) else text


def both(message: Message) -> tuple[str, str]:
    """A message in English and Chinese."""
    with speaking("zh"):
        return str(message), message.text()


def block(name: str) -> Block:
    """All texts of a block by key, in the language spoken now; KeyError for an unknown block."""
    return texts(_SPOKEN.get())[name]


def chinese(name: str) -> Block:
    """All Chinese texts of a block by key, whatever is spoken."""
    return texts("zh")[name]


def _filled(code: str, fields: Mapping[str, Any]) -> str:
    name, _, key = code.partition(".")
    return block(name)[key].format(**{field: _told_field(value) for field, value in fields.items()})


def _told_field(value: object) -> object:
    return value.text() if isinstance(value, Message) else value


@cache
def registers() -> Mapping[str, Block]:
    """Chinese words of the package's data by register and name, or by the English sentence."""
    return _read("registers_zh")


@cache
def texts(lang: str) -> Mapping[str, Block]:
    """Everything there is in a language, by block and key."""
    return _read(lang)


def _read(name: str) -> Mapping[str, Block]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(files(__package__).joinpath(f"{name}.yaml").read_text("utf-8"), loader)
    return MappingProxyType({block: MappingProxyType(words) for block, words in content.items()})
