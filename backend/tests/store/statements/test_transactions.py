"""csms.store.statements.transactions, .metering: once, whatever is repeated; a real stop corrects a closed record."""

import asyncio
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from csms.charging.session import ChargerSession
from csms.store.database import writer_for
from csms.store.facts import (
    Fact,
    MessageLogged,
    Metered,
    Reading,
    Sample,
    Series,
    TransactionForceClosed,
    TransactionStarted,
    TransactionStopped,
)
from csms.store.journal import RefusedData
from csms.store.models import Connector, Message, MeterValue, Transaction, TransactionEvent
from csms.store.models.base import new_id
from tests.services.database import NOW, Database, at


def started(session: ChargerSession, **changes: Any) -> TransactionStarted:
    fact = TransactionStarted(
        id=new_id(),
        charger_id=session.charger_id,
        charge_point_id=session.charge_point_id,
        evse_id=1,
        ocpp_transaction_id="4711",
        start_key="key",
        id_token="TAG",
        id_token_folded="tag",
        parent_token_folded=None,
        authorization_status="Accepted",
        reservation_ref=None,
        command_id=None,
        flags=[],
        meter_start=Decimal(1000),
        started_at=NOW,
        occurred_at=NOW,
        received_at=NOW,
    )
    return msgspec.structs.replace(fact, **changes)


def stopped(start: TransactionStarted, **changes: Any) -> TransactionStopped:
    fact = TransactionStopped(
        transaction_id=start.id,
        charger_id=start.charger_id,
        state="completed",
        flags=[],
        meter_stop=Decimal(3000),
        energy_wh=Decimal(2000),
        stopped_at=at(3600),
        occurred_at=at(3600),
        received_at=at(3601),
        stop_reason="Local",
        stop_id_token=None,
        max_power_w=None,
    )
    return msgspec.structs.replace(fact, **changes)


def metered(start: TransactionStarted, *values: str, received: float = 60, seconds: float = 60) -> Metered:
    samples = [
        Sample(
            Series(n, "Sample.Periodic", "Voltage", None, "Outlet", "V", 0, False), at(seconds), Decimal(v), v
        )
        for n, v in enumerate(values)
    ]
    latest = Reading(at(seconds), Decimal(7000), None, None, None, Decimal(1500), Decimal(500), Decimal(7000))
    return Metered(start.charger_id, 1, start.id, None, at(received), samples, latest)


def line(session: ChargerSession, action: str) -> MessageLogged:
    return MessageLogged(session.charger_id, NOW, "in", "CALL", "1", action, "[]", None, "applied", None)


async def test_the_same_start_is_stored_once(database: Database) -> None:
    """START-04: a second fact gets the first one's row, number and verdict; the ledger says duplicate."""
    session = await database.session()
    first = started(session)
    second = started(session, ocpp_transaction_id="9999", authorization_status="ConcurrentTx")
    await database.write([line(session, "StartTransaction"), first])
    result = (await database.write([line(session, "StartTransaction"), second])).starts[second.id]
    assert (result.id, result.ocpp_transaction_id, result.authorization_status) == (
        first.id,
        "4711",
        "Accepted",
    )
    assert result.duplicate
    assert [m.disposition for m in await Message.all().order_by("id")] == ["applied", "duplicate"]
    assert await TransactionEvent.all().count() == 1


async def test_two_sockets_may_race(database: Database) -> None:
    """START-04: a unique constraint, not a lookup."""
    session = await database.session()
    writers = [writer_for(database.url), writer_for(database.url)]
    facts = [started(session, ocpp_transaction_id=number) for number in ("1", "2")]
    both = await asyncio.gather(*(w.commit([[fact]]) for w, fact in zip(writers, facts, strict=True)))
    numbers = {result.starts[fact.id].ocpp_transaction_id for result, fact in zip(both, facts, strict=True)}
    assert len(numbers) == 1
    assert await Transaction.all().count() == 1
    for writer in writers:
        await writer.close()


async def test_a_number_that_is_taken_is_refused(database: Database) -> None:
    session = await database.session()
    await database.write([started(session)])
    with pytest.raises(RefusedData):
        await database.write([started(session, start_key="other")])


async def test_a_start_and_its_stop_may_come_in_one_group(database: Database) -> None:
    session = await database.session()
    start = started(session)
    facts: list[Fact] = [stopped(start), metered(start, "230"), start]
    await database.write(facts)
    assert (await Transaction.get(id=start.id)).state == "completed"


async def test_a_late_stop_corrects_a_closed_record(database: Database) -> None:
    """R10: what a person closed with the last reading is corrected by what really happened."""
    session = await database.session()
    start = started(session)
    close = TransactionForceClosed(
        start.id, session.charger_id, ["force_closed"], at(100), Decimal(1500), Decimal(500), "ines"
    )
    await database.write([start])
    await database.write([close])
    closed = await Transaction.get(id=start.id)
    assert (closed.state, closed.energy_wh, closed.stopped_at) == ("force_closed", 500, at(100))
    assert start.id in (await database.write([stopped(start)])).stops
    row = await Transaction.get(id=start.id)
    assert (row.state, row.energy_wh, row.flags) == ("completed", 2000, [])
    await database.write([close])
    assert (await Transaction.get(id=start.id)).state == "completed"
    kinds = [event.kind for event in await TransactionEvent.all().order_by("id")]
    assert kinds == ["started", "closed", "stopped", "corrected"]


async def test_samples_collapse_on_their_key(database: Database) -> None:
    """METER-15, R7: a retry, also a partial one, adds only what is new."""
    session = await database.session()
    start = started(session)
    await database.write([start])
    await database.write([line(session, "MeterValues"), metered(start, "230", "231")])
    await database.write([line(session, "MeterValues"), metered(start, "230", "231", received=70)])
    await database.write([line(session, "MeterValues"), metered(start, "230", "231", "232", received=80)])
    assert [m.raw_text for m in await MeterValue.all().order_by("series_key")] == ["230", "231", "232"]
    ledger = [m.disposition for m in await Message.all().order_by("id")]
    assert ledger == ["applied", "duplicate", "applied"]


async def test_samples_of_no_transaction_collapse_as_well(database: Database) -> None:
    session = await database.session()
    stray = msgspec.structs.replace(
        metered(started(session), "230"), transaction_id=None, ocpp_transaction_id="99"
    )
    await database.write([stray])
    await database.write([msgspec.structs.replace(stray, received_at=at(99))])
    (row,) = await MeterValue.all()
    assert (row.transaction_id, row.ocpp_transaction_id, row.received_at) == (None, "99", at(60))


async def test_numbers_are_exact(database: Database) -> None:
    session = await database.session()
    start = started(session, meter_start=Decimal("18204310.125"))
    await database.write([start, metered(start, "0.1", "123456789012.000000001")])
    assert (await Transaction.get(id=start.id)).meter_start == Decimal("18204310.125")
    values = [row.value for row in await MeterValue.all().order_by("series_key")]
    assert values == [Decimal("0.1"), Decimal("123456789012.000000001")]


async def test_the_latest_reading_reaches_the_screens_tables(database: Database) -> None:
    session = await database.session()
    start = started(session)
    connector = await Connector.create(charger_id=session.charger_id, evse_id=1)
    writer = writer_for(database.url)
    await writer.commit([[start, metered(start, "230")]])
    assert await writer.flush() is None
    await writer.close()
    await connector.refresh_from_db()
    row = await Transaction.get(id=start.id)
    assert (connector.power_w, connector.register_wh, connector.metered_at) == (7000, 1500, at(60))
    assert (row.power_w, row.energy_wh, row.max_power_w) == (7000, 500, 7000)


async def test_a_connector_is_known_from_its_first_transaction_on(database: Database) -> None:
    """GEN-04: its status may come later, and its readings before that."""
    session = await database.session()
    await database.write(
        [started(session, evse_id=2), started(session, start_key="other", ocpp_transaction_id="5")]
    )
    await database.write([started(session, evse_id=0, start_key="odd", ocpp_transaction_id="6")])
    assert await Connector.all().order_by("evse_id").values_list("evse_id", "status") == [
        (1, None),
        (2, None),
    ]


async def test_a_stop_with_known_samples_is_applied(database: Database) -> None:
    """R20, STOP-06: its transactionData may all have come before; the verdict is that of the stop."""
    session = await database.session()
    start = started(session)
    known = metered(start, "230", "231")
    await database.write([start])
    await database.write([line(session, "MeterValues"), known])
    data = msgspec.structs.replace(known, received_at=at(3601), reading=None)
    for _ in range(2):
        await database.write([line(session, "StopTransaction"), data, stopped(start)])
    ledger = [m.disposition for m in await Message.all().order_by("id")]
    assert ledger == ["applied", "applied", "duplicate"]


@pytest.mark.parametrize(("key", "contradicted"), [("key", False), ("another", True)])
async def test_another_stop_of_the_same_transaction(database: Database, key: str, contradicted: bool) -> None:
    """STOP-07: the first one counts; one that says something else is for a person to see."""
    session = await database.session()
    start = started(session)
    await database.write([start, stopped(start, stop_key="key")])
    await database.write([stopped(start, stop_key=key, meter_stop=Decimal(9999))])
    row = await Transaction.get(id=start.id)
    assert row.meter_stop == 3000
    assert row.flags == (["stop_contradicted"] if contradicted else [])
    assert row.state == ("suspect" if contradicted else "completed")


async def test_two_stops_in_one_group(database: Database) -> None:
    """R20, STOP-07: over two sockets at the same moment; one is applied, by its event and by its verdict."""
    session = await database.session()
    start = started(session)
    await database.write([start])
    writer = writer_for(database.url)
    group = [[line(session, "StopTransaction"), stopped(start)] for _ in range(2)]
    await writer.commit(group)
    await writer.close()
    assert sorted([str(m.disposition) for m in await Message.all()]) == ["applied", "duplicate"]
    events = await TransactionEvent.filter(kind="stopped")
    assert sorted([event.disposition for event in events]) == ["applied", "duplicate"]
