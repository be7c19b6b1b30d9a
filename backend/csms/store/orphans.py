"""Questions about stops that fit no transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from csms.store.facts import Sample, Series
from csms.store.meter_values import exact_text
from csms.store.models import QuarantinedStop
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, finite, moment, sorting
from csms.store.values import View, in_order, number


class Filter(NamedTuple):
    """What to look for. joined: those that have found their transaction, or those that wait for it."""

    charger_id: UUID | None = None
    search: str | None = None
    joined: bool | None = None


def _claimed() -> str:
    """A number as people count, though it may have more digits than any type: before it they are counted."""
    digits = "CAST(1000 + LENGTH(ocpp_transaction_id) AS TEXT)"
    return f"({digits} || ocpp_transaction_id)"


def _register() -> str:
    """SQLite keeps exact numbers as texts."""
    return "CAST(meter_stop AS DOUBLE PRECISION)"


ORDERS = {
    "claimed_transaction_id": Order("claimed", expression=_claimed),
    "charge_point_id": Order("charge_point_id_natural"),
    "id_tag": Order("id_token", nullable=True),
    "meter_stop": Order("register", finite, nullable=True, expression=_register),
    "stop_reason": Order("stop_reason"),
    "occurred_at": Order("occurred_at", moment),
    "received_at": Order("received_at", moment),
    "joined_at": Order("joined_at", moment, nullable=True),
}
SEARCHED = ("ocpp_transaction_id", "charge_point_id", "id_token")


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


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "-received_at") -> Page:
    """Stops that fitted no transaction; sort: one of ORDERS."""
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(_filtered(wanted), limit + 1, cursor, by), limit, by)
    return page(in_order(ids, await _views(ids)), following)


async def summary(wanted: Filter) -> View:
    """How many of those that the filter selects wait, and how many have found their transaction."""
    counted = _filtered(wanted).annotate(
        waiting=Count("id", _filter=Q(transaction_id__isnull=True)),
        found=Count("id", _filter=Q(transaction_id__isnull=False)),
    )
    (row,) = await counted.values("waiting", "found")
    return {"waiting": row["waiting"], "joined": row["found"]}


def _filtered(wanted: Filter) -> QuerySet[QuarantinedStop]:
    query = QuarantinedStop.all()
    if wanted.joined is not None:
        query = query.filter(transaction_id__isnull=not wanted.joined)
    if wanted.charger_id:
        query = query.filter(charger_id=wanted.charger_id)
    if wanted.search:
        texts = [Q(**{f"{name}__icontains": wanted.search}) for name in SEARCHED]
        query = query.filter(Q(*texts, join_type="OR"))
    return query


async def _views(ids: Collection[UUID]) -> list[View]:
    return [_view(row) for row in await QuarantinedStop.filter(id__in=list(ids))]


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
