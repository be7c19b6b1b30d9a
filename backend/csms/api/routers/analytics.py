"""`/api/admin/analytics`: energy and sessions over time, by station, charger or tag."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query

from csms.api.csv_text import csv_response
from csms.api.responses import Responses
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
from csms.api.schemas.common import Moment
from csms.store import analytics, occupancy, peaks
from csms.store.analytics import CountedAt
from csms.store.grouping import ChargerGroupBy, GroupBy, SessionGroupBy, Wanted
from csms.store.periods import LONGEST_OCCUPANCY, LONGEST_POWER, Interval, Period, periods

router = APIRouter(prefix="/analytics", tags=["analytics"])

CSV: Responses = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


Since = Annotated[Moment, Query(alias="from", description="Not before this moment")]
Before = Annotated[Moment, Query(alias="to", description="Before this moment")]
In = Annotated[Interval, Query(description="Periods of the zone's wall clock")]


def asked_periods(zone: Zone, since: Since, until: Before, interval: In = "day") -> list[Period]:
    return periods(since, until, interval, zone)


def asked_occupancy_periods(zone: Zone, since: Since, until: Before, interval: In = "day") -> list[Period]:
    """Each connector has its part in each period: less time may be asked for than of sessions."""
    return periods(since, until, interval, zone, longest=LONGEST_OCCUPANCY)


def as_csv(
    format: Annotated[Literal["json", "csv"] | None, Query(description="Before the header Accept")] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> bool:
    return format == "csv" or (format is None and accept.strip().lower().startswith("text/csv"))


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


OccupancyPeriods = Annotated[list[Period], Depends(asked_occupancy_periods)]
Periods = Annotated[list[Period], Depends(asked_periods)]


def asked_power_periods(zone: Zone, since: Since, until: Before, interval: In = "day") -> list[Period]:
    return periods(since, until, interval, zone, longest=LONGEST_POWER)


PowerPeriods = Annotated[list[Period], Depends(asked_power_periods)]
AsCsv = Annotated[bool, Depends(as_csv)]
Asked = Annotated[Wanted, Depends(asked_for)]
AskedChargers = Annotated[Wanted, Depends(asked_chargers)]
ByCharger = Annotated[ChargerGroupBy, Query(description="What each period is divided by")]
By = Annotated[GroupBy, Query(description="What each period is divided by")]


@router.get("/energy", response_model=EnergyAnalytics, responses=CSV)
async def get_energy_analytics(when: Periods, wanted: Asked, csv: AsCsv, group_by: By = "none") -> Any:
    """Energy by when it flowed, to the quarter of an hour. Running sessions lag behind by at most some minutes."""
    found = await analytics.energy(when, group_by, wanted)
    return csv_response(list(EnergyItem.model_fields), found["items"], "energy") if csv else found


@router.get("/sessions", response_model=SessionAnalytics, responses=CSV)
async def get_session_analytics(
    when: Periods,
    wanted: Asked,
    csv: AsCsv,
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
    return csv_response(list(SessionItem.model_fields), found["items"], "sessions") if csv else found


@router.get("/utilisation", response_model=UtilisationAnalytics, responses=CSV)
async def get_utilisation_analytics(
    when: OccupancyPeriods, wanted: AskedChargers, csv: AsCsv, group_by: ByCharger = "none"
) -> Any:
    """How long connectors were how. The day that runs lags behind by at most ten minutes."""
    found = await occupancy.utilisation(when, group_by, wanted)
    return csv_response(list(UtilisationItem.model_fields), found["items"], "utilisation") if csv else found


@router.get("/uptime", response_model=UptimeAnalytics, responses=CSV)
async def get_uptime_analytics(
    when: OccupancyPeriods, wanted: AskedChargers, csv: AsCsv, group_by: ByCharger = "none"
) -> Any:
    """How long chargers were up and down. The day that runs lags behind by at most ten minutes."""
    found = await occupancy.uptime(when, group_by, wanted)
    return csv_response(list(UptimeItem.model_fields), found["items"], "uptime") if csv else found


@router.get("/power", response_model=PowerAnalytics, responses=CSV)
async def get_power_analytics(
    when: PowerPeriods, wanted: AskedChargers, csv: AsCsv, group_by: ByCharger = "none"
) -> Any:
    """The highest mean power of a quarter of an hour, as utilities bill it, from the energy of sessions.

    The highest samples are in `/sessions` (`max_power_w`)."""
    found = await peaks.power(when, group_by, wanted)
    return csv_response(list(PowerItem.model_fields), found["items"], "power") if csv else found
