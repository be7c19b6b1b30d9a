"""csms.store.periods: hours, days and months where the viewer is."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.errors import Invalid
from csms.store.periods import LONGEST, Interval, periods

BERLIN, KATHMANDU = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu")


@given(
    st.integers(0, 10 * 365 * 86400).map(
        lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    ),
    st.integers(1, 32 * 86400),
    st.sampled_from(list(LONGEST)),
    st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Santiago"]),
)
def test_they_follow_each_other_without_a_gap(
    since: datetime, seconds: int, interval: Interval, zone: str
) -> None:
    until = since + timedelta(seconds=seconds)
    found = periods(since, until, interval, ZoneInfo(zone))
    assert (found[0].start, found[-1].end) == (since, until)
    assert all(one.start < one.end for one in found)
    assert all(one.end == following.start for one, following in pairwise(found))


def test_days_have_23_hours_and_25() -> None:
    since, until = datetime(2026, 10, 23, 22, tzinfo=UTC), datetime(2026, 10, 26, 23, tzinfo=UTC)
    hours = [(one.end - one.start) / timedelta(hours=1) for one in periods(since, until, "day", BERLIN)]
    assert hours == [24, 25, 24]
    assert len(periods(since, until, "hour", BERLIN)) == 73


def test_a_zone_that_is_off_by_45_minutes() -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    first, second, *_ = periods(since, since + timedelta(days=2), "day", KATHMANDU)
    assert (first.end, second.end) == (
        datetime(2026, 1, 1, 18, 15, tzinfo=UTC),
        datetime(2026, 1, 2, 18, 15, tzinfo=UTC),
    )


def test_months() -> None:
    since, until = datetime(2025, 12, 31, 23, tzinfo=UTC), datetime(2026, 3, 31, 22, tzinfo=UTC)
    assert [one.end for one in periods(since, until, "month", BERLIN)] == [
        datetime(2026, 1, 31, 23, tzinfo=UTC),
        datetime(2026, 2, 28, 23, tzinfo=UTC),
        until,
    ]


@pytest.mark.parametrize("interval", LONGEST)
def test_no_time_and_too_much(interval: Interval) -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    for until in (since, since - timedelta(hours=1), since + LONGEST[interval] + timedelta(seconds=1)):
        with pytest.raises(Invalid):
            periods(since, until, interval, BERLIN)
