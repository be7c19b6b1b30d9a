"""csms.charging.announcer: what screens hear is what REST would say, once per turn."""

import asyncio
from collections.abc import Collection
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

import msgspec
import pytest

from csms.charging import announcer as module
from csms.charging.announcer import Announcer
from csms.charging.security_events import noticed
from csms.realtime.events import Event
from csms.realtime.memory import MemoryBroker
from csms.store.facts import (
    CommandClosed,
    ConnectionRefused,
    ConnectorReported,
    Fact,
    MessageLogged,
    Metered,
    Reading,
    UnknownTagPresented,
)
from csms.store.facts.security import CertificateSeen
from csms.store.facts.transfers import TransferReported
from csms.store.journal import Results
from csms.store.models.base import new_id
from tests.services.database import NOW, at

CHARGER = new_id()
KINDS = (
    "charger",
    "transaction",
    "command",
    "station",
    "id_tag",
    "reservation",
    "job",
    "certificate",
    "security_event",
)


class Broker(MemoryBroker):
    """Keeps what is published."""

    def __init__(self) -> None:
        super().__init__()
        self.published: list[Event] = []

    def publish(self, event: Event) -> None:
        self.published.append(event)

    def said(self) -> list[tuple[str, Any]]:
        return [(event.type, msgspec.json.decode(event.data)) for event in self.published]


class Entry:
    def __init__(self, *facts: Fact) -> None:
        self.facts = facts

    def committed(self, results: object) -> None: ...
    def failed(self, error: Exception) -> None: ...


def made() -> tuple[Announcer, Broker, list[list[UUID]]]:
    broker, asked = Broker(), list[list[UUID]]()

    async def views(ids: Collection[UUID]) -> list[dict[str, Any]]:
        asked.append(list(ids))
        return [{"id": str(i), "as": "REST says"} for i in ids]

    async def attention() -> int:
        return 4

    readers = dict.fromkeys(KINDS, views)
    return Announcer(broker, readers, attention), broker, asked


def metered(watts: int) -> Metered:
    latest = Reading(at(watts), Decimal(watts), None, None, None, None, Decimal("0.5"), None)
    return Metered(CHARGER, 1, None, None, NOW, [], latest)


async def test_a_changed_thing_is_read_once_however_often_it_changed() -> None:
    announcer, broker, asked = made()
    status = ConnectorReported(CHARGER, 1, 1, "Charging", "NoError", None, None, None, NOW, NOW)
    announcer.committed([Entry(status), Entry(status, status)], Results())
    announcer.charger(CHARGER)
    await announcer.publish_changes()
    assert asked == [[CHARGER]]
    said = ("charger.updated", {"id": str(CHARGER), "as": "REST says"})
    assert broker.said() == [said, ("attention.updated", {"count": 4})]
    await announcer.publish_changes()
    assert len(asked) == 1


async def test_the_newest_reading_of_each_connector() -> None:
    announcer, broker, _ = made()
    announcer.committed([Entry(metered(1)), Entry(metered(2))], Results())
    await announcer.publish_changes()
    ((kind, data),) = broker.said()
    assert kind == "transaction.metered"
    assert (data["power_w"], data["energy_wh"], data["connector_id"], data["charger_id"]) == (
        2,
        0.5,
        1,
        str(CHARGER),
    )


async def test_the_message_log_says_how_many() -> None:
    announcer, broker, _ = made()
    line = MessageLogged(CHARGER, NOW, "in", "CALL", "1", "Heartbeat", "[]", None, None, None)
    announcer.committed([Entry(line, line), Entry(line)], Results())
    await announcer.publish_changes()
    expected = {"charger_id": str(CHARGER), "count": 3, "last_at": "2026-11-19T12:00:00Z"}
    assert broker.said() == [("message.logged", expected)]


async def test_commands_and_refusals() -> None:
    announcer, broker, _ = made()
    command_id = new_id()
    closed = CommandClosed(command_id, CHARGER, "timeout", None, None, NOW)
    announcer.committed(
        [Entry(closed), Entry(ConnectionRefused("CP-X", "a", "unknown_identity", "", NOW))], Results()
    )
    await announcer.publish_changes()
    assert [kind for kind, _ in broker.said()] == ["refusal.recorded", "command.updated", "attention.updated"]


async def test_an_unknown_tag_is_told() -> None:
    announcer, broker, _ = made()
    announcer.committed([Entry(UnknownTagPresented(CHARGER, "CP-1", "Card", "card", NOW))], Results())
    announcer.deleted("unknown_tag", CHARGER)
    place = {"charger_id": str(CHARGER), "charge_point_id": "CP-1"}
    assert broker.said() == [
        ("unknown_tag.presented", {"id_tag": "Card", **place, "at": "2026-11-19T12:00:00Z"}),
        ("unknown_tag.deleted", {"id": str(CHARGER)}),
    ]


async def test_what_is_deleted_is_not_read_again() -> None:
    announcer, broker, asked = made()
    announcer.station(CHARGER)
    announcer.deleted("station", CHARGER)
    await announcer.publish_changes()
    assert broker.said() == [("station.deleted", {"id": str(CHARGER)})]
    assert asked == []


async def test_many_changes_come_in_turns(monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    monkeypatch.setattr(module, "PAUSE", 0)
    announcer, broker, asked = made()
    for _ in range(5):
        announcer.id_tag(new_id())
    task = asyncio.create_task(announcer.run())
    async with asyncio.timeout(30):
        while len(broker.published) < 5:  # noqa: ASYNC110 - published by the task
            await asyncio.sleep(0)
    task.cancel()
    assert [len(ids) for ids in asked] == [2, 2, 1]


async def test_what_could_not_be_read_is_announced_later(monkeypatch: Any, caplog: Any) -> None:
    """R3: a screen does not stay behind because the database was away."""
    monkeypatch.setattr(module, "PAUSE", 0)
    monkeypatch.setattr(module, "RETRY_PAUSE", 0)
    announcer, broker, asked = made()
    views = announcer._readers["charger"]

    async def fail_once(ids: Collection[UUID]) -> list[dict[str, Any]]:
        monkeypatch.setitem(cast(dict[str, Any], announcer._readers), "charger", views)
        raise OSError("the database is away")

    monkeypatch.setitem(cast(dict[str, Any], announcer._readers), "charger", fail_once)
    announcer.charger(CHARGER)
    task = asyncio.create_task(announcer.run())
    async with asyncio.timeout(30):
        while len(broker.published) < 2:  # noqa: ASYNC110 - published by the task
            await asyncio.sleep(0)
    task.cancel()
    assert asked == [[CHARGER]]
    assert [kind for kind, _ in broker.said()] == ["charger.updated", "attention.updated"]
    assert "Traceback" not in caplog.text


async def test_a_question_that_fails_does_not_end_the_announcements(monkeypatch: Any, caplog: Any) -> None:
    monkeypatch.setattr(module, "PAUSE", 0)
    monkeypatch.setattr(module, "RETRY_PAUSE", 0)
    announcer, broker, _ = made()

    async def fail() -> int:
        raise OSError("the database is away")

    announcer._count_attention = fail
    announcer.attention()
    task = asyncio.create_task(announcer.run())
    async with asyncio.timeout(30):
        while "could not be announced" not in caplog.text:  # noqa: ASYNC110 - logged by the task
            await asyncio.sleep(0)
        announcer.id_tag(CHARGER)
        while not broker.published:  # noqa: ASYNC110 - published by the task
            await asyncio.sleep(0)
    task.cancel()


async def test_a_reservation_that_facts_have_changed_is_read_again() -> None:
    announcer, broker, asked = made()
    reservation = new_id()
    announcer.committed([], Results(reservations={reservation}))
    await announcer.publish_changes()
    assert asked == [[reservation]]
    assert broker.said() == [
        ("reservation.updated", {"id": str(reservation), "as": "REST says"}),
        ("attention.updated", {"count": 4}),
    ]


async def test_what_happens_to_the_files_and_certificates_of_a_charger_is_told() -> None:
    announcer, broker, asked = made()
    job = TransferReported(CHARGER, "CP-0001", "firmware", None, "Downloading", NOW)
    announcer.committed([Entry(job), Entry(CertificateSeen(CHARGER, "ab", NOW))], Results())
    await announcer.publish_changes()
    assert asked == [[CHARGER], [CHARGER]]
    kinds = [kind for kind, _ in broker.said()]
    assert kinds == ["job.updated", "certificate.updated", "attention.updated"]


async def test_a_security_event_is_told_and_counted() -> None:
    announcer, broker, asked = made()
    announcer.committed([Entry(noticed(CHARGER, "InvalidMessages", "", NOW))], Results())
    await announcer.publish_changes()
    assert asked == [[CHARGER]]
    assert [kind for kind, _ in broker.said()] == ["security_event.recorded", "attention.updated"]


async def test_messages_that_break_rules_are_counted_beside_the_others() -> None:
    announcer, broker, _ = made()
    broken = [{"rule": "enum", "path": "status", "message": "is no status"}]
    good, bad = (
        MessageLogged(CHARGER, at(second), "in", "CALL", "1", "Heartbeat", "[]", violations, None, None)
        for second, violations in ((1, None), (2, broken))
    )
    announcer.committed([Entry(bad), Entry(good)], Results())
    await announcer.publish_changes()
    said = dict(broker.said())
    assert said["message.logged"]["count"] == 2
    assert said["violation.recorded"]["count"] == 1
    assert said["violation.recorded"]["charger_id"] == str(CHARGER)


async def test_what_needs_people_is_counted_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = 100.0
    monkeypatch.setattr(module, "monotonic", lambda: seconds)
    announcer, broker, _ = made()
    for _ in range(3):
        announcer.attention()
        await announcer.publish_changes()
    assert broker.said() == [("attention.updated", {"count": 4})]
    seconds += module.COUNT_PAUSE
    await announcer.publish_changes()
    assert len(broker.said()) == 2
