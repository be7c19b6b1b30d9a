"""Kill the server under load, again and again, and count what was acknowledged and is gone (R1, R7).

    python -m tests.journeys.crash 100 --database postgresql

Each charge point waits for every answer and keeps a ledger of what was acknowledged. What was sent and not
answered when the server died is sent again over the next connection, under a new message id, as chargers do.
"""

# ruff: noqa: T201 - a command that prints a table
import argparse
import asyncio
import itertools
import json
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidMessage

from tests.journeys.charger import dial
from tests.journeys.ledger import Faults, Ledger, compare
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer, new_postgresql

CHARGERS = 40
SHORTEST, LONGEST = 0.5, 1.5
"""Seconds of load before a kill."""
SAMPLES = 6  # MeterValues of one transaction
REGISTER, POWER = "Energy.Active.Import.Register", "Power.Active.Import"

Payload = dict[str, Any]


class Message(NamedTuple):
    """One CALL and what its acknowledgement promises: `settle(response)` writes it into the ledger."""

    action: str
    payload: Payload
    unknown: tuple[Any, ...]
    settle: Callable[[Payload], None]


@dataclass
class LoadedCharger:
    """A charge point that charges, and charges, and charges."""

    identity: str
    password: str
    tag: str
    random: random.Random
    ledger: Ledger = field(default_factory=Ledger)
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    register: int = 0
    number: str = ""
    _now: datetime = field(default_factory=lambda: datetime.now(UTC))
    _ids: "itertools.count[int]" = field(default_factory=itertools.count)
    _outbox: "Message | None" = None
    _script: "Iterable[Message] | None" = None

    async def charge(self, server: RunningServer) -> None:
        """Until the connection dies; goes on where it was the next time."""
        try:
            async with dial(server, self.identity, self.password) as socket:
                self.connected.set()
                await self._work_off(socket)
        except (OSError, EOFError, ConnectionClosed, InvalidMessage):
            self.connected.set()  # killed before it was in: nobody waits for it

    async def _work_off(self, socket: ClientConnection) -> None:
        if self._script is None:
            self._script = self._messages()
        script = iter(self._script)
        while True:
            if self._outbox is None:
                self._outbox = next(script)
                self.ledger.unknown.update(self._outbox.unknown)
            response = await self._call(socket, self._outbox)
            self._outbox.settle(response)
            self.ledger.unknown.difference_update(self._outbox.unknown)
            self._outbox = None

    async def _call(self, socket: ClientConnection, message: Message) -> Payload:
        message_id = f"{next(self._ids)}"
        await socket.send(json.dumps([2, message_id, message.action, message.payload]))
        answer = json.loads(await socket.recv())
        assert answer[:2] == [3, message_id], f"{self.identity}: {message.action}: {answer}"
        response: Payload = answer[2]
        return response

    # -- what it says --------------------------------------------------------------------------------------------------

    def _messages(self) -> Iterable[Message]:
        yield Message(
            "BootNotification",
            {"chargePointVendor": "Acme", "chargePointModel": "Pole 22"},
            (),
            lambda _: None,
        )
        while True:
            yield self._start()
            yield self._status("Charging")
            for _ in range(SAMPLES):
                yield self._meter_values()
            yield self._stop()
            yield self._status("Available")

    def _start(self) -> Message:
        at, meter = self._tick(), Decimal(self.register)

        def settle(response: Payload) -> None:
            assert response["idTagInfo"]["status"] == "Accepted", response
            self.number = str(response["transactionId"])
            self.ledger.starts[at] = (self.number, meter)

        payload = {"connectorId": 1, "idTag": self.tag, "meterStart": self.register, "timestamp": _text(at)}
        return Message("StartTransaction", payload, (at,), settle)

    def _meter_values(self) -> Message:
        at, number = self._tick(), self.number
        self.register += self.random.randint(1, 500)
        values = {REGISTER: str(self.register), POWER: str(self.random.randint(1, 22_000))}
        units = {REGISTER: "Wh", POWER: "W"}
        sampled = [{"value": v, "measurand": name, "unit": units[name]} for name, v in values.items()]
        payload = {
            "connectorId": 1,
            "transactionId": int(number),
            "meterValue": [{"timestamp": _text(at), "sampledValue": sampled}],
        }

        def settle(response: Payload) -> None:
            self.ledger.samples.update({(number, at, name): Decimal(v) for name, v in values.items()})

        return Message("MeterValues", payload, tuple((number, at, name) for name in values), settle)

    def _stop(self) -> Message:
        at, number, meter = self._tick(), self.number, Decimal(self.register)

        def settle(response: Payload) -> None:
            self.ledger.stops[number] = (at, meter)

        payload = {"transactionId": int(number), "meterStop": self.register, "timestamp": _text(at)}
        return Message("StopTransaction", payload, (number,), settle)

    def _status(self, status: str) -> Message:
        at = self._tick()
        info = f"{status} {_text(at)}"
        payload = {
            "connectorId": 1,
            "errorCode": "NoError",
            "status": status,
            "info": info,
            "timestamp": _text(at),
        }
        return Message("StatusNotification", payload, (info,), lambda _: self.ledger.statuses.append(info))

    def _tick(self) -> datetime:
        """The time; never the same twice."""
        self._now = max(datetime.now(UTC), self._now + timedelta(microseconds=1))
        return self._now


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Kill(NamedTuple):
    """One round. load, restart: seconds. acknowledged: in this round; unknown: open when the server died."""

    load: float
    acknowledged: int
    unknown: int
    faults: Faults
    restart: float


async def crash(
    server: RunningServer,
    chargers: list[LoadedCharger],
    kills: int,
    chance: random.Random,
    end: Callable[[RunningServer], object] = RunningServer.kill,
) -> AsyncIterator[Kill]:
    """Ends a running server so many times; it runs at the end. After each time everything is compared."""
    promised = 0
    for _ in range(kills):
        load = chance.uniform(SHORTEST, LONGEST)
        await _load_and_end(server, chargers, load, end)
        restarted = time.perf_counter()
        await asyncio.to_thread(server.start)
        restart = time.perf_counter() - restarted
        ledgers = {charger.identity: charger.ledger for charger in chargers}
        faults = await compare(server.database_url, ledgers)
        total = sum(ledger.acknowledged for ledger in ledgers.values())
        unknown = sum(bool(ledger.unknown) for ledger in ledgers.values())
        yield Kill(load, total - promised, unknown, faults, restart)
        promised = total


async def _load_and_end(
    server: RunningServer,
    chargers: list[LoadedCharger],
    load: float,
    end: Callable[[RunningServer], object],
) -> None:
    async with asyncio.TaskGroup() as tasks:
        for charger in chargers:
            charger.connected.clear()
            tasks.create_task(charger.charge(server))
        await asyncio.gather(*(charger.connected.wait() for charger in chargers))
        await asyncio.sleep(load)
        await asyncio.to_thread(end, server)


async def new_chargers(operator: Operator, count: int, chance: random.Random) -> list[LoadedCharger]:
    chargers = []
    for _ in range(count):
        charger = await operator.new_charger()
        tag = await operator.new_id_tag()
        seeded = random.Random(chance.random())
        chargers.append(LoadedCharger(charger["charge_point_id"], charger["password"], tag, seeded))
    return chargers


@asynccontextmanager
async def loaded_server(
    database: str, folder: Path, chance: random.Random, count: int = CHARGERS
) -> AsyncIterator[tuple[RunningServer, list[LoadedCharger]]]:
    """A server on `sqlite` or `postgresql` and the charge points that will load it."""
    url = new_postgresql() if database == "postgresql" else ""
    with RunningServer(folder, url) as server:
        async with server.operator() as operator:
            chargers = await new_chargers(operator, count, chance)
        yield server, chargers


# -- the command -------------------------------------------------------------------------------------------------------

ROW = "{:>10} {:>5} {:>7} {:>8} {:>8} {:>8} {:>11} {:>6} {:>8}"
HEAD = ROW.format(
    "database", "kill", "load s", "acked", "unknown", "missing", "duplicated", "wrong", "again s"
)


async def _run(database: str, kills: int, seed: int) -> Faults:
    chance, total, acknowledged = random.Random(seed), Faults(), 0
    with tempfile.TemporaryDirectory(prefix="csms-crash-") as folder:
        async with loaded_server(database, Path(folder), chance) as (server, chargers):
            number = 0
            async for kill in crash(server, chargers, kills, chance):
                number, total = number + 1, total.plus(kill.faults)
                acknowledged += kill.acknowledged
                print(_row(database, number, kill), flush=True)
    print(
        f"{database}: {kills} kills, {acknowledged} acknowledged, "
        f"{total.missing} missing, {total.duplicated} duplicated, {total.wrong} wrong\n"
    )
    return total


def _row(database: str, number: int, kill: Kill) -> str:
    load, restart = f"{kill.load:.2f}", f"{kill.restart:.2f}"
    return ROW.format(database, number, load, kill.acknowledged, kill.unknown, *kill.faults, restart)


def main() -> int:
    options = _options()
    databases = ("sqlite", "postgresql") if options.database == "both" else (options.database,)
    print(f"{CHARGERS} charge points, seed {options.seed}\n{HEAD}")
    faults = [asyncio.run(_run(database, options.kills, options.seed)) for database in databases]
    return 1 if any(any(of) for of in faults) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.crash", description=__doc__)
    parser.add_argument("kills", type=int, help="how many times to kill the server on each database")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--seed", type=int, default=random.randrange(2**31), help="of moments and values")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
