"""Payloads that we send."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from csms.ocpp.v16.core import (
    AuthorizeResponse,
    ClearCacheRequest,
    HeartbeatResponse,
    StopTransactionResponse,
)
from csms.ocpp.v16.smart_charging import ChargingSchedule, ChargingSchedulePeriod
from csms.ocpp.v16.types import IdTagInfo
from csms.ocpp.writing import encode


def test_times_are_utc_with_whole_seconds() -> None:
    """GEN-01: some chargers misread offsets, some choke on fractions."""
    time = datetime(2025, 6, 1, 14, 0, 0, 123_456, timezone(timedelta(hours=2)))
    assert encode(HeartbeatResponse(currentTime=time)) == b'{"currentTime":"2025-06-01T12:00:00Z"}'


def test_nested_times() -> None:
    info = IdTagInfo(status="Accepted", expiryDate=datetime(2025, 6, 1, 12, 0, 0, 1, UTC))
    assert (
        encode(AuthorizeResponse(idTagInfo=info))
        == b'{"idTagInfo":{"status":"Accepted","expiryDate":"2025-06-01T12:00:00Z"}}'
    )


def test_decimals_are_json_numbers() -> None:
    """SC-11: 7.1, never 7.1000000000000005 and never text."""
    period = ChargingSchedulePeriod(startPeriod=0, limit=Decimal("7.1"))
    schedule = ChargingSchedule(chargingRateUnit="A", chargingSchedulePeriod=[period])
    assert (
        encode(schedule)
        == b'{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":7.1}]}'
    )


@pytest.mark.parametrize("empty", [ClearCacheRequest(), StopTransactionResponse()])
def test_absent_fields_are_left_out(empty: ClearCacheRequest | StopTransactionResponse) -> None:
    assert encode(empty) == b"{}"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        encode(HeartbeatResponse(currentTime=datetime.fromisoformat("2025-06-01T12:00:00")))
