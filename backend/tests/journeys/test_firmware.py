"""Firmware at chargers, by commands of operators and words of chargers, over real sockets."""

import asyncio
import hashlib
from typing import Any

import httpx
import pytest

from tests.certification.station import BOOT, Station, moment, station_of
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer, new_postgresql
from tests.journeys.simulated import simulated
from tests.journeys.updates import CONTENT, begin, in_state, job_of, upload

UPDATE = {"location": "https://files.example/kestrel-2.5.0.bin?sig=geheim", "retrieveDate": moment(-5)}


async def say(station: Station, *statuses: str) -> None:
    for status in statuses:
        assert await station.call("FirmwareStatusNotification", {"status": status}) == {}


async def test_a_raw_command_is_a_job(server: RunningServer, operator: Operator) -> None:
    """FW-01, FW-02: through the reboot, with what speaks for it."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await station.ordered("UpdateFirmware", UPDATE, {})
        job = await job_of(station)
        assert (job["state"], job["version_before"]) == ("requested", "2.4.1")
        assert job["location"] == "https://files.example/kestrel-2.5.0.bin?sig=(hidden)"
        await say(station, "Downloading", "Downloading", "Downloaded", "Installing")
    async with station_of(server, operator, charger) as station:
        await station.call("BootNotification", {**BOOT, "firmwareVersion": "2.5.0"})
        assert (await job_of(station))["state"] == "installing"
        await say(station, "Installed", "Installed", "Idle")
        job = await job_of(station)
        said = [(one["status"], one["count"]) for one in job["history"]]
        assert said == [("Downloading", 2), ("Downloaded", 1), ("Installing", 1), ("Installed", 1)]
        assert [(one["kind"], one["detail"]) for one in job["evidence"]] == [("boot", "firmware 2.5.0")]
        assert (job["state"], bool(job["ended_at"])) == ("installed", True)


async def test_idle_means_lost_and_a_newer_one_replaces(server: RunningServer, operator: Operator) -> None:
    """FW-04: at most one is open."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await say(station, "Installed")
        assert await operator.items("/firmware/jobs", charger_id=charger["id"]) == []
        await station.ordered("UpdateFirmware", UPDATE, {})
        await say(station, "Downloading", "Idle")
        first = await job_of(station)
        assert (first["state"], "downloading" in first["detail"]) == ("unknown", True)
        await station.ordered("UpdateFirmware", UPDATE, {})
        second = await job_of(station)
        first = await operator.get(f"/firmware/jobs/{first['id']}")
        assert (first["state"], first["superseded_by"]) == ("superseded", second["id"])
        await say(station, "DownloadFailed")
        assert (await job_of(station))["state"] == "failed"


async def test_a_charger_that_wants_signatures(server: RunningServer, operator: Operator) -> None:
    """FW-03: and what was open before is open again."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await station.ordered("UpdateFirmware", UPDATE, {})
        sending = asyncio.create_task(operator.command(charger, "UpdateFirmware", UPDATE))
        _, message_id, *_ = await station.wire.receive()
        await station.wire.send(4, message_id, "NotSupported", "", {})
        assert (await sending)["state"] == "error"
        refused, first = await operator.items("/firmware/jobs", charger_id=charger["id"])
        assert (refused["state"], "FW-03" in refused["detail"]) == ("rejected", True)
        assert first["state"] == "unknown"


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://files.example/x", "no address"])
async def test_other_addresses_are_refused(server: RunningServer, operator: Operator, location: str) -> None:
    """FW-01, S17"""
    charger = await operator.new_charger()
    body = {**UPDATE, "location": location}
    await operator.post(f"/chargers/{charger['id']}/commands/UpdateFirmware", body, 422)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_a_kill_between_two_statuses_loses_neither(database: str, tmp_path: Any) -> None:
    """FW-02: acknowledged means stored."""
    url = new_postgresql() if database == "postgresql" else ""
    with RunningServer(tmp_path, url) as server:
        async with server.operator() as operator:
            charger = await operator.new_charger()
            async with station_of(server, operator, charger) as station:
                await station.boot()
                await station.ordered("UpdateFirmware", UPDATE, {})
            for status in ("Downloading", "Downloaded", "Installing", "Installed"):
                async with station_of(server, operator, charger) as station:
                    await say(station, status)
                await asyncio.to_thread(server.restart)
            said = [one["status"] for one in (await job_of(station))["history"]]
            assert said == ["Downloading", "Downloaded", "Installing", "Installed"]


# -- from the drop box -------------------------------------------------------------------------------------------------


async def test_the_simulated_charge_point_fetches_and_installs(
    server: RunningServer, operator: Operator
) -> None:
    """FW-01, FW-02: one that is away gets it when it is back."""
    firmware = await upload(operator, {"vendor": "Kestrel", "model": "Kestrel AC 22"})
    assert (firmware["size"], firmware["sha256"]) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    here, away = await operator.new_charger(), await operator.new_charger()
    async with simulated(server, here):
        first, second = await begin(operator, firmware, here, away)
        job = await in_state(operator, first, "installed")
        assert (job["kind"], job["firmware"]) == ("firmware", firmware["id"])
        assert [one["kind"] for one in job["evidence"]][:1] == ["boot"]
        assert (await operator.get(f"/firmware/jobs/{second['id']}"))["state"] == "waiting"
        path = f"/api/admin/firmware/{firmware['id']}"
        assert (await operator.client.delete(path)).status_code == 409
    async with simulated(server, away):
        await in_state(operator, second, "installed")
    assert (await operator.client.delete(path)).status_code == 204
    assert (await operator.client.get(path)).status_code == 404


async def test_an_address_serves_until_its_job_is_over(server: RunningServer, operator: Operator) -> None:
    """FW-01: whole, in parts, again; then it is dead."""
    firmware, charger = await upload(operator, {}), await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        (job,) = await begin(operator, firmware, charger, retries=2, retry_interval=30)
        request = await station.asked("UpdateFirmware", {})
        assert (request["retries"], request["retryInterval"]) == (2, 30)
        location = request["location"]
        assert location.endswith("/kestrel-3.0.0.bin")
        async with httpx.AsyncClient(trust_env=False) as client:
            head = await client.head(location)
            assert (head.status_code, head.headers["content-length"]) == (200, str(len(CONTENT)))
            part = await client.get(location, headers={"Range": "bytes=8-15"})
            assert (part.status_code, part.content) == (206, b"firmware")
            assert part.headers["content-range"] == f"bytes 8-15/{len(CONTENT)}"
            whole = await client.get(location)
            assert (whole.content, whole.headers["cache-control"]) == (CONTENT, "no-store")
            assert "content-encoding" not in whole.headers
            assert (await client.put(location, content=b"x")).status_code == 404
            await say(station, "Downloading", "DownloadFailed")
            assert (await client.get(location)).status_code == 404
        assert (await in_state(operator, job, "failed"))["detail"] == "DownloadFailed"
