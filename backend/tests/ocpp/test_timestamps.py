"""OCPP 1.6, 3.15: times on the wire (GEN-01)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.breaches import NO_ZONE
from csms.ocpp.timestamps import map_times, read_time, to_utc, whole_utc
from csms.ocpp.v16.core import (
    HeartbeatRequest,
    MeterValuesRequest,
    StatusNotificationRequest,
    StopTransactionRequest,
)
from csms.ocpp.v16.types import MeterValue
from csms.said import Said

NOON = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)
SUMMER = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2025-06-01T12:00:00Z", NOON),
        ("2025-06-01T14:00:00+02:00", NOON),
        ("2025-06-01T07:00:00-05:00", NOON),
        ("2025-06-01T12:00:00.5Z", NOON + timedelta(milliseconds=500)),
        ("2025-06-01T12:00:00.123456499Z", NOON + timedelta(microseconds=123456)),
        ("2025-06-01T12:00:00.123456999Z", NOON + timedelta(microseconds=123456)),
        ("2025-06-01T11:59:59.9999999Z", NOON - timedelta(microseconds=1)),
        ("9999-12-31T23:59:59.9999999Z", datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)),
        ("2025-06-01t12:00:00z", NOON),
        ("2025-06-01 12:00:00Z", NOON),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2017-01-01T01:59:60.7+02:00", datetime(2016, 12, 31, 23, 59, 59, 700_000, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_rfc3339(text: str, time: datetime) -> None:
    """GEN-01: any offset; what a fraction has beyond microseconds is cut off, never rounded into the next year."""
    assert read_time(text) == (time, None)


@pytest.mark.parametrize(
    "text", ["2025-06-01T12:00:00", "2025-06-01 12:00:00", "2025-06-01T12:00", "2025-6-1 12:00:00"]
)
def test_no_zone(text: str) -> None:
    """GEN-01"""
    assert read_time(text) == (NOON, Said(NO_ZONE))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2025-06-01T12:00Z", NOON),
        (" 2025-06-01T12:00:00Z ", NOON),
        ("2025-06-01T12:00:00 UTC", NOON),
        ("2025-06-01T12:00:00,25Z", NOON + timedelta(milliseconds=250)),
        ("2025-06-01T12:00:00.Z", NOON),
        ("2025-06-01T14:00:00+02", NOON),
        ("2025-06-01T07:30:00-0430", NOON),
        ("2025-06-01T24:00:00Z", datetime(2025, 6, 2, tzinfo=UTC)),
        ("2025-12-31T24:00:00+01:00", datetime(2025, 12, 31, 23, tzinfo=UTC)),
        ("2016-12-31T23:59:60 GMT", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_what_is_meant_although_it_is_not_rfc3339(text: str, time: datetime) -> None:
    instant = read_time(text)
    assert instant is not None
    assert instant.time == time


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2025-06-31T12:00:00Z",
        "2025-06-01T25:00:00Z",
        "2025-06-01T24:00:01Z",
        "2025-06-01T12:61:00Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+02:00",
        "9999-12-31T24:00:00Z",
        "2025-W22-7T12:00:00Z",
        "20250601T120000Z",
        "٢٠٢٥-06-01T12:00:00Z",
        "2025-06-01T12:00:00+99:00",
        "1748779200",
    ],
)
def test_what_means_nothing(text: str) -> None:
    assert read_time(text) is None


@given(st.datetimes(timezones=st.timezones()))
def test_any_time_there_is(time: datetime) -> None:
    """The years at the very ends leave the calendar in UTC; offsets have whole minutes (RFC 3339)."""
    offset = time.utcoffset()
    assert offset is not None
    if offset % timedelta(minutes=1) or not 1 < time.year < 9999:
        return
    assert read_time(time.isoformat()) == (time.astimezone(UTC), None)


@given(st.text("0123456789-:.TZ+ ", max_size=30))
def test_any_text(text: str) -> None:
    instant = read_time(text)
    assert instant is None or instant.time.tzinfo is UTC


class TestOnTheWayOut:
    def test_whole_seconds_in_utc(self) -> None:
        assert whole_utc(datetime(2025, 6, 1, 14, 0, 0, 999_999, SUMMER)) == NOON

    def test_a_time_without_a_zone_is_a_mistake_of_ours(self) -> None:
        with pytest.raises(ValueError, match="zone"):
            whole_utc(datetime.fromisoformat("2025-06-01T12:00:00"))


class TestMapTimes:
    def test_nested_in_lists(self) -> None:
        there = NOON.astimezone(SUMMER)
        stop = StopTransactionRequest(
            meterStop=1,
            timestamp=there,
            transactionId=1,
            transactionData=[
                MeterValue(timestamp=NOON, sampledValue=[]),
                MeterValue(timestamp=there, sampledValue=[]),
            ],
        )
        changed = map_times(stop, to_utc)
        assert isinstance(changed.transactionData, list)
        assert [changed.timestamp.tzinfo, *(value.timestamp.tzinfo for value in changed.transactionData)] == [
            UTC
        ] * 3
        assert stop.timestamp.tzinfo is SUMMER

    def test_nothing_to_change_makes_no_copy(self) -> None:
        values = MeterValuesRequest(connectorId=1, meterValue=[MeterValue(timestamp=NOON, sampledValue=[])])
        assert map_times(values, to_utc) is values

    def test_absent_times_stay_absent(self) -> None:
        status = StatusNotificationRequest(connectorId=1, errorCode="NoError", status="Available")
        assert map_times(status, to_utc) is status

    def test_without_any_times(self) -> None:
        request = HeartbeatRequest()
        assert map_times(request, to_utc) is request
