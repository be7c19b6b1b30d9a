"""Queues of messages that must arrive: in order, kept while offline, retried (OCPP 1.6, 3.7)."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from msgspec import Struct

from csms.ocpp.v16.types import Message
from csms.simulator.clock import Clock
from csms.simulator.configuration import Configuration
from csms.simulator.failures import CallFailed, Disconnected, LinkError

_log = logging.getLogger(__name__)


class Line(Protocol):
    """A connection."""

    async def call(self, action: str, request: Message) -> Message: ...


class Entry(Struct):
    """One message; `build` is asked when it is sent, for only then the transactionId may be known."""

    action: str
    build: Callable[[], Message]
    answered: Callable[[Any], None] | None = None
    failed: Callable[[], None] | None = None
    attempts: int = 0


class Outbox:
    """Transaction messages. What it holds outlives every connection and reboot."""

    def __init__(self, clock: Clock, configuration: Configuration) -> None:
        self._clock = clock
        self._configuration = configuration
        self._entries: deque[Entry] = deque()
        self._link: Line | None = None
        self._work = asyncio.Event()
        self._still = asyncio.Event()
        self._still.set()

    def __len__(self) -> int:
        return len(self._entries)

    def add(
        self,
        action: str,
        build: Callable[[], Message],
        answered: Callable[[Any], None] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Queue a message. `answered` gets the response, `failed` hears of each CALLERROR."""
        self._entries.append(Entry(action, build, answered, failed))
        self._update()

    def connect(self, link: Line | None) -> None:
        """Send over `link` from now on; None while offline or not accepted."""
        self._link = link
        self._update()

    async def still(self) -> None:
        """Return when nothing can be sent at the moment: all was answered, or offline, or retrying."""
        await self._still.wait()

    async def run(self) -> None:
        """Deliver messages for ever, one after the other."""
        while True:
            await self._work.wait()
            if self._link is not None:
                await self._deliver(self._entries[0], self._link)
            self._update()

    async def _deliver(self, entry: Entry, link: Line) -> None:
        try:
            response = await link.call(entry.action, entry.build())
        except Disconnected:
            if self._link is link:
                self._link = None
            return
        except LinkError as error:
            if entry.failed is not None and isinstance(error, CallFailed):
                entry.failed()
            await self._failed(entry, error)
            return
        self._entries.popleft()
        if entry.answered is not None:
            entry.answered(response)

    async def _failed(self, entry: Entry, error: LinkError) -> None:
        """3.7.1: wait longer with each attempt, and give the message up in the end."""
        entry.attempts += 1
        if entry.attempts >= self._configuration.integer("TransactionMessageAttempts"):
            _log.warning("%s was given up after %d attempts: %s", entry.action, entry.attempts, error)
            self._entries.popleft()
            return
        self._still.set()
        interval = self._configuration.integer("TransactionMessageRetryInterval")
        await self._clock.sleep(interval * entry.attempts)

    def _update(self) -> None:
        busy = self._link is not None and bool(self._entries)
        for event, wanted in ((self._work, busy), (self._still, not busy)):
            if wanted:
                event.set()
            else:
                event.clear()


class Notices(Outbox):
    """Security events and progress (A04.FR.02). Only a CALLERROR ends the attempts: the other side has seen it."""

    async def _failed(self, entry: Entry, error: LinkError) -> None:
        if isinstance(error, CallFailed):
            self._entries.popleft()
            return
        self._still.set()
        await self._clock.sleep(self._configuration.integer("TransactionMessageRetryInterval"))
