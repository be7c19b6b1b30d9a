"""The connections of this process, one per charger: the newest that was let in (CONN-08)."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any
from uuid import UUID

import msgspec

from csms.charging.commands import ABSENT, Order, Outcome
from csms.charging.presence import Presence, parse_superseded
from csms.gateway.connection import POLICY, Connection
from csms.gateway.orders import TRY_AGAIN_LATER
from csms.store.outage import log_failure

log = logging.getLogger(__name__)


class Connections:
    """Finds the connection of a charger; carries out what other parts ask of it."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence
        self._by_charger: dict[UUID, Connection] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._by_charger)

    def claimed(self, connection: Connection) -> None:
        """This connection has the charger now; an older one here is closed."""
        charger_id = connection.session.charger_id
        older = self._by_charger.get(charger_id)
        if older is not None and older.session.epoch > connection.session.epoch:
            connection.close(POLICY, "a newer connection of this charger exists")
            return
        self._by_charger[charger_id] = connection
        if older is not None:
            older.close(POLICY, "a newer connection of this charger exists")

    def closed(self, connection: Connection) -> None:
        """Compares the connection, not the charger: an old socket must not remove a new one."""
        session = connection.session
        if self._by_charger.get(session.charger_id) is connection:
            del self._by_charger[session.charger_id]
        if session.epoch >= 0:
            self.spawn(self._presence.release(session))

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Work on behalf of a connection, which outlives it."""
        task = asyncio.get_running_loop().create_task(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def order(self, body: bytes) -> bytes:
        """Answers the broker's `command`."""
        order = msgspec.json.decode(body, type=Order)
        connection = self._by_charger.get(order.charger_id)
        outcome = await connection.order(order) if connection else Outcome(ABSENT)
        return msgspec.json.encode(outcome)

    async def superseded(self, body: bytes) -> bytes:
        """Answers the broker's `superseded`: another process has the charger under a higher epoch."""
        charger_id, epoch = parse_superseded(body)
        connection = self._by_charger.get(charger_id)
        if connection and connection.session.epoch < epoch:
            connection.close(POLICY, "a newer connection of this charger exists")
        return b""

    def disconnect(self, charger_id: UUID, reason: str) -> None:
        """End the connection of a charger that was deleted or blocked."""
        if connection := self._by_charger.get(charger_id):
            connection.close(POLICY, reason)

    def let_go(self) -> None:
        """This process was taken for dead, and its epochs are over: its chargers come back under new ones (R13)."""
        log.warning("taken for dead: %d chargers are asked to come again", len(self))
        for connection in tuple(self._by_charger.values()):
            connection.close(TRY_AGAIN_LATER, "try again later")

    async def settled(self) -> None:
        """All that was spawned has ended: releases are stored."""
        while self._tasks:
            await asyncio.gather(*self._tasks)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:
        log_failure(log, error, "work for a connection failed")
