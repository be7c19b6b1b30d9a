"""`/api/admin/stations`."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from csms.api.dependencies import Deps
from csms.api.paging import Page
from csms.api.routers.filters import MOST_IDS, RowId, Search, Sort
from csms.api.schemas.stations import (
    Station,
    StationMap,
    StationPage,
    StationSort,
    StationState,
    StationSummary,
    StationUpdate,
    StationWrite,
)
from csms.api.tables.columns import STATIONS
from csms.api.tables.writing import TABLES, AsTable, list_or_table
from csms.charging import stations as deeds
from csms.store import station_map, stations
from csms.store.stations import Filter

router = APIRouter(prefix="/stations", tags=["stations"])


def station_filter(
    search: Search = None,
    status: Annotated[StationState | None, Query(description="The worst that is so there")] = None,
    id: Annotated[
        list[UUID] | None, Query(max_length=MOST_IDS, description="Only these, by our own ids")
    ] = None,
) -> Filter:
    """`search` knows names and addresses."""
    return Filter(search, status, id)


Wanted = Annotated[Filter, Depends(station_filter)]


@router.get("", response_model=StationPage, responses=TABLES)
async def list_stations(
    page: Page, table: AsTable, wanted: Wanted, sort: Annotated[StationSort, Sort] = "name"
) -> Any:
    """Stations, by name. Sorted by `status` the worst come last, and those without what they are sorted by."""
    return await list_or_table(page, table, STATIONS, partial(stations.list_page, wanted=wanted, sort=sort))


@router.get("/summary", response_model=StationSummary)
async def summarize_stations(wanted: Wanted) -> Any:
    """How many the filter selects, and how many chargers stand there."""
    return await stations.summary(wanted)


@router.get("/map", response_model=StationMap)
async def get_station_map() -> Any:
    """Every station at once, by name, in no more than what a map shows of it."""
    return {"items": await station_map.views()}


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
