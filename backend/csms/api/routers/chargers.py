"""`/api/admin/chargers`: the chargers themselves, their passwords, their simulated stand-ins."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.routers.filters import MOST_IDS, RowId, Search, Sort, StationFilter, Word
from csms.api.schemas.chargers import (
    Charger,
    ChargerCreate,
    ChargerCreated,
    ChargerFilter,
    ChargerPage,
    ChargerSort,
    ChargerSummary,
    ChargerUpdate,
    Password,
    SecurityProfile,
)
from csms.api.schemas.configuration import Configuration
from csms.api.services import Services
from csms.api.tables.columns import CHARGERS
from csms.api.tables.writing import TABLES, AsTable, list_or_table
from csms.charging import chargers as deeds
from csms.charging import presence
from csms.handlers.v16.configuration import explain
from csms.store import chargers, commands, configuration, transfers
from csms.store.chargers import Filter

router = APIRouter(prefix="/chargers", tags=["chargers"])


async def charger_filter(  # noqa: PLR0913 - each is a query parameter
    search: Search = None,
    station_id: StationFilter = None,
    status: Annotated[
        ChargerFilter | None,
        Query(description="Only chargers in this state; `broken`: faulted, or gone since they were seen"),
    ] = None,
    vendor: Word = None,
    model: Word = None,
    firmware_version: Word = None,
    online: Annotated[bool | None, Query(description="Connected now, or not")] = None,
    blocked: Annotated[bool | None, Query(description="Kept out by an operator, or not")] = None,
    simulated: Annotated[bool | None, Query(description="Played by the built-in simulator, or not")] = None,
    security_profile: Annotated[
        list[SecurityProfile] | None, Query(max_length=4, description="Only these")
    ] = None,
    id: Annotated[
        list[UUID] | None, Query(max_length=MOST_IDS, description="Only these, by our own ids")
    ] = None,
    fits: Annotated[
        UUID | None,
        Query(description="Only those this firmware is meant for; what either has not told is no reason"),
    ] = None,
    not_running: Annotated[
        Word, Query(description="Only those that do not say they run this firmware version")
    ] = None,
) -> Filter:
    """`search` knows identities, names, vendors, models, serial numbers and stations."""
    return Filter(
        search,
        station_id,
        status,
        vendor,
        model,
        firmware_version,
        online,
        blocked,
        simulated,
        security_profile,
        id,
        None if fits is None else await transfers.firmware_hardware(fits),
        not_running,
    )


Wanted = Annotated[Filter, Depends(charger_filter)]


@router.get("", response_model=ChargerPage, responses=TABLES)
async def list_chargers(
    page: Page, table: AsTable, wanted: Wanted, sort: Annotated[ChargerSort, Sort] = "charge_point_id"
) -> Any:
    """Chargers, by identity, CP-9 before CP-10. Those without what they are sorted by come last."""
    ask = partial(chargers.list_page, wanted=wanted, sort=sort)
    return await list_or_table(page, table, CHARGERS, ask)


@router.get("/summary", response_model=ChargerSummary)
async def summarize_chargers(wanted: Wanted) -> Any:
    """How many the filter selects, and of which makes, firmware versions and security profiles."""
    return await chargers.summary(wanted)


@router.post("", response_model=ChargerCreated, status_code=201)
async def create_charger(services: Deps, body: ChargerCreate) -> Any:
    """Registers a charger. Its password is in the answer this once (profiles 1 and 2)."""
    charger_id, password = await deeds.create(services.charger_credentials, body.given())
    services.announcer.charger(charger_id)
    return {**await chargers.view(charger_id), "password": password}


@router.get("/{id}", response_model=Charger)
async def get_charger(row_id: RowId) -> Any:
    return await chargers.view(row_id)


@router.put("/{id}", response_model=Charger)
async def update_charger(services: Deps, row_id: RowId, body: ChargerUpdate) -> Any:
    """Changes the fields that are given; `password` imports another one."""
    given = body.given()
    await deeds.update(services.charger_credentials, row_id, given)
    if given.get("blocked"):
        _hang_up(services, row_id, *await deeds.holder(row_id))
    services.announcer.charger(row_id)
    return await chargers.view(row_id)


@router.delete("/{id}", status_code=204)
async def delete_charger(services: Deps, admin: Admin, row_id: RowId) -> None:
    """Its transactions stay, those without an end are closed. 409 while one runs there and the charger is online."""
    for transaction_id in await deeds.left_over_transactions(row_id):
        await services.transactions.force_stop(transaction_id, admin.email)
    node, epoch = await deeds.holder(row_id)
    ended = await deeds.delete(row_id)
    await services.fleet.stop(row_id)
    _hang_up(services, row_id, node, epoch)
    services.announcer.deleted("charger", row_id)
    for reservation_id in ended:
        services.announcer.reservation(reservation_id)
    services.announcer.attention()


def _hang_up(services: Services, charger_id: UUID, node: str | None, epoch: int) -> None:
    """End the connection of a charger that may not have one any more, wherever it is held."""
    if node:
        services.broker.tell(node, presence.SUBJECT, f"{charger_id} {epoch + 1}".encode())


@router.post("/{id}/rotate-password", response_model=Password)
async def rotate_password(services: Deps, admin: Admin, row_id: RowId) -> Any:
    """A new AuthorizationKey, sent to the charger when it is online; the old one is good until then."""
    await deeds.require_password_profile(row_id)
    password, command_id = await services.credentials.rotate(row_id, admin.email)
    return {"password": password, "command": await commands.view(command_id) if command_id else None}


@router.get("/{id}/configuration", response_model=Configuration)
async def get_configuration(row_id: RowId) -> Any:
    """Configuration keys as the charger last reported them."""
    await chargers.require(row_id)
    return await _configuration(row_id)


@router.post("/{id}/configuration/refresh", response_model=Configuration)
async def refresh_configuration(services: Deps, admin: Admin, row_id: RowId) -> Any:
    """Reads all of it from the charger, in as many pieces as it needs. 409 when it is offline."""
    await chargers.require(row_id)
    await services.configuration.read(row_id, admin.email)
    return await _configuration(row_id)


async def _configuration(charger_id: UUID) -> Any:
    keys = await configuration.keys(charger_id)
    return {"items": [{**key, "standard": _standard(key["key"])} for key in keys]}


def _standard(key: str) -> dict[str, Any] | None:
    explained = explain(key)
    return None if explained is None else explained._asdict()


@router.post("/{id}/simulate", response_model=Charger)
async def start_simulation(services: Deps, row_id: RowId) -> Any:
    """Lets a simulated charge point call in this charger's place. 409 while the real one is online."""
    charge_point_id, password = await deeds.prepare_simulation(services.charger_credentials, row_id)
    await services.fleet.start(row_id, charge_point_id, password)
    services.announcer.charger(row_id)
    return await chargers.view(row_id)


@router.delete("/{id}/simulate", status_code=204)
async def stop_simulation(services: Deps, row_id: RowId) -> None:
    """Takes the simulated charge point away; the charger keeps what it brought."""
    await services.fleet.stop(row_id)
    await deeds.end_simulation(row_id)
    services.announcer.charger(row_id)
