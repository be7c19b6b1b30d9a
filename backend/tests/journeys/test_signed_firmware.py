"""Signed firmware: checked by us, then by the charger; its words name their request."""

from typing import Any

import httpx
import pytest

from tests.certification.station import BOOT, Station, moment, station_of
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.journeys.simulated import simulated
from tests.journeys.updates import CONTENT, begin, in_state, job_of, signed, upload
from tests.simulator.certificate_authority import Authority, pem


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
