"""csms.charging.fleet_drift: a walk through many chargers in short steps."""

import pytest

from csms.charging import fleet_drift
from csms.handlers.v16.configuration import kind
from csms.store import configuration
from csms.store.facts import ConfigurationReported
from csms.store.models import ConfigurationTemplate
from csms.store.paging import read_cursor
from tests.services.database import NOW, Database


@pytest.fixture(autouse=True)
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet_drift, "BATCH", 2)
    monkeypatch.setattr(fleet_drift, "LOOKED_AT", 4)
    monkeypatch.setattr(configuration, "NAMED_AT_ONCE", 3)


async def walk(limit: int, state: str = "drifting") -> list[list[str]]:
    """The identities of each page."""
    pages, cursor = [], None
    while True:
        page = await fleet_drift.list_page(limit, cursor, kind, state=state)
        pages.append([one["charge_point_id"] for one in page["items"]])
        if page["next_cursor"] is None:
            return pages
        cursor = read_cursor(page["next_cursor"])


async def test_a_page_may_be_empty_while_there_are_more(database: Database) -> None:
    """Seven chargers, of which the last one drifts."""
    keys = [f"Key{number}" for number in range(7)]
    await ConfigurationTemplate.create(name="T", name_folded="t", keys=[[key, "1"] for key in keys])
    for number in range(7):
        charger = await database.charger(f"CP-{number}")
        values: list[tuple[str, str | None, bool]] = [
            (key, "0" if number == 6 else "1", False) for key in keys
        ]
        await database.write([ConfigurationReported(charger.id, NOW, values)])
    assert await walk(5) == [[], ["CP-6"]]
    assert await walk(1) == [[], ["CP-6"], []]
    assert await walk(3, "in_step") == [["CP-0", "CP-1", "CP-2"], ["CP-3", "CP-4", "CP-5"], []]


async def test_without_wishes_nobody_drifts(database: Database) -> None:
    for number in range(5):
        await database.charger(f"CP-{number}")
    assert await walk(5) == [[], []]


async def test_a_fleet_of_nobody(database: Database) -> None:
    assert await walk(5) == [[]]
