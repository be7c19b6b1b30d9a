"""`/api/admin/analytics`: energy and sessions over time, by station, charger or tag."""

from dataclasses import replace
from datetime import UTC
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from csms.api.routers.filters import StationFilter, Word, Zone
from csms.api.schemas.analytics import EnergyAnalytics, EnergyItem, SessionAnalytics, SessionItem
from csms.api.schemas.common import Moment
from csms.api.tables.columns import Table
from csms.api.tables.writing import TABLES, AsTable, TableWish, download, single
from csms.store import analytics
from csms.store.analytics import GroupBy, Wanted
from csms.store.periods import Interval, Period, periods

router = APIRouter(prefix="/analytics", tags=["analytics"])


def asked_periods(
    zone: Zone,
    since: Annotated[Moment, Query(alias="from", description="Not before this moment")],
    until: Annotated[Moment, Query(alias="to", description="Before this moment")],
    interval: Annotated[Interval, Query(description="Periods of the zone's wall clock")] = "day",
) -> list[Period]:
    return periods(since, until, interval, zone)


def asked_for(
    station_id: StationFilter = None,
    charger_id: Annotated[UUID | None, Query(description="Only this charger")] = None,
    id_tag: Word = None,
) -> Wanted:
    return Wanted(station_id, charger_id, id_tag)


Periods = Annotated[list[Period], Depends(asked_periods)]
Asked = Annotated[Wanted, Depends(asked_for)]
By = Annotated[GroupBy, Query(description="What each period is divided by")]


@router.get("/energy", response_model=EnergyAnalytics, responses=TABLES)
async def get_energy_analytics(when: Periods, wanted: Asked, table: AsTable, group_by: By = "none") -> Any:
    """Energy by when it flowed, to the quarter of an hour. Running sessions lag behind by at most some minutes."""
    found = await analytics.energy(when, group_by, wanted)
    columns = Table("energy", tuple(EnergyItem.model_fields))
    return found if table is None else await _download(table, columns, found["items"])


@router.get("/sessions", response_model=SessionAnalytics, responses=TABLES)
async def get_session_analytics(when: Periods, wanted: Asked, table: AsTable, group_by: By = "none") -> Any:
    """Transactions by when they started, with all that they delivered."""
    found = await analytics.sessions(when, group_by, wanted)
    columns = Table("sessions", tuple(SessionItem.model_fields))
    return found if table is None else await _download(table, columns, found["items"])


async def _download(wish: TableWish, table: Table, items: list[Any]) -> Any:
    """The zone is that of the periods; their moments are UTC as in JSON."""
    return await download(replace(wish, zone=UTC), table, single(items))
