"""csms.charging.external_authorization: its verdict where it gives one; no driver pays for its faults."""

import hashlib
import hmac
import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.server import ThreadingHTTPServer
from typing import Any

import pytest

from csms.charging.authorization import Verdict, authorize, unknown
from csms.charging.external_authorization import FAILURES, LARGEST_ANSWER, PAUSE, ExternalAuthorization
from csms.charging.session import ChargerSession, ExpectedStart
from csms.store.models.base import new_id
from tests.charging.documented import python_of
from tests.charging.starts import report, report_stop
from tests.charging.verdict_service import VerdictService, listening, response, verdict
from tests.services.database import NOW, Database, at


@pytest.fixture
async def service() -> AsyncIterator[VerdictService]:
    async with listening() as service:
        yield service


@asynccontextmanager
async def asking(
    session: ChargerSession, service: VerdictService, **settings: Any
) -> AsyncIterator[ExternalAuthorization]:
    """The session asks the service while the block lasts."""
    external = ExternalAuthorization(service.url, **{"timeout": 5.0, **settings})
    session.external_authorization = external
    try:
        yield external
    finally:
        await external.close()


async def presented(session: ChargerSession, token: str) -> Verdict:
    return await authorize(session, token, at=NOW, now=NOW)


async def test_it_is_told_who_asks_and_signed(database: Database, service: VerdictService) -> None:
    session = await database.session()
    await database.id_tag("CARD", parent="FLEET")
    async with asking(session, service, secret="shared"):
        await report(database, session, token="card\x10")
    ((headers, body),) = service.requests
    assert service.questions == [
        {
            "id_tag": "card",
            "parent_id_tag": "FLEET",
            "registered": True,
            "charger_id": str(session.charger_id),
            "charge_point_id": "CP-0001",
            "connector_id": 1,
            "purpose": "start",
            "at": "2026-11-19T12:00:00Z",
        }
    ]
    timestamp = headers["csms-timestamp"]
    assert abs(int(timestamp) - time.time()) < 60
    expected = hmac.new(b"shared", f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["csms-signature"] == f"v1={expected}"


async def test_without_a_secret_nothing_is_signed(database: Database, service: VerdictService) -> None:
    session = await database.session()
    async with asking(session, service):
        await presented(session, "CARD")
    assert "csms-signature" not in service.requests[0][0]


@pytest.mark.parametrize("status", ["Accepted", "Blocked", "Expired", "Invalid"])
async def test_its_verdict_holds(database: Database, service: VerdictService, status: str) -> None:
    """AUTH-01, AUTH-03: of tags that the table accepts and of tags that it does not know."""
    session = await database.session()
    await database.id_tag("CARD", expires_at=at(900))
    service.answer = verdict(
        status=status, parent_id_tag="Roaming", expires_at="2026-11-19T13:10:00+01:00", more=1
    )
    async with asking(session, service):
        known, foreign = await presented(session, "CARD"), await presented(session, "FOREIGN")
    assert (known.status, known.parent, known.expires_at) == (status, "Roaming", at(600))
    assert (foreign.status, foreign.parent, foreign.expires_at) == (status, "Roaming", at(600))
    assert bool(unknown(session, "FOREIGN", foreign, NOW)) == (status == "Invalid")


async def test_what_the_table_refuses_is_not_asked(database: Database, service: VerdictService) -> None:
    """AUTH-01, AUTH-06: nor is a token of our own remote start."""
    session = await database.session()
    await database.id_tag("BLOCKED", blocked=True)
    await database.id_tag("EXPIRED", expires_at=at(-1))
    await database.id_tag("ELSEWHERE", allowed_charger_ids=[str(new_id())])
    session.expected_starts.append(ExpectedStart(new_id(), None, "virtual", at(60)))
    async with asking(session, service, fallback="accept"):
        tokens = ("BLOCKED", "EXPIRED", "ELSEWHERE", "VIRTUAL")
        statuses = [(await presented(session, token)).status for token in tokens]
    assert statuses == ["Blocked", "Expired", "Invalid", "Accepted"]
    assert service.requests == []


async def test_a_busy_tag_is_told_so_at_a_start_only(database: Database, service: VerdictService) -> None:
    """AUTH-02, STOP-04, DEC-5"""
    session = await database.session()
    service.answer = verdict(status="ConcurrentTx")
    async with asking(session, service):
        assert (await presented(session, "CARD")).status == "Accepted"
        started = await report(database, session, token="CARD")
        stopped = await report_stop(database, session, started.number, token="CARD")
    assert started.verdict.status == "ConcurrentTx"
    assert stopped.verdict is not None
    assert stopped.verdict.status == "Accepted"


async def test_accepted_until_yesterday_is_expired(database: Database, service: VerdictService) -> None:
    """AUTH-04"""
    session = await database.session()
    service.answer = verdict(status="Accepted", expires_at="2026-11-18T12:00:00Z")
    async with asking(session, service):
        assert (await presented(session, "CARD")).status == "Expired"


BAD_ANSWERS = {
    "500": response(b"", "500 Internal Server Error"),
    "redirect": b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "no http": b"\x00\xff garbage\r\n\r\n",
    "cut off": b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{",
    "closed": b"",
    "no json": response(b"Accepted"),
    "no text": response(b"\xff\xfe"),
    "a list": response(b"[]"),
    "no status": verdict(),
    "other status": verdict(status="accepted"),
    "status of another type": verdict(status=True),
    "expiry without offset": verdict(status="Accepted", expires_at="2027-01-01T00:00:00"),
    "long parent": verdict(status="Accepted", parent_id_tag="x" * 21),
    "huge": response(b" " * LARGEST_ANSWER + b'{"status":"Accepted"}'),
    "bad gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
}


@pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
async def test_no_verdict_is_no_verdict(
    database: Database, service: VerdictService, answer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """AUTH-07: nothing is accepted because of a fault, and the log does not say whose tag it was."""
    session = await database.session()
    service.answer = answer
    async with asking(session, service) as external:
        assert (await presented(session, "S3CRETCARD")).status == "Invalid"
        assert (external.answered, external.failed) == (0, 1)
    assert "the authorization service at 127.0.0.1 failed" in caplog.text
    assert "S3CRETCARD" not in caplog.text


async def test_a_slow_service_costs_the_time_out(database: Database, service: VerdictService) -> None:
    session = await database.session()
    service.answer = None
    async with asking(session, service, timeout=0.05) as external:
        assert (await presented(session, "CARD")).status == "Invalid"
        assert external.failed == 1


@pytest.mark.parametrize(
    ("fallback", "expected"),
    [
        ("local", ["Accepted", "Invalid", "Blocked", "Expired"]),
        ("accept", ["Accepted", "Accepted", "Blocked", "Expired"]),
        ("refuse", ["Invalid", "Invalid", "Blocked", "Expired"]),
    ],
)
async def test_what_holds_without_it(
    database: Database, service: VerdictService, fallback: str, expected: list[str]
) -> None:
    session = await database.session()
    await database.id_tag("KNOWN")
    await database.id_tag("BLOCKED", blocked=True)
    await database.id_tag("EXPIRED", expires_at=at(-1))
    service.answer = response(b"", "503 Service Unavailable")
    async with asking(session, service, fallback=fallback):
        tokens = ("KNOWN", "NOBODY", "BLOCKED", "EXPIRED")
        assert [(await presented(session, token)).status for token in tokens] == expected


async def test_a_dead_service_is_left_alone_and_tried_again(
    database: Database, service: VerdictService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    session = await database.session()
    await database.id_tag("CARD")
    clock = [0.0]
    service.answer = response(b"", "502 Bad Gateway")
    async with asking(session, service, clock=lambda: clock[0]) as external:
        for _ in range(FAILURES + 5):
            assert (await presented(session, "CARD")).status == "Accepted"
        assert (len(service.requests), external.available, external.skipped) == (FAILURES, False, 5)
        clock[0] += PAUSE
        await presented(session, "CARD")  # one tries it, and finds it dead
        await presented(session, "CARD")
        assert (len(service.requests), external.available) == (FAILURES + 1, False)
        clock[0] += PAUSE
        service.answer = verdict(status="Blocked")
        assert (await presented(session, "CARD")).status == "Blocked"
        assert external.available
    assert caplog.text.count("is left alone") == 1
    assert caplog.text.count("answers again") == 1


async def test_a_service_that_dies(database: Database) -> None:
    session = await database.session()
    async with listening() as service, asking(session, service) as external:
        assert (await presented(session, "CARD")).status == "Accepted"
    external = ExternalAuthorization(service.url, timeout=5)
    session.external_authorization = external
    assert (await presented(session, "CARD")).status == "Invalid"
    await external.close()
    assert external.failed == 1


async def test_the_documented_service_works(database: Database) -> None:
    """The example of docs/authorization.md; it refuses who does not sign with its secret."""
    example: dict[str, Any] = {"__name__": "example"}
    exec(python_of("authorization.md"), example)
    example["Authorize"].log_message = lambda *line: None
    session = await database.session()
    with ThreadingHTTPServer(("127.0.0.1", 0), example["Authorize"]) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/"
        statuses = [await _asked(session, url, secret) for secret in ("change me", "wrong")]
        server.shutdown()
        thread.join()
    assert statuses == [["Accepted", "Invalid", 0], ["Invalid", "Invalid", 2]]


async def _asked(session: ChargerSession, url: str, secret: str) -> list[Any]:
    external = ExternalAuthorization(url, timeout=5, secret=secret)
    session.external_authorization = external
    known, other = await presented(session, "04A1B2C3"), await presented(session, "OTHER")
    await external.close()
    return [known.status, other.status, external.failed]
