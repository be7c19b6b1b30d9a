"""JSON read so that nothing is lost and nothing is fatal, for what the fast decoder refuses.

The standard library accepts NaN, silently drops duplicate keys, turns 1e400 into infinity, and stops at an
integer of 4300 digits. Here numbers stay text, duplicate keys are named, and the elements of an outer array
are found one by one, so that the id of a broken CALL can still be answered.
"""

import json
import re
from collections import Counter
from typing import Any, NamedTuple

_WHITESPACE = re.compile(r"[ \t\n\r]*")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Number(str):
    """A JSON number as it was written."""

    __slots__ = ()


class Constant(str):
    """NaN, Infinity or -Infinity, which are no JSON."""

    __slots__ = ()


class Element(NamedTuple):
    """One element of an array, and its text."""

    value: Any
    text: str


class Document(NamedTuple):
    """A JSON text; of a duplicate key the last value holds."""

    value: Any
    duplicates: list[str]
    constants: list[str]


_DECODER = json.JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=Constant)


def parse(text: str) -> Document:
    """`text` as a whole. Raises ValueError when it is no JSON, or nested too deep."""
    duplicates: list[str] = []
    constants: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            duplicates.extend(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        return result

    def constant(name: str) -> Constant:
        constants.append(name)
        return Constant(name)

    decoder = json.JSONDecoder(
        object_pairs_hook=unique, parse_float=Number, parse_int=Number, parse_constant=constant
    )
    try:
        return Document(decoder.decode(text), duplicates, constants)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def array_elements(text: str, most: int) -> tuple[list[Element], bool]:
    """The elements that can be read from the start of an array, and whether `text` is that one array alone.

    Any text is taken; what is no array has no elements. After `most` elements nobody needs to know more.
    """
    elements: list[Element] = []
    position = _after_whitespace(text, 0)
    if text[position : position + 1] != "[":
        return elements, False
    while True:
        start = _after_whitespace(text, position + 1)
        try:
            value, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            return elements, text[start:].rstrip(" \t\n\r") == "]" and not elements
        if end == len(text) and isinstance(value, Number):
            return elements, False  # its digits may go on
        elements.append(Element(value, text[start:end]))
        position = _after_whitespace(text, end)
        if text[position : position + 1] != "," or len(elements) == most:
            return elements, text[position:].rstrip(" \t\n\r") == "]"


def _after_whitespace(text: str, position: int) -> int:
    match = _WHITESPACE.match(text, position)
    return match.end() if match else position


def storable(text: str) -> str:
    """`text` with each NUL and each lone surrogate replaced by U+FFFD: PostgreSQL and UTF-8 refuse them."""
    return _UNSTORABLE.sub("\ufffd", text)
