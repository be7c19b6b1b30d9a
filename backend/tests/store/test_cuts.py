"""csms.store.cuts: the pieces are the periods, whatever the zone and its clock changes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.store.cuts import DAY, SECOND, Cut, cut, inner, windows
from csms.store.periods import Interval, Period, periods

START = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/Los_Angeles",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Apia",
)
moments = st.integers(0, 400 * 86400).map(lambda seconds: START + timedelta(seconds=seconds))
zones = st.sampled_from(ZONES).map(ZoneInfo)
intervals: st.SearchStrategy[Interval] = st.sampled_from(["hour", "day", "month"])


def covered(pieces: Cut, place: int) -> dict[datetime, int]:
    """How often each stretch between two cuts is in a period, by its beginning."""
    parts = [
        (1, Period(datetime.combine(first, START.timetz()), datetime.combine(end, START.timetz())))
        for at, first, end in pieces.days
        if at == place
    ]
    parts += [(use.sign, pieces.edges[use.edge]) for use in pieces.uses if use.place == place]
    marks = sorted({end for _, part in parts for end in part})
    return {
        mark: count
        for mark in marks[:-1]
        if (count := sum(sign for sign, part in parts if part.start <= mark < part.end))
    }


@given(moments, moments, zones, intervals)
def test_the_pieces_of_a_period_are_the_period(
    one: datetime, other: datetime, zone: ZoneInfo, interval: Interval
) -> None:
    since, until = sorted((one, other))
    if interval == "hour":
        until = min(until, since + timedelta(days=9))
    if since == until:
        return
    found = periods(since, until, interval, zone)
    pieces = cut(found)
    for place, period in enumerate(found):
        count = covered(pieces, place)
        assert set(count.values()) == {1}
        assert min(count) == period.start
        length = sum((end - first for at, first, end in pieces.days if at == place), timedelta())
        length += sum(
            (
                use.sign * (pieces.edges[use.edge].end - pieces.edges[use.edge].start)
                for use in pieces.uses
                if use.place == place
            ),
            timedelta(),
        )
        assert length == period.end - period.start


@given(moments, moments)
def test_windows_lie_in_one_day_and_are_the_edge(one: datetime, other: datetime) -> None:
    edge = Period(*sorted((one, other)))
    found = windows([edge])
    assert sum(window.until - window.since for window in found) == (edge.end - edge.start) // SECOND
    assert all(0 <= window.since < window.until <= DAY // SECOND for window in found)
    assert len({window.day for window in found}) == len(found)


@pytest.mark.parametrize(("zone", "hours"), [("UTC", 0), ("Europe/Berlin", 1), ("America/Los_Angeles", 8)])
def test_a_month_of_local_days_reads_some_hours_of_each(zone: str, hours: int) -> None:
    midnight = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone))
    pieces = cut(periods(midnight, midnight + timedelta(days=20), "day", ZoneInfo(zone)))
    assert len(pieces.days) == 20
    assert [edge.end - edge.start for edge in pieces.edges] == [timedelta(hours=hours)] * (21 if hours else 0)


@given(moments, moments, zones, intervals)
def test_whole_days_and_what_they_leave_are_the_period_once(
    one: datetime, other: datetime, zone: ZoneInfo, interval: Interval
) -> None:
    since, until = sorted((one, other))
    if interval == "hour":
        until = min(until, since + timedelta(days=9))
    if since == until:
        return
    found = periods(since, until, interval, zone)
    days, edges = inner(found)
    for place, period in enumerate(found):
        parts = [edge for at, edge in edges if at == place]
        midnights = [
            datetime.combine(day, START.timetz()) for at, *ends in days if at == place for day in ends
        ]
        parts += [Period(*midnights)] if midnights else []
        parts.sort()
        assert (parts[0].start, parts[-1].end) == period
        assert all(before.end == after.start for before, after in pairwise(parts))
