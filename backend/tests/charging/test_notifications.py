"""csms.charging.notifications: several processes, crashes, outages of our own."""

import asyncio
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest

from csms.charging.notifications import Notifications
from csms.store.models import Notification, NotificationRule, NotifiedMatter
from tests.auth.support import FakeClock
from tests.services.database import NOW, Database

BASE = "https://charging.example"
GRACE = timedelta(minutes=5)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


async def new_rule(**columns: Any) -> NotificationRule:
    values = {"name": "Night", "kind": "charger_offline", "emails": ["ines@charging.example"], **columns}
    return await NotificationRule.create(active_since=NOW, **values)


async def looks(notifications: Notifications, clock: FakeClock, *, minutes: int) -> None:
    for _ in range(minutes * 2):
        clock.advance(seconds=30)
        await notifications.look()


async def test_of_several_processes_one_tells(database: Database, clock: FakeClock) -> None:
    await new_rule()
    await database.charger(last_seen_at=NOW, offline_since=NOW)
    processes = [Notifications(BASE, clock, timedelta()) for _ in range(4)]
    for _ in range(3):
        clock.advance(seconds=30)
        await asyncio.gather(*(one.look() for one in processes))
    assert await Notification.all().count() == await NotifiedMatter.all().count() == 1


async def test_a_crash_in_the_middle_loses_nothing(database: Database, clock: FakeClock) -> None:
    await new_rule()
    await database.charger(last_seen_at=NOW, offline_since=NOW)
    with (
        patch.object(Notification, "bulk_create", side_effect=SystemExit),
        pytest.raises(SystemExit),
    ):
        await Notifications(BASE, clock, timedelta()).look()
    assert await NotifiedMatter.all().count() == 0
    await Notifications(BASE, clock, timedelta()).look()
    assert await Notification.all().count() == await NotifiedMatter.all().count() == 1


async def test_after_a_start_chargers_have_time_to_come_back(database: Database, clock: FakeClock) -> None:
    await new_rule(after_seconds=60)
    chargers = [
        await database.charger(f"CP-{number}", last_seen_at=NOW, offline_since=NOW) for number in range(8)
    ]
    notifications = Notifications(BASE, clock, GRACE)
    await notifications.look()
    await looks(notifications, clock, minutes=4)
    for charger in chargers[1:]:
        charger.online = True
        await charger.save()
    await looks(notifications, clock, minutes=4)
    assert [one.title for one in await Notification.all()] == ["CP-0 is offline since 12:00"]


async def test_who_could_not_look_was_away_itself(database: Database, clock: FakeClock) -> None:
    await new_rule(after_seconds=60)
    notifications = Notifications(BASE, clock, GRACE)
    await notifications.look()
    await looks(notifications, clock, minutes=6)
    await database.charger(last_seen_at=clock(), offline_since=clock())
    clock.advance(minutes=10)
    await notifications.look()
    await looks(notifications, clock, minutes=4)
    assert await Notification.all().count() == 0
    await looks(notifications, clock, minutes=1)
    assert await Notification.all().count() == 1


async def test_a_rule_that_fails_does_not_silence_the_others(
    database: Database, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    await new_rule(zone="Middle/Earth")
    await new_rule(name="Day")
    await database.charger(last_seen_at=NOW, offline_since=NOW)
    await Notifications(BASE, clock, timedelta()).look()
    assert [one.rule_name for one in await Notification.all()] == ["Day"]
    assert "notification rule" in caplog.text


async def test_a_rule_that_changed_meanwhile_tells_nothing_of_before(
    database: Database, clock: FakeClock
) -> None:
    rule = await new_rule()
    await database.charger(last_seen_at=NOW, offline_since=NOW)
    recipients = "csms.charging.notifications.recipients_of"

    async def changed(_rule: NotificationRule) -> list[Any]:
        await NotificationRule.filter(id=rule.id).update(version=7)
        return []

    with patch(recipients, changed):
        await Notifications(BASE, clock, timedelta()).look()
    assert await NotifiedMatter.all().count() == 0
