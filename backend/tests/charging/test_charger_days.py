"""csms.charging.charger_days: days are derived of what is stored, again when it changes, and in the end for good."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from csms.charging.charger_days import AGAIN, SETTLED, ChargerDays
from csms.store.facts import ChargerConnected, ChargerDisconnected, ConnectorReported
from csms.store.models import ChargerDay, Command, SessionFigures, StateSpan, Watch
from csms.store.models.base import new_id
from csms.store.models.rollups import CHARGER_SECONDS, CONNECTOR_SECONDS, SECONDS
from tests.services.database import NOW, Database, at

DAY = timedelta(days=1)
TODAY = NOW.date()
HOUR = 3600


async def connected(database: Database, charger_id: UUID, when: datetime) -> int:
    fact = ChargerConnected(new_id(), charger_id, "node", "a", "1.6", when)
    return (await database.write([fact])).claims[fact.id].epoch


async def said(
    database: Database, charger_id: UUID, epoch: int, evse_id: int, status: str, when: datetime
) -> None:
    fact = ConnectorReported(charger_id, epoch, evse_id, status, "NoError", None, None, None, when, when)
    await database.write([fact])


async def day(charger_id: UUID, on: date = TODAY) -> dict[str, int]:
    row = await ChargerDay.get(charger_id=charger_id, day=on)
    return {name: seconds for name in SECONDS if (seconds := getattr(row, name))}


async def test_a_day_is_derived_again_while_it_lasts_and_then_for_good(database: Database) -> None:
    charger = await database.charger()
    await Watch.create(node="node", since=at(-DAY.total_seconds()), until=NOW + 3 * DAY)
    epoch = await connected(database, charger.id, at(-3 * HOUR))
    await said(database, charger.id, epoch, 1, "Available", at(-3 * HOUR))
    await said(database, charger.id, epoch, 1, "Charging", at(-HOUR))
    await ChargerDays(database.journal, lambda: NOW).work()
    assert await day(charger.id) == {
        "unknown_s": 9 * HOUR,
        "free_s": 2 * HOUR,
        "charging_s": HOUR,
        "excluded_s": 9 * HOUR,
        "up_s": 3 * HOUR,
    }
    row = await ChargerDay.get(charger_id=charger.id)
    assert row.due_at == NOW + AGAIN
    await database.write([ChargerDisconnected(charger.id, epoch, at(HOUR))])
    tomorrow = datetime.combine(TODAY + DAY, datetime.min.time(), NOW.tzinfo)
    await ChargerDays(database.journal, lambda: tomorrow + SETTLED).work()
    assert await day(charger.id) == {
        "unknown_s": 9 * HOUR,
        "free_s": 2 * HOUR,
        "charging_s": 2 * HOUR,
        "offline_s": 11 * HOUR,
        "excluded_s": 9 * HOUR,
        "up_s": 4 * HOUR,
        "down_offline_s": 11 * HOUR,
    }
    assert (await ChargerDay.get(charger_id=charger.id, day=TODAY)).due_at is None
    assert await day(charger.id, TODAY + DAY) == {"offline_s": 600, "down_offline_s": 600}


async def test_days_before_are_made_up_for(database: Database) -> None:
    charger = await database.charger()
    await Watch.create(node="node", since=NOW - 9 * DAY, until=NOW)
    epoch = await connected(database, charger.id, NOW - 3 * DAY)
    await said(database, charger.id, epoch, 1, "Available", NOW - 3 * DAY)
    await ChargerDays(database.journal, lambda: NOW).work()
    rows = await ChargerDay.filter(charger_id=charger.id).order_by("day")
    assert [(row.day, row.free_s, row.up_s) for row in rows] == [
        (TODAY - 3 * DAY, 12 * HOUR, 12 * HOUR),
        (TODAY - 2 * DAY, 24 * HOUR, 24 * HOUR),
        (TODAY - DAY, 24 * HOUR, 24 * HOUR),
        (TODAY, 12 * HOUR, 12 * HOUR),
    ]


async def test_the_status_of_a_morning_is_the_last_one_before_it(database: Database) -> None:
    """Also when the connector has said something since."""
    charger = await database.charger()
    epoch = await connected(database, charger.id, NOW - 2 * DAY)
    await said(database, charger.id, epoch, 1, "Reserved", NOW - DAY)
    await said(database, charger.id, epoch, 2, "Reserved", NOW - DAY)
    await said(database, charger.id, epoch, 1, "Available", at(-HOUR))
    await ChargerDays(database.journal, lambda: NOW).work()
    assert (await day(charger.id))["reserved_s"] == (11 + 12) * HOUR


async def test_an_operator_s_wish_is_of_the_time_when_the_charger_agreed(database: Database) -> None:
    charger = await database.charger()
    epoch = await connected(database, charger.id, NOW - 2 * DAY)
    await said(database, charger.id, epoch, 1, "Available", NOW - DAY)
    values: dict[str, Any] = {"charger_id": charger.id, "action": "ChangeAvailability", "state": "answered"}
    for status, hours in (("Rejected", 5), ("Accepted", 2)):
        await Command.create(
            **values,
            request={"connectorId": 0, "type": "Inoperative"},
            response={"status": status},
            created_at=at(-hours * HOUR),
            finished_at=at(-hours * HOUR),
        )
    await ChargerDays(database.journal, lambda: NOW).work()
    found = await day(charger.id)
    assert (found["up_s"], found["planned_s"]) == (10 * HOUR, 2 * HOUR)


async def test_spans_say_when(database: Database) -> None:
    charger = await database.charger()
    epoch = await connected(database, charger.id, NOW - DAY)
    await said(database, charger.id, epoch, 1, "Available", NOW - DAY)
    await said(database, charger.id, epoch, 1, "Faulted", at(-HOUR))
    chore = ChargerDays(database.journal, lambda: NOW)
    await chore.work()
    await ChargerDay.filter(day=TODAY).update(due_at=NOW)  # twice changes nothing
    await chore.work()
    spans = await StateSpan.filter(day=TODAY).order_by("evse_id", "since")
    assert [(span.evse_id, span.state, span.since, span.until) for span in spans] == [
        (0, "up", 0, 11 * HOUR),
        (0, "faulted", 11 * HOUR, 12 * HOUR),
        (1, "free", 0, 11 * HOUR),
        (1, "faulted", 11 * HOUR, 12 * HOUR),
    ]


async def test_all_columns_have_their_seconds(database: Database) -> None:
    """A day has 86,400 seconds of the charger, and as many of each connector."""
    charger = await database.charger()
    epoch = await connected(database, charger.id, NOW - 2 * DAY)
    for evse_id, status in ((1, "Available"), (2, "Faulted"), (3, "Something")):
        await said(database, charger.id, epoch, evse_id, status, NOW - 2 * DAY)
    await SessionFigures.create(
        transaction_id=new_id(),
        charger_id=charger.id,
        evse_id=3,
        state="completed",
        started_at=NOW - DAY,
        stopped_at=at(HOUR - DAY.total_seconds()),
        energy_uwh=1,
        charging_s=60,
        idle_s=HOUR - 60,
    )
    await ChargerDays(database.journal, lambda: NOW).work()
    found = await day(charger.id, TODAY - DAY)
    assert sum(found.get(name, 0) for name in CONNECTOR_SECONDS) == 3 * 86400
    assert sum(found.get(name, 0) for name in CHARGER_SECONDS) == 86400
    assert (found["charging_s"], found["occupied_s"]) == (60, HOUR - 60)


async def test_the_days_of_a_deleted_charger_stay(database: Database) -> None:
    charger = await database.charger()
    await connected(database, charger.id, NOW - 2 * DAY)
    await ChargerDays(database.journal, lambda: NOW).work()
    await charger.delete()
    await ChargerDays(database.journal, lambda: NOW + DAY).work()
    assert await day(charger.id) == {"up_s": 12 * HOUR}
