"""What follows from what chargers have reported, beyond the answer to them: after the commit, in the background.

A charger asks for a certificate, boots with an old list, reports a conflict: each has its reaction. A reaction may
send commands and wait for their ends, so it never holds up the charger's own messages. Those of one charger run in
the order of their facts. A reaction that a crash cuts off is made up for by the chore of its part (`chores`): what is
still to do is always in the database.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from uuid import UUID

from csms.errors import Problem
from csms.store.facts import Fact
from csms.store.journal import Entry
from csms.store.outage import log_failure

log = logging.getLogger(__name__)

AT_ONCE = 50
"""Chargers whose reactions run at the same time; the others wait for their turn."""

WAITING_LIMIT = 200
"""Reactions of one charger that may wait; the chore of their part makes up for those beyond."""

Reaction = Callable[[Any], Awaitable[None]]


class Reactions:
    """Runs the reactions to committed facts. Facts have a `charger_id`."""

    def __init__(self) -> None:
        self._table: dict[type[Fact], list[Reaction]] = {}
        self._waiting: dict[UUID, deque[tuple[Reaction, Any]]] = {}
        self._ready: asyncio.Queue[UUID] = asyncio.Queue()
        self._slots = asyncio.Semaphore(AT_ONCE)

    def on(self, kind: type[Fact], reaction: Reaction) -> None:
        """Have `reaction` called with each fact of this kind."""
        self._table.setdefault(kind, []).append(reaction)

    def committed(self, entries: Iterable[Entry]) -> None:
        """Facts that the journal has stored."""
        for entry in entries:
            for fact in entry.facts:
                for reaction in self._table.get(type(fact), ()):
                    self._enqueue(reaction, fact)

    def _enqueue(self, reaction: Reaction, fact: Any) -> None:
        charger_id: UUID = fact.charger_id
        queue = self._waiting.get(charger_id)
        if queue is None:
            queue = self._waiting[charger_id] = deque()
            self._ready.put_nowait(charger_id)
        if len(queue) < WAITING_LIMIT:
            queue.append((reaction, fact))

    async def run(self) -> None:
        """React until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                charger_id = await self._ready.get()
                await self._slots.acquire()
                group.create_task(self._work_off(charger_id), name=f"reactions of {charger_id}")

    async def _work_off(self, charger_id: UUID) -> None:
        try:
            queue = self._waiting[charger_id]
            while queue:
                await _react(*queue.popleft())
            del self._waiting[charger_id]
        finally:
            self._slots.release()


async def _react(reaction: Reaction, fact: Any) -> None:
    """A command that must not be sent now is no fault; a fault of ours must not end the others."""
    try:
        await reaction(fact)
    except Problem as problem:
        log.info("%s after %s: %s", _name(reaction), type(fact).__name__, problem.detail)
    except Exception as error:
        log_failure(log, error, "%s after %s failed", _name(reaction), type(fact).__name__)


def _name(reaction: Reaction) -> str:
    return getattr(reaction, "__qualname__", repr(reaction))
