"""The certification cases of the FirmwareManagement profile."""

from tests.certification.station import Station, moment, station_of
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

UPDATE = {"location": "https://files.example/kestrel-2.5.0.bin", "retrieveDate": moment()}
FOLDER = {"location": "https://files.example/logs", "retries": 1, "retryInterval": 10}


async def _firmware(station: Station, *statuses: str) -> None:
    for status in statuses:
        assert await station.call("FirmwareStatusNotification", {"status": status}) == {}


async def test_TC_044_1_CSMS_firmware_downloaded_and_installed(
    server: RunningServer, operator: Operator, station: Station
) -> None:
    """FW-01, FW-02: with a boot in between."""
    order = await station.ordered("UpdateFirmware", UPDATE, {})
    assert order.request == UPDATE
    await _firmware(station, "Downloading", "Downloaded", "Installing")
    await station.wire.socket.close()
    async with station_of(server, operator, station.charger) as again:
        await again.boot()
        await _firmware(again, "Installed")


async def test_TC_044_2_CSMS_firmware_download_failed(station: Station) -> None:
    """FW-02"""
    await station.ordered("UpdateFirmware", UPDATE, {})
    await _firmware(station, "Downloading", "DownloadFailed")


async def test_TC_044_3_CSMS_firmware_installation_failed(station: Station) -> None:
    """FW-02"""
    await station.ordered("UpdateFirmware", UPDATE, {})
    await _firmware(station, "Downloading", "Downloaded", "Installing", "InstallationFailed")


async def _diagnostics(station: Station, *statuses: str) -> None:
    for status in statuses:
        assert await station.call("DiagnosticsStatusNotification", {"status": status}) == {}


async def test_TC_045_1_CSMS_diagnostics(station: Station) -> None:
    """DIAG-01, DIAG-02"""
    order = await station.ordered("GetDiagnostics", FOLDER, {"fileName": "diagnostics.zip"})
    assert order.request == FOLDER
    await _diagnostics(station, "Uploading", "Uploaded")


async def test_TC_045_2_CSMS_diagnostics_upload_failed(station: Station) -> None:
    """DIAG-02"""
    await station.ordered("GetDiagnostics", FOLDER, {"fileName": "diagnostics.zip"})
    await _diagnostics(station, "Uploading", "UploadFailed")
