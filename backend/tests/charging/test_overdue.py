"""csms.charging.overdue: no transaction is eternal, none is ended by a status, and the real stop has the last word."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from csms.charging.overdue import FORGOTTEN, Overdue, Patience, cause, runs_after_all
from csms.charging.session import ChargerSession, OpenTransaction
from csms.store import overdue, sessions
from csms.store.models import Charger, Connector, Transaction, TransactionEvent
from csms.store.overdue import Running
from tests.charging.starts import report, report_stop
from tests.services.database import NOW, Database, at
from tests.store.rows import connector, sample, transaction

PATIENCE = Patience(timedelta(minutes=5), timedelta(hours=12), timedelta(hours=12))
HOUR = 3600.0


def running(**changes: Any) -> Running:
    """One that has been running since NOW at a charger that is here."""
    values: dict[str, Any] = {
        "id": uuid4(),
        "charger_id": uuid4(),
        "evse_id": 1,
        "state": "active",
        "flags": [],
        "started_at": NOW,
        "heard_at": NOW,
        "metered_at": None,
        "suspect_at": None,
        "stopped_at": None,
        "charger_known": True,
        "online": True,
        "booted_at": None,
        "status": "Charging",
        "status_at": NOW,
        "followed": False,
    }
    return Running(**{**values, **changes})


AVAILABLE = {"status": "Available", "status_at": at(600)}


@pytest.mark.parametrize(
    ("changes", "seconds", "expected"),
    [
        ({}, 600, None),
        ({"charger_known": False}, 1, "charger_deleted"),
        ({"followed": True}, 1, "stop_missing"),
        (AVAILABLE, 600, None),
        (AVAILABLE, 900, "connector_available"),
        ({**AVAILABLE, "heard_at": at(700)}, 2000, None),
        ({"status": "Available", "status_at": at(-10)}, 2000, None),
        ({"booted_at": at(600)}, 899, None),
        ({"booted_at": at(600)}, 900, "charger_booted"),
        ({"booted_at": at(600), "heard_at": at(700)}, 9000, None),
        ({"booted_at": at(-600)}, 9000, None),
        ({"online": False}, 12 * HOUR, None),
        ({"online": False}, 12 * HOUR + 1, "charger_silent"),
        ({"online": False, "heard_at": at(HOUR)}, 12 * HOUR + 1, None),
        ({"status": "Finishing"}, 12 * HOUR + 1, "charger_silent"),
        ({"status": "SuspendedEV"}, 48 * HOUR, None),
        ({}, FORGOTTEN.total_seconds() + 1, "charger_silent"),
    ],
)
def test_when_a_stop_is_overdue(changes: dict[str, Any], seconds: float, expected: str | None) -> None:
    """R10, START-07, STOP-09, BOOT-08, STAT-07: who is merely offline may go on charging; a stop may wait in its
    queue for a while after a boot or a status."""
    assert cause(running(**changes), at(seconds), PATIENCE) == expected


@pytest.mark.parametrize(
    ("changes", "runs"),
    [
        ({"metered_at": at(700)}, True),
        ({"metered_at": at(500)}, False),
        ({"metered_at": None}, False),
        ({"metered_at": at(700), "status": "Available"}, False),
        ({"metered_at": at(700), "followed": True}, False),
        ({"metered_at": at(700), "suspect_at": None}, False),
    ],
)
def test_samples_end_a_suspicion(changes: dict[str, Any], runs: bool) -> None:
    """R10, METER-16: what is measured is delivered."""
    assert runs_after_all(running(**{"suspect_at": at(600), "state": "suspect", **changes})) is runs


async def look(database: Database, seconds: float) -> None:
    await Overdue(database.journal, lambda: at(seconds), PATIENCE).look()


async def only() -> Transaction:
    return await Transaction.get()


async def kinds() -> list[str]:
    return [event.kind for event in await TransactionEvent.all().order_by("id")]


async def test_from_available_to_closed_and_corrected(database: Database) -> None:
    """R10, STAT-07, STOP-09: suspect by a status, closed by time alone, and the late stop is what counts."""
    session = await database.session()
    await database.id_tag("TAG")
    number = (await report(database, session, meter=1000)).number
    await sample(await only(), at(120), 1400, "Energy.Active.Import.Register")
    await Connector.filter(charger_id=session.charger_id).update(status="Available", received_at=at(600))
    await look(database, 600)
    assert (await only()).state == "active"
    await look(database, 900)
    row = await only()
    assert (row.state, row.flags, row.stopped_at, row.suspect_at) == (
        "suspect",
        ["connector_available"],
        None,
        at(900),
    )
    await look(database, 900 + 12 * HOUR - 1)
    assert (await only()).state == "suspect"
    await look(database, 900 + 12 * HOUR)
    await look(database, 900 + 13 * HOUR)
    row = await only()
    assert (row.state, row.energy_wh, row.meter_stop, row.stopped_at) == ("force_closed", 400, 1400, at(120))
    assert set(row.flags) == {"connector_available", "closed_by_rule", "estimated"}
    await report_stop(database, session, number, meter=1900)
    row = await only()
    assert (row.state, row.energy_wh, row.flags, row.stopped_at) == ("completed", 900, [], at(3600))
    assert await kinds() == ["started", "suspected", "closed", "stopped", "corrected"]


async def test_without_a_reading_the_energy_stays_unknown(database: Database) -> None:
    """R10: never invented."""
    session = await database.session()
    await report(database, session)
    await Charger.filter(id=session.charger_id).update(last_boot_at=at(60))
    await look(database, 600)
    await look(database, 600 + 12 * HOUR)
    row = await only()
    assert (row.state, row.energy_wh, row.meter_stop, row.stopped_at) == ("force_closed", None, None, at(600))
    assert "charger_booted" in row.flags


async def test_a_deleted_charger_leaves_nothing_running(database: Database) -> None:
    """R10"""
    session = await database.session()
    await report(database, session)
    await Charger.filter(id=session.charger_id).delete()
    await look(database, 1)
    assert (await only()).flags == ["not_authorized", "charger_deleted"]
    await look(database, 1 + 12 * HOUR)
    assert (await only()).state == "force_closed"


async def test_a_newer_start_elsewhere_is_seen(database: Database) -> None:
    """START-07: also when another process took it."""
    charger = await database.charger()
    old = await transaction(charger, 1)
    await transaction(charger, 2, started_at=at(600))
    await look(database, 601)
    await old.refresh_from_db()
    assert (old.state, old.flags) == ("suspect", ["stop_missing"])
    assert await Transaction.filter(state="active").count() == 1


async def test_a_suspect_that_goes_on_is_no_suspect(database: Database) -> None:
    """R10: the charger came back and went on charging."""
    charger = await database.charger(online=False)
    row = await transaction(charger, 1, started_received_at=NOW)
    await look(database, 13 * HOUR)
    await Transaction.filter(id=row.id).update(metered_at=at(13 * HOUR + 60))
    await look(database, 13 * HOUR + 120)
    await row.refresh_from_db()
    assert (row.state, row.flags, row.suspect_at) == ("active", [], None)
    assert await kinds() == ["suspected", "resumed"]


async def test_a_record_closed_by_rule_opens_again(database: Database) -> None:
    """R10: the rule was wrong, it still charges. What a person has closed stays closed."""
    charger = await database.charger(online=True)
    await connector(charger.id, status="Charging")
    row = await transaction(charger, 1)
    closed = {"state": "force_closed", "flags": ["force_closed"], "stopped_at": at(60), "suspect_at": at(50)}
    by_hand = await transaction(charger, 2, evse_id=2, **closed)
    await Charger.filter(id=charger.id).update(online=False)
    await look(database, 13 * HOUR)
    await look(database, 26 * HOUR)
    await row.refresh_from_db()
    assert row.state == "force_closed"
    await Charger.filter(id=charger.id).update(online=True)
    await sample(row, at(26 * HOUR + 60), 1700, "Energy.Active.Import.Register")
    await sample(by_hand, at(26 * HOUR), 1700, "Energy.Active.Import.Register")
    await look(database, 26 * HOUR + 120)
    await row.refresh_from_db()
    await by_hand.refresh_from_db()
    assert (row.state, row.stopped_at, row.meter_stop, row.flags) == ("active", None, None, [])
    assert by_hand.state == "force_closed"


async def test_two_processes_do_it_once(database: Database) -> None:
    """R10, R20: decided by the database."""
    session = await database.session()
    await report(database, session)
    await Charger.filter(id=session.charger_id).update(last_boot_at=at(60))
    chores = [Overdue(database.journal, lambda: at(600), PATIENCE) for _ in range(2)]
    seen = await overdue.running(None)
    for chore in chores:
        fact = await chore._next(seen[0], at(600))
        assert fact is not None
        await database.write([fact])
    assert await kinds() == ["started", "suspected"]


async def test_the_late_stop_may_come_to_another_process(database: Database) -> None:
    """R10: whatever its session remembers of the transaction, the row decides."""
    session = await database.session()
    await database.id_tag("TAG")
    number = (await report(database, session, meter=1000)).number
    stale = ChargerSession(session.charger_id, session.charge_point_id, epoch=session.epoch)
    for row in await sessions.without_stop(session.charger_id):
        stale.remember(OpenTransaction.of(row))
    await Charger.filter(id=session.charger_id).update(last_boot_at=at(60))
    await look(database, 600)
    await look(database, 600 + 12 * HOUR)
    await report_stop(database, stale, number, meter=1900)
    row = await only()
    assert (row.state, row.energy_wh, row.flags) == ("completed", Decimal(900), [])


async def test_statuses_and_boots_alone_end_nothing(database: Database) -> None:
    """STAT-07, BOOT-08, METER-16"""
    session = await database.session()
    await report(database, session)
    for status in ("Available", "Finishing", "Unavailable", "Faulted", "Preparing"):
        await Connector.filter(charger_id=session.charger_id).update(status=status, received_at=at(600))
        await look(database, 1000)
        assert (await only()).stopped_at is None
