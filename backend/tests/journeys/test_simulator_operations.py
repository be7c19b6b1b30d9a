"""The simulated charge point at the real server: all 26 operations, each through the REST face."""

from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import Struct

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from csms.simulator.hardware import AC_22, Hardware
from csms.simulator.operations import OPERATIONS
from tests.journeys.quick_clock import QuickClock
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.journeys.waiting import eventually, until
from tests.simulator.certificate_authority import Authority, new_key, pem
from tests.simulator.file_server import FileServer
from tests.simulator.virtual_clock import VirtualClock

ACCEPTED = {"status": "Accepted"}
FIRMWARE = b"firmware" * 1000
LOGS = "/logs"


class Site(Struct):
    """Who takes part."""

    charger: dict[str, Any]
    charge_point: ChargePoint
    operator: Operator
    files: FileServer
    id_tag: str
    authority: Authority
    done: set[str]

    async def command(self, action: str, **request: Any) -> Any:
        """The response; the command has to be answered."""
        command = await self.operator.command(self.charger, action, request)
        assert command["state"] == "answered", command
        self.done.add(action)
        return command["response"]

    async def sent(self, action: str, **fields: Any) -> dict[str, Any]:
        """The payload of a CALL of the charge point with these fields, once it is in the message log."""

        async def look() -> list[dict[str, Any]]:
            messages = await self.operator.messages(self.charger, action=action)
            calls = [one["payload"] for one in messages if one["type"] == "CALL"]
            return [payload for payload in calls if fields.items() <= payload.items()]

        return (await eventually(look))[0]


@pytest.fixture
async def site(server: RunningServer, operator: Operator) -> AsyncIterator[Site]:
    charger = await operator.new_charger()
    identity, password = charger["charge_point_id"], charger["password"]
    url = server.ocpp_url("").rstrip("/")
    hardware = Hardware(connectors=(AC_22, AC_22))
    charge_point = ChargePoint(identity, url, password, hardware, clock=QuickClock())
    files = FileServer(VirtualClock())
    files.files["/kestrel-3.0.0.bin"] = FIRMWARE
    async with files.serving():
        charge_point.start()
        tag = await operator.new_id_tag()
        site = Site(charger, charge_point, operator, files, tag, Authority("Root"), set())
        await until(lambda: charge_point.online)
        yield site
        await charge_point.stop()


async def test_all_operations(site: Site) -> None:
    """CFG-02, DT-02, RS-04: and each of the 26 is answered."""
    await _configuration(site)
    await _lists(site)
    await _reservations(site)
    await _profiles(site)
    await _transaction(site)
    await _triggers(site)
    await _uploads(site)
    await _certificates(site)
    await _firmware(site)
    await _the_rest(site)
    assert site.done == set(OPERATIONS)


async def _configuration(site: Site) -> None:
    keys = await site.command("GetConfiguration", key=["NumberOfConnectors", "Nonsense"])
    assert keys == {
        "configurationKey": [{"key": "NumberOfConnectors", "readonly": True, "value": "2"}],
        "unknownKey": ["Nonsense"],
    }
    assert await site.command("ChangeConfiguration", key="CpoName", value="Stadtwerke") == ACCEPTED


async def _lists(site: Site) -> None:
    entries = [{"idTag": site.id_tag, "idTagInfo": {"status": "Accepted"}}]
    sent = await site.command(
        "SendLocalList", listVersion=1, updateType="Full", localAuthorizationList=entries
    )
    assert sent == ACCEPTED
    assert await site.command("GetLocalListVersion") == {"listVersion": 1}
    assert await site.command("ClearCache") == ACCEPTED


async def _reservations(site: Site) -> None:
    expiry = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    reserved = await site.command(
        "ReserveNow", connectorId=2, expiryDate=expiry, idTag=site.id_tag, reservationId=77
    )
    assert reserved == ACCEPTED
    await site.sent("StatusNotification", connectorId=2, status="Reserved")
    assert await site.command("CancelReservation", reservationId=77) == ACCEPTED


async def _profiles(site: Site) -> None:
    periods = [{"startPeriod": 0, "limit": 6000}]
    profile = {
        "chargingProfileId": 5,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Relative",
        "chargingSchedule": {"chargingRateUnit": "W", "chargingSchedulePeriod": periods},
    }
    assert await site.command("SetChargingProfile", connectorId=1, csChargingProfiles=profile) == ACCEPTED
    composite = await site.command("GetCompositeSchedule", connectorId=1, duration=600, chargingRateUnit="W")
    assert composite["status"] == "Accepted"
    assert [one["limit"] for one in composite["chargingSchedule"]["chargingSchedulePeriod"]] == [6000]
    assert await site.command("ClearChargingProfile", id=5) == ACCEPTED


async def _transaction(site: Site) -> None:
    await site.charge_point.plug_in(1, Battery(60_000, 0.5, 11_000))
    assert await site.command("RemoteStartTransaction", idTag=site.id_tag, connectorId=1) == ACCEPTED
    connector = site.charge_point.connectors[1]
    await until(lambda: connector.transaction is not None and connector.transaction.id)
    assert connector.transaction is not None
    stopped = await site.command("RemoteStopTransaction", transactionId=connector.transaction.id)
    assert stopped == ACCEPTED
    await site.sent("StopTransaction", reason="Remote")
    await site.charge_point.unplug(1)


async def _triggers(site: Site) -> None:
    triggered = await site.command("TriggerMessage", requestedMessage="MeterValues", connectorId=2)
    assert triggered == ACCEPTED
    await site.sent("MeterValues", connectorId=2)
    asked = await site.command("ExtendedTriggerMessage", requestedMessage="LogStatusNotification")
    assert asked == ACCEPTED
    await site.sent("LogStatusNotification", status="Idle")


async def _uploads(site: Site) -> None:
    location = site.files.url + LOGS
    diagnostics = await site.command("GetDiagnostics", location=location)
    await site.sent("DiagnosticsStatusNotification", status="Uploaded")
    log = await site.command("GetLog", log={"remoteLocation": location}, logType="SecurityLog", requestId=3)
    assert log["status"] == "Accepted"
    await site.sent("LogStatusNotification", status="Uploaded", requestId=3)
    names = {f"{LOGS}/{diagnostics['fileName']}", f"{LOGS}/{log['filename']}"}
    assert set(site.files.received) == names


async def _certificates(site: Site) -> None:
    use, root = "CentralSystemRootCertificate", pem(site.authority.certificate)
    assert await site.command("InstallCertificate", certificateType=use, certificate=root) == ACCEPTED
    installed = await site.command("GetInstalledCertificateIds", certificateType=use)
    (data,) = installed["certificateHashData"]
    assert await site.command("DeleteCertificate", certificateHashData=data) == ACCEPTED
    csr = site.charge_point.certificate.request("Stadtwerke", site.charge_point.hardware.serial_number)
    chain = pem(site.authority.sign_request(csr))
    assert await site.command("CertificateSigned", certificateChain=chain) == ACCEPTED


async def _firmware(site: Site) -> None:
    now = (datetime.now(UTC) - timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    key, location = new_key(), f"{site.files.url}/kestrel-3.0.0.bin"
    await site.command(
        "InstallCertificate",
        certificateType="ManufacturerRootCertificate",
        certificate=pem(site.authority.certificate),
    )
    firmware = {
        "location": location,
        "retrieveDateTime": now,
        "signingCertificate": pem(site.authority.issue("Signer", key.public_key())),
        "signature": b64encode(key.sign(FIRMWARE, ec.ECDSA(hashes.SHA256()))).decode(),
    }
    assert await site.command("SignedUpdateFirmware", requestId=4, firmware=firmware) == ACCEPTED
    await site.sent("SignedFirmwareStatusNotification", status="Installed", requestId=4)
    await site.sent("BootNotification", firmwareVersion="3.0.0")
    assert await site.command("UpdateFirmware", location=location, retrieveDate=now) == {}
    await site.sent("FirmwareStatusNotification", status="Installed")
    await until(lambda: site.charge_point.online)


async def _the_rest(site: Site) -> None:
    assert await site.command("UnlockConnector", connectorId=1) == {"status": "Unlocked"}
    assert await site.command("ChangeAvailability", connectorId=2, type="Inoperative") == ACCEPTED
    await site.sent("StatusNotification", connectorId=2, status="Unavailable")
    echo = await site.command("DataTransfer", vendorId="com.kestrel", messageId="Echo", data="ping")
    assert echo == {"status": "Accepted", "data": "ping"}
    assert await site.command("Reset", type="Soft") == ACCEPTED
    await site.sent("SecurityEventNotification", type="ResetOrReboot", techInfo="Soft reset")
