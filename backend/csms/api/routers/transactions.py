"""`/api/admin/transactions`."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from csms.api.dependencies import Admin, Deps
from csms.api.paging import MAX_CURSOR, NEXT, Page, Paging, parse
from csms.api.receipts.response import RECEIPT, receipt_of
from csms.api.routers.filters import (
    ChargerIdFilter,
    ConnectorFilter,
    From,
    PersonFilter,
    RowId,
    Search,
    Sort,
    StationFilter,
    Until,
    Word,
    Zone,
)
from csms.api.routers.samples import DEFAULT_SAMPLES, SampleLimit, WantedSamples
from csms.api.schemas.common import INT64
from csms.api.schemas.transactions import (
    Curve,
    ForceStop,
    MeterValues,
    QuarantinedStopPage,
    QuarantinedStopSort,
    QuarantinedStopSummary,
    Settling,
    Transaction,
    TransactionDetail,
    TransactionEventPage,
    TransactionPage,
    TransactionSort,
    TransactionState,
    TransactionSummary,
)
from csms.api.tables.columns import METER_VALUES, TRANSACTIONS
from csms.api.tables.writing import TABLES, AsTable, download, list_or_table
from csms.charging.force_stop import SettlementWish
from csms.store import (
    commands,
    curves,
    evidence,
    meter_values,
    orphans,
    transaction_events,
    transactions,
)
from csms.store.transactions import Filter

router = APIRouter(prefix="/transactions", tags=["transactions"])


Energy = Annotated[
    int | None, Query(ge=0, le=INT64, description="Wh; sessions without a known energy are left out")
]


def transaction_filter(  # noqa: PLR0913 - each is a query parameter
    state: Annotated[TransactionState | None, Query(description="Only in this state")] = None,
    charger_id: ChargerIdFilter = None,
    connector_id: ConnectorFilter = None,
    station_id: StationFilter = None,
    id_tag: Word = None,
    user_id: PersonFilter = None,
    min_energy_wh: Energy = None,
    max_energy_wh: Energy = None,
    from_: From = None,
    to: Until = None,
    search: Search = None,
) -> Filter:
    """`from` and `to` are about `started_at`. `search` knows OCPP numbers, id tags and charge point ids."""
    return Filter(
        state,
        charger_id,
        station_id,
        id_tag,
        from_,
        to,
        search,
        user_id,
        connector_id,
        min_energy_wh,
        max_energy_wh,
    )


Wanted = Annotated[Filter, Depends(transaction_filter)]


@router.get("", response_model=TransactionPage, responses=TABLES)
async def list_transactions(
    page: Page, table: AsTable, wanted: Wanted, sort: Annotated[TransactionSort, Sort] = "-started_at"
) -> Any:
    """Transactions, latest start first. What has no end or no energy comes last when it is sorted by that."""
    if table is None:
        return await transactions.list_page(page.limit, page.cursor, wanted, sort)
    ask = partial(transactions.list_page, wanted=wanted, sort=sort, views=transactions.record_views)
    return await download(table, TRANSACTIONS, ask)


@router.get("/summary", response_model=TransactionSummary)
async def summarize_transactions(wanted: Wanted) -> Any:
    """Totals of all that the filter selects."""
    return await transactions.summary(wanted)


def stop_filter(charger_id: ChargerIdFilter = None, search: Search = None) -> orphans.Filter:
    """`search` knows the numbers of the transactions that they claim, chargers and id tags."""
    return orphans.Filter(charger_id, search)


WantedStops = Annotated[orphans.Filter, Depends(stop_filter)]


@router.get("/quarantined", response_model=QuarantinedStopPage)
async def list_quarantined_stops(
    page: Page,
    wanted: WantedStops,
    joined: Annotated[bool, Query(description="Those that have found their transaction since")] = False,
    sort: Annotated[QuarantinedStopSort, Sort] = "-received_at",
) -> Any:
    """Stops that fit no transaction, latest first."""
    return await orphans.list_page(page.limit, page.cursor, wanted._replace(joined=joined), sort)


@router.get("/quarantined/summary", response_model=QuarantinedStopSummary)
async def summarize_quarantined_stops(wanted: WantedStops) -> Any:
    """How many of those that the filter selects wait for their start, and how many have found it since."""
    return await orphans.summary(wanted)


@router.get("/{id}", response_model=TransactionDetail)
async def get_transaction(row_id: RowId) -> Any:
    """With the evidence that its record rests on."""
    view = await transactions.view(row_id)
    return {**view, "evidence": await evidence.of(row_id)}


@router.get("/{id}/meter-values", response_model=MeterValues, responses=TABLES)
async def list_meter_values(
    row_id: RowId,
    wanted: WantedSamples,
    table: AsTable,
    limit: SampleLimit = DEFAULT_SAMPLES,
    cursor: Annotated[str | None, Query(max_length=MAX_CURSOR, description=NEXT)] = None,
) -> Any:
    """Samples, oldest first."""
    await transactions.require(row_id)
    ask = partial(meter_values.list_page, transaction_id=row_id, wanted=wanted)
    return await list_or_table(Paging(limit, parse(cursor)), table, METER_VALUES, ask)


@router.get("/{id}/events", response_model=TransactionEventPage)
async def list_transaction_events(row_id: RowId, page: Page) -> Any:
    """What happened to the record, oldest first. Nothing of it is ever changed."""
    await transactions.require(row_id)
    return await transaction_events.list_page(page.limit, page.cursor, transaction_id=row_id)


@router.get("/{id}/curve", response_model=Curve)
async def get_curve(row_id: RowId) -> Any:
    """Power, energy and battery over time, in a form that can be drawn."""
    return {"points": await curves.of(row_id)}


@router.get("/{id}/receipt", response_class=Response, responses=RECEIPT)
async def get_receipt(services: Deps, row_id: RowId, zone: Zone) -> Response:
    """A receipt as PDF, with times of the zone. 409 for a session that has not ended."""
    return await receipt_of(row_id, services.settings, zone)


@router.post("/{id}/force-stop", response_model=ForceStop)
async def force_stop(services: Deps, admin: Admin, row_id: RowId) -> Any:
    """Stops at the charger when it can, closes the record when it cannot, and says which."""
    result = await services.transactions.force_stop(row_id, admin.email)
    return {
        "outcome": result.outcome,
        "transaction": await transactions.view(row_id),
        "command": await commands.view(result.command_id) if result.command_id else None,
    }


@router.post("/{id}/settle", response_model=Transaction)
async def settle_transaction(services: Deps, admin: Admin, row_id: RowId, body: Settling) -> Any:
    """Says what a suspect or closed record is. A stop that the charger reports later still corrects it."""
    wish = SettlementWish(body.meter_stop, body.stopped_at, body.note)
    await services.transactions.settle(row_id, wish, admin.email)
    return await transactions.view(row_id)
