"""csms.demo: of what it remembers the days are derived as of a fleet that was there."""

from datetime import timedelta

from csms.charging.charger_days import ChargerDays
from csms.demo import remember
from csms.simulator.memories import Memory, PastStatus
from csms.store.models import ChargerDay, Watch
from tests.services.database import NOW, Database, at

HOUR = 3600


async def test_the_past_of_the_demo_has_utilisation_and_uptime(database: Database) -> None:
    charger = await database.charger("CP-0001")
    await Watch.create(node="node", since=NOW, until=NOW + timedelta(minutes=1))
    days = ChargerDays(database.journal, lambda: NOW)
    await days.work()  # before the demo remembers: only today has a row
    yesterday = [
        PastStatus(at(-36 * HOUR), 0, "Available"),
        PastStatus(at(-36 * HOUR), 1, "Available"),
        PastStatus(at(-30 * HOUR), 1, "Charging"),
        PastStatus(at(-27 * HOUR), 1, "Available"),
    ]
    connections = [(at(-36 * HOUR), at(-20 * HOUR)), (at(-18 * HOUR), NOW)]
    await remember([Memory("CP-0001", connections, yesterday)])
    await days.work()
    day, today = await ChargerDay.filter(charger_id=charger.id).order_by("day")
    assert (day.free_s, day.charging_s, day.offline_s) == (19 * HOUR, 3 * HOUR, 2 * HOUR)
    assert (day.up_s, day.down_offline_s) == (22 * HOUR, 2 * HOUR)
    assert (today.free_s, today.up_s) == (12 * HOUR, 12 * HOUR)
