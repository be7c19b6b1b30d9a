"""RFC 6455 on an open socket: every frame a peer can send, right or wrong (CONN-07, DEC-11, LIVE-01, S11)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Opcode

from csms.gateway import websocket
from csms.gateway.limits import SocketLimits
from csms.gateway.service import SocketService
from tests.gateway.sockets import (
    BINARY,
    CLOSE,
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
)

LIMIT = 70000
LIMITS = SocketLimits(max_message=LIMIT)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving(OpenDoor(), LIMITS) as running:
        yield running


LENGTHS = (0, 1, 125, 126, 127, 65535, 65536, LIMIT)
HELLO = "Grüß Gott, κόσμε".encode()


# ---- 5.6 messages


@pytest.mark.parametrize("length", LENGTHS)
async def test_message_of_any_length_arrives_whole(server: Server, length: int) -> None:
    client, listener = await server.open()
    client.send(frame(TEXT, b"x" * length))
    assert await client.text() == b"x" * length
    assert listener.received == [b"x" * length]


@pytest.mark.parametrize("form", [126, 127])
async def test_length_may_be_longer_than_needed(server: Server, form: int) -> None:
    client, _ = await server.open()
    client.send(frame(TEXT, b"hello", form=form))
    assert await client.text() == b"hello"


async def test_many_frames_in_one_segment_are_answered_in_order(server: Server) -> None:
    client, _ = await server.open()
    client.send(*(frame(TEXT, str(number).encode()) for number in range(1000)))
    assert [int(await client.text()) for _ in range(1000)] == list(range(1000))


async def test_zero_mask_is_a_mask(server: Server) -> None:
    client, _ = await server.open()
    client.send(b"\x81\x85\0\0\0\0hello")
    assert await client.text() == b"hello"


# ---- 5.4, 5.5

GOOD = {
    "two fragments": (frame(TEXT, b"hel", fin=False) + frame(CONT, b"lo"), b"hello"),
    "empty fragments": (
        frame(TEXT, fin=False) + frame(CONT, fin=False) + frame(CONT, b"hello", fin=False) + frame(CONT),
        b"hello",
    ),
    "one byte each": (
        frame(TEXT, b"h", fin=False)
        + b"".join(frame(CONT, bytes([byte]), fin=False) for byte in b"ello")
        + frame(CONT),
        b"hello",
    ),
    "a character cut in two": (frame(TEXT, HELLO[:3], fin=False) + frame(CONT, HELLO[3:]), HELLO),
    "ping between fragments": (
        frame(TEXT, b"hel", fin=False) + frame(PING, b"!") + frame(CONT, b"lo"),
        b"hello",
    ),
    "pong between fragments": (frame(TEXT, b"hel", fin=False) + frame(PONG) + frame(CONT, b"lo"), b"hello"),
    "unsolicited pong": (frame(PONG, b"x" * 125) + frame(TEXT, b"hello"), b"hello"),
    "after a fragmented message": (
        frame(TEXT, b"a", fin=False) + frame(CONT, b"b") + frame(TEXT, b"hello"),
        b"hello",
    ),
    "fragments up to the limit": (
        frame(TEXT, b"x" * 40000, fin=False) + frame(CONT, b"x" * (LIMIT - 40000)),
        b"x" * LIMIT,
    ),
    "text outside ASCII": (frame(TEXT, HELLO), HELLO),
}


@pytest.mark.parametrize(("data", "message"), GOOD.values(), ids=GOOD)
async def test_uncommon_but_right(server: Server, data: bytes, message: bytes) -> None:
    client, listener = await server.open()
    client.send(data, frame(PING, b"still here"))
    while (received := await client.frame()).data != b"still here":
        assert received.opcode in (Opcode.TEXT, Opcode.PONG)
    assert listener.received[-1] == message


@pytest.mark.parametrize("payload", [b"", b"x", b"x" * 125])
async def test_ping_is_answered_with_its_payload(server: Server, payload: bytes) -> None:
    """LIVE-01."""
    client, _ = await server.open()
    client.send(frame(PING, payload))
    pong = await client.frame()
    assert (pong.opcode, pong.data) == (Opcode.PONG, payload)


# ---- 7.1.7 failing

WRONG = {
    **{f"reserved bit {bit}": (frame(TEXT, b"x", rsv=bit), 1002) for bit in (1, 2, 4)},
    "reserved bit on a ping": (frame(PING, rsv=4), 1002),
    **{f"opcode {code:#x}": (frame(code, b"x"), 1002) for code in (*range(3, 8), *range(11, 16))},
    **{
        f"unmasked {code:#x}": (frame(code, masked=False), 1002)
        for code in (TEXT, BINARY, CONT, PING, PONG, CLOSE)
    },
    "unmasked long text": (frame(TEXT, b"x" * 300, masked=False), 1002),
    "continuation of nothing": (frame(CONT, b"x"), 1002),
    "text inside a message": (frame(TEXT, fin=False) + frame(TEXT, b"x"), 1002),
    "binary inside a message": (frame(TEXT, fin=False) + frame(BINARY, b"x"), 1002),
    "close inside a message": (frame(TEXT, fin=False) + close_frame(1000), 1002),
    "long ping": (frame(PING, b"x" * 126), 1002),
    "long pong": (frame(PONG, b"x" * 126), 1002),
    "fragmented ping": (frame(PING, fin=False), 1002),
    "fragmented pong": (frame(PONG, fin=False), 1002),
    "fragmented close": (frame(CLOSE, fin=False), 1002),
    "close of one byte": (frame(CLOSE, b"\x03"), 1002),
    **{f"close {code}": (close_frame(code), 1002) for code in (0, 999, 1004, 1005, 1006, 1015, 2999, 5000)},
    "close with a broken reason": (close_frame(1000, b"\xff"), 1007),
    "binary": (frame(BINARY, b"x"), 1003),
    "fragmented binary": (frame(BINARY, b"x", fin=False), 1003),
    "broken text": (frame(TEXT, b"\xff"), 1007),
    "overlong text": (frame(TEXT, b"\xc0\xaf"), 1007),
    "surrogate": (frame(TEXT, b"\xed\xa0\x80"), 1007),
    "text cut in a character": (frame(TEXT, HELLO[:3]), 1007),
    "fragments cut in a character": (frame(TEXT, HELLO[:3], fin=False) + frame(CONT), 1007),
    "one byte too many": (frame(TEXT, b"x" * (LIMIT + 1)), 1009),
    "header of a giant": (frame(TEXT, b"x", form=127)[:2] + b"\x7f" + b"\xff" * 7, 1009),
    "header of a big one": (b"\x81\xff" + (LIMIT + 1).to_bytes(8, "big"), 1009),
    "fragments too big together": (
        frame(TEXT, b"x" * 40000, fin=False) + frame(CONT, b"x" * (LIMIT - 40000 + 1)),
        1009,
    ),
    "announced fragment too big": (
        frame(TEXT, b"x" * 40000, fin=False) + b"\x80\xff" + (LIMIT - 40000 + 1).to_bytes(8, "big"),
        1009,
    ),
}


@pytest.mark.parametrize(("data", "code"), WRONG.values(), ids=WRONG)
async def test_wrong_closes_this_socket_alone(server: Server, data: bytes, code: int) -> None:
    """Q7: what came before counts, what comes after does not, and the neighbour notices nothing."""
    neighbour, _ = await server.open()
    client, listener = await server.open()
    client.send(frame(TEXT, b"before"), data, frame(TEXT, b"after"))
    assert await client.text() == b"before"
    assert await client.close_code() == code
    client.writer.close()
    await listener.gone.wait()
    assert listener.received == [b"before"]
    assert [closed for closed, _ in listener.closes] == [code]
    neighbour.send(frame(TEXT, b"fine"))
    assert await neighbour.text() == b"fine"


async def test_unmasked_header_alone_is_enough(server: Server) -> None:
    client, _ = await server.open()
    client.send(b"\x81\x05")
    assert await client.close_code() == 1002


# ---- 5.5.1 closing

CLOSES = {
    "empty": (frame(CLOSE), 1005, ""),
    "normal": (close_frame(1000, b"bye"), 1000, "bye"),
    "going away": (close_frame(1001), 1001, ""),
    "registered": (close_frame(3000), 3000, ""),
    "private": (close_frame(4999, "tschüß".encode()), 4999, "tschüß"),
}


@pytest.mark.parametrize(("data", "code", "reason"), CLOSES.values(), ids=CLOSES)
async def test_close_is_echoed_and_told_once(server: Server, data: bytes, code: int, reason: str) -> None:
    client, listener = await server.open()
    client.send(data, frame(TEXT, b"after"), data)
    assert await client.close_code() == code
    client.writer.close()
    await listener.gone.wait()
    assert listener.closes == [(code, reason)]
    assert listener.received == []


async def test_our_close_waits_for_the_echo(server: Server) -> None:
    """What crosses our close frame on the wire is not delivered; nothing leaves after it."""
    client, listener = await server.open()
    listener.socket.send_text(b"last words")
    listener.socket.close(1008, "replaced")
    listener.socket.close(1000, "again")
    listener.socket.send_text(b"too late")
    assert await client.text() == b"last words"
    received = await client.frame()
    assert (received.opcode, received.data) == (Opcode.CLOSE, b"\x03\xf0replaced")
    client.send(frame(TEXT, b"crossing"), frame(PING), frame(BINARY), close_frame(1008))
    assert (await client.frame()).opcode is Opcode.PONG
    assert await client.reader.read() == b""
    client.writer.close()
    await listener.gone.wait()
    assert listener.closes == [(1008, "replaced")]
    assert listener.received == []


async def test_long_reason_is_cut_between_characters(server: Server) -> None:
    client, listener = await server.open()
    listener.socket.close(1011, "ü" * 100)
    assert (await client.frame()).data == b"\x03\xf3" + "ü".encode() * 61


async def test_lost_connection_is_1006(server: Server) -> None:
    client, listener = await server.open()
    client.writer.transport.abort()
    await listener.gone.wait()
    assert listener.closes == [(1006, "connection lost")]
    listener.socket.send_text(b"no one hears")
    listener.socket.pause_reading()
    listener.socket.resume_reading()
    listener.socket.close(1000, "")


async def test_end_of_stream_without_close_frame_is_1006(server: Server) -> None:
    client, listener = await server.open()
    client.send(frame(TEXT, b"half a fr")[:9])
    client.writer.write_eof()
    await listener.gone.wait()
    assert listener.closes == [(1006, "connection lost")]


async def test_peer_that_never_echoes_is_dropped() -> None:
    async with serving(OpenDoor(), SocketLimits(close_timeout=0.04)) as server:
        client, listener = await server.open()
        listener.socket.close(1001, "")
        await listener.gone.wait()
        assert listener.closes == [(1001, "")]
        assert (await client.frame()).opcode is Opcode.CLOSE


# ---- split anywhere


class Wire(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []

    def write(self, data: Any) -> None:
        self.writes.append(data)

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None: ...
    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None: ...
    def pause_reading(self) -> None: ...
    def resume_reading(self) -> None: ...


TALK = (
    frame(TEXT, b"[2]")
    + frame(TEXT, HELLO * 10)
    + frame(PING, b"alive?")
    + frame(TEXT, b"one ", fin=False)
    + frame(PONG)
    + frame(CONT, b"two")
    + frame(TEXT)
    + close_frame(1000)
)
ANSWER = (b"[2]", HELLO * 10, b"one two", b"")


def wired() -> tuple[websocket.WebSocket, Recorder, Wire]:
    """An open socket on a wire, and its listener."""
    door, wire = OpenDoor(), Wire()
    socket = websocket.WebSocket(SocketService(door, LIMITS), wire, set(), "192.0.2.1", False)
    socket.open(Admitted(), b"")
    return socket, door.listeners[0], wire


async def test_messages_of_one_turn_leave_in_one_write() -> None:
    socket, _, wire = wired()
    for text in (b"one", b"two", b"three"):
        socket.send_text(text)
    assert wire.writes == []
    await asyncio.sleep(0)
    assert wire.writes == [b"\x81\x03one\x81\x03two\x81\x05three"]


async def test_answers_to_one_segment_leave_in_one_write() -> None:
    socket, _, wire = wired()
    socket.data_received(frame(TEXT, b"one") + frame(TEXT, b"two"))
    assert wire.writes == [b"\x81\x03one\x81\x03two"]


def play(feed: Callable[[Callable[[bytes], None]], None]) -> tuple[tuple[bytes, ...], bytes]:
    """What the listener heard and what was written, for input arriving in the given pieces."""

    async def run() -> tuple[tuple[bytes, ...], bytes]:
        socket, listener, wire = wired()
        feed(socket.data_received)
        socket.connection_lost(None)
        return tuple(listener.received), b"".join(wire.writes)

    return asyncio.run(run())


WHOLE = play(lambda receive: receive(TALK))


def test_whole_talk() -> None:
    heard, written = WHOLE
    assert heard == ANSWER
    assert written.endswith(b"\x81\x00\x88\x02\x03\xe8")


@pytest.mark.parametrize("cut", range(1, len(TALK)))
def test_one_cut_at_every_byte(cut: int) -> None:
    def feed(receive: Callable[[bytes], None]) -> None:
        receive(TALK[:cut])
        receive(TALK[cut:])

    assert play(feed) == WHOLE


@given(st.lists(st.integers(0, len(TALK)), max_size=60))
def test_any_cuts(cuts: list[int]) -> None:
    borders = [0, *sorted(cuts), len(TALK)]

    def feed(receive: Callable[[bytes], None]) -> None:
        for start, stop in pairwise(borders):
            receive(TALK[start:stop])

    assert play(feed) == WHOLE


@given(st.binary(max_size=200))
def test_noise_never_raises(noise: bytes) -> None:
    """S13: whatever arrives, the socket lives on or is closed by rule."""
    play(lambda receive: receive(noise))
