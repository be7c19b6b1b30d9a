"""`/api/admin/transactions`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from csms.api.dependencies import Admin, Deps
from csms.api.paging import MAX_CURSOR, Page, parse
from csms.api.routers.filters import From, RowId, Search, StationFilter, Until, Word
from csms.api.schemas.transactions import (
    Curve,
    ForceStop,
    MeterValues,
    TransactionDetail,
    TransactionPage,
    TransactionSummary,
)
from csms.store import commands, curves, evidence, meter_values, transactions
from csms.store.transactions import Filter

router = APIRouter(prefix="/transactions", tags=["transactions"])

MAX_SAMPLES = 5000


def transaction_filter(
    state: Word = None,
    charger_id: Annotated[UUID | None, Query()] = None,
    station_id: StationFilter = None,
    id_tag: Word = None,
    from_: From = None,
    to: Until = None,
    search: Search = None,
) -> Filter:
    """`state`: active, completed, suspect or force_closed. `from` and `to` are about `started_at`.

    `search` knows OCPP numbers, id tags and charge point ids.
    """
    return Filter(state, charger_id, station_id, id_tag, from_, to, search)


Wanted = Annotated[Filter, Depends(transaction_filter)]


@router.get("", response_model=TransactionPage)
async def list_transactions(page: Page, wanted: Wanted) -> Any:
    """Transactions, latest start first."""
    return await transactions.list_page(page.limit, page.cursor, wanted)


@router.get("/summary", response_model=TransactionSummary)
async def summarize_transactions(wanted: Wanted) -> Any:
    """Totals of all that the filter selects."""
    return await transactions.summary(wanted)


@router.get("/{id}", response_model=TransactionDetail)
async def get_transaction(row_id: RowId) -> Any:
    """With the evidence that its record rests on."""
    view = await transactions.view(row_id)
    return {**view, "evidence": await evidence.of(row_id)}


@router.get("/{id}/meter-values", response_model=MeterValues)
async def list_meter_values(
    row_id: RowId,
    limit: Annotated[int, Query(ge=1, le=MAX_SAMPLES)] = 1000,
    cursor: Annotated[str | None, Query(max_length=MAX_CURSOR)] = None,
) -> Any:
    """Samples, oldest first."""
    await transactions.require(row_id)
    return await meter_values.list_page(limit, parse(cursor), transaction_id=row_id)


@router.get("/{id}/curve", response_model=Curve)
async def get_curve(row_id: RowId) -> Any:
    """Power, energy and battery over time, in a form that can be drawn."""
    return {"points": await curves.of(row_id)}


@router.post("/{id}/force-stop", response_model=ForceStop)
async def force_stop(services: Deps, admin: Admin, row_id: RowId) -> Any:
    """Stops at the charger when it can, closes the record when it cannot, and says which."""
    result = await services.transactions.force_stop(row_id, admin.email)
    return {
        "outcome": result.outcome,
        "transaction": await transactions.view(row_id),
        "command": await commands.view(result.command_id) if result.command_id else None,
    }
