"""The viewer's day: from midnight to midnight where the viewer is."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


class Day(NamedTuple):
    """A calendar day and its ends in UTC; 23 or 25 hours long when clocks change."""

    date: date
    start: datetime
    end: datetime


def day_of(moment: datetime, zone: ZoneInfo) -> Day:
    return _day(moment.astimezone(zone).date(), zone)


def week_before(moment: datetime, zone: ZoneInfo) -> tuple[Day, datetime]:
    """The same weekday last week, and the moment with the same wall clock in it."""
    local = moment.astimezone(zone)
    return _day(local.date() - WEEK, zone), (local - WEEK).astimezone(UTC)


def _day(on: date, zone: ZoneInfo) -> Day:
    start = datetime.combine(on, time(), zone)
    end = datetime.combine(on + timedelta(days=1), time(), zone)
    return Day(on, start.astimezone(UTC), end.astimezone(UTC))
