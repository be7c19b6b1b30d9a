"""The operations of the FirmwareManagement profile, with files that really move."""

from collections.abc import Callable

from csms.simulator.charge_point import ChargePoint
from csms.simulator.charging_curve import Battery
from csms.simulator.firmware import version_after
from csms.simulator.hardware import Hardware
from tests.simulator.central_system import CentralSystem
from tests.simulator.file_server import FileServer
from tests.simulator.virtual_clock import VirtualClock

NOW = "2026-11-19T08:00:00Z"
FILE = "/firmware/kestrel-2.5.0.bin"


def statuses(central: CentralSystem, action: str) -> list[str]:
    return [payload["status"] for payload in central.all(action)]


class TestUpdateFirmware:
    async def test_fetched_installed_and_booted(
        self, charge_point: ChargePoint, central: CentralSystem, files: FileServer, clock: VirtualClock
    ) -> None:
        """FW-01, FW-02: the next BootNotification has the new version."""
        files.files[FILE] = b"firmware" * 10_000
        command = central.command("UpdateFirmware", location=files.url + FILE, retrieveDate=NOW)
        assert await clock.until(command) == {}
        await clock.until(central.received("FirmwareStatusNotification", status="Installed"))
        assert statuses(central, "FirmwareStatusNotification") == [
            "Downloading",
            "Downloaded",
            "Installing",
            "Installed",
        ]
        boots = central.all("BootNotification")
        assert [boot["firmwareVersion"] for boot in boots] == ["2.4.1", "2.5.0"]
        event = await clock.until(central.received("SecurityEventNotification", type="FirmwareUpdated"))
        assert event["techInfo"] == "2.5.0"

    async def test_not_before_its_time(
        self, charge_point: ChargePoint, central: CentralSystem, files: FileServer, clock: VirtualClock
    ) -> None:
        """FW-01: retrieveDate is the earliest moment."""
        files.files[FILE] = b"firmware"
        later = "2026-11-19T08:30:00Z"
        await clock.until(central.command("UpdateFirmware", location=files.url + FILE, retrieveDate=later))
        await clock.run_for(1700)
        assert files.requests == []
        await clock.until(central.received("FirmwareStatusNotification", status="Downloaded"))

    async def test_tried_again_as_often_as_it_was_told(
        self, charge_point: ChargePoint, central: CentralSystem, files: FileServer, clock: VirtualClock
    ) -> None:
        files.files[FILE] = b"firmware"
        files.statuses = [503, 503]
        before = clock.now()
        await clock.until(
            central.command(
                "UpdateFirmware", location=files.url + FILE, retrieveDate=NOW, retries=2, retryInterval=90
            )
        )
        await clock.until(central.received("FirmwareStatusNotification", status="Downloaded"))
        assert (clock.now() - before).total_seconds() >= 180
        assert len(files.requests) == 3

    async def test_given_up(
        self, charge_point: ChargePoint, central: CentralSystem, files: FileServer, clock: VirtualClock
    ) -> None:
        """FW-02: DownloadFailed, for want of the file or of the protocol."""
        for number, location in enumerate((files.url + FILE, "ftp://files.example/kestrel.bin"), 1):
            await clock.until(
                central.command("UpdateFirmware", location=location, retrieveDate=NOW, retries=0)
            )
            await clock.until(central.received("FirmwareStatusNotification", number, status="DownloadFailed"))
        assert len(central.all("BootNotification")) == 1

    async def test_not_while_somebody_charges(
        self, charge_point: ChargePoint, central: CentralSystem, files: FileServer, clock: VirtualClock
    ) -> None:
        files.files[FILE] = b"firmware"
        await clock.until(charge_point.plug_in(1, Battery(60_000, 0.5, 11_000)))
        await clock.until(charge_point.present(1, "TAG-1"))
        await clock.until(central.command("UpdateFirmware", location=files.url + FILE, retrieveDate=NOW))
        await clock.until(central.received("FirmwareStatusNotification", status="Downloaded"))
        await clock.run_for(600)
        triggered = central.command("TriggerMessage", requestedMessage="FirmwareStatusNotification")
        await clock.until(triggered)
        await clock.until(central.received("FirmwareStatusNotification", 2, status="Downloaded"))
        await clock.until(charge_point.unplug(1))
        await clock.until(central.received("StatusNotification", status="Unavailable", connectorId=1))
        assert not await clock.until(charge_point.present(1, "TAG-1"))
        await clock.until(central.received("FirmwareStatusNotification", status="Installed"))
        await clock.run_for(1)
        assert central.statuses(1)[-1] == "Available"

    async def test_unsigned_firmware_may_be_refused(
        self, build: Callable[..., ChargePoint], central: CentralSystem, clock: VirtualClock
    ) -> None:
        """FW-03."""
        build(Hardware(demands_signatures=True)).start()
        await clock.until(central.received("StatusNotification", connectorId=1))
        command = central.command("UpdateFirmware", location="https://files.example/x", retrieveDate=NOW)
        assert await clock.until(command) == "NotSupported"


class TestGetDiagnostics:
    async def test_uploaded_under_the_name_it_said(
        self, charge_point: ChargePoint, central: CentralSystem, files: FileServer, clock: VirtualClock
    ) -> None:
        """DIAG-01, DIAG-02."""
        answer = await clock.until(central.command("GetDiagnostics", location=f"{files.url}/logs/"))
        await clock.until(central.received("DiagnosticsStatusNotification", status="Uploaded"))
        assert statuses(central, "DiagnosticsStatusNotification") == ["Uploading", "Uploaded"]
        content = files.received[f"/logs/{answer['fileName']}"].decode()
        assert "2026-11-19T08:00:00Z BootNotification: Accepted, interval 300 s" in content

    async def test_as_a_form_where_nothing_can_be_put(
        self, charge_point: ChargePoint, central: CentralSystem, files: FileServer, clock: VirtualClock
    ) -> None:
        files.takes = "POST"
        await clock.until(central.command("GetDiagnostics", location=f"{files.url}/logs"))
        await clock.until(central.received("DiagnosticsStatusNotification", status="Uploaded"))
        assert b'name="file"' in files.received["/logs"]

    async def test_nothing_of_that_time(
        self, charge_point: ChargePoint, central: CentralSystem, files: FileServer, clock: VirtualClock
    ) -> None:
        """DIAG-01: no fileName, no upload."""
        window = {"startTime": "2026-11-01T00:00:00Z", "stopTime": "2026-11-02T00:00:00Z"}
        assert await clock.until(central.command("GetDiagnostics", location=files.url, **window)) == {}
        await clock.run_for(10)
        assert central.all("DiagnosticsStatusNotification") == []

    async def test_refused(
        self, charge_point: ChargePoint, central: CentralSystem, files: FileServer, clock: VirtualClock
    ) -> None:
        """DIAG-02."""
        files.statuses = [500, 500]
        await clock.until(central.command("GetDiagnostics", location=files.url, retries=1, retryInterval=10))
        await clock.until(central.received("DiagnosticsStatusNotification", status="UploadFailed"))
        assert len(files.requests) == 2


def test_the_version_is_in_the_name_of_the_file_or_the_next_one() -> None:
    assert version_after("2.4.1", "https://files.example/1.2/kestrel-2.5.0.bin?x=9.9") == "2.5.0"
    assert version_after("2.4.1", "https://files.example/kestrel.bin") == "2.4.2"
    assert version_after("2.4.1", "https://files.example/kestrel-2.4.1.bin") == "2.4.2"
    assert version_after("beta", "https://files.example/kestrel.bin") == "beta.1"
