"""Text from outside: what may be stored and shown."""

import unicodedata

from csms.said import said


def check_printable(value: str) -> str:
    """The text as it is. Raises ValueError for control characters and lone surrogates."""
    if not all(is_printable(letter) for letter in value):
        raise ValueError(said("contains control characters"))
    return value


def is_printable(letter: str) -> bool:
    """Neither control character nor lone surrogate, nor a sign that reorders the text around it."""
    return unicodedata.category(letter) not in ("Cc", "Cs") and letter not in _REORDERING


_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
