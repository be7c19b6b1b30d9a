"""csms.charging.standings: what is kept of the fleet, and what is to be worked out again."""

from datetime import timedelta
from typing import Any, cast

import pytest

from csms.charging import drift_watch, standings
from csms.charging.announcer import Announcer
from csms.charging.drift_watch import DriftWatch
from csms.handlers.v16.configuration import kind
from csms.store.facts import ChargerBooted, ConfigurationReported, ConfigurationTried
from csms.store.models import Charger, ConfigurationStanding, ConfigurationTemplate
from tests.auth.support import FakeClock
from tests.services.database import NOW, Database, at


class Silent:
    """Announces nothing."""

    def drift(self, *_: Any) -> None: ...

    def attention(self) -> None: ...


@pytest.fixture
def watch() -> DriftWatch:
    return DriftWatch(kind, cast(Announcer, Silent()), FakeClock(NOW + timedelta(hours=1)))


async def marked() -> list[Any]:
    return [row["id"] for row in await standings.marked(10)]


async def booted(database: Database, charger: Charger, firmware: str) -> None:
    fact = ChargerBooted(
        charger_id=charger.id, at=at(60), registration_status="Accepted", vendor="Kestrel", model="AC 22",
        serial_number=None, box_serial_number=None, firmware_version=firmware, iccid=None, imsi=None,
        meter_type=None, meter_serial_number=None,
    )  # fmt: skip
    await database.write([fact])


async def test_what_a_standing_follows_from_marks_it(database: Database, watch: DriftWatch) -> None:
    columns = {"vendor": "Kestrel", "model": "AC 22", "firmware_version": "1"}
    charger = await database.charger("CP-1", **columns)
    other = await database.charger("CP-2", **columns)
    assert sorted(await marked()) == sorted([charger.id, other.id])
    await watch.catch_up()
    assert await marked() == []
    await database.write([ConfigurationReported(charger.id, NOW, [("HeartbeatInterval", "60", False)])])
    assert await marked() == [charger.id]
    await watch.catch_up()
    await database.write([ConfigurationTried(charger.id, at(1), "HeartbeatInterval", "60", "Rejected")])
    assert await marked() == [charger.id]
    await watch.catch_up()
    await booted(database, charger, "1")
    assert await marked() == []
    await booted(database, charger, "2")
    assert await marked() == [charger.id]
    await watch.catch_up()
    await standings.mark(other.id)
    assert await marked() == [other.id]
    await standings.mark()
    assert len(await marked()) == 2
    await watch.catch_up()
    await other.delete()
    assert await marked() == []


async def test_it_says_how_many_keys_are_how(database: Database, watch: DriftWatch) -> None:
    """What moved while it was worked out stays marked."""
    keys = [["HeartbeatInterval", "300"], ["A", "1"], ["B", "1"]]
    await ConfigurationTemplate.create(name="T", name_folded="t", keys=keys)
    charger = await database.charger()
    values: list[tuple[str, str | None, bool]] = [("HeartbeatInterval", "60", False), ("A", "1", False)]
    await database.write([ConfigurationReported(charger.id, NOW, values)])
    await watch.catch_up()
    row = await ConfigurationStanding.get()
    assert (row.in_step, row.differs, row.unknown, row.drifting, row.contradiction) == (1, 1, 1, 2, 0)
    before = await standings.kept([charger.id])
    await standings.mark(charger.id)
    await standings.keep(before, {})
    assert await marked() == [charger.id]


async def test_a_reader_waits_for_a_part_of_a_large_fleet(
    database: Database, watch: DriftWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drift_watch, "BATCH", 2)
    monkeypatch.setattr(drift_watch, "AT_ONCE", 4)
    for number in range(5):
        await database.charger(f"CP-{number}")
    await watch.catch_up()
    assert len(await marked()) == 1
    await watch.catch_up()
    assert await marked() == []
