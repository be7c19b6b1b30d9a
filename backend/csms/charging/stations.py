"""Deeds on stations. `fields` are those of the REST resource, only the ones that were given."""

from typing import Any
from uuid import UUID

from csms.charging import local_lists, peaks
from csms.errors import NotFound
from csms.said import said
from csms.store.folding import alphabetical
from csms.store.guard import changing
from csms.store.models import Charger, Station

_TEXTS = ("address", "note")


async def create(fields: dict[str, Any]) -> UUID:
    station = await Station.create(**_columns(fields))
    return station.id


async def update(station_id: UUID, fields: dict[str, Any]) -> None:
    """Raises NotFound."""
    station = await _get(station_id)
    columns = _columns(fields)
    station.update_from_dict(columns)
    async with changing(Station, station_id) as connection:
        await station.save(using_db=connection, update_fields=[*columns, "updated_at"])


async def delete(station_id: UUID) -> list[UUID]:
    """Its chargers stay, without a station: their ids. Raises NotFound."""
    station = await _get(station_id)
    async with changing(Station, station_id) as connection:
        here = Charger.filter(station_id=station_id).using_db(connection)
        charger_ids: list[UUID] = list(await here.values_list("id", flat=True))  # type: ignore[arg-type]
        await Charger.filter(station_id=station_id).using_db(connection).update(station_id=None)
        await station.delete(using_db=connection)
        await local_lists.moved(charger_ids, connection)
        await peaks.moved(charger_ids)
    return charger_ids


async def _get(station_id: UUID) -> Station:
    station = await Station.get_or_none(id=station_id)
    if station is None:
        raise NotFound(said("There is no such station."))
    return station


def _columns(fields: dict[str, Any]) -> dict[str, Any]:
    """Texts that are null for clients are empty here."""
    columns = {
        name: value if value is not None or name not in _TEXTS else "" for name, value in fields.items()
    }
    return {**columns, "name_natural": alphabetical(columns["name"])} if "name" in columns else columns
