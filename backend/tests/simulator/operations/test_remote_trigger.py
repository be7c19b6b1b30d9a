"""TriggerMessage and ExtendedTriggerMessage: first the answer, then the message."""

import json
from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from tests.simulator.central_system import CentralSystem
from tests.simulator.virtual_clock import VirtualClock

CAR = Battery(60_000, 0.5, 11_000)
ACCEPTED, REJECTED = {"status": "Accepted"}, {"status": "Rejected"}


@pytest.mark.parametrize("trigger", ["TriggerMessage", "ExtendedTriggerMessage"])
@pytest.mark.parametrize("message", ["BootNotification", "Heartbeat", "StatusNotification", "MeterValues"])
async def test_the_message_follows_the_answer(
    charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock, trigger: str, message: str
) -> None:
    """TRG-01, TRG-02: a CALL of its own, sent after the CALLRESULT."""
    before = len(central.texts)
    sent = len(central.all(message))
    assert await clock.until(central.command(trigger, requestedMessage=message)) == ACCEPTED
    await clock.until(central.received(message, sent + 1))
    answer, call = map(json.loads, central.texts[before : before + 2])
    assert (answer[0], call[0], call[2]) == (3, 2, message)


async def test_triggered_meter_values(
    charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
) -> None:
    """TRG-03: the sampled measurands, in the context Trigger."""
    await clock.until(charge_point.plug_in(1, CAR))
    await clock.until(charge_point.present(1, "TAG-1"))
    await clock.until(central.command("TriggerMessage", requestedMessage="MeterValues", connectorId=1))
    values = await clock.until(central.received("MeterValues"))
    sampled = values["meterValue"][0]["sampledValue"]
    assert {value["context"] for value in sampled} == {"Trigger"}
    assert {value["measurand"] for value in sampled} >= {
        "Energy.Active.Import.Register",
        "Power.Active.Import",
    }
    assert values["transactionId"] == 1000


async def test_statuses_of_all_or_of_one(
    pair: ChargePoint, central: CentralSystem, clock: VirtualClock
) -> None:
    """TRG-01: without a connector connector 0 and each."""
    await clock.until(central.command("TriggerMessage", requestedMessage="StatusNotification"))
    await clock.run_for(1)
    assert [len(central.statuses(number)) for number in (0, 1, 2)] == [2, 2, 2]
    await clock.until(central.command("TriggerMessage", requestedMessage="StatusNotification", connectorId=2))
    await clock.until(central.command("TriggerMessage", requestedMessage="StatusNotification", connectorId=0))
    await clock.run_for(1)
    assert [len(central.statuses(number)) for number in (0, 1, 2)] == [3, 2, 3]


@pytest.mark.parametrize("message", ["StatusNotification", "MeterValues"])
async def test_of_no_connector_is_rejected(
    charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock, message: str
) -> None:
    """TRG-02, TC_055."""
    command = central.command("TriggerMessage", requestedMessage=message, connectorId=9)
    assert await clock.until(command) == REJECTED


async def test_statuses_of_work_that_is_not_done_are_idle(
    charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
) -> None:
    """TRG-03, FW-02, DIAG-02, LOG-02, SFW-04: Idle comes only this way, and without a requestId."""
    for trigger, message, sent in (
        ("TriggerMessage", "DiagnosticsStatusNotification", "DiagnosticsStatusNotification"),
        ("TriggerMessage", "FirmwareStatusNotification", "FirmwareStatusNotification"),
        ("ExtendedTriggerMessage", "LogStatusNotification", "LogStatusNotification"),
        ("ExtendedTriggerMessage", "FirmwareStatusNotification", "SignedFirmwareStatusNotification"),
    ):
        assert await clock.until(central.command(trigger, requestedMessage=message)) == ACCEPTED
        assert await clock.until(central.received(sent)) == {"status": "Idle"}


async def test_a_pending_charge_point_boots_when_it_is_asked_to(
    charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
) -> None:
    """BOOT-05: the way to end Pending early."""
    pending = {"currentTime": "2026-11-19T08:00:00Z", "interval": 3000, "status": "Pending"}
    central.answers["BootNotification"] = lambda payload: pending
    await clock.until(central.command("Reset", type="Soft"))
    await clock.until(central.received("BootNotification", 2))
    await clock.run_for(10)
    del central.answers["BootNotification"]
    await clock.until(central.command("TriggerMessage", requestedMessage="BootNotification"))
    await clock.until(central.received("BootNotification", 3), limit=20)
    await clock.run_for(1)
    assert charge_point.accepted


async def test_a_pending_charge_point_sends_what_it_is_asked_for_and_nothing_else(
    build: Callable[..., ChargePoint], central: CentralSystem, clock: VirtualClock
) -> None:
    """BOOT-05, RS-01."""
    pending = {"currentTime": "2026-11-19T08:00:00Z", "interval": 3000, "status": "Pending"}
    central.answers["BootNotification"] = lambda payload: pending
    made = build()
    made.configuration.set("CpoName", "Stadtwerke")
    made.start()
    await clock.until(central.received("BootNotification"))
    for message in ("StatusNotification", "MeterValues"):
        await clock.until(central.command("TriggerMessage", requestedMessage=message, connectorId=1))
        await clock.until(central.received(message, connectorId=1))
    await clock.until(
        central.command("ExtendedTriggerMessage", requestedMessage="SignChargePointCertificate")
    )
    await clock.until(central.received("SignCertificate"))
    start = central.command("RemoteStartTransaction", idTag="TAG-1")
    assert await clock.until(start) == REJECTED
    await clock.run_for(600)
    assert [call.action for call in central.calls] == [
        "BootNotification",
        "StatusNotification",
        "MeterValues",
        "SignCertificate",
    ]


async def test_a_certificate_is_asked_for_once_its_operator_is_named(
    charge_point: ChargePoint, central: CentralSystem, clock: VirtualClock
) -> None:
    """CERT-02, CERT-05: O is CpoName, CN the serial number."""
    asks = {"requestedMessage": "SignChargePointCertificate"}
    assert await clock.until(central.command("ExtendedTriggerMessage", **asks)) == REJECTED
    await clock.until(central.command("ChangeConfiguration", key="CpoName", value="Stadtwerke"))
    assert await clock.until(central.command("ExtendedTriggerMessage", **asks)) == ACCEPTED
    asked = await clock.until(central.received("SignCertificate"))
    request = x509.load_pem_x509_csr(asked["csr"].encode())
    assert request.is_signature_valid
    names = {name.oid: name.value for name in request.subject}
    assert names == {NameOID.ORGANIZATION_NAME: "Stadtwerke", NameOID.COMMON_NAME: "K22-0001"}
