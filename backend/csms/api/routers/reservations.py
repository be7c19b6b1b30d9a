"""`/api/admin/reservations`."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query

from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.routers.filters import ChargerIdFilter, From, RowId, Sort, Until, Word
from csms.api.schemas.reservations import (
    Reservation,
    ReservationPage,
    ReservationSort,
    ReservationState,
    ReservationWrite,
)
from csms.api.tables.columns import RESERVATIONS
from csms.api.tables.writing import TABLES, AsTable, list_or_table
from csms.store import chargers, reservations
from csms.store.reservations import Filter

router = APIRouter(prefix="/reservations", tags=["reservations"])


@router.get("", response_model=ReservationPage, responses=TABLES)
async def list_reservations(
    page: Page,
    table: AsTable,
    charger_id: ChargerIdFilter = None,
    state: Annotated[ReservationState | None, Query(description="Only in this state")] = None,
    id_tag: Word = None,
    from_: From = None,
    to: Until = None,
    sort: Annotated[ReservationSort, Sort] = "-created_at",
) -> Any:
    """Reservations, the last made first. `from` and `to` are about `expires_at`."""
    wanted = Filter(charger_id, state, id_tag, from_, to)
    ask = partial(reservations.list_page, wanted=wanted, sort=sort)
    return await list_or_table(page, table, RESERVATIONS, ask)


@router.post("", response_model=Reservation, status_code=201)
async def create_reservation(services: Deps, admin: Admin, body: ReservationWrite) -> Any:
    """Asks the charger for it and waits for its answer, which `state` and `detail` tell."""
    await chargers.require(body.charger_id)
    row_id = await services.reservations.create(body.given(), admin.email)
    return await reservations.view(row_id)


@router.get("/{id}", response_model=Reservation)
async def get_reservation(row_id: RowId) -> Any:
    return await reservations.view(row_id)


@router.delete("/{id}", status_code=204)
async def cancel_reservation(services: Deps, admin: Admin, row_id: RowId) -> None:
    """Has the charger cancel it. 409 when it is over, or the charger cannot be asked."""
    await services.reservations.cancel(row_id, admin.email)
