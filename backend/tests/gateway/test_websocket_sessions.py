"""An open socket and its session: failures, floods, pauses, pings (S11, R5, R15, LIVE-03, Q5)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import websockets
from websockets.frames import Opcode

from csms.gateway import websocket
from csms.gateway.door import Admission, Listener, Socket
from csms.gateway.limits import SocketLimits
from tests.gateway.sockets import (
    CONT,
    PING,
    PONG,
    TEXT,
    Admitted,
    OpenDoor,
    Recorder,
    Server,
    close_frame,
    frame,
    serving,
    until,
)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving(OpenDoor()) as running:
        yield running


# ---- listeners that fail


def fail(listener: Recorder, text: bytes) -> None:
    raise ValueError(text.decode())


@pytest.mark.parametrize(
    "data",
    [frame(TEXT, b"boom"), frame(TEXT, b"bo", fin=False) + frame(CONT, b"om")],
    ids=["whole", "fragments"],
)
async def test_failing_listener_costs_its_own_socket(
    server: Server, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    server.door.answer = fail
    client, listener = await server.open()
    client.send(data, frame(TEXT, b"again"))
    assert await client.close_code() == 1011
    client.writer.close()
    await listener.gone.wait()
    assert listener.received == [b"boom"]
    assert "failed to take a message" in caplog.text


class BrokenDoor(OpenDoor):
    def open(self, admission: Admission, socket: Socket) -> Listener:
        raise ValueError("no session")


async def test_session_that_cannot_open_is_1011(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(BrokenDoor()) as server:
        client = await server.upgrade()
        assert (await client.head())[0] == 101
        assert await client.close_code() == 1011
    assert "failed to open" in caplog.text


class Unclosable(Recorder):
    def closed(self, code: int, reason: str) -> None:
        super().closed(code, reason)
        raise ValueError("cannot let go")


async def test_listener_that_fails_to_close_is_only_logged(
    server: Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.gateway.sockets.Recorder", Unclosable)
    client, listener = await server.open()
    client.writer.transport.abort()
    await listener.gone.wait()
    await until(lambda: not server.uvicorn.server_state.connections)
    assert "failed to close" in caplog.text


async def test_listener_may_fail_while_it_is_paused(server: Server) -> None:
    def pause_and_fail(listener: Recorder, text: bytes) -> None:
        listener.socket.pause_reading()
        raise ValueError(text)

    server.door.answer = pause_and_fail
    client, listener = await server.open()
    client.send(frame(TEXT, b"boom"))
    assert await client.close_code() == 1011
    client.writer.close()
    await listener.gone.wait()
    assert listener.closes == [(1011, "internal error")]


async def test_listener_may_close_while_it_takes_a_message(server: Server) -> None:
    server.door.answer = lambda listener, text: listener.socket.close(4000, "enough")
    client, listener = await server.open()
    client.send(frame(TEXT, b"one"), frame(TEXT, b"two"), close_frame(4000))
    assert await client.close_code() == 4000
    assert listener.received == [b"one"]


# ---- floods


async def test_fragments_are_counted(server: Server) -> None:
    """S11: 100,000 fragments of one byte."""
    client, _ = await server.open()
    client.send(frame(TEXT, fin=False), *(frame(CONT, b"x", fin=False) for _ in range(100_000)))
    assert await client.close_code() == 1008


@pytest.mark.parametrize("opcode", [PING, PONG])
async def test_control_frames_are_counted(server: Server, opcode: int) -> None:
    """S11: a flood of pings."""
    client, _ = await server.open()
    client.send(*(frame(opcode) for _ in range(websocket.MAX_CONTROL_FRAMES + 1)))
    received = await client.frame()
    while received.opcode is Opcode.PONG:
        received = await client.frame()
    assert received.data == b"\x03\xf0too many control frames"


async def test_peer_that_never_reads_is_cut_off() -> None:
    """R15."""
    async with serving(OpenDoor(), SocketLimits(write_limit=65536, close_timeout=0.04)) as server:
        client, listener = await server.open()
        client.reader._transport.pause_reading()  # type: ignore[attr-defined]
        while not listener.gone.is_set():
            listener.socket.send_text(b"x" * 100_000)
            await asyncio.sleep(0)
        assert listener.closes == [(1013, "slow consumer")]


async def test_paused_listener_hears_nothing_until_it_resumes(server: Server) -> None:
    def pause(listener: Recorder, text: bytes) -> None:
        listener.socket.pause_reading()
        listener.socket.send_text(text)

    server.door.answer = pause
    client, listener = await server.open()
    client.send(*(frame(TEXT, str(number).encode()) for number in range(5)), frame(TEXT, b"half")[:8])
    for number in range(5):
        assert int(await client.text()) == number
        assert len(listener.received) == number + 1
        listener.socket.resume_reading()
    client.send(frame(TEXT, b"half")[8:])
    assert await client.text() == b"half"


async def test_paused_listener_may_close(server: Server) -> None:
    client, listener = await server.open()
    listener.socket.pause_reading()
    client.send(frame(TEXT, b"unread"))
    listener.socket.close(1012, "")
    assert (await client.frame()).opcode is Opcode.CLOSE
    client.send(close_frame(1012))
    assert await client.reader.read() == b""
    assert listener.received == []


# ---- keeping alive

QUICK = SocketLimits(ping_interval=0.04, ping_timeout=0.04)


async def test_silent_peer_is_pinged_then_dropped() -> None:
    """LIVE-01, R5."""
    async with serving(OpenDoor(), QUICK) as server:
        client, listener = await server.open()
        assert (await client.frame()).opcode is Opcode.PING
        await listener.gone.wait()
        assert listener.closes == [(1006, "ping timeout")]


@pytest.mark.parametrize(
    "life", [frame(PONG), frame(PING), frame(TEXT, b"x"), b"\x81"], ids=["pong", "ping", "text", "a byte"]
)
async def test_any_byte_is_a_sign_of_life(life: bytes) -> None:
    """LIVE-03, Q6: also just when patience ends, and however long the next message takes."""
    async with serving(OpenDoor(), QUICK) as server:
        client, listener = await server.open()
        for _ in range(4):
            while (await client.frame()).opcode is not Opcode.PING:
                pass
            client.send(life)
        assert listener.closes == []


async def test_timeout_of_zero_never_drops() -> None:
    """Q5: chargers that answer no ping."""
    async with serving(OpenDoor(), SocketLimits(ping_interval=0.02, ping_timeout=0)) as server:
        client, listener = await server.open()
        for _ in range(5):
            assert (await client.frame()).opcode is Opcode.PING
        assert listener.closes == []


async def test_a_charger_may_have_its_own_interval() -> None:
    """Q5: one that never answers is not pinged, the others are."""
    door = OpenDoor()
    async with serving(door, QUICK) as server:
        door.verdict = Admitted(ping_interval=0)
        client, deaf = await server.open()
        door.verdict = Admitted()
        _, other = await server.open()
        await other.gone.wait()  # rounds have passed
        client.send(frame(TEXT, b"still here"))
        assert (await client.frame()).data == b"still here"
        assert deaf.closes == []


async def test_interval_of_zero_never_pings() -> None:
    limits = SocketLimits(ping_interval=0, ping_timeout=0.02, close_timeout=0.02)
    async with serving(OpenDoor(), limits) as server:
        client, _ = await server.open()
        _, closing = await server.open()
        closing.socket.close(1000, "")
        await closing.gone.wait()  # rounds have passed
        client.send(frame(TEXT, b"hello"))
        assert await client.text() == b"hello"


async def test_paused_socket_is_not_taken_for_dead() -> None:
    async with serving(OpenDoor(), QUICK) as server:
        client, listener = await server.open()
        listener.socket.pause_reading()
        client.send(frame(TEXT, b"waiting"))
        _, silent = await server.open()
        await silent.gone.wait()
        assert listener.closes == []
        listener.socket.resume_reading()
        assert await client.text() == b"waiting"


# ---- others


async def test_facts_of_a_socket(server: Server) -> None:
    _, listener = await server.open()
    assert listener.socket.address == "127.0.0.1"
    assert listener.socket.tls is False
    assert abs((datetime.now(UTC) - listener.socket.opened_at).total_seconds()) < 10


async def test_independent_client(server: Server) -> None:
    url = f"ws://127.0.0.1:{server.port}/ocpp/CP001"
    async with websockets.connect(url, subprotocols=[websockets.Subprotocol("ocpp1.6")]) as client:
        assert client.subprotocol == "ocpp1.6"
        assert "Sec-WebSocket-Extensions" not in (client.response.headers if client.response else {})
        await client.send(["frag", "ments"])
        assert await client.recv() == "fragments"
        await (await client.ping())
    assert client.close_code == 1000
    assert server.door.listeners[-1].received == [b"fragments"]
