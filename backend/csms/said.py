"""Sentences of the server's own, as a text and its values: English for programs, the reader's words on the dashboard.

A text is an ICU message, as much of it as is needed: `{name}` and `{count, plural, one {# try} other {# tries}}`.
It is written as a literal, in `said('…')` or, where a table keeps it, in `msg('…')`: `tools.said` collects them, and
the dashboard's languages must have them all. Pure.
"""

import functools
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, TypeVar

Texts = TypeVar("Texts")


class Day(NamedTuple):
    """Only the day of a moment is told: which it is depends on the reader's zone."""

    at: datetime


class Energy(NamedTuple):
    """digits: of the kWh that are told."""

    wh: Decimal | float
    digits: int = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence. A Decimal among its values is told with all digits that it has."""

    text: str
    values: Mapping[str, "Value"] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English, times in UTC."""
        return _PLACE.sub(self._filled, self.text)

    def _filled(self, place: "re.Match[str]") -> str:
        value = self.values[place["name"] or place["counted"]]
        if place["name"]:
            return _english(value)
        return place["one" if value == 1 else "other"].replace("#", _english(value))


Value = str | int | Decimal | datetime | timedelta | Day | Energy | Said
Words = Said | str
"""Text is as others wrote it: a charger, a person."""

_PLACE = re.compile(
    r"\{(?P<name>\w+)\}|\{(?P<counted>\w+), plural, one \{(?P<one>[^{}]*)\} other \{(?P<other>[^{}]*)\}\}"
)


def said(text: str, /, **values: Value) -> Said:
    """A sentence of ours. text: a literal."""
    return Said(text, values)


def msg(texts: Texts) -> Texts:
    """Marks texts that are kept, one or a table of them; changes nothing."""
    return texts


def places(text: str) -> set[str]:
    """The names of the values that a text needs. Raises ValueError when it is none."""
    if set("{}") & set(_PLACE.sub("", text)):
        raise ValueError(f"Not a message: {text}")
    return {place["name"] or place["counted"] for place in _PLACE.finditer(text)}


def recognised(stored: str, texts: Collection[str]) -> Words:
    """What was stored in English, as the sentence that it was of one of these texts; what is none of ours as it is.

    texts: with plain names only. Values may be sentences of ours too.
    """
    for text in texts:
        if found := _pattern(text).fullmatch(stored):
            return Said(text, {name: recognised(value, texts) for name, value in found.groupdict().items()})
    return stored


@functools.cache
def _pattern(text: str) -> "re.Pattern[str]":
    pieces = re.split(r"\{(\w+)\}", text)
    return re.compile(
        "".join(f"(?P<{piece}>.+)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces)),
        re.DOTALL,
    )


def _english(value: Value) -> str:
    match value:
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        case timedelta():
            return _span(value)
        case Day():
            return f"{value.at.astimezone(UTC):%Y-%m-%d}"
        case Energy():
            return f"{value.wh / 1000:.{value.digits}f} kWh"
    return str(value)


def _span(length: timedelta) -> str:
    """12 min, 3 h 05 min, 2 days."""
    minutes = max(0, int(length.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes:02} min"
    return f"{hours // 24} days"
