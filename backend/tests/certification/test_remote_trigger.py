"""The certification cases of the RemoteTrigger profile."""

from typing import Any

import pytest

from tests.certification.station import Station, moment

SAMPLE = {"timestamp": moment(), "sampledValue": [{"value": "1000", "context": "Trigger"}]}

TRIGGERED: list[tuple[str, dict[str, Any]]] = [
    ("MeterValues", {"connectorId": 1, "meterValue": [SAMPLE]}),
    ("Heartbeat", {}),
    ("StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Available"}),
    ("DiagnosticsStatusNotification", {"status": "Idle"}),
    ("FirmwareStatusNotification", {"status": "Idle"}),
]


@pytest.mark.parametrize(("action", "payload"), TRIGGERED, ids=[action for action, _ in TRIGGERED])
async def test_TC_054_CSMS_trigger_messages(station: Station, action: str, payload: dict[str, Any]) -> None:
    """TRG-01, TRG-02, TRG-03: the answer first, the message after it."""
    request = {"requestedMessage": action}
    if "connectorId" in payload:
        request |= {"connectorId": payload["connectorId"]}
    order = await station.ordered("TriggerMessage", request, {"status": "Accepted"})
    assert (order.request, order.command["response"]) == (request, {"status": "Accepted"})
    await station.call(action, payload)


@pytest.mark.parametrize("status", ["Rejected", "NotImplemented"])
async def test_TC_055_CSMS_trigger_message_rejected(station: Station, status: str) -> None:
    """TRG-02"""
    order = await station.ordered("TriggerMessage", {"requestedMessage": "MeterValues"}, {"status": status})
    assert order.command["response"] == {"status": status}
