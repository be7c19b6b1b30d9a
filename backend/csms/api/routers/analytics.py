"""`/api/admin/analytics`: energy, sessions, utilisation, uptime and power over time, by what they are of."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response

from csms.api.routers.filters import StationFilter, Word, Zone
from csms.api.schemas.analytics import (
    EnergyAnalytics,
    EnergyItem,
    PowerAnalytics,
    PowerItem,
    SessionAnalytics,
    SessionItem,
    UptimeAnalytics,
    UptimeItem,
    UtilisationAnalytics,
    UtilisationItem,
)
from csms.api.schemas.common import Moment, Output
from csms.api.tables.columns import Table
from csms.api.tables.writing import TABLES, AsTable, TableWish, download_items
from csms.store import analytics, occupancy, peaks
from csms.store.analytics import CountedAt
from csms.store.grouping import ChargerGroupBy, GroupBy, SessionGroupBy, Wanted
from csms.store.periods import LONGEST_OCCUPANCY, LONGEST_POWER, Interval, Period, periods
from csms.store.values import View

router = APIRouter(prefix="/analytics", tags=["analytics"])

Since = Annotated[Moment, Query(alias="from", description="Not before this moment")]
Before = Annotated[Moment, Query(alias="to", description="Before this moment")]
In = Annotated[Interval, Query(description="Periods of the zone's wall clock")]


def asked_periods(zone: Zone, since: Since, until: Before, interval: In = "day") -> list[Period]:
    return periods(since, until, interval, zone)


def asked_occupancy_periods(zone: Zone, since: Since, until: Before, interval: In = "day") -> list[Period]:
    """Each connector has its part in each period: less time may be asked for than of sessions."""
    return periods(since, until, interval, zone, longest=LONGEST_OCCUPANCY)


def asked_power_periods(zone: Zone, since: Since, until: Before, interval: In = "day") -> list[Period]:
    """A local day has no peak of its own: its quarters are added up."""
    return periods(since, until, interval, zone, longest=LONGEST_POWER)


def asked_for(
    station_id: StationFilter = None,
    charger_id: Annotated[UUID | None, Query(description="Only this charger")] = None,
    id_tag: Word = None,
) -> Wanted:
    return Wanted(station_id, charger_id, id_tag)


def asked_chargers(
    station_id: StationFilter = None,
    charger_id: Annotated[UUID | None, Query(description="Only this charger")] = None,
) -> Wanted:
    return Wanted(station_id, charger_id)


async def answer(found: View, wish: TableWish | None, name: str, item: type[Output]) -> Response:
    """Its items as a table, or JSON as it is: to validate thousands of items again takes longer than to find them."""
    if wish is not None:
        return await download_items(wish, Table(name, tuple(item.model_fields)), found["items"])
    return Response(msgspec.json.encode(found), media_type="application/json", headers={"Vary": "Accept"})


Periods = Annotated[list[Period], Depends(asked_periods)]
OccupancyPeriods = Annotated[list[Period], Depends(asked_occupancy_periods)]
PowerPeriods = Annotated[list[Period], Depends(asked_power_periods)]
Asked = Annotated[Wanted, Depends(asked_for)]
AskedChargers = Annotated[Wanted, Depends(asked_chargers)]
ByCharger = Annotated[ChargerGroupBy, Query(description="What each period is divided by")]
By = Annotated[GroupBy, Query(description="What each period is divided by")]


@router.get("/energy", response_model=EnergyAnalytics, responses=TABLES)
async def get_energy_analytics(when: Periods, wanted: Asked, table: AsTable, group_by: By = "none") -> Any:
    """Energy by when it flowed, to the quarter of an hour. Running sessions lag behind by at most some minutes."""
    found = await analytics.energy(when, group_by, wanted)
    return await answer(found, table, "energy", EnergyItem)


@router.get("/sessions", response_model=SessionAnalytics, responses=TABLES)
async def get_session_analytics(
    when: Periods,
    wanted: Asked,
    table: AsTable,
    group_by: Annotated[SessionGroupBy, Query(description="What each period is divided by")] = "none",
    counted_at: Annotated[
        CountedAt, Query(description="Which end of a session lies in the period")
    ] = "start",
    completed: Annotated[bool, Query(description="Only what has ended and nobody needs to look at")] = False,
    user_id: Annotated[UUID | None, Query(description="Only sessions of this person's cards")] = None,
) -> Any:
    """Transactions by when they started or stopped, with all that they delivered. Totals for bills: `counted_at=stop`
    and `completed=true`."""
    only = wanted._replace(user_id=user_id, completed=completed)
    found = await analytics.sessions(when, group_by, only, counted_at)
    return await answer(found, table, "sessions", SessionItem)


@router.get("/utilisation", response_model=UtilisationAnalytics, responses=TABLES)
async def get_utilisation_analytics(
    when: OccupancyPeriods, wanted: AskedChargers, table: AsTable, group_by: ByCharger = "none"
) -> Any:
    """How long connectors were how. The day that runs lags behind by at most ten minutes."""
    found = await occupancy.utilisation(when, group_by, wanted)
    return await answer(found, table, "utilisation", UtilisationItem)


@router.get("/uptime", response_model=UptimeAnalytics, responses=TABLES)
async def get_uptime_analytics(
    when: OccupancyPeriods, wanted: AskedChargers, table: AsTable, group_by: ByCharger = "none"
) -> Any:
    """How long chargers were up and down. The day that runs lags behind by at most ten minutes."""
    found = await occupancy.uptime(when, group_by, wanted)
    return await answer(found, table, "uptime", UptimeItem)


@router.get("/power", response_model=PowerAnalytics, responses=TABLES)
async def get_power_analytics(
    when: PowerPeriods, wanted: AskedChargers, table: AsTable, group_by: ByCharger = "none"
) -> Any:
    """The highest mean power of a quarter of an hour, as utilities bill it, from the energy of sessions.

    The highest samples are in `/sessions` (`max_power_w`)."""
    found = await peaks.power(when, group_by, wanted)
    return await answer(found, table, "power", PowerItem)
