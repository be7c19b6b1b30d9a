"""Firmware at chargers, by commands of operators and words of chargers, over real sockets."""

import asyncio
import hashlib
from base64 import b64encode
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.certification.station import BOOT, Station, moment, station_of
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer, new_postgresql
from tests.journeys.simulated import simulated
from tests.simulator.certificate_authority import Authority, new_key, pem

UPDATE = {"location": "https://files.example/kestrel-2.5.0.bin?sig=geheim", "retrieveDate": moment(-5)}


async def job_of(station: Station, kind: str = "firmware") -> dict[str, Any]:
    """The newest one."""
    jobs = await station.operator.items("/firmware/jobs", charger_id=station.charger["id"], kind=kind)
    newest: dict[str, Any] = jobs[0]
    return newest


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


async def upload(operator: Operator, fields: dict[str, str], status: int = 201) -> dict[str, Any]:
    files = {"file": ("kestrel-3.0.0.bin", CONTENT)}
    path = "/api/admin/firmware"
    answer = await operator.client.post(path, files=files, data={"version": "3.0.0", **fields})
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def begin(operator: Operator, firmware: dict[str, Any], *chargers: Any, **fields: Any) -> Any:
    """The jobs of an update."""
    body = {"charger_ids": [charger["id"] for charger in chargers], **fields}
    return (await operator.post(f"/firmware/{firmware['id']}/updates", body, 202))["items"]


async def in_state(operator: Operator, job: dict[str, Any], state: str) -> dict[str, Any]:
    found: dict[str, Any] = await operator.eventually(
        f"/firmware/jobs/{job['id']}", lambda one: one["state"] == state
    )
    return found


CONTENT = b"firmware" * 300_000


async def test_the_simulated_charge_point_fetches_and_installs(
    server: RunningServer, operator: Operator
) -> None:
    """FW-01, FW-02: one that is away gets it when it is back."""
    firmware = await upload(operator, {"vendor": "Kestrel", "model": "AC 22"})
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


def signed(authority: Authority, content: bytes = CONTENT) -> dict[str, str]:
    key = new_key()
    signature = key.sign(content, ec.ECDSA(hashes.SHA256()))
    certificate = pem(authority.issue("Signer", key.public_key()))
    return {"certificate": certificate, "signature": b64encode(signature).decode()}


async def install_root(operator: Operator, charger: dict[str, Any], authority: Authority) -> None:
    root = {"certificateType": "ManufacturerRootCertificate", "certificate": pem(authority.certificate)}
    command = await operator.command(charger, "InstallCertificate", root)
    assert command["response"] == {"status": "Accepted"}


async def test_signed_firmware(server: RunningServer, operator: Operator) -> None:
    """SFW-01, SFW-02, SFW-03, FW-03: for who demands it, once he has said so."""
    authority, charger = Authority("Manufacturer"), await operator.new_charger()
    firmware = await upload(operator, signed(authority))
    async with simulated(server, charger, demands_signatures=True):
        (refused,) = await begin(operator, firmware, charger)
        refused = await in_state(operator, refused, "rejected")
        assert "FW-03" in refused["detail"]
        (doubted,) = await begin(operator, firmware, charger)
        doubted = await in_state(operator, doubted, "rejected")
        assert (doubted["kind"], doubted["detail"]) == ("signed_firmware", "InvalidCertificate")
        await install_root(operator, charger, authority)
        (job,) = await begin(operator, firmware, charger)
        job = await in_state(operator, job, "installed")
        said = [one["status"] for one in job["history"]]
        assert said[:3] == ["Downloading", "Downloaded", "SignatureVerified"]
        assert {one["kind"] for one in job["evidence"]} <= {"boot", "security_event"}


async def test_another_manufacturer_is_refused_before_it_is_sent(
    server: RunningServer, operator: Operator
) -> None:
    """SFW-01 (WP A00.FR.706): by the roots that the charger is known to have."""
    authority, charger = Authority("Manufacturer"), await operator.new_charger()
    firmware = await upload(operator, signed(Authority("Somebody")))
    async with simulated(server, charger, demands_signatures=True):
        await install_root(operator, charger, authority)
        (first,) = await begin(operator, firmware, charger)
        await in_state(operator, first, "rejected")
        (job,) = await begin(operator, firmware, charger)
        job = await in_state(operator, job, "not_sent")
        assert "no root of the manufacturer" in job["detail"]


async def test_a_wrong_signature_is_not_taken(operator: Operator) -> None:
    """SFW-01 (WP A00.FR.706)"""
    authority = Authority("Manufacturer")
    await upload(operator, signed(authority, b"another file"), 409)
    await upload(operator, {"certificate": pem(authority.certificate)}, 422)
    await upload(operator, {**signed(authority), "certificate": "no PEM"}, 422)
    assert "version" in str(await upload(operator, {"version": "x" * 256}, 422))
    refused = await operator.client.post("/api/admin/firmware", data={"version": "3"})
    assert refused.status_code == 422
    bare = httpx.AsyncClient(base_url=operator.client.base_url, trust_env=False)
    async with bare:
        answer = await bare.post("/api/admin/firmware", files={"file": CONTENT})
        assert answer.status_code == 401


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


# -- signed, by ids ----------------------------------------------------------------------------------------------------


async def order_signed(station: Station, number: int, status: str) -> None:
    request = {
        "requestId": number,
        "firmware": {
            "location": "https://files.example/kestrel-3.0.0.bin",
            "retrieveDateTime": moment(-5),
            "signingCertificate": signed(Authority("Manufacturer"))["certificate"],
            "signature": "MEUCIQDx",
        },
    }
    await station.ordered("SignedUpdateFirmware", request, {"status": status})


async def say_signed(station: Station, status: str, number: int | None = None) -> None:
    payload = {"status": status} if number is None else {"status": status, "requestId": number}
    assert await station.call("SignedFirmwareStatusNotification", payload) == {}


async def states(station: Station) -> dict[int, str]:
    jobs = await station.operator.items("/firmware/jobs", charger_id=station.charger["id"])
    return {job["request_id"]: job["state"] for job in jobs}


@pytest.mark.parametrize("status", ["Rejected", "InvalidCertificate", "RevokedCertificate"])
async def test_answers_that_end_a_signed_update(
    server: RunningServer, operator: Operator, status: str
) -> None:
    """SFW-02: they are answers, and no statuses."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await order_signed(station, 5, status)
        job = await job_of(station, "signed_firmware")
        assert (job["state"], job["detail"], job["history"]) == ("rejected", status, [])


async def test_words_go_to_the_request_they_name(server: RunningServer, operator: Operator) -> None:
    """SFW-02, SFW-04, TRG-04: a newer one cancels; without an id, or with another, nothing is guessed."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await order_signed(station, 5, "Accepted")
        await say_signed(station, "Downloading", 5)
        await order_signed(station, 6, "AcceptedCanceled")
        assert await states(station) == {5: "cancelled", 6: "accepted"}
        for status, number in (("Installed", None), ("Installed", 99), ("Installed", 5), ("Idle", None)):
            await say_signed(station, status, number)
        assert await states(station) == {5: "cancelled", 6: "accepted"}
        await say_signed(station, "Downloaded", 6)
        trigger = {"requestedMessage": "FirmwareStatusNotification"}
        for _ in range(2):
            await station.ordered("ExtendedTriggerMessage", trigger, {"status": "Accepted"})
            await say_signed(station, "Downloaded", 6)
        job = await job_of(station, "signed_firmware")
        assert [(one["status"], one["count"]) for one in job["history"]] == [("Downloaded", 3)]
        await say_signed(station, "Installed", 6)
        await station.ordered("ExtendedTriggerMessage", trigger, {"status": "Accepted"})
        await say_signed(station, "Idle")
        assert await states(station) == {5: "cancelled", 6: "installed"}


async def test_boot_event_and_word_come_in_any_order(server: RunningServer, operator: Operator) -> None:
    """SFW-03"""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await order_signed(station, 7, "Accepted")
        await say_signed(station, "InstallRebooting", 7)
        await say_signed(station, "Installed", 7)
        event = {"type": "FirmwareUpdated", "timestamp": moment(), "techInfo": "3.0.0"}
        assert await station.call("SecurityEventNotification", event) == {}
        await station.call("BootNotification", {**BOOT, "firmwareVersion": "3.0.0"})
        job = await job_of(station, "signed_firmware")
        assert job["state"] == "installed"
        assert [one["kind"] for one in job["evidence"]] == ["security_event", "boot"]
