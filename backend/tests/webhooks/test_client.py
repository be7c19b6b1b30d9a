"""One POST to whoever listens there."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from csms.webhooks.addresses import Guard
from csms.webhooks.client import EXCERPT, Client
from tests.services.receiver import receiving


def client(timeout: float = 10.0) -> Client:
    return Client(Guard(allow_private=True), timeout, now=lambda: datetime(2026, 11, 22, 8, tzinfo=UTC))


async def test_an_answer_is_read_to_its_bound() -> None:
    async with receiving(status=200, answer=b"x" * 100_000) as receiver, client() as ours:
        answer = await ours.post(receiver.url, {}, b"{}")
        assert answer.delivered
        assert answer.excerpt == "x" * EXCERPT


async def test_who_does_not_answer_in_time_has_failed() -> None:
    async with receiving() as receiver, client(0.05) as ours:
        receiver.hold.clear()
        answer = await ours.post(receiver.url, {}, b"{}")
        assert (answer.delivered, answer.status) == (False, None)
        assert "within 0.05 seconds" in (answer.error or "")


async def test_a_redirect_is_not_followed() -> None:
    async with receiving() as other, receiving(status=307, headers={"Location": other.url}) as receiver:
        async with client() as ours:
            answer = await ours.post(receiver.url, {}, b"{}")
        assert (answer.delivered, answer.status) == (False, 307)
        assert other.requests == []


async def test_what_is_no_http_has_failed() -> None:
    async def nonsense(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(nonsense, "127.0.0.1", 0)
    async with server, client() as ours:
        port = server.sockets[0].getsockname()[1]
        for scheme in ("http", "https"):
            answer = await ours.post(f"{scheme}://127.0.0.1:{port}/", {}, b"{}")
            assert answer.error
            assert answer.status is None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("Sun, 22 Nov 2026 08:01:40 GMT", 100),
        ("Sun, 22 Nov 2026 07:00:00 GMT", 0),
        ("99999999999999999999", 10**9),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
    ],
)
async def test_when_to_come_again_is_read_as_seconds_or_as_a_date(said: str, seconds: int | None) -> None:
    """RFC 9110, 10.2.3."""
    async with receiving(status=503, headers={"Retry-After": said}) as receiver, client() as ours:
        answer = await ours.post(receiver.url, {}, b"{}")
    assert answer.retry_after == (None if seconds is None else timedelta(seconds=seconds))


async def test_410_is_gone() -> None:
    async with receiving(status=410) as receiver, client() as ours:
        assert (await ours.post(receiver.url, {}, b"{}")).gone
