"""`/api/admin/charging-profiles`, and what follows from them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from csms.api.dependencies import Admin, Deps, check_right
from csms.api.paging import Page
from csms.api.routers.commands import checked
from csms.api.routers.filters import (
    MOST_IDS,
    ChargerIdFilter,
    ConnectorFilter,
    RowId,
    Search,
    Sort,
    StationFilter,
)
from csms.api.schemas.charging_profiles import (
    ChargingProfile,
    ChargingProfilePage,
    ChargingProfileSent,
    ChargingProfileSort,
    ChargingProfileSummary,
    ChargingProfileWrite,
    CompositeSchedule,
    ProfileState,
    Purpose,
    RateUnit,
)
from csms.auth.rights import Right
from csms.charging import charging_profiles as deeds
from csms.store import chargers, charging_profiles, commands
from csms.store.charging_profiles import Filter
from csms.store.values import said_view

router = APIRouter(tags=["charging profiles"])

LONGEST = 7 * 86400


def profile_filter(
    services: Deps,
    charger_id: ChargerIdFilter = None,
    connector_id: ConnectorFilter = None,
    station_id: StationFilter = None,
    purpose: Annotated[Purpose | None, Query(description="Only profiles for this")] = None,
    state: Annotated[ProfileState | None, Query(description="Only in this state, as it is now")] = None,
    search: Search = None,
    id: Annotated[
        list[UUID] | None, Query(max_length=MOST_IDS, description="Only these, by our own ids")
    ] = None,
) -> Filter:
    """`search` knows chargers and the numbers of profiles."""
    return Filter(services.now(), charger_id, connector_id, station_id, purpose, state, search, id)


Wanted = Annotated[Filter, Depends(profile_filter)]


@router.get("/charging-profiles", response_model=ChargingProfilePage)
async def list_charging_profiles(
    page: Page, wanted: Wanted, sort: Annotated[ChargingProfileSort, Sort] = "-installed_at"
) -> Any:
    """Profiles that chargers have accepted, the last one first."""
    return await charging_profiles.list_page(page.limit, page.cursor, wanted, sort)


@router.get("/charging-profiles/summary", response_model=ChargingProfileSummary)
async def summarize_charging_profiles(wanted: Wanted) -> Any:
    """How many the filter selects, and how many chargers have them."""
    return await charging_profiles.summary(wanted)


@router.post("/charging-profiles", response_model=ChargingProfileSent, status_code=201)
async def install_charging_profile(services: Deps, admin: Admin, body: ChargingProfileWrite) -> Any:
    """Sends a profile to a charger, in a unit that it takes, and tells what it said."""
    await chargers.require(body.charger_id)
    numbered = {"chargingProfileId": 1, **body.profile}  # to be checked before it gets its number
    checked("SetChargingProfile", {"connectorId": body.connector_id, "csChargingProfiles": numbered})
    command_id = await services.charging_profiles.install(
        body.charger_id, body.connector_id, body.profile, admin.email
    )
    command = await commands.view(command_id)
    sent = command["request"]["csChargingProfiles"]
    warnings = deeds.warnings(sent, body.profile["chargingSchedule"]["chargingRateUnit"], services.now())
    return {
        "profile": await charging_profiles.by_number(body.charger_id, sent["chargingProfileId"]),
        "command": command,
        "warnings": [str(warning) for warning in warnings],
        "said": [said_view(warning) for warning in warnings],
    }


@router.get("/charging-profiles/{id}", response_model=ChargingProfile)
async def get_charging_profile(row_id: RowId) -> Any:
    return await charging_profiles.view(row_id)


@router.delete("/charging-profiles/{id}", status_code=204)
async def clear_charging_profile(services: Deps, admin: Admin, row_id: RowId) -> None:
    """Has the charger forget it. 409 when it cannot be asked."""
    await services.charging_profiles.clear(row_id, admin.email)


@router.get("/chargers/{id}/composite-schedule", response_model=CompositeSchedule)
async def get_composite_schedule(
    services: Deps,
    admin: Admin,
    row_id: RowId,
    connector_id: Annotated[int, Query(ge=0, le=1000, description="0 is the charger as a whole")] = 0,
    duration: Annotated[int, Query(ge=1, le=LONGEST, description="Seconds from now")] = 3600,
    unit: Annotated[RateUnit, Query(description="In which limits are told")] = "A",
    ask: Annotated[bool, Query(description="Ask the charger as well")] = False,
) -> Any:
    """What limits a connector from now on; connector 0 is the charger as a whole."""
    if ask:  # a command goes out
        check_right(admin, Right.OPERATE)
    await chargers.require(row_id)
    begin = services.now()
    stretches = await deeds.composite_of(row_id, connector_id, unit, begin, duration)
    answer = None
    if ask:
        request = {"connectorId": connector_id, "duration": duration, "chargingRateUnit": unit}
        answer = await commands.view(
            await services.commands.send(row_id, "GetCompositeSchedule", request, admin.email)
        )
    return {
        "connector_id": connector_id,
        "begin": begin,
        "duration": duration,
        "unit": unit,
        "periods": [
            {
                "start": stretch.start,
                "limit": str(stretch.limit.value) if stretch.limit else None,
                "number_phases": stretch.limit.phases if stretch.limit else None,
            }
            for stretch in stretches
        ],
        "charger": answer,
    }
