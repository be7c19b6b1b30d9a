"""csms.charging.presence: one holder, fenced; processes that ended hold nothing."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from csms.charging.presence import DEAD_AFTER, HEARTBEAT, SUBJECT, Presence, parse_superseded
from csms.charging.session import ChargerSession
from csms.errors import StorageUnavailable
from csms.realtime.memory import MemoryBroker
from csms.store.models import Charger, Command, Connection, Node, Watch
from tests.charging.starts import report
from tests.services.announcing import silent
from tests.services.database import NOW, Database, at


class Time:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


def presence(database: Database, broker: MemoryBroker, time: Time) -> Presence:
    return Presence(broker, database.journal, silent(broker), time)


async def test_a_claim_brings_the_open_transactions(database: Database) -> None:
    """BOOT-08, CONN-09: also after a restart of ours."""
    earlier = await database.session()
    open_one = await report(database, earlier)
    broker, time = MemoryBroker(), Time()
    session = ChargerSession(earlier.charger_id, "CP-0001")
    held = presence(database, broker, time)
    await held.claim(session, "10.0.0.1")
    await held.recall(session)
    assert session.epoch == 2
    assert list(session.transactions) == [open_one.number]
    assert await broker.claims.owner(str(session.charger_id)) == (broker.node, 2)


async def test_the_former_holder_is_told(database: Database) -> None:
    """R13"""
    first, second, told = MemoryBroker(), MemoryBroker(), list[tuple[str, str, bytes]]()
    charger = await database.charger()
    await presence(database, first, Time()).claim(ChargerSession(charger.id, "CP-0001"), "a")
    second.tell = lambda node, subject, body: told.append((node, subject, body))  # type: ignore[method-assign]
    await presence(database, second, Time()).claim(ChargerSession(charger.id, "CP-0001"), "b")
    ((node, subject, body),) = told
    assert (node, subject, parse_superseded(body)) == (first.node, SUBJECT, (charger.id, 2))


async def test_a_release(database: Database) -> None:
    broker = MemoryBroker()
    charger = await database.charger()
    session = ChargerSession(charger.id, "CP-0001")
    held = presence(database, broker, Time())
    await held.claim(session, "a")
    await held.release(session)
    await charger.refresh_from_db()
    assert not charger.online
    assert await broker.claims.owner(str(charger.id)) is None


async def test_the_chargers_of_a_process_that_ended_are_offline(database: Database) -> None:
    """R13: and its epoch is over, should it only have slept."""
    dead, living, time = MemoryBroker(), MemoryBroker(), Time()
    charger = await database.charger()
    dying = presence(database, dead, time)
    await dying.heartbeat()
    await dying.claim(ChargerSession(charger.id, "CP-0001"), "a")
    sweeping = presence(database, living, time)
    await sweeping.heartbeat()
    await sweeping.sweep()
    while time.now <= NOW + DEAD_AFTER:
        assert (await Charger.get(id=charger.id)).online
        time.now += timedelta(seconds=HEARTBEAT)
        assert await sweeping.heartbeat()
        await sweeping.sweep()
    charger = await Charger.get(id=charger.id)
    assert (charger.online, charger.owner_epoch, charger.offline_since) == (False, 2, time.now)
    assert [node.id for node in await Node.all()] == [living.node]
    assert not await dying.heartbeat()  # so that it lets its chargers go
    assert await dying.heartbeat()


async def test_who_was_silent_itself_judges_nobody_at_once(database: Database) -> None:
    """R3, R9, R13: after an outage, or a jump of the clock, both are late, and both live."""
    time = Time()
    charger = await database.charger()
    one, other = (presence(database, MemoryBroker(), time) for _ in range(2))
    await other.heartbeat()
    await other.claim(ChargerSession(charger.id, "CP-0001"), "a")
    await one.heartbeat()
    time.now = NOW + timedelta(hours=1)
    await one.heartbeat()
    await one.sweep()
    assert await other.heartbeat()
    time.now += DEAD_AFTER
    await one.sweep()
    assert (await Charger.get(id=charger.id)).online


async def test_a_restart_finds_its_former_self_gone(database: Database) -> None:
    """After kill -9: nothing says online that is not."""
    charger = await database.charger()
    await Charger.filter(id=charger.id).update(online=True, owner_node="former", owner_epoch=7)
    fresh = presence(database, MemoryBroker(), Time())
    await fresh.heartbeat()
    await fresh.sweep()
    charger = await Charger.get(id=charger.id)
    assert (charger.online, charger.owner_node, charger.owner_epoch) == (False, None, 8)


async def test_a_process_that_leaves_is_no_longer_there(database: Database) -> None:
    held = presence(database, MemoryBroker(), Time())
    await held.heartbeat()
    await asyncio.gather(held.heartbeat(), held.heartbeat())
    assert await Node.all().count() == 1
    await held.leave()
    assert await Node.all().count() == 0


async def test_a_release_without_a_database_is_made_up_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R3, R5: who left during an outage and stays away is not online for ever."""
    charger = await database.charger()
    session = ChargerSession(charger.id, "CP-0001")
    held = presence(database, MemoryBroker(), Time())
    await held.claim(session, "a")
    with monkeypatch.context() as away:
        away.setattr(database.journal, "write", _fail)
        await held.release(session)
    await charger.refresh_from_db()
    assert charger.online
    await held.heartbeat()
    await charger.refresh_from_db()
    assert not charger.online


async def _fail(*facts: object) -> None:
    raise StorageUnavailable("away")


async def test_remote_starts_outlive_a_connection(database: Database) -> None:
    """START-10, AUTH-06: not those that were refused, never sent, fulfilled, or are too old."""
    session = await database.session()
    wanted = await _remote_start(session, "VIRTUAL", sent_at=NOW)
    await _remote_start(session, "REFUSED", sent_at=NOW, response={"status": "Rejected"})
    await _remote_start(session, "BROKEN", sent_at=NOW, state="error")
    await _remote_start(session, "NEVER")
    await _remote_start(session, "DONE", sent_at=NOW, outcome="transaction_started")
    await _remote_start(session, "OLD", sent_at=NOW, created_at=NOW - timedelta(minutes=6))
    fresh = ChargerSession(session.charger_id, "CP-0001")
    held = presence(database, MemoryBroker(), Time())
    await held.claim(fresh, "a")
    for _ in range(2):  # one that was sent while this was read is not expected twice
        await held.recall(fresh)
    assert [(e.command_id, e.evse_id, e.token_folded) for e in fresh.expected_starts] == [
        (wanted, 2, "virtual")
    ]


async def _remote_start(session: ChargerSession, tag: str, **columns: Any) -> UUID:
    row = {"state": "answered", "created_at": NOW, **columns}
    request = {"idTag": tag, "connectorId": 2}
    command = await Command.create(
        charger_id=session.charger_id, action="RemoteStartTransaction", request=request, **row
    )
    return UUID(str(command.id))


async def history(charger_id: UUID) -> list[tuple[int, datetime, datetime | None]]:
    rows = await Connection.filter(charger_id=charger_id).order_by("epoch")
    return [(row.epoch, row.since, row.until) for row in rows]


async def test_connections_have_a_history(database: Database) -> None:
    """Also when the charger is back before its former connection has ended."""
    broker, time = MemoryBroker(), Time()
    charger = await database.charger()
    held = presence(database, broker, time)
    first, second = (ChargerSession(charger.id, "CP-0001") for _ in range(2))
    await held.claim(first, "a")
    time.now = at(60)
    await held.claim(second, "b")
    time.now = at(70)
    await held.release(first)
    assert await history(charger.id) == [(1, NOW, at(60)), (2, at(60), None)]
    time.now = at(90)
    await held.release(second)
    assert (await history(charger.id))[1] == (2, at(60), at(90))


async def test_a_connection_ends_with_its_process(database: Database) -> None:
    dead, living, time = MemoryBroker(), MemoryBroker(), Time()
    charger = await database.charger()
    await presence(database, dead, time).claim(ChargerSession(charger.id, "CP-0001"), "a")
    time.now = at(60)
    sweeping = presence(database, living, time)
    await sweeping.heartbeat()
    await sweeping.sweep()
    assert await history(charger.id) == [(1, NOW, at(60))]


async def test_what_nobody_watched_is_known(database: Database) -> None:
    time = Time()
    time.now = at(600)
    await presence(database, MemoryBroker(), time).heartbeat()
    one = presence(database, MemoryBroker(), time)
    for seconds in (700, 705, 900, 905):
        time.now = at(seconds)
        await one.heartbeat()
    rows = await Watch.all().order_by("since")
    assert [(row.since, row.until) for row in rows] == [
        *((at(600), at(600)), (at(700), at(705)), (at(900), at(905)))
    ]
