"""`/api/admin/reservations`."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.routers.filters import RowId
from csms.api.schemas.reservations import Reservation, ReservationPage, ReservationState, ReservationWrite
from csms.api.tables.columns import RESERVATIONS
from csms.api.tables.writing import TABLES, AsTable, list_or_table
from csms.store import chargers, reservations

router = APIRouter(prefix="/reservations", tags=["reservations"])


@router.get("", response_model=ReservationPage, responses=TABLES)
async def list_reservations(
    page: Page,
    table: AsTable,
    charger_id: Annotated[UUID | None, Query(description="Only this charger")] = None,
    state: Annotated[ReservationState | None, Query()] = None,
) -> Any:
    """Reservations, the last made first."""
    ask = partial(reservations.list_page, charger_id=charger_id, state=state)
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
