"""csms.charging.availability: who forgets over a restart is told again, once."""

from typing import Any

import pytest

from csms.charging.availability import SENDER, Availability
from csms.store.facts import AvailabilityDesired
from csms.store.models import Charger, Command, Connector
from tests.auth.support import FakeClock
from tests.charging.test_waiting import World
from tests.services.database import NOW, Database, at
from tests.store.rows import connector


class Site(World):
    """Chargers that have booted, and the chore that looks at them."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.clock = FakeClock(NOW)
        self.chore = Availability(self.commands, self.clock)

    async def charger(self, **columns: Any) -> Charger:
        booted = {"online": True, "last_boot_at": at(-60), "registration_status": "Accepted"}
        made = await self.database.charger(**{**booted, **columns})
        self.connect(made.id)
        return made


@pytest.fixture
def site(database: Database) -> Site:
    return Site(database)


async def outlet(of: Charger, status: str, wish: str | None = None, **columns: Any) -> Connector:
    received = columns.pop("received_at", at(-30))
    return await connector(
        of.id, columns.pop("evse_id", 1), status, received_at=received, desired_availability=wish, **columns
    )


async def sent() -> list[dict[str, Any]]:
    commands = await Command.filter(action="ChangeAvailability", requested_by=SENDER)
    return sorted((command.request for command in commands), key=lambda one: one["connectorId"])


@pytest.mark.parametrize(
    ("wish", "status", "again"),
    [
        ("Inoperative", "Available", True),
        ("Inoperative", "Charging", True),
        ("Inoperative", "Unavailable", False),
        ("Inoperative", "Faulted", False),
        ("Operative", "Unavailable", True),
        ("Operative", "Available", False),
        ("Operative", "Faulted", False),
        (None, "Unavailable", False),
    ],
)
async def test_who_reports_the_other_is_told_again(
    site: Site, wish: str | None, status: str, again: bool
) -> None:
    """AVAIL-01"""
    await outlet(await site.charger(), status, wish)
    await site.chore.tell_again()
    assert await sent() == ([{"connectorId": 1, "type": wish}] if again else [])


async def test_once_for_each_boot(site: Site) -> None:
    """AVAIL-01: and once more after the next one."""
    of = await site.charger()
    row = await outlet(of, "Available", "Inoperative")
    await site.chore.tell_again()
    await site.chore.tell_again()
    assert len(await sent()) == 1
    await Charger.filter(id=of.id).update(last_boot_at=at(30))
    site.clock.now = at(90)
    await site.chore.tell_again()
    assert len(await sent()) == 1  # it has not reported since
    await Connector.filter(id=row.id).update(received_at=at(40))
    await site.chore.tell_again()
    assert len(await sent()) == 2


async def test_a_connector_that_came_later_has_the_wish_of_its_charger(site: Site) -> None:
    of = await site.charger(desired_availability="Inoperative")
    await outlet(of, "Available")
    await outlet(of, "Available", "Operative", evse_id=2)
    await outlet(of, "Available", evse_id=0)
    await site.chore.tell_again()
    assert await sent() == [{"connectorId": 1, "type": "Inoperative"}]


@pytest.mark.parametrize(
    "columns",
    [{"registration_status": "Pending"}, {"last_boot_at": None}, {"last_boot_at": at(-10)}],
)
async def test_who_is_not_asked(site: Site, columns: dict[str, Any]) -> None:
    """Neither who may not work yet, nor who has not booted, nor has said nothing since."""
    await outlet(await site.charger(**columns), "Available", "Inoperative")
    await site.chore.tell_again()
    assert await sent() == []


async def test_neither_at_once_nor_while_it_is_away(site: Site) -> None:
    await outlet(await site.charger(), "Available", "Inoperative", received_at=NOW)
    away = await site.charger(identity="CP-0002", online=False)
    await outlet(away, "Available", "Inoperative")
    await site.chore.tell_again()
    assert await sent() == []


async def test_what_was_told_since_the_boot_is_not_forgotten(site: Site) -> None:
    """AVAIL-01: a change that is scheduled for the end of a session is on its way, however long that takes."""
    of = await site.charger()
    await outlet(of, "Charging")
    await site.database.write([AvailabilityDesired(of.id, 1, "Inoperative", at(-20))])
    await site.chore.tell_again()
    assert await sent() == []
    await Charger.filter(id=of.id).update(last_boot_at=at(-10))
    await Connector.filter(charger_id=of.id).update(received_at=at(-5))
    await site.chore.tell_again()
    assert await sent() == [{"connectorId": 1, "type": "Inoperative"}]
