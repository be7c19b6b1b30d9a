"""Durable group commit: what was acknowledged is stored.

Entries wait while the previous group commits; then all of them are committed as one database transaction, and
only after it are their owners told. There is no timer: the group is as large as the load makes it.

    append() --> waiting --> group --> Writer.commit() == commit ==> entry.committed(results)
                                            |
                                            +-- refused data: entry by entry, so that one cannot fail its group
                                            +-- no database:  tried again until `patience`, then entry.failed()
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from msgspec import Struct, field

from csms.errors import CsmsError, StorageUnavailable
from csms.store.facts import Fact

log = logging.getLogger(__name__)

GROUP_LIMIT = 2_000
"""Entries in one commit: bounds its length, and with it the wait of those that come next."""

WAITING_LIMIT = 20_000
"""Entries that may wait before readers of sockets are asked to stop."""

PATIENCE = 10.0
"""Seconds a group is tried again while the database is away; below the call time-out of chargers (30 s and more)."""

RETRY_PAUSE = 0.25


class RefusedData(CsmsError):
    """The database is there and refuses what an entry holds."""


class Started(Struct, frozen=True):
    """What a start became: the row that holds it, which is an older one when the start was a retry."""

    id: UUID
    ocpp_transaction_id: str
    authorization_status: str
    duplicate: bool


class Claimed(Struct, frozen=True):
    """What a connection became: its epoch, and the process and epoch that held the charger before."""

    epoch: int
    previous_node: str | None


class Results(Struct):
    """What the commit of a group found out, by the ids of its facts."""

    claims: dict[UUID, Claimed] = field(default_factory=dict)
    starts: dict[UUID, Started] = field(default_factory=dict)
    stops: set[UUID] = field(default_factory=set)
    repeated: set[int] = field(default_factory=set)
    """`id()` of stops that changed nothing."""
    reservations: set[UUID] = field(default_factory=set)
    """Those that have changed."""


class Entry(Protocol):
    """Facts that belong together, and who wants to know when they are stored. Neither call may raise."""

    @property
    def facts(self) -> Sequence[Fact]: ...

    def committed(self, results: Results) -> None: ...
    def failed(self, error: Exception) -> None: ...


class Writer(Protocol):
    """One database, written to by one group at a time."""

    async def commit(self, group: Sequence[Sequence[Fact]]) -> Results:
        """Store all facts in one transaction. Raises RefusedData or StorageUnavailable; then nothing is stored."""
        ...

    async def flush(self) -> float | None:
        """Store readings that wait; the seconds after which to flush again, None when none wait."""
        ...

    async def close(self) -> None: ...


class Journal:
    """The only way by which messages of chargers reach the database."""

    def __init__(
        self,
        writer: Writer,
        *,
        on_committed: Callable[[list[Entry], Results], None] = lambda entries, results: None,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._writer = writer
        self._on_committed = on_committed
        self._patience = patience
        self._clock = clock
        self._waiting: list[Entry] = []
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._drained: list[Callable[[], None]] = []
        self.healthy = True

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="journal")

    async def stop(self) -> None:
        """Commit what waits, then end."""
        self._stopping = True
        self._wake.set()
        if self._task:
            await self._task
        await self._writer.close()

    @property
    def full(self) -> bool:
        """Whether readers should stop reading until `when_drained` calls them."""
        return len(self._waiting) >= WAITING_LIMIT

    def when_drained(self, callback: Callable[[], None]) -> None:
        self._drained.append(callback)

    def append(self, entry: Entry) -> None:
        self._waiting.append(entry)
        self._wake.set()

    async def write(self, *facts: Fact) -> Results:
        """Store facts and wait for the commit. Raises StorageUnavailable or RefusedData."""
        entry = _Awaited(facts)
        self.append(entry)
        return await entry.outcome

    async def _run(self) -> None:
        pause: float | None = None
        while not (self._stopping and not self._waiting):
            if await self._something_to_do(pause):
                await self._commit_waiting()
            pause = await self._flush()

    async def _something_to_do(self, pause: float | None) -> bool:
        try:
            await asyncio.wait_for(self._wake.wait(), pause)
        except TimeoutError:
            return False
        return bool(self._waiting)

    async def _commit_waiting(self) -> None:
        group = self._waiting[:GROUP_LIMIT]
        del self._waiting[:GROUP_LIMIT]
        if not self._waiting and not self._stopping:
            self._wake.clear()
        await self._commit(group)
        if self._drained and not self.full:
            callbacks, self._drained = self._drained, []
            for callback in callbacks:
                callback()

    async def _commit(self, group: list[Entry]) -> None:
        try:
            results = await self._persist([entry.facts for entry in group])
        except RefusedData as error:
            if len(group) > 1:
                await self._commit_one_by_one(group)
            else:
                log.error("the database refuses one entry: %s", error)
                _tell_failed(group, error)
        except StorageUnavailable as error:
            _tell_failed(group, error)
        else:
            _tell_committed(group, results)
            self._on_committed(group, results)

    async def _commit_one_by_one(self, group: list[Entry]) -> None:
        for entry in group:
            await self._commit([entry])

    async def _persist(self, facts: list[Sequence[Fact]]) -> Results:
        give_up = self._clock() + self._patience
        while True:
            try:
                results = await self._writer.commit(facts)
            except StorageUnavailable as error:
                self.healthy = False
                if self._clock() >= give_up:
                    log.error("the database is away, %d entries are given back: %s", len(facts), error)
                    raise
                await asyncio.sleep(RETRY_PAUSE)
            except RefusedData:
                raise
            except Exception as error:  # a fault of ours costs the entry that shows it, never the journal
                log.exception("a group could not be stored")
                raise RefusedData(f"not stored: {error}") from error
            else:
                self.healthy = True
                return results

    async def _flush(self) -> float | None:
        try:
            return await self._writer.flush()
        except StorageUnavailable as error:
            log.warning("latest readings wait for the database: %s", error)
            return RETRY_PAUSE


class _Awaited:
    """An entry whose owner awaits it."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self.outcome: asyncio.Future[Results] = asyncio.get_running_loop().create_future()

    def committed(self, results: Results) -> None:
        if not self.outcome.done():
            self.outcome.set_result(results)

    def failed(self, error: Exception) -> None:
        if not self.outcome.done():
            self.outcome.set_exception(error)


def _tell_committed(group: list[Entry], results: Results) -> None:
    for entry in group:
        try:
            entry.committed(results)
        except Exception:  # one closed socket must not stop the others' acknowledgements
            log.exception("an entry is stored, but its owner could not be told")


def _tell_failed(group: list[Entry], error: Exception) -> None:
    for entry in group:
        try:
            entry.failed(error)
        except Exception:
            log.exception("an entry is not stored, and its owner could not be told")
