"""The session side of the gateway on a real database, with a socket that only remembers."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from csms.auth.credentials import ChargerCredentials
from csms.auth.passwords import OWASP_MINIMUM, Argon2Pool
from csms.charging.announcer import Announcer
from csms.charging.commands import Order, Outcome
from csms.charging.presence import Presence
from csms.charging.session import ChargerSession
from csms.gateway.connection import Connection
from csms.gateway.connections import Connections
from csms.gateway.orders import Parts
from csms.handlers.dispatch import Dispatcher
from csms.handlers.v16.actions import handlers
from csms.handlers.v16.core import CoreHandlers
from csms.handlers.v16.security import SecurityHandlers
from csms.realtime.memory import MemoryBroker
from csms.store.facts import CommandRequested
from csms.store.models import Charger, Command
from csms.store.models.base import new_id
from tests.services.announcing import KINDS
from tests.services.database import NOW, Database

WAIT = 10.0


async def nothing_to_attend() -> int:
    return 0


@dataclass
class FakeSocket:
    """Remembers what is sent and closes when told."""

    address: str = "10.0.0.1"
    tls: bool = False
    opened_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    sent: list[Any] = field(default_factory=list)
    closed: tuple[int, str] | None = None
    reading: bool = True
    on_close: Callable[[int, str], None] = lambda code, reason: None
    _more: asyncio.Event = field(default_factory=asyncio.Event)

    def send_text(self, payload: bytes) -> None:
        if self.closed is None:
            self.sent.append(json.loads(payload))
            self._more.set()

    def close(self, code: int, reason: str) -> None:
        if self.closed is None:
            self.closed = (code, reason)
            self._more.set()
            self.on_close(code, reason)

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True
        self._more.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something that was sent, or a close, makes it true."""
        async with asyncio.timeout(WAIT):
            while not condition():
                self._more.clear()
                await self._more.wait()

    async def answer_to(self, message_id: object) -> Any:
        await self.until(lambda: any(frame[1] == message_id for frame in self.sent))
        return next(frame for frame in self.sent if frame[1] == message_id)

    async def calls(self, count: int) -> list[Any]:
        """The CALLs sent, once there are so many."""
        await self.until(lambda: sum(frame[0] == 2 for frame in self.sent) >= count)
        return [frame for frame in self.sent if frame[0] == 2]


@dataclass
class Central:
    """Connections, presence and what they stand on, as main.py puts them together."""

    database: Database
    credentials: ChargerCredentials
    presence: Presence
    connections: Connections
    parts: Parts

    @classmethod
    def on(cls, database: Database, *, call_timeout: float = 30.0) -> "Central":
        broker = MemoryBroker()
        announcer = Announcer(broker, dict.fromkeys(KINDS, _no_views), nothing_to_attend)
        credentials = ChargerCredentials(b"s" * 32, Argon2Pool(OWASP_MINIMUM))
        presence = Presence(broker, database.journal, announcer, lambda: NOW)
        dispatcher = Dispatcher(
            handlers(CoreHandlers(heartbeat_interval=300, now=lambda: NOW), SecurityHandlers("Hafenstrom"))
        )
        parts = Parts(dispatcher, database.journal, presence, credentials, call_timeout, lambda: NOW)
        return cls(database, credentials, presence, Connections(presence), parts)

    async def connect(self, charger: Charger, *, strict: bool = False) -> tuple[Connection, FakeSocket]:
        """A connection that has its charger."""
        socket = FakeSocket()
        claimed = asyncio.Event()

        def on_claimed(connection: Connection) -> None:
            self.connections.claimed(connection)
            claimed.set()

        session = ChargerSession(charger.id, charger.charge_point_id, strict, charger.registration_status)
        connection = Connection(session, socket, self.parts, on_claimed, self.connections.closed)
        socket.on_close = connection.closed
        async with asyncio.timeout(WAIT):
            await claimed.wait()
        return connection, socket

    async def order(
        self, connection: Connection, action: str, request: dict[str, Any]
    ) -> "asyncio.Task[Outcome]":
        """A command on its way; its row is there."""
        command_id, charger_id = new_id(), connection.session.charger_id
        await self.database.write([CommandRequested(command_id, charger_id, action, request, "ines", NOW)])
        order = Order(command_id, charger_id, action, request)
        return asyncio.create_task(connection.order(order), name=str(command_id))


async def _no_views(ids: object) -> list[dict[str, Any]]:
    return []


def command_id(order: "asyncio.Task[Outcome]") -> UUID:
    return UUID(order.get_name())


async def ended(order: "asyncio.Task[Outcome]") -> Command:
    """The row of a command that has ended."""
    async with asyncio.timeout(WAIT):
        await order
    return await Command.get(id=command_id(order))


def say(connection: Connection, *frame: Any) -> None:
    """A frame of the charger."""
    connection.text_received(json.dumps(frame).encode())
