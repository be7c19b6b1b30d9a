"""csms.charging.repair: what a crash has cut off after a boot; the rest is in the journeys."""

import json
from typing import Any

import msgspec
import pytest

from csms.charging.commands import Order, Outcome
from csms.charging.configuration import Configuration
from csms.charging.repair import BATCH, SENDER, Repair
from csms.errors import Conflict
from csms.handlers.v16.configuration import STANDARD_KEYS, kind
from csms.store.facts import ChargerBooted, CommandClosed, ConfigurationReported
from csms.store.models import Charger, Command, ConfigurationKey, ConfigurationTemplate, ConfigurationWish
from tests.auth.support import FakeClock
from tests.charging.test_waiting import World
from tests.services.database import NOW, Database, at

LONG_AGO = at(-600)


class Site(World):
    """Chargers that report A = 0 when they are asked, and accept what they are told."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.clock = FakeClock(NOW)
        self.stays_for = -1  # for so many requests; below zero for ever
        configuration = Configuration(self.commands, STANDARD_KEYS)
        self.repair = Repair(self.commands, configuration, kind, self.clock)

    async def _send(self, body: bytes) -> bytes:
        order = msgspec.json.decode(body, type=Order)
        if self.stays_for == 0:
            return msgspec.json.encode(Outcome("absent"))
        self.stays_for -= 1
        answer: dict[str, Any] = {"status": "Accepted"}
        if order.action == "GetConfiguration":
            await self.database.write([ConfigurationReported(order.charger_id, NOW, [("A", "0", False)])])
            answer = {}
        closed = CommandClosed(order.command_id, order.charger_id, "answered", answer, None, NOW)
        await self.database.write([closed])
        return msgspec.json.encode(Outcome("answered"))

    async def charger(self, identity: str = "CP-0001", **columns: Any) -> Charger:
        booted = {"online": True, "last_boot_at": LONG_AGO, "registration_status": "Accepted"}
        made = await self.database.charger(identity, **{**booted, **columns})
        self.connect(made.id)
        return made


@pytest.fixture
def site(database: Database) -> Site:
    return Site(database)


async def wish(apply: str = "on_boot") -> None:
    await ConfigurationTemplate.create(name="T", name_folded="t", apply=apply, keys=[["A", "1"]])


async def sent() -> list[tuple[str, str]]:
    commands = await Command.filter(requested_by=SENDER).order_by("created_at", "id")
    return [(command.action, json.dumps(command.request)) for command in commands]


# What `World` stores of a command has no values.
WHOLE = [
    ("GetConfiguration", '{"key": ["A"]}'),
    ("ChangeConfiguration", '{"key": "A", "value": "(hidden)"}'),
]


async def test_a_boot_that_nothing_has_followed_is_made_up_for(site: Site) -> None:
    """Once, by whichever process comes first."""
    await wish()
    charger = await site.charger()
    await site.repair.make_up()
    await site.repair.make_up()
    await charger.refresh_from_db()
    assert await sent() == WHOLE
    assert charger.configured_boot_at == LONG_AGO


@pytest.mark.parametrize(
    "columns",
    [
        {"last_boot_at": at(-60)},
        {"last_boot_at": at(-7200)},
        {"last_boot_at": None},
        {"configured_boot_at": LONG_AGO},
        {"online": False},
        {"registration_status": "Pending"},
        {"registration_status": "Rejected"},
    ],
)
async def test_who_is_left_alone(site: Site, columns: dict[str, Any]) -> None:
    """Its reaction may be under way, or it is over, or it is not the time for it."""
    await wish()
    await site.charger(**columns)
    await site.repair.make_up()
    assert await sent() == []


async def test_those_without_work_do_not_stand_in_the_way(site: Site) -> None:
    """However many have booted before the one that matters."""
    for number in range(BATCH):
        await site.database.charger(
            f"OLD-{number}", online=True, last_boot_at=at(-900), registration_status="Accepted"
        )
    charger = await site.charger()
    await ConfigurationWish.create(charger_id=charger.id, apply="on_boot", keys=[["A", "1"]])
    await site.repair.make_up()
    assert await sent() == []
    await site.repair.make_up()
    assert await sent() == WHOLE


@pytest.mark.parametrize("status", ["Accepted", "Pending", "Rejected"])
async def test_after_a_boot_that_was_accepted(site: Site, status: str) -> None:
    await wish()
    charger = await site.charger(last_boot_at=NOW, registration_status=status)
    fact = ChargerBooted(charger.id, NOW, status, *[None] * 9)
    await site.repair.booted(fact)
    await site.repair.booted(fact)
    assert await sent() == (WHOLE if status == "Accepted" else [])


async def test_what_is_wished_on_request_waits_for_the_request(site: Site) -> None:
    await wish("on_request")
    charger = await site.charger(last_boot_at=NOW)
    await site.repair.booted(ChargerBooted(charger.id, NOW, "Accepted", *[None] * 9))
    assert await sent() == []
    await ConfigurationKey.create(charger_id=charger.id, key="B", key_folded="b", pending_value="1")
    await site.repair.booted(ChargerBooted(charger.id, NOW, "Accepted", *[None] * 9))
    assert await sent() == [("GetConfiguration", '{"key": ["B"]}')]


async def test_a_new_security_profile_is_not_asked_for(site: Site) -> None:
    """Its connection proves it."""
    charger = await site.charger(last_boot_at=NOW)
    columns: dict[str, Any] = {
        "key": "SecurityProfile",
        "key_folded": "securityprofile",
        "pending_value": "2",
    }
    await ConfigurationKey.create(charger_id=charger.id, **columns)
    await site.repair.booted(ChargerBooted(charger.id, NOW, "Accepted", *[None] * 9))
    assert await sent() == []
    await wish()
    await site.repair.booted(ChargerBooted(charger.id, NOW, "Accepted", *[None] * 9))
    assert await sent() == WHOLE


@pytest.mark.parametrize("stays_for", [0, 1])
async def test_a_charger_that_goes_away(site: Site, stays_for: int) -> None:
    """What was changed is told; without anything it is a conflict."""
    keys = [["A", "1"], ["B", "1"], ["C", "1"]]
    await ConfigurationTemplate.create(name="T", name_folded="t", keys=keys)
    charger = await site.charger()
    site.stays_for = stays_for
    if stays_for == 0:
        with pytest.raises(Conflict):
            await site.repair.repair(charger.id, "ines")
        return
    results = await site.repair.repair(charger.id, "ines")
    assert [(one.key, one.result, one.detail) for one in results] == [
        ("A", "accepted", None),
        ("B", "not_sent", "The charger is offline"),
        ("C", "not_sent", "The charger is offline"),
    ]


async def test_one_that_goes_away_does_not_end_the_chore(site: Site) -> None:
    await wish()
    for number in range(2):
        await site.charger(f"CP-{number}", last_boot_at=at(-600 + number))
    site.stays_for = 1
    await site.repair.make_up()
    assert await Charger.filter(configured_boot_at=None).count() == 0
