"""csms.charging.fleet_drift: what is kept finds them, what is so now is shown."""

from typing import Any, cast

import pytest

from csms.charging import fleet_drift
from csms.charging.announcer import Announcer
from csms.charging.drift_watch import DriftWatch
from csms.charging.fleet_drift import Filter
from csms.handlers.v16.configuration import kind
from csms.store import configuration
from csms.store.facts import ConfigurationReported
from csms.store.models import Charger, ConfigurationTemplate
from csms.store.paging import read_cursor
from tests.auth.support import FakeClock
from tests.charging.test_drift_watch import Told
from tests.services.database import NOW, Database


@pytest.fixture(autouse=True)
def few_keys_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(configuration, "NAMED_AT_ONCE", 3)


async def reported(database: Database, charger: Charger, value: str, *keys: str) -> None:
    values: list[tuple[str, str | None, bool]] = [(key, value, False) for key in keys]
    await database.write([ConfigurationReported(charger.id, NOW, values)])


async def catch_up() -> None:
    await DriftWatch(kind, cast(Announcer, Told()), FakeClock(NOW)).catch_up()


@pytest.fixture
async def fleet(database: Database) -> list[Charger]:
    """Of four keys CP-2 differs in one, CP-10 in four; CP-9 is as wished, CP-1 has told nothing."""
    keys = [f"Key{number}" for number in range(4)]
    await ConfigurationTemplate.create(name="T", name_folded="t", keys=[[key, "1"] for key in keys])
    models = {"CP-2": "B", "CP-10": "A", "CP-9": "A", "CP-1": None}
    two, ten, nine, one = [await database.charger(name, model=model) for name, model in models.items()]
    await reported(database, two, "1", *keys[1:])
    await reported(database, two, "0", keys[0])
    await reported(database, ten, "0", *keys)
    await reported(database, nine, "1", *keys)
    await Charger.filter(id=ten.id).update(online=True)
    await catch_up()
    return [two, ten, nine, one]


async def walk(sort: str = "charge_point_id", **wanted: Any) -> list[str]:
    """The identities, in pages of one."""
    names, cursor = [], None
    while True:
        page = await fleet_drift.list_page(1, cursor, kind, Filter(**wanted), sort)
        names += [one["charge_point_id"] for one in page["items"]]
        if page["next_cursor"] is None:
            return names
        cursor = read_cursor(page["next_cursor"])


@pytest.mark.usefixtures("fleet")
async def test_in_every_order(database: Database) -> None:
    assert await walk() == ["CP-1", "CP-2", "CP-10"]
    assert await walk("-charge_point_id") == ["CP-10", "CP-2", "CP-1"]
    assert (await walk("keys"))[0] == "CP-2"
    assert (await walk("-keys"))[2] == "CP-2"
    assert await walk("model") == ["CP-10", "CP-2", "CP-1"]
    assert await walk("-model") == ["CP-2", "CP-10", "CP-1"]


@pytest.mark.usefixtures("fleet")
async def test_by_states_and_search(database: Database) -> None:
    assert await walk(state="differs") == ["CP-2", "CP-10"]
    assert await walk(state="unknown") == ["CP-1"]
    assert await walk(state="in_step") == ["CP-2", "CP-9"]
    assert await walk(search="cp-1") == ["CP-1", "CP-10"]
    assert await walk(state="differs", search="cp-1") == ["CP-10"]


@pytest.mark.usefixtures("fleet")
async def test_in_figures(database: Database) -> None:
    figures = await fleet_drift.summary(Filter())
    assert (figures["total"], figures["online"], figures["contradictions"]) == (3, 1, 0)
    assert figures["states"]["differs"] == 2
    assert figures["states"]["unknown"] == 1
    assert (await fleet_drift.summary(Filter(state="in_step")))["total"] == 2
    assert (await fleet_drift.summary(Filter(search="nobody")))["total"] == 0


async def test_what_is_right_again_is_not_shown(database: Database, fleet: list[Charger]) -> None:
    """It is still kept as it was; the next one to ask has it worked out first."""
    await reported(database, fleet[0], "1", "Key0")
    assert await walk() == ["CP-1", "CP-10"]
    assert (await fleet_drift.summary(Filter()))["total"] == 3
    await catch_up()
    assert (await fleet_drift.summary(Filter()))["total"] == 2


async def test_a_fleet_of_nobody(database: Database) -> None:
    await catch_up()
    assert await walk() == []
    assert (await fleet_drift.summary(Filter()))["total"] == 0
