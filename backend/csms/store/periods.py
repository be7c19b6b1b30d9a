"""Hours, days and months where the viewer is."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from csms.errors import Invalid
from csms.said import Said, msg, said

Interval = Literal["hour", "day", "month"]

LONGEST: dict[Interval, timedelta] = {
    "hour": timedelta(days=32),
    "day": timedelta(days=750),
    "month": timedelta(days=7500),
}
"""What one question may be about: some hundred periods."""

LONGEST_OCCUPANCY: dict[Interval, timedelta] = {
    "hour": timedelta(days=8),
    "day": timedelta(days=400),
    "month": timedelta(days=1900),
}
"""The same where every connector has its part in every period."""

LONGEST_POWER: dict[Interval, timedelta] = {**LONGEST, "day": LONGEST["hour"]}
"""A day somewhere else than in UTC has no peak of its own: its quarters are added up."""


class Period(NamedTuple):
    """From `start` to before `end`, in UTC."""

    start: datetime
    end: datetime


_AT_MOST: dict[Interval, str] = msg(
    {
        "hour": "At most {days} days by the hour",
        "day": "At most {days} days by the day",
        "month": "At most {days} days by the month",
    }
)


def periods(
    since: datetime,
    until: datetime,
    interval: Interval,
    zone: ZoneInfo,
    longest: Mapping[Interval, timedelta] = LONGEST,
) -> list[Period]:
    """What lies between the moments; the first and the last are cut off there. Raises Invalid for none or too many."""
    if not since < until:
        raise Invalid(
            said("The end has to be after the beginning."), errors=(("to", said("Not after `from`")),)
        )
    if until - since > longest[interval]:
        text = Said(_AT_MOST[interval], {"days": longest[interval].days})
        raise Invalid(said("So much time needs a longer interval."), errors=(("to", text),))
    bounds, following = [since], _after(since, interval, zone)
    while following < until:
        bounds.append(following)
        following = _after(following, interval, zone)
    return [Period(start, end) for start, end in pairwise([*bounds, until])]


def _after(moment: datetime, interval: Interval, zone: ZoneInfo) -> datetime:
    """The next beginning of an hour, a day or a month there."""
    local = moment.astimezone(zone)
    if interval == "hour":
        # Full hours of the wall clock, counted in UTC: the hour that clocks repeat is two.
        into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return moment.astimezone(UTC) - into + timedelta(hours=1)
    day = local.date() + timedelta(days=1)
    while interval == "month" and day.day != 1:
        day += timedelta(days=1)
    return datetime.combine(day, time(), zone).astimezone(UTC)
