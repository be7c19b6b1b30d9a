"""csms.charging.authorization: five verdicts, each where it belongs."""

from datetime import timedelta

import pytest

from csms.charging import chargers, id_tags, stations
from csms.charging.authorization import Verdict, authorize, limits, room
from csms.charging.session import ChargerSession, ExpectedStart
from csms.store.facts import UnknownTagPresented
from csms.store.models import Station, Transaction, UnknownTag
from csms.store.models.base import new_id
from tests.charging.starts import report, report_stop
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
    once = await limits("once")
    assert await room(once, session.charger_id, 1, "another")
    assert not await room(once, session.charger_id, 2, "another")
    assert not await room(once, other.charger_id, 1, "another")


async def test_without_a_maximum_there_is_always_room(database: Database) -> None:
    session = await database.session()
    await database.id_tag("FLEET")
    for evse_id in (1, 2, 3):
        assert (await report(database, session, token="FLEET", evse_id=evse_id)).verdict.status == "Accepted"


# -- groups ------------------------------------------------------------------------------------------------------------


async def test_an_expired_parent_ends_its_children(database: Database) -> None:
    """AUTH-03, AUTH-04: the parent is returned with a refusal too, and the earlier expiry counts."""
    session = await database.session()
    await database.id_tag("OLD", expires_at=at(-1))
    await database.id_tag("SOON", expires_at=at(60))
    await database.id_tag("CHILD", parent="Old", expires_at=at(600))
    await database.id_tag("OTHER", parent="Soon", expires_at=at(600))
    child, other = await verdict(session, "CHILD"), await verdict(session, "OTHER")
    assert (child.status, child.parent, child.expires_at) == ("Expired", "Old", at(-1))
    assert (other.status, other.parent, other.expires_at) == ("Accepted", "Soon", at(60))


async def test_a_tag_named_like_a_group_is_no_member_of_it(database: Database) -> None:
    """GEN-05: a parent is compared with parents only, never with a presented tag."""
    session = await database.session()
    await database.id_tag("CHILD", parent="GROUP")
    await database.id_tag("GROUP")
    started = await report(database, session, token="CHILD")
    await report_stop(database, session, started.number, token="GROUP")
    assert (await Transaction.get(ocpp_transaction_id=started.number)).flags == ["stopped_by_other_tag"]


async def test_one_of_the_group_stops_what_another_started(database: Database) -> None:
    """AUTH-03, STOP-05: equal parents, whatever their case."""
    session = await database.session()
    await database.id_tag("ONE", parent="Fleet")
    await database.id_tag("TWO", parent="FLEET")
    started = await report(database, session, token="ONE")
    await report_stop(database, session, started.number, token="two")
    assert (await Transaction.get(ocpp_transaction_id=started.number)).flags == []


async def test_a_group_has_room_for_so_many_transactions(database: Database) -> None:
    """START-05"""
    one, two = await database.session("CP-1"), await database.session("CP-2")
    await database.id_tag("FLEET", max_active_transactions=1)
    await database.id_tag("A", parent="fleet")
    await database.id_tag("B", parent="Fleet")
    assert (await report(database, one, token="A")).verdict.status == "Accepted"
    busy = (await report(database, two, token="B")).verdict
    assert (busy.status, busy.parent) == ("ConcurrentTx", "Fleet")


async def test_a_busy_tag_is_never_told_so_but_at_a_start(database: Database) -> None:
    """AUTH-02, STOP-04, DEC-5"""
    session = await database.session()
    await database.id_tag("ONCE", max_active_transactions=1)
    started = await report(database, session, token="ONCE")
    assert (await verdict(session, "ONCE")).status == "Accepted"
    second = await report(database, session, token="ONCE", evse_id=2)
    assert second.verdict.status == "ConcurrentTx"
    stopped = await report_stop(database, session, started.number, token="ONCE")
    assert stopped.verdict is not None
    assert stopped.verdict.status == "Accepted"


# -- places ------------------------------------------------------------------------------------------------------------


async def test_a_tag_is_good_only_where_it_may_be_used(database: Database) -> None:
    """AUTH-01: at an allowed charger or at a charger of an allowed station; elsewhere Invalid."""
    station = await Station.create(name="Harbour")
    here = await database.session("CP-1", station_id=station.id)
    there = await database.session("CP-2")
    await database.id_tag("STATION", allowed_station_ids=[str(station.id)])
    await database.id_tag("CHARGER", allowed_charger_ids=[str(there.charger_id)])
    await database.id_tag(
        "BOTH", allowed_station_ids=[str(station.id)], allowed_charger_ids=[str(there.charger_id)]
    )
    statuses = {
        token: [(await verdict(session, token)).status for session in (here, there)]
        for token in ("STATION", "CHARGER", "BOTH")
    }
    assert statuses == {
        "STATION": ["Accepted", "Invalid"],
        "CHARGER": ["Invalid", "Accepted"],
        "BOTH": ["Accepted", "Accepted"],
    }


async def test_the_places_of_a_group_bind_its_members(database: Database) -> None:
    session = await database.session()
    await database.id_tag("FLEET", allowed_charger_ids=[str(new_id())])
    await database.id_tag("CHILD", parent="FLEET")
    assert (await verdict(session, "CHILD")).status == "Invalid"


async def test_a_deleted_place_widens_nothing(database: Database) -> None:
    session = await database.session("CP-1")
    other = await database.charger("CP-2")
    station = await Station.create(name="Harbour")
    await id_tags.create({"id_tag": "S", "allowed_station_ids": [station.id]})
    await id_tags.create({"id_tag": "C", "allowed_charger_ids": [other.id]})
    await stations.delete(station.id)
    await chargers.delete(other.id)
    assert [(await verdict(session, token)).status for token in ("S", "C")] == ["Invalid", "Invalid"]


# -- odd tokens --------------------------------------------------------------------------------------------------------


async def test_control_characters_of_a_reader_do_not_count(database: Database) -> None:
    """Q19"""
    await database.id_tag("04A1B2")
    assert (await verdict(await database.session(), "04a1B2\x10\x0e ")).status == "Accepted"


async def test_who_was_let_in_may_end_it(database: Database) -> None:
    """AUTH-06, STOP-04, Q37: the token of a remote start is good until the end, though not for another start."""
    session = await database.session()
    session.expected_starts.append(ExpectedStart(new_id(), 1, "virtual", at(60)))
    started = await report(database, session, token="VIRTUAL")
    assert started.verdict.status == "Accepted"
    assert not [fact for fact in started.facts if isinstance(fact, UnknownTagPresented)]
    assert (await verdict(session, "VIRTUAL")).status == "Accepted"
    assert (await report(database, session, token="VIRTUAL", evse_id=2)).verdict.status == "Invalid"
    stopped = await report_stop(database, session, started.number, token="VIRTUAL")
    assert stopped.verdict is not None
    assert stopped.verdict.status == "Accepted"


async def test_an_unknown_tag_is_kept_with_its_start(database: Database) -> None:
    session = await database.session()
    await database.id_tag("KNOWN", blocked=True)
    await report(database, session, token="NOBODY\x10")
    await report(database, session, token="nobody", evse_id=2)
    await report(database, session, token="KNOWN", evse_id=3)
    (row,) = await UnknownTag.all()
    assert (row.value, row.folded, row.count, row.charger_id) == ("nobody", "nobody", 2, session.charger_id)


# -- starts ------------------------------------------------------------------------------------------------------------


async def test_an_offline_start_is_judged_by_its_own_time(database: Database) -> None:
    """START-06, DEC-4: expiry then, blocking now."""
    session, yesterday = await database.session(), at(-86_400)
    await database.id_tag("EXPIRED-SINCE", expires_at=at(-3600))
    await database.id_tag("EXPIRED-BEFORE", expires_at=at(-90_000))
    await database.id_tag("BLOCKED-SINCE", blocked=True)
    statuses = [
        (await report(database, session, token=token, evse_id=evse_id, when=yesterday)).verdict.status
        for evse_id, token in enumerate(("EXPIRED-SINCE", "EXPIRED-BEFORE", "BLOCKED-SINCE"), 1)
    ]
    assert statuses == ["Accepted", "Expired", "Blocked"]


async def test_a_start_is_judged_anew_and_stays_open(database: Database) -> None:
    """START-02: the charger may have asked a list of its own; only its stop ends the transaction."""
    session = await database.session()
    tag_id = await id_tags.create({"id_tag": "CARD"})
    assert (await verdict(session, "CARD")).status == "Accepted"
    await id_tags.update(tag_id, {"blocked": True})
    started = await report(database, session, token="CARD")
    assert started.verdict.status == "Blocked"
    assert (await Transaction.get(ocpp_transaction_id=started.number)).stopped_at is None
    assert session.transactions[started.number].open
