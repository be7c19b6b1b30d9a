"""Instants on the wire: any RFC 3339 text in, UTC with whole seconds out (OCPP 1.6, 3.15; GEN-01)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import UNSET, Struct, inspect

from csms.breaches import NO_RFC_3339, NO_ZONE
from csms.said import Said

T = TypeVar("T", bound=Struct)

# What chargers write and mean: one digit too few, a blank for the T, no seconds, no zone, a comma.
_LOOSE = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:[T ] ?(\d\d?):(\d\d?)(?::(\d\d?)(?:[.,](\d*))?)?)?"
    r" ?(?:(Z|UTC|GMT)|([+-])(\d\d):?(\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
# Finer than `datetime`. msgspec rounds it, which may be into the next second or year; GEN-01 cuts it off.
_BEYOND_MICROSECONDS = re.compile(r"(\.\d{6})\d+", re.ASCII)
_FINE_FRACTION = re.compile(rb"\.\d{7}")


class Instant(NamedTuple):
    """A time in UTC, and what was wrong with its text, if anything."""

    time: datetime
    flaw: Said | None


def read_time(text: str) -> Instant | None:
    """The instant that `text` means, None when it means none."""
    text = _BEYOND_MICROSECONDS.sub(r"\1", text)
    try:
        exact = msgspec.convert(text, datetime)
        if exact.tzinfo is not None:
            return Instant(exact.astimezone(UTC), None)
        return Instant(exact.replace(tzinfo=UTC), Said(NO_ZONE))
    except (msgspec.ValidationError, OverflowError):
        match = _LOOSE.fullmatch(text.strip())
    try:
        return _loose(match) if match else None
    except (ValueError, OverflowError):
        return None


def holds_fine_fraction(raw: bytes) -> bool:
    """Whether a number or a time in the JSON text `raw` has more than six decimals."""
    return _FINE_FRACTION.search(raw) is not None


def holds_times(type_: type[Struct]) -> bool:
    """Whether messages of this type say when something was."""
    return bool(_timed_fields(type_))


def _loose(match: re.Match[str]) -> Instant:
    year, month, day, hour, minute, second = (int(group or 0) for group in match.groups()[:6])
    micro = int((match[7] or "")[:6].ljust(6, "0"))
    midnight = (hour, minute, second) == (24, 0, 0)
    leap = second == 60
    time = datetime(
        year, month, day, 0 if midnight else hour, minute, 59 if leap else second, micro, _zone(match)
    )
    if midnight:
        time += timedelta(days=1)
    flaw = None if leap and _is_rfc3339(match) else Said(NO_RFC_3339)
    if match[8] is None and match[9] is None:
        flaw = Said(NO_ZONE)
    return Instant(time.astimezone(UTC), flaw)


def _zone(match: re.Match[str]) -> timezone:
    if match[9] is None:
        return UTC
    offset = timedelta(hours=int(match[10]), minutes=int(match[11] or 0))
    return timezone(-offset if match[9] == "-" else offset)


def _is_rfc3339(match: re.Match[str]) -> bool:
    """With its leap second put back by one, which is the one thing that `datetime` cannot express."""
    ordinary = match[0].replace(":60", ":59", 1)
    try:
        return msgspec.convert(ordinary, datetime).tzinfo is not None
    except msgspec.ValidationError:
        return False


def to_utc(time: datetime) -> datetime:
    """The same instant in UTC. Raises OverflowError where UTC would leave the years 1 to 9999."""
    return time if time.tzinfo is UTC else time.astimezone(UTC)


def whole_utc(time: datetime) -> datetime:
    """As we send it: UTC, and without the fraction of a second that some chargers choke on."""
    if time.tzinfo is None:
        raise ValueError("a time without a zone")
    return to_utc(time).replace(microsecond=0)


def map_times(value: T, change: Callable[[datetime], datetime]) -> T:
    """`value` with `change` made to each time in it; `value` itself when that changes nothing."""
    changes: dict[str, Any] = {}
    for name in _timed_fields(type(value)):
        old = getattr(value, name)
        if old is UNSET:
            continue
        new = _changed(old, change)
        if new is not old:
            changes[name] = new
    return msgspec.structs.replace(value, **changes) if changes else value


def _changed(old: Any, change: Callable[[datetime], datetime]) -> Any:
    if isinstance(old, datetime):
        return change(old)
    if not isinstance(old, list):
        return map_times(old, change)
    new = [_changed(item, change) for item in old]
    return old if all(map(_same, old, new)) else new


def _same(one: object, other: object) -> bool:
    return one is other


@cache
def _timed_fields(type_: type[Struct]) -> tuple[str, ...]:
    """The fields of a message type that are times or hold some."""
    info = inspect.type_info(type_)
    assert isinstance(info, inspect.StructType)
    return tuple(field.name for field in info.fields if _holds_time(field.type))


def _holds_time(info: inspect.Type) -> bool:
    if isinstance(info, inspect.ListType):
        return _holds_time(info.item_type)
    if isinstance(info, inspect.StructType):
        return any(_holds_time(field.type) for field in info.fields)
    return isinstance(info, inspect.DateTimeType)
