"""csms.charging.quiet_times: over midnight, on some days, and where clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.charging.quiet_times import DAYS, QuietTime

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    ZoneInfo(name)
    for name in ("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe")
]
NIGHT = QuietTime(time(22), time(6), BERLIN)
WEEKEND = QuietTime(time(0), time(0), BERLIN, frozenset({"sat", "sun"}))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHT, "2026-11-19T21:59:59+01:00", None),
        (NIGHT, "2026-11-19T22:00:00+01:00", "2026-11-20T06:00:00+01:00"),
        (NIGHT, "2026-11-20T05:59:59+01:00", "2026-11-20T06:00:00+01:00"),
        (NIGHT, "2026-11-20T06:00:00+01:00", None),
        (NIGHT, "2026-10-24T23:00:00+02:00", "2026-10-25T06:00:00+01:00"),
        (NIGHT, "2026-03-28T23:00:00+01:00", "2026-03-29T06:00:00+02:00"),
        (WEEKEND, "2026-11-20T23:59:00+01:00", None),
        (WEEKEND, "2026-11-21T00:00:00+01:00", "2026-11-23T00:00:00+01:00"),
        (WEEKEND, "2026-11-22T12:00:00+01:00", "2026-11-23T00:00:00+01:00"),
        (QuietTime(time(2, 30), time(3, 30), BERLIN), "2026-03-29T01:15:00+00:00", None),
        (QuietTime(time(12), time(13), BERLIN), "2026-11-19T12:30:00+01:00", "2026-11-19T13:00:00+01:00"),
        (
            QuietTime(time(22), time(6), BERLIN, frozenset({"fri"})),
            "2026-11-21T05:00:00+01:00",
            "2026-11-21T06:00:00+01:00",
        ),
        (QuietTime(time(22), time(6), BERLIN, frozenset({"fri"})), "2026-11-21T22:00:00+01:00", None),
    ],
)
def test_when_quiet_ends(quiet: QuietTime, now: str, until: str | None) -> None:
    assert quiet.until(utc(now)) == (None if until is None else utc(until))


clocks = st.times().map(lambda one: one.replace(second=0, microsecond=0))
quiet_times = st.builds(
    QuietTime, clocks, clocks, st.sampled_from(ZONES), st.frozensets(st.sampled_from(DAYS), min_size=1)
).filter(lambda one: not one.always)
moments = st.integers(0, 20 * 366 * 24 * 3600).map(
    lambda seconds: utc("2010-01-01T00:00+00:00") + timedelta(seconds=seconds)
)


@given(quiet_times, moments)
def test_it_always_ends_and_is_over_then(quiet: QuietTime, now: datetime) -> None:
    until = quiet.until(now)
    if until is not None:
        assert now < until <= now + timedelta(days=8)
        assert quiet.until(until) is None


@given(quiet_times, moments)
def test_until_its_end_it_has_one_end(quiet: QuietTime, now: datetime) -> None:
    until = quiet.until(now)
    if until is not None:
        assert quiet.until(now + (until - now) / 2) == until


@given(quiet_times, moments)
def test_it_reigns_by_the_clock_on_the_wall(quiet: QuietTime, now: datetime) -> None:
    """Away from nights in which clocks change, the wall says whether it is quiet."""
    local = now.astimezone(quiet.zone)
    days = [local + timedelta(days=one) for one in (-2, -1, 0, 1, 2)]
    if len({day.replace(hour=12).utcoffset() for day in days}) > 1:
        return
    today, yesterday = DAYS[local.weekday()] in quiet.days, DAYS[local.weekday() - 1] in quiet.days
    clock = local.time()
    if quiet.end > quiet.start:
        expected = today and quiet.start <= clock < quiet.end
    else:
        expected = (today and clock >= quiet.start) or (yesterday and clock < quiet.end)
    assert (quiet.until(now) is not None) == expected


def test_the_whole_week_is_too_much() -> None:
    assert QuietTime(time(1), time(1), BERLIN).always
    assert not WEEKEND.always
