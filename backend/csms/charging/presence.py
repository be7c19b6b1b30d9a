"""Which process holds which charger: an epoch in the database; the broker only routes (R4, R13)."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from tortoise import BaseDBAsyncClient
from tortoise.expressions import F, Subquery
from tortoise.transactions import in_transaction

from csms.charging.announcer import Announcer
from csms.charging.authorization import fold
from csms.charging.session import (
    START_PATIENCE,
    STOP_PATIENCE,
    ChargerSession,
    ExpectedStart,
    OpenTransaction,
)
from csms.errors import StorageUnavailable
from csms.realtime.broker import Broker
from csms.store import sessions
from csms.store.facts import ChargerConnected, ChargerDisconnected
from csms.store.journal import Journal
from csms.store.models import Charger, Connection, Node, Watch
from csms.store.models.base import new_id

log = logging.getLogger(__name__)

SUBJECT = "superseded"
HEARTBEAT = 5.0
DEAD_AFTER = timedelta(seconds=20)
"""A process whose heartbeat in the database is older than this is gone, and with it its connections."""
ORPHANS_AT_ONCE = 500


class Presence:
    """Claims and releases chargers for this process."""

    def __init__(
        self, broker: Broker, journal: Journal, announcer: Announcer, now: Callable[[], datetime]
    ) -> None:
        self._broker = broker
        self._journal = journal
        self._announcer = announcer
        self._now = now
        self._unreleased: list[ChargerDisconnected] = []
        self._beat_at: datetime | None = None
        self._judges_from: datetime | None = None

    async def claim(self, session: ChargerSession, address: str) -> None:
        """Take the charger: a new epoch, and word to who held it. Raises StorageUnavailable."""
        fact = ChargerConnected(new_id(), session.charger_id, self._broker.node, address, "1.6", self._now())
        claimed = (await self._journal.write(fact)).claims[fact.id]
        session.epoch = claimed.epoch
        self._broker.claims.claim(str(session.charger_id), claimed.epoch)
        if claimed.previous_node not in (None, self._broker.node):
            self._tell_superseded(str(claimed.previous_node), session)
        self._announcer.charger(session.charger_id)
        self._announcer.attention()

    async def recall(self, session: ChargerSession) -> None:
        """What its messages may be about: open transactions, and remote starts and stops under way."""
        for row in await sessions.without_stop(session.charger_id):
            session.remember(OpenTransaction.of(row))
        await self._expect_starts(session)
        for command in await sessions.remote_stops_under_way(session.charger_id, self._now() - STOP_PATIENCE):
            session.expected_stops.setdefault(str(command.request.get("transactionId")), command.id)

    async def _expect_starts(self, session: ChargerSession) -> None:
        """What was asked of the charger before it reconnected may still come (START-10, AUTH-06)."""
        since = self._now() - START_PATIENCE
        under_way = await sessions.remote_starts_under_way(session.charger_id, since)
        known = {expected.command_id for expected in session.expected_starts}
        for command in [command for command in under_way if command.id not in known]:
            token, evse_id = fold(str(command.request.get("idTag", ""))), command.request.get("connectorId")
            until = command.created_at + START_PATIENCE
            session.expected_starts.append(ExpectedStart(command.id, evse_id, token, until))

    def _tell_superseded(self, node: str, session: ChargerSession) -> None:
        self._broker.tell(node, SUBJECT, f"{session.charger_id} {session.epoch}".encode())

    async def release(self, session: ChargerSession) -> None:
        """Let go, unless a newer connection has the charger already."""
        self._broker.claims.release(str(session.charger_id), session.epoch)
        await self._disconnected(ChargerDisconnected(session.charger_id, session.epoch, self._now()))

    async def _disconnected(self, fact: ChargerDisconnected) -> None:
        """Without a database it is said later: a charger that stays away must not seem to be here."""
        try:
            await self._journal.write(fact)
        except StorageUnavailable as error:
            log.warning("that a charger has left is stored later: %s", error)
            self._unreleased.append(fact)
            return
        self._announcer.charger(fact.charger_id)
        self._announcer.attention()

    async def heartbeat(self) -> bool:
        """Say in the database that this process lives, and what could not be said of its chargers before.

        False when another process took this one for dead meanwhile: its chargers are fenced, and it must let them go.
        """
        now = self._now()
        known = await Node.filter(id=self._broker.node).update(heartbeat_at=now)
        if not known:
            await Node.create(id=self._broker.node, started_at=now, heartbeat_at=now)
        before, self._beat_at = self._beat_at, now
        await self._watch(now)
        if before is not None and now - before > DEAD_AFTER / 2:
            self._judges_from = now + DEAD_AFTER
        await self._make_up_for_releases()
        return before is None or bool(known)

    async def _watch(self, now: datetime) -> None:
        """After a pause nobody says that this process saw what happened meanwhile."""
        watching = Watch.filter(node=self._broker.node, until__gte=now - DEAD_AFTER)
        if not await watching.update(until=now):
            await Watch.create(node=self._broker.node, since=now, until=now)

    async def _make_up_for_releases(self) -> None:
        unreleased, self._unreleased = self._unreleased, []
        for fact in unreleased:
            await self._disconnected(fact)

    async def sweep(self) -> None:
        """Chargers of processes that are gone are offline. The epoch rises: a process that only slept is fenced.

        Who was silent itself, because the database was away or a clock jumped, gives the others time to speak first.
        """
        now = self._now()
        if self._judges_from is not None and now < self._judges_from:
            return
        await Node.filter(heartbeat_at__lt=now - DEAD_AFTER).delete()
        living = [node.id for node in await Node.all()]
        ownerless = Charger.filter(online=True).exclude(owner_node__in=living)
        orphans = [charger.id for charger in await ownerless.only("id")]
        if not orphans:
            return
        log.info("%d chargers belonged to a process that is gone", len(orphans))
        async with in_transaction() as connection:
            await ownerless.using_db(connection).update(
                online=False, offline_since=now, owner_node=None, owner_epoch=F("owner_epoch") + 1
            )
            await (
                Connection.filter(charger_id__in=orphans, until__isnull=True)
                .using_db(connection)
                .update(until=now)
            )
        for charger_id in orphans:
            self._announcer.charger(charger_id)
        self._announcer.attention()

    async def leave(self) -> None:
        """This process ends."""
        await Node.filter(id=self._broker.node).delete()


async def _end_connections(orphans: list[UUID], now: datetime, connection: BaseDBAsyncClient) -> None:
    """Not of one that another process has taken since."""
    for first in range(0, len(orphans), ORPHANS_AT_ONCE):
        some = Charger.filter(id__in=orphans[first : first + ORPHANS_AT_ONCE], online=False)
        gone = Connection.filter(until__isnull=True, charger_id__in=Subquery(some.values("id")))
        await gone.using_db(connection).update(until=now)


def parse_superseded(body: bytes) -> tuple[UUID, int]:
    """(charger, epoch) of a `superseded` message."""
    charger_id, epoch = body.decode().split()
    return UUID(charger_id), int(epoch)
