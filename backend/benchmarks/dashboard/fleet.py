"""Ten thousand chargers in a database, and some of them on the line, saying a thousand things a minute."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from websockets.asyncio.client import ClientConnection

from csms.store.database import close_database, connect_database
from csms.store.folding import fold, natural
from csms.store.models import Charger, Connector, Station
from tests.journeys.charger import dial
from tests.journeys.server import RunningServer

STATIONS, CONNECTORS = 200, 2
SPEAKERS = 40
MODELS = ("Kestrel DC 150", "Kestrel AC 22", "Heron 350", "Wren 11")
STATES = ("Available", "Available", "Available", "Charging", "Unavailable", "Faulted")


async def fill(url: str, chargers: int) -> None:
    """What is seen in lists: stations, chargers, connectors with a status."""
    await connect_database(url)
    try:
        stations = [Station(name=f"Station {number:03}") for number in range(STATIONS)]
        await Station.bulk_create(stations, batch_size=500)
        made = [_charger(number, stations) for number in range(chargers)]
        await Charger.bulk_create(made, batch_size=500)
        await Connector.bulk_create(list(_connectors(made)), batch_size=500)
    finally:
        await close_database()


def _charger(number: int, stations: Sequence[Station]) -> Charger:
    identity = f"CP-{number:05}"
    return Charger(
        charge_point_id=identity,
        charge_point_id_folded=fold(identity),
        charge_point_id_natural=natural(identity),
        station_id=stations[number % STATIONS].id,
        name=f"Bay {number % 50 + 1}",
        vendor="Kestrel",
        model=MODELS[number % len(MODELS)],
        serial_number=f"K{number:07}",
        firmware_version=f"2.4.{number % 5}",
        registration_status="Accepted",
        last_seen_at=datetime.now(UTC),
    )


def _connectors(chargers: Sequence[Charger]) -> Iterator[Connector]:
    now = datetime.now(UTC)
    for place, charger in enumerate(chargers):
        for number in range(1, CONNECTORS + 1):
            status = STATES[(place + number) % len(STATES)]
            yield Connector(
                charger_id=charger.id,
                evse_id=number,
                status=status,
                error_code="GroundFailure" if status == "Faulted" else "NoError",
                occurred_at=now,
                received_at=now,
            )


@asynccontextmanager
async def speaking(server: RunningServer, per_minute: float) -> AsyncIterator[None]:
    """While the block lasts, connectors change their state so often, on real sockets."""
    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(dial(server, *one)) for one in await _speakers(server)]
        talk = asyncio.create_task(_talk(sockets, 60 / per_minute))
        try:
            yield
            assert not talk.done(), talk.exception()
        finally:
            talk.cancel()


async def _speakers(server: RunningServer) -> list[tuple[str, str]]:
    made = []
    async with server.operator() as operator:
        for number in range(SPEAKERS):
            body = {"charge_point_id": f"CP-00000-LIVE-{number:02}"}
            charger = await operator.post("/chargers", body, HTTPStatus.CREATED)
            made.append((charger["charge_point_id"], charger["password"]))
    return made


async def _talk(sockets: Sequence[ClientConnection], pause: float) -> None:
    for socket in sockets:
        await _call(
            socket, "BootNotification", {"chargePointVendor": "Kestrel", "chargePointModel": "Wren 11"}
        )
    loop = asyncio.get_running_loop()
    due = loop.time()
    for number, socket in enumerate(itertools.cycle(sockets)):
        turn = number // len(sockets)
        status = {
            "connectorId": 1 + turn % CONNECTORS,
            "status": "Available" if turn // CONNECTORS % 2 else "Preparing",
            "errorCode": "NoError",
            "timestamp": datetime.now(UTC).isoformat(),
        }
        await _call(socket, "StatusNotification", status)
        due += pause
        await asyncio.sleep(max(0, due - loop.time()))


_ids = itertools.count()


async def _call(socket: ClientConnection, action: str, payload: dict[str, Any]) -> None:
    sent = str(next(_ids))
    await socket.send(json.dumps([2, sent, action, payload]))
    while True:
        kind, answered, *rest = json.loads(await socket.recv())
        if kind == 2:  # what a central system asks after a boot
            await socket.send(json.dumps([4, answered, "NotSupported", "", {}]))
        elif answered == sent:
            if kind == 4:
                raise RuntimeError(f"{action}: {rest}")
            return
