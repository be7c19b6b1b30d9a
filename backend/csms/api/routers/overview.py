"""`/api/admin/overview`: the first screen."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from csms.api.dependencies import Deps
from csms.api.routers.filters import StationFilter, Zone
from csms.api.schemas.overview import LiveSessions, Overview, OverviewPower
from csms.store import live_sessions, overview, power

router = APIRouter(prefix="/overview", tags=["overview"])


@router.get("", response_model=Overview)
async def get_overview(services: Deps, zone: Zone, station_id: StationFilter = None) -> Any:
    """What is charging, what is broken, and the energy of the viewer's day."""
    return await overview.figures(services.now(), zone, station_id)


@router.get("/power", response_model=OverviewPower)
async def get_overview_power(services: Deps, zone: Zone, station_id: StationFilter = None) -> Any:
    """The power of the viewer's day in buckets of five minutes, beside the same weekday last week."""
    return await power.day(services.now(), zone, station_id)


@router.get("/sessions", response_model=LiveSessions)
async def list_live_sessions(
    services: Deps,
    limit: Annotated[int, Query(ge=1, le=100, description="How many")] = 8,
    station_id: StationFilter = None,
) -> Any:
    """Running transactions, highest power first."""
    return await live_sessions.top(limit, services.now(), station_id)
