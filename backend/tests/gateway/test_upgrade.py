"""Before 101: who is refused and how, what the impatient and leaving may do (CONN-03, DEC-7, DEC-11, S12)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from websockets.frames import Opcode

from csms.gateway.door import Admission, Handshake, Refusal
from csms.gateway.limits import SocketLimits
from csms.gateway.upgrade import EARLY_BYTES
from tests.gateway.sockets import (
    TEXT,
    Admitted,
    OpenDoor,
    Server,
    frame,
    serving,
    transport_of,
    until,
    upgrade_request,
)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving(OpenDoor()) as running:
        yield running


async def test_admitted_gets_101_with_one_subprotocol(server: Server) -> None:
    """CONN-04; the accept key is the one of RFC 6455 section 4.2.2."""
    client = await server.upgrade(headers=[("Sec-WebSocket-Protocol", "ocpp0.1, ocpp1.6")])
    status, headers = await client.head()
    assert status == 101
    assert headers["sec-websocket-protocol"] == "ocpp1.6"
    assert headers["sec-websocket-accept"] == "ICX+Yqv66kxgM0FcWaLWlFLwTAI="
    assert server.door.handshakes[0].subprotocols == ("ocpp0.1", "ocpp1.6")


async def test_admission_without_subprotocol_sends_no_header(server: Server) -> None:
    server.door.verdict = Admitted(subprotocol=None)
    client = await server.upgrade(headers=())
    status, headers = await client.head()
    assert status == 101
    assert "sec-websocket-protocol" not in headers


async def test_compression_is_never_negotiated(server: Server) -> None:
    """S11."""
    client = await server.upgrade(headers=[("Sec-WebSocket-Extensions", "permessage-deflate")])
    status, headers = await client.head()
    assert (status, "sec-websocket-extensions" in headers) == (101, False)


async def test_door_sees_the_raw_identity_and_credentials(server: Server) -> None:
    await server.open(target="/ocpp/a%2Fb+c/?x=1", headers=[("Authorization", "Basic eDp5")])
    seen = server.door.handshakes[0]
    assert (seen.identity, seen.authorization, seen.address, seen.tls) == (
        "a/b+c",
        b"Basic eDp5",
        "127.0.0.1",
        False,
    )


async def test_trusted_proxy_tells_the_address(server: Server) -> None:
    """uvicorn trusts 127.0.0.1 unless told otherwise."""
    forwarded = [("X-Forwarded-For", "198.51.100.9"), ("X-Forwarded-Proto", "https")]
    _, listener = await server.open(headers=forwarded)
    assert (listener.socket.address, listener.socket.tls) == ("198.51.100.9", True)


async def test_refusal_comes_with_body_and_headers(server: Server) -> None:
    """DEC-7."""
    server.door.verdict = Refusal(401, "Unknown.\n", (("WWW-Authenticate", 'Basic realm="ocpp"'),))
    client = await server.upgrade()
    status, headers, body = await client.refused()
    assert (status, body, headers["www-authenticate"]) == (401, "Unknown.\n", 'Basic realm="ocpp"')
    assert server.door.listeners == []


@pytest.mark.parametrize("target", ["/ocpp/", "/ocpp/a/b", "/events", "/ocpp/%zz", "/ocpp/%FF"])
async def test_no_other_place_has_a_websocket(server: Server, target: str) -> None:
    client = await server.upgrade(target=target)
    assert (await client.refused())[0] == 404
    assert server.door.handshakes == []


async def test_handshake_errors_never_reach_the_door(server: Server) -> None:
    client = await server.upgrade(without="Sec-WebSocket-Key")
    assert (await client.refused())[0] == 400
    assert server.door.handshakes == []


async def test_http_lives_on_the_same_port(server: Server) -> None:
    client = await server.connect()
    for _ in range(2):
        client.send(b"GET /ocpp/CP001 HTTP/1.1\r\nHost: x\r\n\r\n")
        status, headers = await client.head()
        assert (status, await client.reader.readexactly(int(headers["content-length"]))) == (200, b"hello")
    client.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n", b"x" * 100_000)
    assert (await client.head())[0] == 200
    assert await client.reader.readexactly(100_000) == b"x" * 100_000


async def test_other_upgrades_are_ordinary_requests(server: Server) -> None:
    client = await server.connect()
    client.send(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
    assert (await client.head())[0] == 200


# ---- while the door thinks


class SlowDoor(OpenDoor):
    """Thinks until told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.go_on = asyncio.Event()
        self.gave_up = asyncio.Event()
        self.thinking = self.most_thinking = 0

    async def admit(self, handshake: Handshake) -> Refusal | Admission:
        self.thinking += 1
        self.most_thinking = max(self.most_thinking, self.thinking)
        self.asked.set()
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.gave_up.set()
            raise
        finally:
            self.thinking -= 1
        return await super().admit(handshake)


async def test_nothing_is_read_as_a_message_before_admission() -> None:
    """DEC-11: in the segment of the request, and in later ones."""
    door = SlowDoor()
    async with serving(door) as server:
        client = await server.connect()
        client.send(upgrade_request(), frame(TEXT, b"one"), frame(TEXT, b"two")[:4])
        await door.asked.wait()
        client.send(frame(TEXT, b"two")[4:], frame(TEXT, b"three"))
        await client.writer.drain()
        assert door.listeners == []
        door.go_on.set()
        assert (await client.head())[0] == 101
        assert [await client.text() for _ in range(3)] == [b"one", b"two", b"three"]


async def test_request_in_pieces_keeps_its_early_bytes() -> None:
    async with serving(OpenDoor()) as server:
        client = await server.connect()
        request = upgrade_request()
        client.send(request[:50])
        connections = server.uvicorn.server_state.connections
        await until(lambda: [getattr(one, "_head_bytes", 0) for one in connections] == [50])
        client.send(request[50:] + frame(TEXT, b"one"))
        assert (await client.head())[0] == 101
        assert await client.text() == b"one"


async def test_early_bytes_are_bounded_and_none_is_lost() -> None:
    door = SlowDoor()
    async with serving(door) as server:
        client = await server.upgrade()
        await door.asked.wait()
        message = frame(TEXT, b"x" * 1000)
        client.send(message * 3000)
        upgrade = next(iter(server.uvicorn.server_state.connections))
        await until(lambda: not transport_of(upgrade).is_reading())
        assert len(upgrade._early) < EARLY_BYTES + 256 * 1024  # type: ignore[union-attr]
        door.go_on.set()
        assert (await client.head())[0] == 101
        for _ in range(3000):
            assert await client.text() == b"x" * 1000


async def test_early_bytes_of_the_refused_are_forgotten() -> None:
    door = SlowDoor()
    door.verdict = Refusal(401, "No.\n")
    async with serving(door) as server:
        client = await server.upgrade()
        await door.asked.wait()
        client.send(frame(TEXT, b"x" * 1000) * 100)
        door.go_on.set()
        assert (await client.refused())[::2] == (401, "No.\n")


@pytest.mark.parametrize("half", [True, False], ids=["end of stream", "reset"])
async def test_judging_stops_when_the_peer_leaves(half: bool) -> None:
    door = SlowDoor()
    async with serving(door) as server:
        client = await server.upgrade()
        await door.asked.wait()
        if half:
            client.writer.write_eof()
        else:
            client.writer.transport.abort()
        await door.gave_up.wait()
        assert door.listeners == []


async def test_judging_has_a_time_limit() -> None:
    door = SlowDoor()
    async with serving(door, SocketLimits(handshake_timeout=0.04)) as server:
        client = await server.upgrade()
        status, headers, _ = await client.refused()
        assert (status, headers["retry-after"]) == (503, "10")
        assert door.gave_up.is_set()


class StubbornDoor(SlowDoor):
    """Answers although it was told to stop."""

    async def admit(self, handshake: Handshake) -> Refusal | Admission:
        with suppress(asyncio.CancelledError):
            await super().admit(handshake)
        return self.verdict


@pytest.mark.parametrize("verdict", [Admitted(), Refusal(401, "No.\n")])
async def test_verdict_that_comes_too_late_is_not_heard(verdict: Refusal | Admitted) -> None:
    door = StubbornDoor()
    door.verdict = verdict
    async with serving(door, SocketLimits(handshake_timeout=0.04)) as server:
        client = await server.upgrade()
        assert (await client.refused())[0] == 503
        assert door.listeners == []


async def test_only_so_many_are_judged_at_a_time() -> None:
    """The others wait their turn: a storm of reconnects is no reason to refuse anybody."""
    door = SlowDoor()
    async with serving(door, SocketLimits(max_unadmitted=2)) as server:
        clients = [await server.upgrade(target=f"/ocpp/CP{number}") for number in range(6)]
        await door.asked.wait()
        door.go_on.set()
        assert [(await client.head())[0] for client in clients] == [101] * 6
        assert door.most_thinking <= 2


class BrokenDoor(OpenDoor):
    async def admit(self, handshake: Handshake) -> Refusal | Admission:
        raise ValueError("no database")


async def test_broken_door_is_500(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(BrokenDoor()) as server:
        client = await server.upgrade()
        assert (await client.refused())[0] == 500
    assert "failed to judge 'CP001'" in caplog.text


async def test_refused_peer_that_stays_is_dropped() -> None:
    async with serving(OpenDoor(), SocketLimits(close_timeout=0.04)) as server:
        client = await server.upgrade(target="/nowhere")
        assert (await client.refused())[0] == 404
        await until(lambda: not server.uvicorn.server_state.connections)


# ---- shutdown


async def test_shutdown_sends_everybody_away() -> None:
    """R12: reading stops, answers still leave, then 1012; who is being judged gets 503."""
    door = SlowDoor()
    door.go_on.set()
    async with serving(door, SocketLimits(shutdown_spread=0.02)) as server:
        client, listener = await server.open()
        door.go_on.clear()
        waiting = await server.upgrade()
        await until(lambda: door.thinking > 0)
        for connection in tuple(server.uvicorn.server_state.connections):
            connection.shutdown()
        assert (await waiting.refused())[0] == 503
        await until(lambda: not transport_of(listener.socket).is_reading())
        client.send(frame(TEXT, b"too late"))
        listener.socket.send_text(b"answer to what was read")
        assert await client.text() == b"answer to what was read"
        received = await client.frame()
        assert (received.opcode, received.data) == (Opcode.CLOSE, b"\x03\xf4service restart")
        client.writer.close()
        await listener.gone.wait()
        assert listener.closes == [(1012, "service restart")]
        assert listener.received == []
