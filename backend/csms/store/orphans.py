"""Questions about stops that fit no transaction."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from csms.store.facts import Sample, Series
from csms.store.meter_values import exact_text
from csms.store.models import QuarantinedStop
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.values import View, number


async def of_charger(charger_id: UUID, since: datetime, limit: int) -> Sequence[QuarantinedStop]:
    """Those of one charger that wait for their start, oldest first."""
    query = QuarantinedStop.filter(charger_id=charger_id, transaction_id=None, received_at__gte=since)
    return await query.order_by("received_at").limit(limit)


async def all_waiting(since: datetime, limit: int) -> Sequence[QuarantinedStop]:
    query = QuarantinedStop.filter(transaction_id=None, received_at__gte=since)
    return await query.order_by("-received_at").limit(limit)


def sample(data: dict[str, Any]) -> Sample:
    """As `csms.store.statements.ends` has written it."""
    series = Series(**{name: data[name] for name in Series.__struct_fields__})
    value = None if data["value"] is None else Decimal(data["value"])
    return Sample(series, datetime.fromisoformat(data["occurred_at"]), value, data["raw"])


async def list_page(limit: int, cursor: Cursor | None, *, charger_id: UUID | None, joined: bool) -> Page:
    """Latest first; those that wait, or those that have found their transaction."""
    query = QuarantinedStop.filter(transaction_id__isnull=not joined)
    if charger_id:
        query = query.filter(charger_id=charger_id)
    if cursor:
        query = query.filter(older_than("received_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-received_at", "-id").limit(limit + 1)
    kept, following = cut(rows, limit, lambda row: (row.received_at, row.id))
    return page([_view(row) for row in kept], following)


def _view(row: QuarantinedStop) -> View:
    return {
        "id": str(row.id),
        "charger_id": str(row.charger_id),
        "charge_point_id": row.charge_point_id,
        "claimed_transaction_id": row.ocpp_transaction_id,
        "id_tag": row.id_token,
        "meter_stop": number(row.meter_stop),
        "stop_reason": row.stop_reason,
        "occurred_at": row.occurred_at,
        "received_at": row.received_at,
        "samples": [_sample_view(data) for data in row.samples],
        "transaction": None if row.transaction_id is None else str(row.transaction_id),
        "joined_at": row.joined_at,
    }


def _sample_view(data: dict[str, Any]) -> View:
    one = sample(data)
    names = ("context", "measurand", "phase", "location", "unit")
    return {
        "timestamp": one.occurred_at,
        **{name: getattr(one.series, name) for name in names},
        "value": exact_text(one.value),
        "raw": one.raw,
    }
