"""Chinese policy text becomes statements, each with its quote, and a draft scenario."""

from urbsim.drafting.accounting import Unread, reasons
from urbsim.drafting.reading import Aim, TextReading, read_policy
from urbsim.drafting.statements import Statement
from urbsim.drafting.text import PolicyText, normalised
from urbsim.vocabulary.encodings import decoded

__all__ = [
    "Aim",
    "PolicyText",
    "Statement",
    "TextReading",
    "Unread",
    "decoded",
    "normalised",
    "read_policy",
    "reasons",
]
