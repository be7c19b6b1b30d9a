"""All 26 operations in a real browser: the form, what goes over the wire, and the command's life on the screen."""

import re
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.async_api import Locator, Page, expect

from csms.handlers.operations import OPERATIONS
from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from csms.simulator.hardware import AC_22, Hardware
from tests.journeys.browsing import Complaints, sign_in
from tests.journeys.command_forms import Added, Chosen, CommandSheet, Fields, Tag
from tests.journeys.quick_clock import QuickClock
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.waiting import until
from tests.simulator.certificate_authority import Authority, new_key, pem
from tests.simulator.file_server import FileServer
from tests.simulator.virtual_clock import VirtualClock

UNTOUCHED = "window.untouched"
"""Gone when the page is loaded anew."""

FIRMWARE = b"firmware" * 1000
ACCEPTED = "Accepted by the charger"


@pytest.fixture
def server(tmp_path: Path) -> Any:
    with RunningServer(tmp_path) as server:
        yield server


class Site(NamedTuple):
    """Who takes part."""

    page: Page
    charger: dict[str, Any]
    charge_point: ChargePoint
    operator: Operator
    files: FileServer
    tag: str
    authority: Authority
    done: set[str]

    async def send(
        self, command: str, action: str, fields: Fields, wire: Mapping[str, Any], *said: str
    ) -> Locator:
        """By its form; what went over the wire is what was typed, and its life says so. The life."""
        await CommandSheet(self.page).send(command, fields)
        life = self.page.get_by_role("article").first
        await expect(life.get_by_text("Sent", exact=True)).to_be_visible()
        for text in said:
            await expect(life.get_by_text(text)).to_be_visible()
        messages = await self.operator.messages(self.charger, action=action)
        newest = next(one for one in messages if one["type"] == "CALL" and one["direction"] == "out")
        assert newest["payload"] == wire
        self.done.add(action)
        return life

    async def heard(self, action: str, text: str) -> None:
        """The charger's own message, in the log on the screen, and back."""
        await self.page.get_by_role("link", name=self.charger["charge_point_id"]).first.click()
        await self.page.get_by_role("link", name="Messages", exact=True).click()
        row = self.page.get_by_role("row").filter(has_text=action).filter(has_text=text)
        await expect(row.first).to_be_visible()
        await self.page.get_by_role("link", name="Overview", exact=True).last.click()
        await self.page.get_by_role("link", name="All commands").click()


@asynccontextmanager
async def _site(server: RunningServer, page: Page) -> AsyncIterator[Site]:
    async with server.operator() as operator, FileServer(VirtualClock()).serving() as files:
        files.files["/kestrel-3.0.0.bin"] = FIRMWARE
        charger = await operator.new_charger()
        tag = await operator.new_id_tag(note="Ada")
        charge_point = ChargePoint(
            charger["charge_point_id"],
            server.ocpp_url("").rstrip("/"),
            charger["password"],
            Hardware(connectors=(AC_22, AC_22)),
            clock=QuickClock(),
        )
        charge_point.start()
        try:
            await until(lambda: charge_point.online)
            await sign_in(page, ADMIN_EMAIL, server.password)
            await page.goto(f"/chargers/{charger['id']}/commands")
            await page.evaluate(f"{UNTOUCHED} = true")
            yield Site(page, charger, charge_point, operator, files, tag, Authority("Root"), set())
        finally:
            await charge_point.stop()


def _moment(**ahead: float) -> tuple[str, str]:
    """As it is typed into a field, and as it goes over the wire."""
    at = (datetime.now(UTC) + timedelta(**ahead)).replace(second=0, microsecond=0)
    return at.strftime("%Y-%m-%dT%H:%M"), at.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.timeout(180)
async def test_every_operation_by_its_form(server: RunningServer, page: Page, complaints: Complaints) -> None:
    """CFG-02, DT-02, RS-04: typed, sent, answered, and what then happened; the page is never loaded anew."""
    async with _site(server, page) as site:
        await _settings(site)
        await _lists(site)
        await _reservations(site)
        await _profiles(site)
        await _a_session(site)
        await _triggers(site)
        await _uploads(site)
        await _certificates(site)
        await _firmware(site)
        assert site.done == set(OPERATIONS) - {"Reset"}  # which goes without a mouse, below
        assert await page.evaluate(UNTOUCHED)
    assert complaints == []


async def _settings(site: Site) -> None:
    keys = {"key": ["NumberOfConnectors", "Nonsense"]}
    fields = {"Key": "NumberOfConnectors, Nonsense"}
    await site.send("Read configuration", "GetConfiguration", fields, keys, "1 key read", "Nonsense")
    change = {"key": "CpoName", "value": " Stadtwerke "}
    fields = {"Key": "CpoName", "Value": " Stadtwerke "}
    await site.send("Change configuration", "ChangeConfiguration", fields, change, ACCEPTED)
    data = {"vendorId": "com.kestrel", "messageId": "Echo", "data": '{"light": "blue"}'}
    fields = {"Vendor": "com.kestrel", "Message": "Echo", "Data": '{"light": "blue"}'}
    await site.send("Transfer data", "DataTransfer", fields, data, ACCEPTED, 'It says: {"light": "blue"}')


async def _lists(site: Site) -> None:
    typed, sent = _moment(days=7)
    info: Fields = {"Status": Chosen("Accepted"), "Valid until": typed, "Group of the tag": "FLEET-7"}
    said = Added("Say what holds for the tag", "What holds for the tag", info)
    tag = Added("Add tag", "Tag 1", {"Id tag": Tag(site.tag), "What holds": said})
    fields: Fields = {"Version": "1", "How": Chosen("Full"), "Tags": {"First": tag}}
    entry = {
        "idTag": site.tag,
        "idTagInfo": {"status": "Accepted", "expiryDate": sent, "parentIdTag": "FLEET-7"},
    }
    wire = {"listVersion": 1, "updateType": "Full", "localAuthorizationList": [entry]}
    await site.send("Send local list", "SendLocalList", fields, wire, ACCEPTED)
    await site.send(
        "Ask for the version of the local list", "GetLocalListVersion", {}, {}, "Its list has version 1"
    )
    await site.send("Clear cache", "ClearCache", {}, {}, ACCEPTED)


async def _reservations(site: Site) -> None:
    typed, sent = _moment(hours=1)
    fields: Fields = {
        "Connector": Chosen("Connector 2"),
        "Valid until": typed,
        "Id tag": Tag(site.tag),
        "Reservation number": "77",
        "Group of the tag": "FLEET-7",
    }
    wire = {
        "connectorId": 2,
        "expiryDate": sent,
        "idTag": site.tag,
        "reservationId": 77,
        "parentIdTag": "FLEET-7",
    }
    await site.send("Reserve", "ReserveNow", fields, wire, ACCEPTED)
    await site.heard("StatusNotification", "Reserved")
    fields = {"Reservation number": "77"}
    await site.send("Cancel reservation", "CancelReservation", fields, {"reservationId": 77}, ACCEPTED)


async def _profiles(site: Site) -> None:
    (start, start_sent), (begin, begin_sent), (end, end_sent) = (
        _moment(hours=-1),
        _moment(hours=-2),
        _moment(days=1),
    )
    second = Added("Add period", "Period 2", {"Begins after (s)": "3600", "Limit": "6000", "Phases": "1"})
    schedule: Fields = {
        "Unit": Chosen("W"),
        "Periods": {
            "Period 1": {"Begins after (s)": "0", "Limit": "11000,5", "Phases": "3"},
            "Second": second,
        },
        "Duration (s)": "86400",
        "Begins at": start,
        "Least useful limit": "1400.5",
    }
    profile: Fields = {
        "Profile number": "5",
        "Stack level": "2",
        "Purpose": Chosen("TxDefaultProfile"),
        "Kind": Chosen("Recurring"),
        "Schedule": schedule,
        "Rhythm": Chosen("Daily"),
        "Valid from": begin,
        "Valid until": end,
    }
    wire = {
        "connectorId": 1,
        "csChargingProfiles": {
            "chargingProfileId": 5,
            "stackLevel": 2,
            "chargingProfilePurpose": "TxDefaultProfile",
            "chargingProfileKind": "Recurring",
            "recurrencyKind": "Daily",
            "validFrom": begin_sent,
            "validTo": end_sent,
            "chargingSchedule": {
                "chargingRateUnit": "W",
                "duration": 86400,
                "startSchedule": start_sent,
                "minChargingRate": 1400.5,
                "chargingSchedulePeriod": [
                    {"startPeriod": 0, "limit": 11000.5, "numberPhases": 3},
                    {"startPeriod": 3600, "limit": 6000.0, "numberPhases": 1},
                ],
            },
        },
    }
    fields: Fields = {"Connector": Chosen("Connector 1"), "Charging profile": profile}
    await site.send("Set charging profile", "SetChargingProfile", fields, wire, ACCEPTED)
    composite = {"connectorId": 1, "duration": 600, "chargingRateUnit": "W"}
    fields = {"Connector": Chosen("Connector 1"), "Duration (s)": "600", "Unit": Chosen("W")}
    await site.send("Ask for the schedule", "GetCompositeSchedule", fields, composite, "One period")
    clear = {"id": 5, "connectorId": 1, "chargingProfilePurpose": "TxDefaultProfile", "stackLevel": 2}
    fields = {
        "Profile number": "5",
        "Connector": Chosen("Connector 1"),
        "Purpose": Chosen("TxDefaultProfile"),
        "Stack level": "2",
    }
    await site.send("Clear charging profiles", "ClearChargingProfile", fields, clear, ACCEPTED)


def _tx_profile(number: str, limit: str, **more: str) -> tuple[Fields, dict[str, Any]]:
    """As it is typed, and as it is sent."""
    fields: Fields = {
        "Profile number": number,
        "Stack level": "0",
        "Purpose": Chosen("TxProfile"),
        "Kind": Chosen("Relative"),
        "Schedule": {
            "Unit": Chosen("A"),
            "Periods": {"Period 1": {"Begins after (s)": "0", "Limit": limit}},
        },
        **{label: Chosen(option) for label, option in more.items()},
    }
    periods = [{"startPeriod": 0, "limit": float(limit)}]
    return fields, {
        "chargingProfileId": int(number),
        "stackLevel": 0,
        "chargingProfilePurpose": "TxProfile",
        "chargingProfileKind": "Relative",
        "chargingSchedule": {"chargingRateUnit": "A", "chargingSchedulePeriod": periods},
    }


async def _a_session(site: Site) -> None:
    """Started with a limit, limited anew, out of service once it is over."""
    await site.charge_point.plug_in(1, Battery(60_000, 0.5, 11_000))
    profile, sent = _tx_profile("6", "16")
    fields: Fields = {
        "Id tag": Tag(site.tag),
        "Connector": Chosen("Connector 1"),
        "Profile": Added("Add charging profile", "Charging profile", profile),
    }
    wire: dict[str, Any] = {"idTag": site.tag, "connectorId": 1, "chargingProfile": sent}
    life = await site.send("Start charging", "RemoteStartTransaction", fields, wire, ACCEPTED)
    started = life.get_by_role("link", name=re.compile(r"^Transaction \d+ started$"))
    number = int(re.sub(r"\D", "", await started.inner_text()))

    profile, sent = _tx_profile("7", "10", Transaction=str(number))
    fields = {"Connector": Chosen("Connector 1"), "Charging profile": profile}
    wire = {"connectorId": 1, "csChargingProfiles": {**sent, "transactionId": number}}
    await site.send("Set charging profile", "SetChargingProfile", fields, wire, ACCEPTED)

    fields = {"Connector": Chosen("Connector 1"), "How": Chosen("Out of service")}
    wire = {"connectorId": 1, "type": "Inoperative"}
    change = await site.send(
        "Change availability", "ChangeAvailability", fields, wire, "Scheduled by the charger"
    )
    await expect(change.get_by_text("Waiting for the change")).to_be_visible()

    fields = {"Transaction": Chosen(str(number))}
    wire = {"transactionId": number}
    life = await site.send("Stop charging", "RemoteStopTransaction", fields, wire, ACCEPTED)
    await expect(life.get_by_text(f"Transaction {number} ended")).to_be_visible()
    await site.charge_point.unplug(1)
    change = site.page.get_by_role("article", name="Take connector 1 out of service")
    await expect(change.get_by_text("It is out of service")).to_be_visible()

    fields = {"Connector": Chosen("The whole charger"), "How": Chosen("Into service")}
    wire = {"connectorId": 0, "type": "Operative"}
    life = await site.send("Change availability", "ChangeAvailability", fields, wire, ACCEPTED)
    fields = {"Connector": Chosen("Connector 1")}
    wire = {"connectorId": 1}
    await site.send("Unlock connector", "UnlockConnector", fields, wire, "The connector is unlocked")


async def _triggers(site: Site) -> None:
    fields: Fields = {"Message": Chosen("MeterValues"), "Connector": Chosen("Connector 2")}
    wire = {"requestedMessage": "MeterValues", "connectorId": 2}
    await site.send("Ask for a message", "TriggerMessage", fields, wire, ACCEPTED)
    await site.heard("MeterValues", "Connector 2")
    fields = {"Message": Chosen("StatusNotification"), "Connector": Chosen("Connector 2")}
    wire = {"requestedMessage": "StatusNotification", "connectorId": 2}
    await site.send("Ask for a message (security)", "ExtendedTriggerMessage", fields, wire, ACCEPTED)


async def _uploads(site: Site) -> None:
    location = site.files.url + "/logs"
    (begin, begin_sent), (end, end_sent) = _moment(days=-1), _moment(hours=1)
    tries: Fields = {"Tries": "2", "Between tries (s)": "30"}
    fields: Fields = {"Address": location, **tries, "From": begin, "Until": end}
    wire: dict[str, Any] = {
        "location": location,
        "retries": 2,
        "retryInterval": 30,
        "startTime": begin_sent,
        "stopTime": end_sent,
    }
    await site.send("Ask for diagnostics", "GetDiagnostics", fields, wire, "It uploads")
    await site.heard("DiagnosticsStatusNotification", "Uploaded")
    where: Fields = {"Address": location, "From": begin, "Until": end}
    fields = {"Log": where, "Which log": Chosen("SecurityLog"), "Job number": "3", **tries}
    log = {"remoteLocation": location, "oldestTimestamp": begin_sent, "latestTimestamp": end_sent}
    wire = {"log": log, "logType": "SecurityLog", "requestId": 3, "retries": 2, "retryInterval": 30}
    await site.send("Ask for a log", "GetLog", fields, wire, ACCEPTED, "It uploads")
    await site.heard("LogStatusNotification", "Uploaded")
    assert len(site.files.received) == 2


async def _certificates(site: Site) -> None:
    use, root = "CentralSystemRootCertificate", pem(site.authority.certificate)
    fields: Fields = {"Which roots": Chosen(use), "Certificate (PEM)": root}
    wire: dict[str, Any] = {"certificateType": use, "certificate": root.strip()}
    await site.send("Install a root", "InstallCertificate", fields, wire, ACCEPTED)
    fields, wire = {"Which roots": Chosen(use)}, {"certificateType": use}
    await site.send(
        "Ask which roots it trusts", "GetInstalledCertificateIds", fields, wire, "One certificate"
    )
    [asked] = await site.operator.items(
        f"/chargers/{site.charger['id']}/commands", action="GetInstalledCertificateIds"
    )
    [data] = asked["response"]["certificateHashData"]
    meant: Fields = {
        "Hash algorithm": Chosen(data["hashAlgorithm"]),
        "Hash of the issuer’s name": data["issuerNameHash"],
        "Hash of the issuer’s key": data["issuerKeyHash"],
        "Serial number": data["serialNumber"],
    }
    fields = {"Certificate": meant}
    await site.send("Delete a root", "DeleteCertificate", fields, {"certificateHashData": data}, ACCEPTED)
    csr = site.charge_point.certificate.request("Stadtwerke", site.charge_point.hardware.serial_number)
    chain = pem(site.authority.sign_request(csr))
    fields, wire = {"Certificates (PEM)": chain}, {"certificateChain": chain.strip()}
    await site.send("Give it its new certificate", "CertificateSigned", fields, wire, ACCEPTED)


async def _firmware(site: Site) -> None:
    """The certificate of the manufacturer first; then by its signature, and without."""
    use, root = "ManufacturerRootCertificate", pem(site.authority.certificate)
    fields: Fields = {"Which roots": Chosen(use), "Certificate (PEM)": root}
    wire: dict[str, Any] = {"certificateType": use, "certificate": root.strip()}
    await site.send("Install a root", "InstallCertificate", fields, wire, ACCEPTED)
    (fetch, fetch_sent), (install, install_sent) = _moment(minutes=-2), _moment(minutes=-1)
    key, location = new_key(), f"{site.files.url}/kestrel-3.0.0.bin"
    certificate = pem(site.authority.issue("Signer", key.public_key()))
    signature = b64encode(key.sign(FIRMWARE, ec.ECDSA(hashes.SHA256()))).decode()
    tries: Fields = {"Tries": "2", "Between tries (s)": "30"}
    file: Fields = {
        "Address": location,
        "Fetch from": fetch,
        "Certificate of the signature (PEM)": certificate,
        "Signature (base64)": signature,
        "Install from": install,
    }
    firmware = {
        "location": location,
        "retrieveDateTime": fetch_sent,
        "signingCertificate": certificate.strip(),
        "signature": signature,
        "installDateTime": install_sent,
    }
    fields = {"Job number": "4", "Firmware": file, **tries}
    wire = {"requestId": 4, "firmware": firmware, "retries": 2, "retryInterval": 30}
    await site.send("Update signed firmware", "SignedUpdateFirmware", fields, wire, ACCEPTED)
    await site.heard("SignedFirmwareStatusNotification", "Installed")
    fields = {"Address": location, "Fetch from": fetch, **tries}
    wire = {"location": location, "retrieveDate": fetch_sent, "retries": 2, "retryInterval": 30}
    await site.send("Update firmware", "UpdateFirmware", fields, wire, "Answered by the charger")
    await site.heard("FirmwareStatusNotification", "Installed")
    await until(lambda: site.charge_point.online)


@pytest.mark.timeout(150)
async def test_a_restart_without_a_mouse(server: RunningServer, page: Page, complaints: Complaints) -> None:
    """To the button, through the list of commands, to the charger's boot."""
    keyboard = page.keyboard
    async with _site(server, page):
        await page.get_by_role("button", name="Send command").first.focus()
        await keyboard.press("Enter")
        command = page.get_by_role("combobox", name="Command", exact=True)
        await command.focus()
        await _choose(page, command, "Restart")
        await keyboard.press("Tab")
        how = page.get_by_role("combobox", name="How")
        await expect(how).to_be_focused()
        await _choose(page, how, "Hard: at once, whatever runs")
        await keyboard.press("Tab")
        await keyboard.press("Tab")
        await keyboard.press("Enter")
        life = page.get_by_role("article", name="Restart charger hard")
        await expect(life.get_by_text(ACCEPTED)).to_be_visible()
        await expect(life.get_by_text("The charger has restarted")).to_be_visible()
    assert complaints == []


async def _choose(page: Page, field: Locator, option: str) -> None:
    """In the list that has the focus, by its first letters."""
    await page.keyboard.press("Enter")
    wanted = page.get_by_role("option", name=option, exact=True)
    await expect(wanted).to_be_visible()
    await page.keyboard.type(option[:4])
    await expect(wanted).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(field).to_have_text(option)
    await expect(field).to_be_focused()
