"""When a charging profile holds at all: what it is found by."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple


class Span(NamedTuple):
    """From `begins` until before `ends`; None is without bound."""

    begins: datetime | None
    ends: datetime | None


def span(
    kind: str, valid_from: datetime | None, valid_to: datetime | None, schedule: Mapping[str, Any]
) -> Span:
    """While it is valid, but not before its schedule starts, and of an absolute one only as long as that lasts (3.13).

    schedule: OCPP's own fields. A relative one starts with each session.
    """
    start = _moment(schedule.get("startSchedule")) if kind != "Relative" else None
    end = _end(start, schedule.get("duration")) if kind == "Absolute" else None
    return Span(
        max((moment for moment in (valid_from, start) if moment), default=None),
        min((moment for moment in (valid_to, end) if moment), default=None),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def _end(start: datetime | None, seconds: int | None) -> datetime | None:
    """None also for an end that no calendar has."""
    if start is None or seconds is None:
        return None
    try:
        return start + timedelta(seconds=seconds)
    except OverflowError:
        return None
