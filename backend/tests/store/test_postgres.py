"""csms.store.postgres: a network that swallows everything is an outage like any other."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from csms.store import postgres as module
from csms.store.facts import ChargerSeen
from csms.store.models import Charger
from csms.store.outage import is_outage
from tests.journeys.server import new_postgresql
from tests.services.database import NOW, opened


class Network:
    """What lies between us and the database. `swallow`: connections that exist go silent for ever."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._lost = asyncio.Event()
        self._ends: set[asyncio.StreamWriter] = set()
        self._tasks: list[asyncio.Task[None]] = []

    def swallow(self) -> None:
        self._lost.set()
        self._lost = asyncio.Event()

    def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.append(asyncio.create_task(self._carry(reader, writer)))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lost = self._lost
        back, out = await asyncio.open_connection("127.0.0.1", self._port)
        self._ends |= {writer, out}
        await asyncio.gather(_pump(reader, out, lost), _pump(back, writer, lost))

    async def close(self) -> None:
        for end in self._ends:
            end.transport.abort()
        await asyncio.gather(*self._tasks)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lost: asyncio.Event) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            if not lost.is_set():
                writer.write(data)
    if not lost.is_set():
        writer.transport.abort()


@pytest.fixture
async def network() -> AsyncIterator[tuple[Network, str]]:
    """A network, and the address of a database behind it."""
    direct = new_postgresql()
    network = Network(urlsplit(direct).port or 0)
    server = await asyncio.start_server(network.carry, "127.0.0.1", 0)
    yield network, direct.replace(f":{network._port}/", f":{server.sockets[0].getsockname()[1]}/")
    server.close()
    await network.close()


async def test_what_the_network_swallows_is_asked_again(
    network: tuple[Network, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """R3, R5: questions end in time, their places in the pool come free, and the journal stores on."""
    monkeypatch.setattr(module, "COMMAND_TIMEOUT", 0.5)
    monkeypatch.setattr(module, "CANCEL_PATIENCE", 0.1)
    way, url = network
    async with asyncio.timeout(30), opened(url) as database:
        charger = await Charger.create(charge_point_id="CP", charge_point_id_folded="cp")
        await asyncio.gather(*(Charger.all().count() for _ in range(10)))
        way.swallow()
        await _all_end()
        assert await Charger.all().count() == 1
        way.swallow()
        await database.journal.write(ChargerSeen(charger.id, 0, NOW))
        await _all_end()
        await charger.refresh_from_db()
        assert charger.last_seen_at == NOW


async def _all_end() -> None:
    """More questions than the pool has places: each of them is answered, or told of the outage."""
    answers = await asyncio.gather(*(Charger.all().count() for _ in range(20)), return_exceptions=True)
    assert all(is_outage(answer) for answer in answers if isinstance(answer, BaseException))
