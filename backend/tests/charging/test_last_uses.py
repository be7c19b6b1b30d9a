"""csms.charging.last_uses: what id tags are sorted by follows their starts, and no start waits for a tag."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import asyncpg

from csms.charging import id_tags, last_uses
from csms.charging.session import ChargerSession
from csms.store.models import IdTag, IdTagDue
from csms.store.models.base import new_id
from tests.services.database import NOW, Database, at
from tests.store.rows import transaction
from tests.store.statements.test_transactions import started

HOUR = timedelta(hours=1)


async def last_use(token: str) -> object:
    return (await IdTag.get(value=token)).last_used_at


async def start(database: Database, session: ChargerSession, number: int, **changes: Any) -> None:
    fact = started(session, ocpp_transaction_id=str(number), start_key=str(number), **changes)
    await database.journal.write(fact)


async def test_starts_move_it_forward_only(database: Database) -> None:
    await id_tags.create({"id_tag": "TAG"})
    session = await database.session()
    await start(database, session, 1)
    await last_uses.derive()
    assert await last_use("TAG") == NOW
    await start(database, session, 2, started_at=NOW - HOUR)  # kept by the charger, and sent late
    await start(database, session, 1)  # sent again
    await last_uses.derive()
    assert await last_use("TAG") == NOW
    await start(database, session, 3, started_at=NOW + HOUR, id_token="tag")
    await last_uses.derive()
    assert await last_use("TAG") == NOW + HOUR
    assert not await IdTagDue.exists()


async def test_the_starts_of_a_group_mark_a_tag_once(database: Database) -> None:
    session = await database.session()
    more: dict[str, Any] = {"start_key": "other", "ocpp_transaction_id": "4712"}
    unnamed: dict[str, Any] = {
        "id_token": None,
        "id_token_folded": None,
        "start_key": "third",
        "ocpp_transaction_id": "4713",
    }
    await database.journal.write(started(session), started(session, **more), started(session, **unnamed))
    assert await IdTagDue.all().values_list("id_token_folded", flat=True) == ["tag"]
    await last_uses.derive()  # nobody has registered it
    assert not await IdTagDue.exists()


async def test_a_tag_that_is_registered_or_renamed_has_the_sessions_of_its_text(database: Database) -> None:
    charger = await database.charger()
    await transaction(charger, 1, id_token="EARLY", started_at=at(-60))
    tag_id = await id_tags.create({"id_tag": "early"})
    await last_uses.derive()
    assert await last_use("early") == at(-60)
    await id_tags.update(tag_id, {"id_tag": "other"})
    await last_uses.derive()
    assert await last_use("other") is None


@asynccontextmanager
async def held(database: Database, folded: str) -> AsyncIterator[None]:
    """By somebody else's transaction, on PostgreSQL; SQLite has one writer at a time, whatever it writes."""
    if not database.url.startswith("postgres"):
        yield
        return
    connection = await asyncpg.connect(database.url)
    try:
        async with connection.transaction():
            await connection.execute("UPDATE id_tags SET note = 'imported' WHERE folded = $1", folded)
            yield
    finally:
        await connection.close()


async def test_a_start_does_not_wait_for_who_holds_its_tag(database: Database) -> None:
    """As an import does for many seconds; what it holds is derived when it has let go."""
    for token in ("TAG", "FREE"):
        await id_tags.create({"id_tag": token})
    await last_uses.derive()
    session = await database.session()
    async with held(database, "tag"):
        await start(database, session, 1)
        await start(database, session, 2, id_token="FREE", id_token_folded="free")
        await last_uses.derive()
        assert await last_use("FREE") == NOW
        if database.url.startswith("postgres"):
            assert await IdTagDue.all().values_list("id_token_folded", flat=True) == ["tag"]
    await last_uses.derive()
    assert await last_use("TAG") == NOW
    assert not await IdTagDue.exists()


async def test_more_marks_than_one_batch(database: Database) -> None:
    await IdTagDue.bulk_create([IdTagDue(id_token_folded=str(new_id())) for _ in range(last_uses.BATCH + 1)])
    await last_uses.derive()
    assert not await IdTagDue.exists()
