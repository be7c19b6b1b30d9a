"""csms.charging.ledger: it adds up, and whatever does not is found (R20)."""

from decimal import Decimal
from typing import Any

import pytest

from csms.charging import metering
from csms.charging.ledger import verify
from csms.charging.review import Reviews
from csms.store.facts import MessageLogged, Metered
from csms.store.models import Message, MeterValue, Transaction, TransactionEvent
from tests.charging.starts import report, report_stop
from tests.services.database import NOW, Database, at


def line(charger_id: Any, action: str, disposition: str | None) -> MessageLogged:
    return MessageLogged(charger_id, NOW, "in", "CALL", "1", action, "[]", None, disposition, None)


async def charged(database: Database) -> Transaction:
    """A session whose stop is below its start: its energy rests on its samples."""
    session = await database.session()
    await database.write([line(session.charger_id, "StartTransaction", "applied")])
    number = (await report(database, session, meter=1000)).number
    series = metering.series_of(None, None, None, None, None, None)
    samples = [metering.sample(series, str(wh), at(wh / 10)) for wh in (1100, 1500)]
    fact = metering.meter(session, 1, number, samples, at(200))
    assert isinstance(fact, Metered)
    await database.write([fact, line(session.charger_id, "MeterValues", "applied")])
    await database.write([line(session.charger_id, "StopTransaction", "applied")])
    await report_stop(database, session, number, meter=500)
    await Reviews(database.journal, lambda: at(4000)).all()
    return await Transaction.get()


async def test_it_adds_up(database: Database) -> None:
    """R20"""
    await charged(database)
    found = await verify()
    assert (found.transactions, found.pending, found.differences) == (1, 0, [])


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"energy_wh": Decimal(501)}, "energy"),
        ({"energy_wh": None}, "energy"),
        ({"meter_start": Decimal(1)}, "meter_start"),
        ({"meter_stop": Decimal(501)}, "meter_stop"),
        ({"flags": []}, "flags"),
        ({"stopped_received_at": None}, "stops"),
        ({"stopped_at": at(-1)}, "time"),
    ],
)
async def test_a_changed_record_is_found(database: Database, columns: dict[str, Any], rule: str) -> None:
    """R20: derived from events and samples, not from itself."""
    row = await charged(database)
    await Transaction.filter(id=row.id).update(**columns)
    assert rule in {difference.rule for difference in (await verify()).differences}


async def test_a_changed_sample_is_found(database: Database) -> None:
    """R20"""
    await charged(database)
    await MeterValue.filter(raw_text="1500").update(value=Decimal(1501))
    (difference,) = (await verify()).differences
    assert difference.rule == "energy"
    assert "1501" not in str(difference)
    assert str(difference).endswith("500.000000 Wh, derived 501.000000000 Wh")


@pytest.mark.parametrize(("kind", "rule"), [("started", "starts"), ("stopped", "stops")])
async def test_a_missing_event_is_found(database: Database, kind: str, rule: str) -> None:
    """R20"""
    await charged(database)
    await TransactionEvent.filter(kind=kind).delete()
    assert rule in {difference.rule for difference in (await verify()).differences}


async def test_an_end_without_a_reason_is_found(database: Database) -> None:
    """R20"""
    await report(database, await database.session())
    await Transaction.all().update(stopped_at=at(60), state="force_closed", energy_wh=None)
    assert {difference.rule for difference in (await verify()).differences} == {"end"}


async def test_each_message_has_one_verdict(database: Database) -> None:
    """R20, GEN-07: applied, duplicate or quarantined, unless it was refused as unreadable."""
    row = await charged(database)
    await database.write([line(row.charger_id, "MeterValues", None)])
    assert [difference.rule for difference in (await verify()).differences] == ["verdict"]
    said = '[4,"1","FormationViolation","",{}]'
    refusal = MessageLogged(row.charger_id, at(1), "out", "CALLERROR", "1", "MeterValues", said)
    await database.write([refusal])
    assert (await verify()).differences == []


async def test_each_verdict_has_its_event(database: Database) -> None:
    """R20"""
    row = await charged(database)
    await Message.filter(action="StopTransaction").update(disposition="duplicate")
    rules = {difference.rule for difference in (await verify()).differences}
    assert rules == {"stopped applied", "stopped duplicate"}
    await Message.filter(action="StopTransaction").update(disposition="quarantined")
    assert {d.rule for d in (await verify()).differences} == {"stopped applied"}
    assert row.charger_id


async def test_what_is_to_be_worked_out_again_is_no_difference(database: Database) -> None:
    """R20"""
    row = await charged(database)
    await Transaction.filter(id=row.id).update(energy_wh=Decimal(1), recheck_at=at(1))
    found = await verify()
    assert (found.pending, found.differences) == (1, [])
