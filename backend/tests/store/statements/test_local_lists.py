"""csms.store.statements.local_lists: what chargers acknowledge, and what follows from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from csms.charging.local_lists import LocalLists
from csms.store.facts import Fact
from csms.store.facts.local_lists import (
    LocalListAnswered,
    LocalListDisputed,
    LocalListSent,
    LocalListVersionTold,
)
from csms.store.list_copies import Change, Listed, Update
from csms.store.local_lists import copy_of
from csms.store.models import Charger, LocalList
from csms.store.models.base import new_id
from tests.services.database import NOW, Database, at


def lists(now: datetime = NOW) -> LocalLists:
    return LocalLists(lambda: now)


async def row_of(charger_id: UUID) -> LocalList:
    return await LocalList.get(charger_id=charger_id)


async def in_step(charger: Charger, **columns: Any) -> None:
    await LocalList.filter(charger_id=charger.id).update(state="in_step", due_at=None, **columns)


A, B = Change("A", Listed("Accepted")), Change("B", Listed("Blocked", at(0), "GROUP"))


async def after(database: Database, charger: Charger, update: Update, status: str | None) -> None:
    command_id = new_id()
    await database.write([LocalListSent(charger.id, command_id, update, NOW)])
    if status is not None:
        await database.write([LocalListAnswered(charger.id, command_id, status, NOW)])


async def test_what_is_accepted_is_known(database: Database) -> None:
    """LL-03, LL-06"""
    charger = await database.charger()
    await after(database, charger, Update(3, True, (A,)), "Accepted")
    await after(database, charger, Update(4, False, (B, Change("a"))), "Accepted")
    copy = await copy_of(charger.id)
    assert (copy.version, list(copy.entries.values()), copy.last) == (4, [B], 4)
    for status in ("Failed", "VersionMismatch", "NotSupported", "error", "offline"):
        await after(database, charger, Update(9, True), status)
        assert (await copy_of(charger.id)).entries == copy.entries
    assert (await copy_of(charger.id)).last == 9


@pytest.mark.parametrize("status", ["timeout", "unknown", None])
async def test_after_silence_nobody_knows(database: Database, status: str | None) -> None:
    """LL-06: also when we end before the answer comes."""
    charger = await database.charger()
    await after(database, charger, Update(3, True, (A,)), "Accepted")
    await after(database, charger, Update(4, False, (B,)), status)
    assert (await copy_of(charger.id)).attempt == Update(4, False, (B,))
    await database.write([LocalListVersionTold(charger.id, 4, NOW)])
    copy = await copy_of(charger.id)
    assert (copy.version, set(copy.entries), copy.attempt) == (4, {"a", "b"}, None)


async def test_a_late_answer_to_what_is_decided_changes_nothing(database: Database) -> None:
    """LL-06, RPC-09"""
    charger, late = await database.charger(), new_id()
    await database.write([LocalListSent(charger.id, late, Update(4, True, (A,)), NOW)])
    await database.write([LocalListAnswered(charger.id, late, "timeout", NOW)])
    await database.write([LocalListVersionTold(charger.id, 0, NOW)])
    await database.write([LocalListAnswered(charger.id, late, "Accepted", NOW)])
    assert ((await copy_of(charger.id)).version, (await copy_of(charger.id)).entries) == (0, {})


async def test_a_late_answer_is_not_that_of_the_list_after_it(database: Database) -> None:
    """LL-06, RPC-09"""
    charger, late, next_one = await database.charger(), new_id(), new_id()
    await database.write([LocalListSent(charger.id, late, Update(4, True, (A,)), NOW)])
    await database.write([LocalListAnswered(charger.id, late, "timeout", NOW)])
    await database.write([LocalListSent(charger.id, next_one, Update(5, True, (B,)), NOW)])
    await database.write([LocalListAnswered(charger.id, late, "Accepted", NOW)])
    copy = await copy_of(charger.id)
    assert (copy.version, copy.attempt) == (None, Update(5, True, (B,)))


FACTS = [
    ([("Accepted", 4)], "pending"),
    ([("timeout", 4)], "unknown"),
    ([("NotSupported", 4)], "unsupported"),
    ([("Failed", 4)], "in_step"),
]


@pytest.mark.parametrize(("ends", "state"), FACTS)
async def test_what_an_operator_sends_makes_our_list_due(
    database: Database, ends: list[tuple[str, int]], state: str
) -> None:
    """LL-04, LL-06"""
    charger = await database.charger(firmware_version="1.0")
    await lists().intend(charger.id, "all", [])
    await after(database, charger, Update(3, True, (A,)), "Accepted")
    await in_step(charger)
    for status, version in ends:
        await after(database, charger, Update(version, True, (B,)), status)
    row = await row_of(charger.id)
    assert row.state == state
    assert (row.firmware_version == "1.0") is (state == "unsupported")


@pytest.mark.parametrize(
    ("version", "state"), [(3, "in_step"), (2, "pending"), (0, "pending"), (-1, "unsupported")]
)
async def test_what_the_charger_tells_is_compared(database: Database, version: int, state: str) -> None:
    """LL-06, LL-01"""
    charger = await database.charger()
    await lists().intend(charger.id, "all", [])
    await after(database, charger, Update(3, True, (A,)), "Accepted")
    await in_step(charger)
    await database.write([LocalListVersionTold(charger.id, version, NOW)])
    assert (await row_of(charger.id)).state == state


async def test_facts_of_one_group(database: Database) -> None:
    """An answer and the next list of the same charger, and those of another."""
    one, other = await database.charger(), await database.charger("CP-2")
    first, second, third = new_id(), new_id(), new_id()
    await database.write([LocalListSent(one.id, first, Update(1, True, (A,)), NOW)])
    group: list[Fact] = [
        LocalListSent(other.id, third, Update(7, True), NOW),
        LocalListAnswered(one.id, first, "Accepted", NOW),
        LocalListSent(one.id, second, Update(2, False, (B,)), NOW),
    ]
    await database.write(group)
    copy = await copy_of(one.id)
    assert (copy.version, set(copy.entries), copy.attempt) == (1, {"a"}, Update(2, False, (B,)))
    assert (await copy_of(other.id)).attempt == Update(7, True)


async def test_a_dispute(database: Database) -> None:
    """STAT-09: all of it again, though not after every list."""
    charger = await database.charger()
    await lists().intend(charger.id, "all", [])
    for disputed_at, due_at in ((None, NOW), (at(-3600), NOW), (at(-10), at(300))):
        await in_step(charger, disputed_at=disputed_at, verify=False, resend=False)
        await database.write([LocalListDisputed(charger.id, NOW)])
        row = await row_of(charger.id)
        assert (row.state, row.due_at, row.verify, row.resend) == ("pending", due_at, True, True)
        assert row.disputed_at == NOW
