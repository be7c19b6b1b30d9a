"""csms.charging.transactions: what is reported exists; nothing twice, nothing negative, nothing invented."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from csms.charging import metering, transactions
from csms.charging.readings import POWER
from csms.charging.session import ChargerSession, ExpectedStart
from csms.charging.transactions import Start, start_key
from csms.store.facts import CommandRequested, Metered
from csms.store.models import Command, Transaction, TransactionEvent
from csms.store.models.base import new_id
from tests.charging.starts import again, report, report_stop
from tests.services.database import NOW, Database, at


async def stored(number: str) -> Transaction:
    return await Transaction.get(ocpp_transaction_id=number)


async def register(database: Database, session: ChargerSession, number: str, wh: int, seconds: float) -> Any:
    series = metering.series_of(None, None, None, None, None, None)
    fact = metering.meter(session, 1, number, [metering.sample(series, str(wh), at(seconds))], at(seconds))
    assert isinstance(fact, Metered)
    await database.write([fact])


# -- starts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "status"), [("GOOD", "Accepted"), ("BAD", "Blocked"), ("NOBODY", "Invalid")]
)
async def test_every_start_gets_a_number_and_a_record(database: Database, token: str, status: str) -> None:
    """START-01, START-02, START-03"""
    session = await database.session()
    await database.id_tag("GOOD")
    await database.id_tag("BAD", blocked=True)
    decision = await report(database, session, token=token)
    assert decision.verdict.status == status
    assert 0 < int(decision.number) < 2**31
    row = await stored(decision.number)
    assert (row.authorization_status, row.id_token, row.meter_start, row.state) == (
        status,
        token,
        1000,
        "active",
    )


async def test_a_retry_is_the_same_transaction(database: Database) -> None:
    """START-04, Q28: also after it was stopped, and over another connection."""
    session = await database.session()
    await database.id_tag("TAG", max_active_transactions=1)
    first = await report(database, session)
    retry = await report(database, await again(session), token="tag")
    assert (retry.number, retry.verdict.status, retry.duplicate) == (first.number, "Accepted", True)
    await report_stop(database, session, first.number)
    late = await report(database, await again(session))
    assert late.number == first.number
    assert await Transaction.all().count() == 1


def test_the_key_is_the_content() -> None:
    """START-04: connector, tag (case aside), time and meter; 1000 and 1000.0 are one meter."""
    base = Start(1, "TAG", Decimal(1000), NOW, NOW, None)
    same = [
        Start(1, "tag", Decimal("1000.0"), NOW, at(99), "5"),
    ]
    other = [
        Start(2, "TAG", Decimal(1000), NOW, NOW, None),
        Start(1, "TAG2", Decimal(1000), NOW, NOW, None),
        Start(1, "TAG", Decimal(1001), NOW, NOW, None),
        Start(1, "TAG", Decimal(1000), at(1), NOW, None),
    ]
    assert {start_key(start) for start in same} == {start_key(base)}
    assert len({start_key(start) for start in other} | {start_key(base)}) == 5


async def test_concurrent_use_is_answered_to_the_start_only(database: Database) -> None:
    """DEC-5, START-05"""
    session = await database.session()
    await database.id_tag("ONCE", max_active_transactions=1)
    await report(database, session, token="ONCE", evse_id=1)
    assert (await report(database, session, token="ONCE", evse_id=2)).verdict.status == "ConcurrentTx"
    assert (
        await report(database, session, token="ONCE", evse_id=1, when=at(60))
    ).verdict.status == "Accepted"


async def test_an_offline_start_is_not_concurrent_with_now(database: Database) -> None:
    """START-05 (c), START-06"""
    session = await database.session()
    await database.id_tag("ONCE", max_active_transactions=1)
    await report(database, session, token="ONCE", evse_id=1)
    late = await report(database, session, token="ONCE", evse_id=2, when=NOW - timedelta(days=2))
    assert late.verdict.status == "Accepted"
    assert (await stored(late.number)).started_at == NOW - timedelta(days=2)


@pytest.mark.parametrize("claimed", [datetime(1970, 1, 1, tzinfo=UTC), at(7200)])
async def test_an_impossible_time_is_flagged_and_ours_is_used(database: Database, claimed: datetime) -> None:
    """START-09, Q24, Q25"""
    decision = await report(database, await database.session(), when=claimed)
    row = await stored(decision.number)
    assert row.started_at == NOW
    assert "implausible_time" in row.flags


async def test_a_new_start_leaves_the_old_one_without_a_stop(database: Database) -> None:
    """START-07: suspect, and its late stop is still taken."""
    session = await database.session()
    old = await report(database, session)
    await report(database, session, when=at(600), received=at(600))
    row = await stored(old.number)
    assert (row.state, row.flags) == ("suspect", ["not_authorized", "stop_missing"])
    await report_stop(database, session, old.number, when=at(500))
    row = await stored(old.number)
    assert (row.state, row.energy_wh) == ("completed", 1000)


async def test_a_start_of_yesterday_does_not_supersede_todays(database: Database) -> None:
    """RPC-14: the queue of an offline charger may come after what happens now."""
    session = await database.session()
    today = await report(database, session)
    await report(database, session, when=NOW - timedelta(days=1))
    assert (await stored(today.number)).state == "active"


async def test_a_start_fulfils_its_remote_start(database: Database) -> None:
    """START-10, RS-03: the command ends with what really happened."""
    session = await database.session()
    command_id = new_id()
    request = CommandRequested(command_id, session.charger_id, "RemoteStartTransaction", {}, "ines", NOW)
    await database.write([request])
    session.expected_starts.append(ExpectedStart(command_id, 1, "tag", at(60)))
    decision = await report(database, session)
    command, row = await Command.get(id=command_id), await stored(decision.number)
    assert (command.outcome, command.transaction_id) == ("transaction_started", row.id)
    assert row.command_id == command_id
    assert not session.expected_starts


# -- stops -------------------------------------------------------------------------------------------------------------


async def test_energy_is_stop_minus_start(database: Database) -> None:
    """STOP-08, METER-09 (1)"""
    session = await database.session()
    number = (await report(database, session, meter=1000)).number
    await report_stop(database, session, number, meter=35_921, reason="Remote")
    row = await stored(number)
    assert (row.energy_wh, row.meter_stop, row.state, row.stop_reason) == (
        34_921,
        35_921,
        "completed",
        "Remote",
    )
    assert row.stopped_at == at(3600)


async def test_a_repeated_stop_changes_nothing(database: Database) -> None:
    """STOP-07: the first one counts, the second is recorded as what it is."""
    session = await database.session()
    number = (await report(database, session)).number
    await report_stop(database, session, number, meter=2000)
    await report_stop(database, await again(session), number, meter=9999)
    assert (await stored(number)).meter_stop == 2000
    events = await TransactionEvent.filter(kind="stopped").order_by("id")
    assert [event.disposition for event in events] == ["applied", "duplicate"]


async def test_a_meter_below_its_start_is_never_negative_energy(database: Database) -> None:
    """STOP-08, METER-08: the last real sample counts."""
    session = await database.session()
    number = (await report(database, session, meter=1000)).number
    await register(database, session, number, 1800, 60)
    await report_stop(database, session, number, meter=500)
    row = await stored(number)
    assert (row.energy_wh, row.state) == (800, "suspect")
    assert "meter_negative" in row.flags


async def test_transaction_data_comes_before_samples(database: Database) -> None:
    """METER-09 (2)"""
    session = await database.session()
    number = (await report(database, session, meter=1000)).number
    samples = [
        metering.sample(metering.series_of(context, None, None, None, None, None), raw, at(seconds))
        for context, raw, seconds in (("Transaction.Begin", "1000", 0), ("Transaction.End", "1700", 3600))
    ]
    await report_stop(database, session, number, meter=0, samples=samples)
    assert (await stored(number)).energy_wh == 700


async def test_with_nothing_to_go_by_energy_stays_unknown(database: Database) -> None:
    session = await database.session()
    number = (await report(database, session, meter=1000)).number
    session.transactions[number].register_wh = None
    await report_stop(database, session, number, meter=500)
    assert (await stored(number)).energy_wh is None


async def test_a_stop_below_the_last_sample_is_suspect(database: Database) -> None:
    session = await database.session()
    number = (await report(database, session, meter=1000)).number
    await register(database, session, number, 36_330, 60)
    await report_stop(database, session, number, meter=35_920)
    row = await stored(number)
    assert (row.state, row.energy_wh, row.flags) == ("suspect", 34_920, ["not_authorized", "meter_backwards"])


async def test_the_stops_own_register_is_not_what_it_is_compared_with(database: Database) -> None:
    session = await database.session()
    number = (await report(database, session, meter=1000)).number
    await register(database, session, number, 36_330, 60)
    end = metering.series_of("Transaction.End", None, None, None, None, None)
    samples = [metering.sample(end, "35920", at(3600))]
    await report_stop(database, session, number, meter=35_920, samples=samples)
    assert "meter_backwards" in (await stored(number)).flags


async def test_a_session_told_late_has_its_highest_power(database: Database) -> None:
    """R8: start, samples and stop of an offline charger may come within one second."""
    session = await database.session()
    number = (await report(database, session)).number
    power = metering.series_of(None, POWER, None, None, None, None)
    samples = [metering.sample(power, watts, at(n)) for n, watts in enumerate(("5000", "115900", "3000"))]
    fact = metering.meter(session, 1, number, samples, at(3))
    assert isinstance(fact, Metered)
    await report_stop(database, session, number)
    assert (await stored(number)).max_power_w == 115_900


@pytest.mark.parametrize("claimed", ["-1", "0", "9223372036854775807"])
async def test_a_stop_without_a_number_means_the_only_open_one(database: Database, claimed: str) -> None:
    """STOP-02, Q26, Q27"""
    session = await database.session()
    number = (await report(database, session)).number
    decision = await report_stop(database, session, claimed)
    assert not decision.quarantined
    assert (await stored(number)).state == "completed"


async def test_of_several_open_ones_the_tag_decides(database: Database) -> None:
    """STOP-02"""
    session = await database.session()
    first = (await report(database, session, token="A", evse_id=1)).number
    second = (await report(database, session, token="B", evse_id=2)).number
    assert not (await report_stop(database, session, "-1", token="b")).quarantined
    assert [(await stored(n)).stopped_at for n in (first, second)] == [None, at(3600)]
    await report(database, session, token="B", evse_id=2, when=at(10))
    assert (await report_stop(database, session, "-1")).quarantined


async def test_a_foreign_number_touches_nothing(database: Database) -> None:
    """STOP-01, S7: answered and kept aside; the other charger's record stays as it is."""
    victim, thief = await database.session("CP-1"), await database.session("CP-2")
    number = (await report(database, victim)).number
    (before,) = await Transaction.all().values()
    decision = await report_stop(database, thief, number)
    assert decision.quarantined
    (after,) = await Transaction.all().values()
    assert after == before
    event = await TransactionEvent.get(charger_id=thief.charger_id)
    assert (event.kind, event.disposition, event.transaction_id) == ("stopped", "quarantined", None)


async def test_another_tag_stops_and_is_flagged(database: Database) -> None:
    """STOP-05: same group is normal."""
    session = await database.session()
    await database.id_tag("A", parent="GROUP")
    await database.id_tag("B", parent="group")
    await database.id_tag("C")
    for stopping, flags in (("B", []), ("a", []), ("C", ["stopped_by_other_tag"])):
        number = (await report(database, session, token="A", meter=hash(stopping) % 1000)).number
        await report_stop(database, session, number, token=stopping)
        row = await stored(number)
        assert (row.state, row.flags) == ("completed", flags)


async def test_a_stop_before_its_start_has_no_negative_length(database: Database) -> None:
    """R9"""
    session = await database.session()
    number = (await report(database, session)).number
    await report_stop(database, session, number, when=at(-600))
    row = await stored(number)
    assert row.stopped_at == row.started_at
    assert (row.state, "stop_before_start" in row.flags) == ("suspect", True)


async def test_a_stop_fulfils_its_remote_stop(database: Database) -> None:
    """RS-04"""
    session = await database.session()
    command_id = new_id()
    request = CommandRequested(command_id, session.charger_id, "RemoteStopTransaction", {}, "ines", NOW)
    await database.write([request])
    number = (await report(database, session)).number
    session.expected_stops[number] = command_id
    await report_stop(database, session, number, reason="Remote")
    assert (await Command.get(id=command_id)).outcome == "transaction_stopped"


# -- the same start twice, before the first is stored ------------------------------------------------------------------


async def test_a_retry_that_overtakes_the_commit(database: Database) -> None:
    """START-04, Q14, Q28: sent twice without waiting, it is one transaction, which nothing supersedes."""
    session = await database.session()
    await database.id_tag("TAG")
    start = Start(1, "TAG", Decimal(1000), NOW, NOW, None)
    first, second = await transactions.start(session, start), await transactions.start(session, start)
    await database.write([*first.facts, *second.facts])
    assert (second.number, second.verdict.status, second.duplicate) == (first.number, "Accepted", True)
    assert [t.number for t in session.all_open()] == [first.number]
    assert (await stored(first.number)).flags == []


async def test_another_connection_was_first(database: Database) -> None:
    """START-04: later messages of this one find the transaction that stands."""
    session = await database.session()
    other = await again(session)
    start = Start(1, "TAG", Decimal(1000), NOW, NOW, None)
    stands, late = await transactions.start(other, start), await transactions.start(session, start)
    await database.write(stands.facts)
    assert late.fact_id
    settled = (await database.write(late.facts)).starts[late.fact_id]
    session.renumber(late.number, settled.id, settled.ocpp_transaction_id)
    assert [(t.id, t.number) for t in session.all_open()] == [(stands.fact_id, stands.number)]
    await report_stop(database, session, "-1")
    assert (await stored(stands.number)).state == "completed"
