"""csms.store.matters.standing: every matter there is, under a subject that stays the same."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from csms.store import attention
from csms.store.matters import standing
from csms.store.matters.standing import Untold
from csms.store.models import (
    Charger,
    ChargerCertificate,
    ConfigurationDrift,
    ConnectorStatus,
    LocalList,
    NotifiedMatter,
    QuarantinedStop,
    SecurityEvent,
    Station,
    Transfer,
)
from tests.services.database import NOW, Database, at
from tests.store.rows import connector, transaction

RULE = UUID(int=7)


async def said(charger: Charger, status: str, when: datetime, *, applied: bool = True) -> None:
    await ConnectorStatus.create(
        charger_id=charger.id, evse_id=1, status=status, error_code="NoError", occurred_at=when,
        received_at=when, applied=applied,
    )  # fmt: skip


async def test_more_chargers_than_a_list_shows(database: Database) -> None:
    for number in range(120):
        await database.charger(f"CP-{number}", last_seen_at=NOW, offline_since=NOW)
    await database.charger("never here")
    await database.charger("here", online=True, last_seen_at=NOW, offline_since=NOW)
    assert len(await standing.chargers_offline(NOW)) == 120


async def test_a_charger_is_where_it_stands(database: Database) -> None:
    station = await Station.create(name="Hafenstraße")
    charger = await database.charger(
        name="Wallbox 3", last_seen_at=NOW, offline_since=at(-5), station_id=station.id
    )
    (matter,) = await standing.chargers_offline(NOW)
    assert (matter.subject, matter.opened_at) == (f"offline:{charger.id}", at(-5))
    (about,) = await standing.named([matter.about])
    assert (about.name, about.charge_point_id) == ("Wallbox 3", "CP-0001")
    assert (about.station_id, about.station_name) == (str(station.id), "Hafenstraße")


async def test_a_fault_is_as_old_as_its_first_word(database: Database) -> None:
    charger = await database.charger(online=True)
    outlet = await connector(charger.id, 1, "Faulted", error_code="GroundFailure", received_at=at(90))
    for status, seconds in (("Faulted", 0), ("Available", 10), ("Faulted", 20), ("Faulted", 90)):
        await said(charger, status, at(seconds))
    await said(charger, "Available", at(60), applied=False)
    (matter,) = await standing.connectors_faulted([])
    assert (matter.opened_at, matter.critical) == (at(20), True)
    assert matter.about.what == "GroundFailure: Leakage current found, power is off"
    (known,) = await standing.connectors_faulted([matter.subject])
    assert known.subject == matter.subject == f"fault:{outlet.id}"


async def test_a_fault_stands_while_its_charger_is_away(database: Database) -> None:
    charger = await database.charger(online=False)
    await connector(charger.id, 0, "Faulted", error_code="OtherError", vendor_error_code="E42")
    (matter,) = await standing.connectors_faulted([])
    assert (matter.about.what, matter.about.connector_id, matter.critical) == ("E42", None, False)


async def test_old_doubts_stand_and_are_not_new(database: Database) -> None:
    charger = await database.charger()
    await transaction(charger, 1, state="suspect", started_at=NOW - timedelta(days=31))
    await transaction(charger, 2, state="suspect", started_at=NOW, suspect_at=at(60))
    await transaction(charger, 3)
    found = {one.about.what: one for one in await standing.transactions_in_doubt(at(60))}
    assert {what: one.new for what, one in found.items()} == {
        "Transaction 1: its record is doubtful": False,
        "Transaction 2: its record is doubtful": True,
    }
    assert found["Transaction 2: its record is doubtful"].opened_at == at(60)


async def test_a_stop_without_a_start_of_a_deleted_charger(database: Database) -> None:
    await QuarantinedStop.create(
        charger_id=uuid4(), charge_point_id="CP-9", ocpp_transaction_id="55", stop_key="k", stop_reason="Local",
        occurred_at=NOW, received_at=NOW,
    )  # fmt: skip
    assert await standing.transactions_in_doubt(at(60)) == []
    (matter,) = await standing.transactions_in_doubt(at(301))
    assert matter.about.what == "Stop of transaction 55, which never started"
    assert (matter.about.charger_id, matter.about.charge_point_id) == (None, "CP-9")


async def test_certificates_that_end_soon(database: Database) -> None:
    charger = await database.charger()
    for state, days in (("in_use", 29), ("in_use", 31), ("superseded", 1)):
        await ChargerCertificate.create(
            charger_id=charger.id, state=state, common_name="CP-0001", not_after=NOW + timedelta(days=days),
            requested_at=NOW, updated_at=NOW,
        )  # fmt: skip
    (matter,) = await standing.certificates_expiring(NOW)
    assert matter.opened_at == NOW - timedelta(days=1)
    assert matter.about.what == "Its certificate expires on 2026-12-18"


async def test_who_drifts_and_whose_list_is_old(database: Database) -> None:
    """Under the ids by which people put them aside."""
    charger = await database.charger()
    keys = [["HeartbeatInterval", "differs"]]
    await ConfigurationDrift.create(charger_id=charger.id, keys=keys, since=NOW, seen_at=NOW)
    await LocalList.create(
        charger_id=charger.id, mode="all", state="failed", error="no room", synced_at=at(-60)
    )
    (drift,) = await standing.configuration_drifts(NOW)
    (old,) = await standing.local_lists_failed(NOW)
    assert (drift.opened_at, drift.about.what) == (NOW, "HeartbeatInterval is set otherwise")
    assert (old.opened_at, old.about.what) == (at(-60), "no room")
    listed = {matter["id"] for matter in await attention.items(NOW)}
    assert {drift.matter_id, old.matter_id} == listed


async def event(charger: Charger, kind: str, **columns: Any) -> SecurityEvent:
    values = {"source": "charger", "occurred_at": NOW, "received_at": NOW, "key": kind, **columns}
    return await SecurityEvent.create(charger_id=charger.id, type=kind, **values)


async def test_security_events_until_they_were_told(database: Database) -> None:
    charger = await database.charger()
    await event(charger, "Before", received_at=at(-1))
    await event(charger, "Minor", received_at=at(1))
    told = await event(charger, "Told", critical=True)
    new = await event(charger, "New", critical=True, detail="lid")
    await NotifiedMatter.create(
        rule_id=RULE, subject=f"event:{told.id}", opened_at=NOW, told_at=NOW, last_told_at=NOW,
        first_message=uuid4(), last_message=uuid4(),
    )  # fmt: skip
    (matter,) = await standing.security_events(Untold(RULE, NOW), critical_only=True)
    assert (matter.subject, matter.about.what, matter.critical) == (f"event:{new.id}", "New lid", True)
    assert len(await standing.security_events(Untold(RULE, NOW), critical_only=False)) == 2
    assert len(await standing.security_events(Untold(uuid4(), NOW), critical_only=True)) == 2


async def test_events_of_other_places_are_not_read(database: Database) -> None:
    station = await Station.create(name="Hafenstraße")
    here = await database.charger("here", station_id=station.id)
    this, other = await database.charger("this"), await database.charger("other")
    for charger in (here, this, other):
        await event(charger, "InvalidMessages")
    untold = Untold(RULE, NOW, [station.id], [this.id])
    found = await standing.security_events(untold, critical_only=False)
    assert {one.about.charge_point_id for one in found} == {"here", "this"}


async def test_firmware_that_failed(database: Database) -> None:
    charger = await database.charger()
    for kind, state in (("firmware", "failed"), ("firmware", "installed"), ("log", "failed")):
        await Transfer.create(
            charger_id=charger.id, kind=kind, state=state, detail="InstallationFailed", created_at=NOW,
            updated_at=NOW, ended_at=at(5),
        )  # fmt: skip
    (matter,) = await standing.firmware_failed(Untold(RULE, NOW))
    assert (matter.opened_at, matter.about.what) == (at(5), "InstallationFailed")
    assert await standing.firmware_failed(Untold(RULE, at(6))) == []


async def test_what_is_put_aside_has_the_same_name_in_both_places(database: Database) -> None:
    charger = await database.charger()
    await event(charger, "TamperDetectionActivated", critical=True)
    failed: dict[str, Any] = {"created_at": NOW, "updated_at": NOW, "ended_at": NOW}
    await Transfer.create(charger_id=charger.id, kind="firmware", state="failed", **failed)
    await ChargerCertificate.create(
        charger_id=charger.id, state="in_use", common_name="CP-0001", not_after=at(60), requested_at=NOW,
        updated_at=NOW,
    )  # fmt: skip
    untold = Untold(RULE, at(-60))
    told = [
        *await standing.security_events(untold, critical_only=True),
        *await standing.firmware_failed(untold),
        *await standing.certificates_expiring(NOW),
    ]
    assert {one.matter_id for one in told} == {one["id"] for one in await attention.items(NOW)}
