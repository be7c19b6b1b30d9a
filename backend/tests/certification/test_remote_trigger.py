"""The certification cases of the RemoteTrigger profile."""

from typing import Any

import pytest

from tests.certification.station import BOOT, Station, moment, station_of
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

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
    """TRG-01, TRG-02: the answer first, the message after it."""
    request = {"requestedMessage": action}
    if "connectorId" in payload:
        request |= {"connectorId": payload["connectorId"]}
    order = await station.ordered("TriggerMessage", request, {"status": "Accepted"})
    assert (order.request, order.command["response"]) == (request, {"status": "Accepted"})
    await station.call(action, payload)


async def test_triggered_samples_say_so(station: Station, tag: str) -> None:
    """TRG-03: kept with their context, beside what is sent every so often."""
    number = await station.charging(tag)
    request = {"requestedMessage": "MeterValues", "connectorId": 1}
    await station.ordered("TriggerMessage", request, {"status": "Accepted"})
    values = [
        {"timestamp": moment(), "sampledValue": [{"value": "1200", "context": "Trigger"}, {"value": "1200"}]}
    ]
    await station.call("MeterValues", {"connectorId": 1, "transactionId": number, "meterValue": values})
    record = await station.transaction(number)
    kept = await station.operator.items(f"/transactions/{record['id']}/meter-values")
    assert sorted(sample["context"] for sample in kept) == ["Sample.Periodic", "Trigger"]


EXTENDED = ["BootNotification", "Heartbeat", "MeterValues", "StatusNotification", "LogStatusNotification"]
EXTENDED += ["FirmwareStatusNotification", "SignChargePointCertificate"]


@pytest.mark.parametrize("message", EXTENDED)
async def test_the_seven_of_the_extended_trigger(
    server: RunningServer, operator: Operator, message: str
) -> None:
    """TRG-01; BOOT-06: a boot is asked of a charge point that is not accepted."""
    policy = "pending" if message == "BootNotification" else "accepted"
    charger = await operator.new_charger(registration_policy=policy)
    async with station_of(server, operator, charger) as station:
        await station.call("BootNotification", BOOT)
        request = {"requestedMessage": message}
        order = await station.ordered("ExtendedTriggerMessage", request, {"status": "Accepted"})
        assert order.request == request


@pytest.mark.parametrize("action", ["TriggerMessage", "ExtendedTriggerMessage"])
async def test_no_boot_of_one_that_is_accepted(station: Station, action: str) -> None:
    """BOOT-06"""
    path = f"/chargers/{station.charger['id']}/commands/{action}"
    refused = await station.operator.post(path, {"requestedMessage": "BootNotification"}, 409)
    assert "accepted already" in refused["detail"]


@pytest.mark.parametrize("status", ["Rejected", "NotImplemented"])
async def test_TC_055_CSMS_trigger_message_rejected(station: Station, status: str) -> None:
    """TRG-02"""
    order = await station.ordered("TriggerMessage", {"requestedMessage": "MeterValues"}, {"status": status})
    assert order.command["response"] == {"status": status}
