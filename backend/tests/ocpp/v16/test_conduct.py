"""csms.ocpp.v16.conduct: what no schema says of a charger's messages."""

from datetime import UTC, datetime

import pytest
from msgspec import UNSET

from csms.ocpp.v16 import core, misconduct, security
from csms.ocpp.v16.types import Message, MeterValue, SampledValue

NOON = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)
VALUES = [MeterValue(NOON, [SampledValue("1")])]


@pytest.mark.parametrize(
    "message",
    [
        core.HeartbeatRequest(),
        core.StartTransactionRequest(1, "A", 0, NOON),
        core.StatusNotificationRequest(0, "NoError", "Faulted"),
        core.StatusNotificationRequest(1, "NoError", "Charging"),
        core.MeterValuesRequest(0, VALUES),
        security.LogStatusNotificationRequest("Idle"),
        security.LogStatusNotificationRequest("Uploaded", 7),
        security.SignedFirmwareStatusNotificationRequest("Idle", UNSET),
    ],
    ids=repr,
)
def test_good_conduct(message: Message) -> None:
    assert misconduct(message) == ()


@pytest.mark.parametrize(
    ("message", "path"),
    [
        (core.StartTransactionRequest(0, "A", 0, NOON), "connectorId"),
        (core.StatusNotificationRequest(-1, "NoError", "Available"), "connectorId"),
        (core.StatusNotificationRequest(0, "NoError", "Charging"), "status"),
        (core.MeterValuesRequest(-1, VALUES), "connectorId"),
        (security.LogStatusNotificationRequest("Uploaded"), "requestId"),
        (security.SignedFirmwareStatusNotificationRequest("Installed"), "requestId"),
    ],
    ids=repr,
)
def test_misconduct_is_named(message: Message, path: str) -> None:
    """STAT-02, GEN-04: answered all the same, and on the scorecard. SFW-04, LOG-02: nothing is guessed."""
    (violation,) = misconduct(message)
    assert (violation.rule, violation.path) == ("section", path)
