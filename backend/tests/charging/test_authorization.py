"""csms.charging.authorization: five verdicts, each where it belongs."""

from datetime import timedelta

import pytest

from csms.charging.authorization import Verdict, authorize, may_start
from csms.charging.session import ChargerSession, ExpectedStart
from csms.store.models.base import new_id
from tests.charging.starts import report
from tests.services.database import NOW, Database, at


async def verdict(session: ChargerSession, token: str) -> Verdict:
    return await authorize(session, token, at=NOW, now=NOW)


async def test_each_status(database: Database) -> None:
    """AUTH-01, TC_023: unknown, blocked, expired, else accepted."""
    session = await database.session()
    await database.id_tag("GOOD")
    await database.id_tag("BLOCKED", blocked=True)
    await database.id_tag("EXPIRED", expires_at=at(-1))
    await database.id_tag("LATER", expires_at=at(1))
    statuses = [
        (await verdict(session, token)).status for token in ("GOOD", "BLOCKED", "EXPIRED", "LATER", "NOBODY")
    ]
    assert statuses == ["Accepted", "Blocked", "Expired", "Accepted", "Invalid"]


@pytest.mark.parametrize("presented", ["abcd", "ABCD", "aBcD"])
async def test_case_does_not_count(database: Database, presented: str) -> None:
    """GEN-02"""
    await database.id_tag("AbCd")
    assert (await verdict(await database.session(), presented)).status == "Accepted"


async def test_a_blocked_parent_blocks_its_children(database: Database) -> None:
    """AUTH-03"""
    await database.id_tag("PARENT", blocked=True)
    await database.id_tag("CHILD", parent="parent")
    answer = await verdict(await database.session(), "CHILD")
    assert (answer.status, answer.parent) == ("Blocked", "parent")


async def test_expiry_is_judged_then_and_blocking_now(database: Database) -> None:
    """DEC-4"""
    session = await database.session()
    await database.id_tag("EXPIRES", expires_at=at(-3600))
    await database.id_tag("BLOCKED", blocked=True)
    yesterday = NOW - timedelta(days=1)
    assert (await authorize(session, "EXPIRES", at=yesterday, now=NOW)).status == "Accepted"
    assert (await authorize(session, "BLOCKED", at=yesterday, now=NOW)).status == "Blocked"


async def test_a_token_of_our_own_remote_start_is_good(database: Database) -> None:
    """AUTH-06: for as long as the start is awaited."""
    session = await database.session()
    session.expected_starts.append(ExpectedStart(new_id(), None, "virtual", at(60)))
    assert (await verdict(session, "VIRTUAL")).status == "Accepted"
    assert (await authorize(session, "VIRTUAL", at=at(61), now=at(61))).status == "Invalid"


async def test_a_token_has_room_for_so_many_transactions(database: Database) -> None:
    """START-05: not counted are the retry itself and the transaction that is superseded."""
    session, other = await database.session("CP-1"), await database.session("CP-2")
    await database.id_tag("ONCE", max_active_transactions=1)
    started = await report(database, session, token="ONCE", evse_id=1)
    assert started.verdict.status == "Accepted"
    assert await may_start(session.charger_id, 1, "once", "another")
    assert not await may_start(session.charger_id, 2, "once", "another")
    assert not await may_start(other.charger_id, 1, "once", "another")


async def test_without_a_maximum_there_is_always_room(database: Database) -> None:
    session = await database.session()
    await database.id_tag("FLEET")
    for evse_id in (1, 2, 3):
        assert (await report(database, session, token="FLEET", evse_id=evse_id)).verdict.status == "Accepted"
