"""An open database with its journal, and the few rows that most tests begin with."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from csms.charging.session import ChargerSession
from csms.store.database import close_database, open_database, writer_for
from csms.store.facts import ChargerConnected, Fact
from csms.store.folding import fold, natural
from csms.store.journal import Journal, Results
from csms.store.models import Charger, IdTag
from csms.store.models.base import new_id

NOW = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
"""The moment at which tests happen. `at(90)` is a minute and a half later."""


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@dataclass
class Database:
    """Tortoise is connected, the journal runs."""

    url: str
    journal: Journal

    async def write(self, facts: Sequence[Fact]) -> Results:
        return await self.journal.write(*facts)

    async def charger(self, identity: str = "CP-0001", **columns: Any) -> Charger:
        return await Charger.create(
            charge_point_id=identity,
            charge_point_id_folded=fold(identity),
            charge_point_id_natural=natural(identity),
            **columns,
        )

    async def session(self, identity: str = "CP-0001", **columns: Any) -> ChargerSession:
        """A charger that is connected under its first epoch and has booted."""
        charger = await self.charger(identity, **columns)
        fact = ChargerConnected(new_id(), charger.id, "this-node", "127.0.0.1", "1.6", NOW)
        claimed = (await self.journal.write(fact)).claims[fact.id]
        return ChargerSession(charger.id, identity, epoch=claimed.epoch, registration_status="Accepted")

    async def id_tag(self, value: str, parent: str | None = None, **columns: Any) -> IdTag:
        parents: dict[str, Any] = {}
        if parent:
            parents = {"parent_value": parent, "parent_folded": fold(parent)}
        return await IdTag.create(value=value, folded=fold(value), **parents, **columns)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database at `url`, opened as the server opens it."""
    await open_database(url)
    journal = Journal(writer_for(url))
    journal.start()
    try:
        yield Database(url, journal)
    finally:
        try:
            await journal.stop()
        finally:
            await close_database()
