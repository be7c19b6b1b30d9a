"""S12: what a stranger may hold before anybody has been let in."""

import asyncio

import pytest

from csms.gateway.limits import SocketLimits, WaitingRoom
from tests.gateway.sockets import OpenDoor, serving, until, upgrade_request

QUICK = SocketLimits(handshake_timeout=0.1)
REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    "sent", [b"", b"G", REQUEST[:-2], upgrade_request()[:-2]], ids=["none", "byte", "http", "ws"]
)
async def test_incomplete_head_is_dropped(sent: bytes) -> None:
    async with serving(OpenDoor(), QUICK) as server:
        client = await server.connect()
        client.send(sent)
        assert await client.ended() == b""
        assert server.door.handshakes == []


async def test_trickle_gains_no_time() -> None:
    async with serving(OpenDoor(), QUICK) as server:
        client = await server.connect()
        client.send(b"GET / HTTP/1.1\r\nX: ")
        end = asyncio.create_task(client.ended())
        while not end.done():
            client.send(b"x")
            await asyncio.wait([end], timeout=0.01)
        assert end.result() == b""


async def test_second_head_has_a_time_limit_too() -> None:
    async with serving(OpenDoor(), QUICK) as server:
        client = await server.connect()
        client.send(REQUEST, REQUEST[:10])
        answer = await client.ended()
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.endswith(b"hello")


async def test_request_being_answered_has_no_limit_here() -> None:
    """A body may take longer than a head."""
    async with serving(OpenDoor(), QUICK) as server:
        client, silent = await server.connect(), await server.connect()
        client.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na")
        assert await silent.ended() == b""
        client.send(b"b")
        assert (await client.head())[0] == 200


async def test_open_websocket_has_left_the_waiting_room() -> None:
    async with serving(OpenDoor(), QUICK) as server:
        client, listener = await server.open()
        silent = await server.connect()
        await silent.ended()
        assert listener.closes == []
        assert client.reader.at_eof() is False


@pytest.mark.parametrize("pieces", [1, 4], ids=["at once", "in pieces"])
@pytest.mark.parametrize("complete", [True, False])
async def test_head_has_a_size_limit(pieces: int, complete: bool) -> None:
    async with serving(OpenDoor(), SocketLimits(max_head=1000)) as server:
        client = await server.connect()
        head = upgrade_request(headers=[("X-Long", "x" * 1200)])[: None if complete else -2]
        for start in range(0, len(head), len(head) // pieces + 1):
            client.send(head[start : start + len(head) // pieces + 1])
            await asyncio.sleep(0)
        status, _, body = await client.refused()
        assert (status, body) == (431, "The request head is too big.\n")
        assert server.door.handshakes == []


async def test_large_body_is_no_large_head() -> None:
    async with serving(OpenDoor(), SocketLimits(max_head=1000)) as server:
        client = await server.connect()
        client.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5000 + REQUEST)
        for length in (5000, 5):
            assert (await client.head())[0] == 200
            await client.reader.readexactly(length)


async def test_nonsense_is_400() -> None:
    async with serving(OpenDoor()) as server:
        client = await server.connect()
        client.send(b"\x16\x03\x01 hello\r\n\r\n")
        assert (await client.refused())[0] == 400


# ---- the waiting room


async def test_silent_connections_per_address_are_few() -> None:
    limits = SocketLimits(handshake_timeout=0.5, per_address_unadmitted=3)
    async with serving(OpenDoor(), limits) as server:
        ends = [asyncio.create_task((await server.connect()).ended()) for _ in range(10)]
        await asyncio.wait(ends[:7])
        assert not any(end.done() for end in ends[7:])
        _, listener = await server.open()
        assert listener.closes == []
        await asyncio.gather(*ends)


async def test_silent_connections_are_few_in_total() -> None:
    limits = SocketLimits(handshake_timeout=0.5, max_unadmitted=2)
    async with serving(OpenDoor(), limits) as server:
        ends = [asyncio.create_task((await server.connect()).ended()) for _ in range(6)]
        await asyncio.wait(ends[:4])
        assert not any(end.done() for end in ends[4:])
        await asyncio.gather(*ends)


async def test_crowd_finds_the_door_shut() -> None:
    """No moment is granted beyond a multiple of the places, so descriptors stay bounded."""
    async with serving(OpenDoor(), SocketLimits(max_unadmitted=1)) as server:
        ends = [asyncio.create_task((await server.connect()).ended()) for _ in range(WaitingRoom.CROWD + 2)]
        await asyncio.wait(ends[-2:])
        assert not any(end.done() for end in ends[:-2])
        for end in ends:
            end.cancel()


async def test_storm_from_one_address_is_welcome() -> None:
    """R6: everybody behind one address at once, every head complete."""
    limits = SocketLimits(per_address_unadmitted=2, max_unadmitted=20)
    async with serving(OpenDoor(), limits) as server:
        clients = [await server.connect() for _ in range(100)]
        for number, client in enumerate(clients):
            client.send(upgrade_request(f"/ocpp/CP{number}"))
        assert {(await client.head())[0] for client in clients} == {101}


async def test_refused_peer_that_stays_is_dropped() -> None:
    async with serving(OpenDoor(), SocketLimits(max_head=100, handshake_timeout=0.1)) as server:
        client = await server.connect()
        client.send(b"GET /" + b"x" * 200)
        assert (await client.refused())[0] == 431
        client.send(b"x")
        await until(lambda: not server.uvicorn.server_state.connections)
