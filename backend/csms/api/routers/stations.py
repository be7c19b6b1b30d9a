"""`/api/admin/stations`."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter

from csms.api.dependencies import Deps
from csms.api.paging import Page
from csms.api.routers.filters import RowId, Search, Sort
from csms.api.schemas.stations import Station, StationPage, StationSort, StationUpdate, StationWrite
from csms.api.tables.columns import STATIONS
from csms.api.tables.writing import TABLES, AsTable, list_or_table
from csms.charging import stations as deeds
from csms.store import stations

router = APIRouter(prefix="/stations", tags=["stations"])


@router.get("", response_model=StationPage, responses=TABLES)
async def list_stations(
    page: Page, table: AsTable, search: Search = None, sort: Annotated[StationSort, Sort] = "name"
) -> Any:
    """Stations, by name."""
    ask = partial(stations.list_page, search=search, sort=sort)
    return await list_or_table(page, table, STATIONS, ask)


@router.post("", response_model=Station, status_code=201)
async def create_station(services: Deps, body: StationWrite) -> Any:
    station_id = await deeds.create(body.given())
    services.announcer.station(station_id)
    return await stations.view(station_id)


@router.get("/{id}", response_model=Station)
async def get_station(row_id: RowId) -> Any:
    return await stations.view(row_id)


@router.put("/{id}", response_model=Station)
async def update_station(services: Deps, row_id: RowId, body: StationUpdate) -> Any:
    """Changes the fields that are given."""
    await deeds.update(row_id, body.given())
    services.announcer.station(row_id)
    return await stations.view(row_id)


@router.delete("/{id}", status_code=204)
async def delete_station(services: Deps, row_id: RowId) -> None:
    """Its chargers stay, without a station."""
    for charger_id in await deeds.delete(row_id):
        services.announcer.charger(charger_id)
    services.announcer.deleted("station", row_id)
