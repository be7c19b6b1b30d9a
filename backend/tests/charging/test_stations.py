"""csms.charging.stations."""

import pytest

from csms.charging import stations
from csms.errors import NotFound
from csms.store.models import Charger, Station
from csms.store.models.base import new_id
from tests.services.database import Database


async def test_texts_that_are_null_are_empty(database: Database) -> None:
    station_id = await stations.create({"name": "Lindenhof", "note": None, "power_limit_w": None})
    station = await Station.get(id=station_id)
    assert (station.note, station.address, station.power_limit_w) == ("", "", None)


async def test_deleting_says_whose_station_is_gone(database: Database) -> None:
    station_id = await stations.create({"name": "Lindenhof"})
    charger = await database.charger(station_id=station_id)
    await database.charger("CP-2")
    assert await stations.delete(station_id) == [charger.id]
    assert (await Charger.get(id=charger.id).values("station_id"))["station_id"] is None


async def test_nothing_is_changed_that_is_not_there(database: Database) -> None:
    with pytest.raises(NotFound):
        await stations.update(new_id(), {"name": "A"})
    with pytest.raises(NotFound):
        await stations.delete(new_id())
