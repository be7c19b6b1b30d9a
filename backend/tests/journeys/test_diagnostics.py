"""Diagnostics and logs into the drop box: by the simulated charge point, and by odd ones."""

import asyncio
import hashlib
from contextlib import suppress
from typing import Any

import httpx
import pytest

from tests.certification.station import Station, station_of
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.journeys.simulated import simulated

Job = dict[str, Any]


async def ended(operator: Operator, job: Job) -> Job:
    found: Job = await operator.eventually(f"/firmware/jobs/{job['id']}", lambda one: bool(one["ended_at"]))
    return found


async def content(operator: Operator, job: Job) -> httpx.Response:
    return await operator.client.get(f"/api/admin/firmware/jobs/{job['id']}/file")


@pytest.mark.parametrize(
    ("kind", "job_kind"),
    [("diagnostics", "diagnostics"), ("diagnostics_log", "log"), ("security_log", "log")],
)
async def test_the_simulated_charge_point_delivers(
    server: RunningServer, operator: Operator, kind: str, job_kind: str
) -> None:
    """DIAG-01, DIAG-02, LOG-01, LOG-02: from the request to the file in the operator's hand."""
    charger = await operator.new_charger()
    async with simulated(server, charger):
        job = await operator.post(f"/chargers/{charger['id']}/diagnostics", {"kind": kind}, 201)
        assert (job["kind"], job["drop_box"]) == (job_kind, True)
        job = await operator.eventually(
            f"/firmware/jobs/{job['id']}",
            lambda one: [s["status"] for s in one["history"]][-1:] == ["Uploaded"],
        )
    assert (job["state"], job["detail"]) == ("uploaded", None)
    assert [one["kind"] for one in job["evidence"]] == ["file"]
    answer = await content(operator, job)
    assert hashlib.sha256(answer.content).hexdigest() == job["file"]["sha256"]
    assert len(answer.content) == job["file"]["size"] > 0
    assert answer.headers["content-disposition"] == f'attachment; filename="{job["file_name"]}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "(hidden)" in job["location"]


async def asked(station: Station, answer: dict[str, Any] | None = None) -> tuple[Job, str]:
    """The job of a request for diagnostics, and where they go."""
    body = {"kind": "diagnostics"}
    posting = asyncio.create_task(
        station.operator.post(f"/chargers/{station.charger['id']}/diagnostics", body, 201)
    )
    request = await station.asked("GetDiagnostics", {"fileName": "x.log"} if answer is None else answer)
    return await posting, request["location"]


async def put(location: str, name: str, body: Any, **headers: str) -> int:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        return (await client.put(f"{location}/{name}", content=body, headers=headers)).status_code


async def say(station: Station, status: str) -> None:
    assert await station.call("DiagnosticsStatusNotification", {"status": status}) == {}


async def test_a_file_without_a_word_and_a_word_without_a_file(
    server: RunningServer, operator: Operator
) -> None:
    """DIAG-02: a file that is here is more than a word for it, and the job says which it has."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        job, location = await asked(station)
        assert await put(location, "x.log", b"lines") == 201
        arrived = await ended(operator, job)
        assert (arrived["state"], "not said so" in arrived["detail"]) == ("uploaded", True)
        assert await put(location, "x.log", b"other") == 404
        await say(station, "Uploaded")
        assert (await ended(operator, job))["detail"] is None
        job, _ = await asked(station)
        await say(station, "Uploaded")
        said = await ended(operator, job)
        assert (said["state"], said["file"], "no file" in said["detail"]) == ("uploaded", None, True)
        assert (await content(operator, said)).status_code == 404


async def test_nothing_to_upload(server: RunningServer, operator: Operator) -> None:
    """DIAG-01: no file name, and the address is dead."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        job, location = await asked(station, {})
        assert (job["state"], await put(location, "x.log", b"lines")) == ("no_data", 404)


async def test_a_file_that_is_cut_off_may_come_again(server: RunningServer, operator: Operator) -> None:
    """DIAG-01: half a file is none."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        job, location = await asked(station)
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        path = location.removeprefix(server.url)
        writer.write(f"PUT {path}/x.log HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nline".encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        del reader
        assert await put(location, "x.log", b"lines whole") == 201
        assert (await content(operator, job)).content == b"lines whole"


NAMES = [
    ("../../etc/passwd", "passwd"),
    ("%2e%2e%2f%2e%2e%2fcsms.db", "csms.db"),
    ("%2e%2e", "file"),
    ("..%5c..%5cboot.ini", "boot.ini"),
    ("%C3%BCbersicht%20%E2%80%AE.log", "u_bersicht _.log"),
    ("a%22b;Set-Cookie:x.log", "a_b_Set-Cookie_x.log"),
    ("", "file"),
    ("x" * 300 + ".log", "x" * 83 + ".log"),
]


@pytest.mark.parametrize(("name", "kept"), NAMES)
async def test_names_are_never_paths(server: RunningServer, operator: Operator, name: str, kept: str) -> None:
    """DIAG-01, S17: raw, as a charger may write it."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        job, location = await asked(station)
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        path = location.removeprefix(server.url)
        head = f"PUT {path}/{name} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + b"lines")
        answer = await reader.read()
        writer.close()
        assert answer.startswith(b"HTTP/1.1 201"), answer
        job = await ended(operator, job)
        assert job["file_name"] == kept
        assert (await content(operator, job)).content == b"lines"
    received = server.folder / "data" / "files" / "received" / charger["id"]
    assert [one.parent for one in received.iterdir()] == [received]


@pytest.mark.parametrize("announced", [True, False])
async def test_too_large_a_file(server: RunningServer, operator: Operator, announced: bool) -> None:
    """DIAG-01, S17: 50 MiB of a charger, and nothing of it stays."""
    charger = await operator.new_charger()
    size, piece = 50 * 1024 * 1024 + 1, b"x" * 65536

    async def body() -> Any:
        for _ in range(size // len(piece) + 1):
            yield piece

    async with station_of(server, operator, charger) as station:
        await station.boot()
        job, location = await asked(station)
        headers = {"Content-Length": str((size // len(piece) + 1) * len(piece))} if announced else {}
        with suppress(httpx.WriteError, httpx.ReadError):  # it may be cut off while it still speaks
            assert await put(location, "x.log", body(), **headers) == 413
        job = await operator.get(f"/firmware/jobs/{job['id']}")
        assert (job["state"], job["file"]) == ("accepted", None)
        assert await put(location, "x.log", b"short") == 201


async def test_a_form_is_taken_too(server: RunningServer, operator: Operator) -> None:
    """DIAG-01"""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        job, location = await asked(station)
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.post(location, files={"other": b"x"})).status_code == 422
            assert (await client.post(location, content=b"x")).status_code == 422
            lines = b"\r\n--lines\r\n" * 10_000
            sent = await client.post(location, files={"file": ("../d.log", lines)}, data={"note": "n"})
            assert sent.status_code == 201, sent.text
            assert (await client.post(location, files={"file": b"x"})).status_code == 404
        assert (await ended(operator, job))["file_name"] == "d.log"
        assert (await content(operator, job)).content == lines


async def test_nobody_else_finds_anything(server: RunningServer, operator: Operator) -> None:
    """S17: wrong, over and of the other kind are alike."""
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        _, location = await asked(station)
        async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
            answers = [
                await client.get(f"{location}/x.log"),
                await client.put("/files/" + "A" * 43 + "/x.log", content=b"x"),
                await client.get("/files/" + "A" * 43 + "/x.bin"),
                await client.get("/files/short/x.bin"),
            ]
        assert {answer.status_code for answer in answers} == {404}
        details = [{**answer.json(), "request_id": "", "instance": ""} for answer in answers]
        assert all(detail == details[0] for detail in details)


async def test_a_charger_that_is_away_cannot_be_asked(server: RunningServer, operator: Operator) -> None:
    charger = await operator.new_charger()
    path = f"/chargers/{charger['id']}/diagnostics"
    refused = await operator.post(path, {"kind": "security_log"}, 409)
    assert "offline" in refused["detail"]
    window = {"start": "2026-11-02T00:00:00Z", "stop": "2026-11-01T00:00:00Z"}
    await operator.post(path, window, 422)
    (job,) = await operator.items("/firmware/jobs", charger_id=charger["id"])
    assert job["state"] == "not_sent"


async def test_a_file_is_deleted_and_its_job_stays(server: RunningServer, operator: Operator) -> None:
    charger = await operator.new_charger()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        job, location = await asked(station)
        assert await put(location, "x.log", b"lines") == 201
        path = f"/api/admin/firmware/jobs/{job['id']}/file"
        assert [(await operator.client.delete(path)).status_code for _ in range(2)] == [204, 404]
        assert (await content(operator, job)).status_code == 404
        assert (await operator.get(f"/firmware/jobs/{job['id']}"))["file"] is None
    assert list((server.folder / "data" / "files" / "received" / charger["id"]).iterdir()) == []
