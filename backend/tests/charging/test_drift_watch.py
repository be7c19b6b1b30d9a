"""csms.charging.drift_watch: who drifts is a matter, since when, and over by itself."""

from typing import cast
from uuid import UUID

from csms.charging.announcer import Announcer
from csms.charging.drift_watch import DriftWatch
from csms.handlers.v16.configuration import kind
from csms.store import attention
from csms.store.facts import ConfigurationReported
from csms.store.models import Charger, ConfigurationDrift, ConfigurationTemplate
from tests.auth.support import FakeClock
from tests.services.database import NOW, Database


class Told:
    """Keeps what is announced."""

    def __init__(self) -> None:
        self.drifts: list[UUID] = []
        self.counted = 0

    def drift(self, charger_id: UUID) -> None:
        self.drifts.append(charger_id)

    def attention(self) -> None:
        self.counted += 1


async def reported(database: Database, charger: Charger, value: str) -> ConfigurationReported:
    fact = ConfigurationReported(charger.id, NOW, [("HeartbeatInterval", value, False)])
    await database.write([fact])
    return fact


async def template() -> ConfigurationTemplate:
    return await ConfigurationTemplate.create(name="T", name_folded="t", keys=[["HeartbeatInterval", "300"]])


async def test_it_is_a_matter_until_the_charger_is_in_line_again(database: Database) -> None:
    told, clock = Told(), FakeClock(NOW)
    watch = DriftWatch(kind, cast(Announcer, told), clock)
    charger = await database.charger("CP-0008")
    await database.charger("CP-0009")  # has told nothing: nobody knows
    await template()
    await reported(database, charger, "60")
    await watch.look()
    (matter,) = await attention.items(NOW)
    assert (matter["kind"], matter["title"]) == ("drift", "CP-0008 is not configured as desired")
    assert matter["detail"] == "HeartbeatInterval is set otherwise."
    clock.advance(seconds=60)
    await watch.look()
    assert (told.drifts, told.counted) == ([charger.id], 1)  # nothing new is not told again
    assert (await ConfigurationDrift.get()).since == NOW
    await watch.changed(await reported(database, charger, "300"))
    assert await attention.items(NOW) == []
    assert told.drifts == [charger.id] * 2


async def test_a_wish_that_is_taken_back_ends_it(database: Database) -> None:
    watch = DriftWatch(kind, cast(Announcer, Told()), FakeClock(NOW))
    charger, wished = await database.charger("CP-0008"), await template()
    await reported(database, charger, "60")
    await watch.look()
    assert len(await attention.items(NOW)) == 1
    await wished.delete()
    await watch.look()
    assert await attention.items(NOW) == []


async def test_it_goes_with_its_charger(database: Database) -> None:
    watch = DriftWatch(kind, cast(Announcer, Told()), FakeClock(NOW))
    charger = await database.charger("CP-0008")
    await template()
    await reported(database, charger, "60")
    await watch.look()
    await charger.delete()
    assert await ConfigurationDrift.all().count() == 0
