"""Every change that is an event makes one, in the commit of the change, whoever makes it; nothing else does."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tortoise.transactions import in_transaction

from csms.store.database import close_database, open_database
from csms.store.event_triggers import TYPES
from csms.store.models import (
    Charger,
    ChargerCertificate,
    Command,
    ConfigurationDrift,
    ConnectionRefusal,
    Connector,
    IdTag,
    LocalList,
    Reservation,
    SecurityEvent,
    Station,
    Transaction,
    Transfer,
    UnknownTag,
    Violation,
    Webhook,
    WebhookEvent,
)
from csms.store.models.base import new_id
from tests.services.database import NOW, Database

HERE = new_id()


async def listening() -> Webhook:
    return await Webhook.create(url="https://receiver.example/", events=["*"], secret="sealed")


class Told:
    """What was told since the last look."""

    def __init__(self) -> None:
        self._last = 0
        self.ever: set[str] = set()

    async def news(self) -> list[str]:
        rows = await WebhookEvent.filter(id__gt=self._last).order_by("id").values("id", "type")
        self._last = rows[-1]["id"] if rows else self._last
        self.ever |= {row["type"] for row in rows}
        return [row["type"] for row in rows]


async def test_without_a_webhook_nothing_is_written(database: Database) -> None:
    await database.session()
    assert await Told().news() == []


async def test_every_event(database: Database) -> None:
    await listening()
    told = Told()
    await chargers_and_connectors(database, told)
    await transactions(told)
    await what_is_asked_of_chargers(told)
    await security(told)
    await what_chargers_do_wrong(database, told)
    await cards_and_places(database, told)
    assert told.ever == set(TYPES)


async def chargers_and_connectors(database: Database, told: Told) -> None:
    session = await database.session()
    charger = await Charger.get(id=session.charger_id)
    assert await told.news() == ["charger.created", "charger.connected"]
    first = await WebhookEvent.get(type="charger.created")
    assert (first.subject_id, first.data, first.spread_at, len(first.key)) == (charger.id, None, None, 32)
    assert first.at.tzinfo is not None
    same = Charger.filter(id=charger.id)
    await same.update(last_seen_at=NOW + timedelta(seconds=5), owner_epoch=7)
    await same.update(name="")
    assert await told.news() == []
    await same.update(name="North")
    await same.update(online=False)
    await same.update(firmware_version="2.0")
    assert await told.news() == ["charger.updated", "charger.disconnected", "charger.updated"]
    outlet = await Connector.create(charger_id=charger.id, evse_id=1)
    outlets = Connector.filter(id=outlet.id)
    await outlets.update(power_w=Decimal(7400), metered_at=NOW, received_at=NOW)
    assert await told.news() == []
    await outlets.update(status="Charging", error_code="NoError", received_at=NOW)
    await outlets.update(status="Charging", error_code="NoError", received_at=NOW + timedelta(1))
    assert await told.news() == ["connector.status"]
    await charger.delete()
    assert await told.news() == ["charger.deleted"]


async def what_chargers_do_wrong(database: Database, told: Told) -> None:
    charger = await database.charger("CP-7")
    await told.news()
    row = await ConfigurationDrift.create(
        charger_id=charger.id, keys=[["A", "differs"]], since=NOW, seen_at=NOW
    )
    same = ConfigurationDrift.filter(id=row.id)
    await same.update(keys=[["A", "differs"]], seen_at=NOW + timedelta(1))
    await same.update(keys=[["A", "rejected"]])
    await row.delete()
    assert await told.news() == ["drift.started", "drift.updated", "drift.ended"]
    broken: dict[str, Any] = {"charger_id": charger.id, "action": "Heartbeat", "rule": "extra", "path": "x"}
    kind = await Violation.create(**broken, message="", raw_text="", count=1, first_at=NOW, last_at=NOW)
    await Violation.filter(id=kind.id).update(count=2)
    assert await told.news() == ["violation.created"]
    name: dict[str, Any] = {"charge_point_id": "X", "charge_point_id_folded": "x", "address": "", "cause": ""}
    refused = await ConnectionRefusal.create(**name, first_at=NOW, last_at=NOW)
    await ConnectionRefusal.filter(id=refused.id).update(count=2)
    assert await told.news() == ["refusal.created"]
    await charger.delete()
    await told.news()


async def transactions(told: Told) -> None:
    about: dict[str, Any] = {
        "charger_id": HERE,
        "state": "active",
        "started_at": NOW,
        "energy_wh": Decimal(0),
    }
    row = await Transaction.create(**about)
    assert await told.news() == ["transaction.started"]
    same = Transaction.filter(id=row.id)
    await same.update(energy_wh=Decimal(500), register_wh=Decimal(1500), metered_at=NOW, split_due_at=NOW)
    await same.update(flags=["meter_backwards"])
    assert await told.news() == [], "samples"
    await same.update(state="suspect", flags=["charger_silent"], suspect_at=NOW)
    assert await told.news() == ["transaction.suspect"]
    await same.update(state="active", flags=[], suspect_at=None)
    assert await told.news() == ["transaction.updated"]
    await same.update(state="completed", stopped_at=NOW, energy_wh=Decimal(900), meter_stop=Decimal(1900))
    assert await told.news() == ["transaction.ended"]
    ended: dict[str, Any] = {
        "state": "completed",
        "stopped_at": NOW,
        "meter_stop": Decimal(1900),
        "flags": [],
    }
    await same.update(**ended, energy_wh=Decimal(900))
    assert await told.news() == []
    await same.update(**ended, energy_wh=Decimal(950))
    assert await told.news() == ["transaction.updated"]
    await Transaction.create(**about | ended, imported_at=NOW)
    assert await told.news() == [], "imported"
    other = await Transaction.create(**about)
    await Transaction.filter(id=other.id).update(state="suspect", stopped_at=NOW)
    assert sorted(await told.news()) == ["transaction.ended", "transaction.started", "transaction.suspect"]


async def what_is_asked_of_chargers(told: Told) -> None:
    command = await Command.create(
        charger_id=HERE, action="Reset", request={}, state="pending", created_at=NOW
    )
    same = Command.filter(id=command.id)
    await same.update(state="sent", sent_at=NOW)
    assert await told.news() == []
    await same.update(state="answered", response={"status": "Accepted"}, finished_at=NOW)
    await same.update(outcome="rebooted", outcome_at=NOW)
    assert await told.news() == ["command.finished", "command.outcome"]
    reservation = await Reservation.create(
        charger_id=HERE, evse_id=1, ocpp_reservation_id=1, id_token="A", id_token_folded="a",
        expires_at=NOW, state="requested",
    )  # fmt: skip
    await Reservation.filter(id=reservation.id).update(state="active", updated_at=NOW)
    assert await told.news() == ["reservation.created", "reservation.updated"]
    job = await Transfer.create(
        charger_id=HERE, kind="firmware", state="waiting", created_at=NOW, updated_at=NOW
    )
    await Transfer.filter(id=job.id).update(state="requested", updated_at=NOW)
    await Transfer.filter(id=job.id).update(taken_at=NOW)
    assert await told.news() == ["job.created", "job.updated"]
    await LocalList.create(charger_id=HERE)
    await LocalList.filter(charger_id=HERE).update(state="syncing", due_at=NOW)
    await LocalList.filter(charger_id=HERE).update(due_at=NOW + timedelta(1))
    assert await told.news() == ["local_list.updated"] * 2


async def security(told: Told) -> None:
    await SecurityEvent.create(
        charger_id=HERE, source="charger", type="TamperDetectionActivated", occurred_at=NOW, received_at=NOW, key="k"
    )  # fmt: skip
    certificate = await ChargerCertificate.create(
        charger_id=HERE, state="requested", common_name="SN-1", requested_at=NOW, updated_at=NOW
    )
    await ChargerCertificate.filter(id=certificate.id).update(state="issued")
    assert await told.news() == ["security.event", "certificate.updated", "certificate.updated"]


async def cards_and_places(database: Database, told: Told) -> None:
    tag = await database.id_tag("TAG1")
    await IdTag.filter(id=tag.id).update(max_active_transactions=tag.max_active_transactions)
    await IdTag.filter(id=tag.id).update(blocked=True)
    await tag.delete()
    station = await Station.create(name="North")
    station.name = "South"
    await station.save()
    await station.delete()
    made = ["created", "updated", "deleted"]
    assert await told.news() == [f"{kind}.{deed}" for kind in ("id_tag", "station") for deed in made]
    unknown = await UnknownTag.create(
        value="X", folded="x", charger_id=HERE, charge_point_id="CP", first_seen_at=NOW, last_seen_at=NOW
    )
    await UnknownTag.filter(id=unknown.id).update(last_seen_at=NOW + timedelta(1), count=2)
    assert await told.news() == ["unknown_tag.updated"] * 2


async def test_a_change_that_is_taken_back_was_none(database: Database) -> None:
    await listening()
    try:
        async with in_transaction():
            await database.id_tag("TAG1")
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert await Told().news() == []


async def test_the_triggers_are_put_back_where_they_are_missing(database_url: str) -> None:
    """As after a migration of SQLite that builds a table anew, and at a start with other definitions."""
    await open_database(database_url)
    connection = Charger._meta.db
    name = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'id_tags'"
    if "postgres" in database_url:
        name = "SELECT tgname AS name FROM pg_trigger WHERE tgname LIKE 'webhook%' AND tgrelid = 'id_tags'::regclass"
    names = [row["name"] for row in await connection.execute_query_dict(name)]
    assert len(names) == 3
    for one in names:
        on = " ON id_tags" if "postgres" in database_url else ""
        await connection.execute_script(f"DROP TRIGGER {one}{on}")
    await close_database()
    await open_database(database_url)
    try:
        connection = Charger._meta.db
        assert [row["name"] for row in await connection.execute_query_dict(name)] == names
    finally:
        await close_database()
