"""Questions about transactions."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from tortoise.expressions import Q, RawSQL, Subquery
from tortoise.functions import Count, Sum
from tortoise.queryset import QuerySet

from csms.errors import NotFound
from csms.said import said
from csms.store.flags import FLAGS
from csms.store.folding import fold
from csms.store.models import Charger, IdTag, Transaction
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, decimal, find, merged, moment, sorting, whole_or_decimal
from csms.store.values import View, in_order, number, ocpp_number, on_postgres, text_id

SEARCH_LIMIT = 200
"""Chargers and tags that a search text may stand for."""


Views: TypeAlias = Callable[[Collection[UUID]], Awaitable[list[View]]]
"""What makes views of ids."""


class Filter(NamedTuple):
    """What to look for. `since` and `until` are about the start; energy is in Wh, and without a record of it none."""

    state: str | None = None
    charger_id: UUID | None = None
    station_id: UUID | None = None
    id_tag: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    search: str | None = None
    user_id: UUID | None = None
    connector_id: int | None = None
    min_energy_wh: int | None = None
    max_energy_wh: int | None = None


def _duration() -> str:
    """From start to stop, as the index has it: seconds (PostgreSQL), milliseconds (SQLite)."""
    if on_postgres():
        return '(EXTRACT(EPOCH FROM "stopped_at" - "started_at"))'
    return 'CAST(ROUND((julianday("stopped_at") - julianday("started_at")) * 86400000) AS INTEGER)'


ORDERS = {
    "started_at": Order("started_at", moment),
    "stopped_at": Order("stopped_at", moment, nullable=True),
    "energy_wh": Order("energy_wh", decimal, nullable=True),
    "duration_s": Order("duration_s", whole_or_decimal, nullable=True, expression=_duration),
}


async def list_page(
    limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "-started_at", views: Views | None = None
) -> Page:
    """Transactions; sort: one of ORDERS. views: `transaction_views`, unless told otherwise."""
    query, by = _filtered(wanted), sorting(ORDERS, sort)
    alternatives = await _matching(wanted.search) if wanted.search else [Q()]
    # Each has its index and the order of the page in it; an OR of them would be looked for in all of history.
    found = [await find(query.filter(how), limit + 1, cursor, by) for how in alternatives]
    ids, following = cut(merged(found, by)[: limit + 1], limit, by)
    return page(await (views or transaction_views)(ids), following)


def _filtered(wanted: Filter) -> QuerySet[Transaction]:
    """Everything but the search."""
    conditions = {
        "state": wanted.state,
        "charger_id": wanted.charger_id,
        "user_id": wanted.user_id,
        "id_token_folded": fold(wanted.id_tag) if wanted.id_tag else None,
        "evse_id": wanted.connector_id,
        "energy_wh__gte": wanted.min_energy_wh,
        "energy_wh__lte": wanted.max_energy_wh,
        "started_at__gte": wanted.since,
        "started_at__lt": wanted.until,
    }
    query = Transaction.filter(**{name: value for name, value in conditions.items() if value is not None})
    if wanted.station_id:
        query = query.filter(
            charger_id__in=Subquery(Charger.filter(station_id=wanted.station_id).values("id"))
        )
    return query


async def _matching(search: str) -> list[Q]:
    """What the text may be: an OCPP number, id tags, chargers."""
    folded = search.casefold()
    chargers = Charger.filter(Q(charge_point_id_folded__contains=folded) | Q(name__icontains=search))
    charger_ids = await chargers.limit(SEARCH_LIMIT).values_list("id", flat=True)
    tags = await IdTag.filter(folded__contains=folded).limit(SEARCH_LIMIT).values_list("folded", flat=True)
    ways = [Q(ocpp_transaction_id=search), Q(id_token_folded__in=[folded, *tags])]
    return [*ways, Q(charger_id__in=list(charger_ids))] if charger_ids else ways


async def summary(wanted: Filter) -> View:
    """Totals of all that the filter selects. A session that runs counts until its last sample."""
    seconds = (
        "EXTRACT(EPOCH FROM COALESCE(stopped_at, metered_at, started_at) - started_at)"
        if on_postgres()
        else "(julianday(COALESCE(stopped_at, metered_at, started_at)) - julianday(started_at)) * 86400"
    )
    query = _filtered(wanted)
    if wanted.search:
        query = query.filter(Q(*await _matching(wanted.search), join_type="OR"))
    totals = query.annotate(
        count=Count("id"),
        energy=Sum("energy_wh"),
        seconds=RawSQL(f"SUM({seconds})"),
        suspect=RawSQL("SUM(CASE WHEN state = 'suspect' THEN 1 ELSE 0 END)"),
    )
    (row,) = await totals.values("count", "energy", "seconds", "suspect")
    return {
        "count": row["count"],
        "energy_wh": number(row["energy"]) or 0,
        "duration_s": round(row["seconds"] or 0),
        "suspect": row["suspect"] or 0,
    }


async def require(transaction_id: UUID, *, user_id: UUID | None = None) -> None:
    """user_id: it must be this person's. Raises NotFound."""
    query = Transaction.filter(id=transaction_id)
    if not await (query.filter(user_id=user_id) if user_id else query).exists():
        raise NotFound(said("There is no such transaction."))


async def view(transaction_id: UUID) -> View:
    """One transaction. Raises NotFound."""
    for found in await transaction_views([transaction_id]):
        return found
    raise NotFound(said("There is no such transaction."))


async def transaction_views(ids: Collection[UUID]) -> list[View]:
    """Transactions in the form of the REST resource."""
    rows = await Transaction.filter(id__in=list(ids)).values()
    places = await _places({row["charger_id"] for row in rows})
    parents = await _parents({row["parent_token_folded"] for row in rows if row["parent_token_folded"]})
    return in_order(ids, [_view(row, places.get(row["charger_id"], {}), parents) for row in rows])


async def record_views(ids: Collection[UUID]) -> list[View]:
    """Transactions for who takes them home: with all digits (`Decimal`), and the key of an imported one."""
    views = await transaction_views(ids)
    names = ("id", "external_id", *_NUMBERS)
    rows = {str(row["id"]): row for row in await Transaction.filter(id__in=list(ids)).values(*names)}
    return [{**view, **rows[view["id"]], "id": view["id"]} for view in views if view["id"] in rows]


async def _places(charger_ids: set[UUID]) -> dict[UUID, Any]:
    """Where the chargers stand: id and name of their stations. A deleted charger stands nowhere."""
    rows = await Charger.filter(id__in=list(charger_ids)).values("id", "station_id", "station__name")
    return {row["id"]: row for row in rows}


async def _parents(folded: set[str]) -> dict[str, str]:
    """Parent tags as they were written, for those that are registered themselves."""
    if not folded:
        return {}
    rows = await IdTag.filter(folded__in=list(folded)).values_list("folded", "value")
    return {str(key): str(value) for key, value in rows}


_NUMBERS = ("meter_start", "meter_stop", "energy_wh", "power_w", "max_power_w", "soc_percent")


def _view(row: dict[str, Any], place: dict[str, Any], parents: dict[str, str]) -> View:
    parent = row["parent_token_folded"]
    return {
        "id": str(row["id"]),
        "transaction_id": ocpp_number(row["ocpp_transaction_id"]),
        "charger_id": str(row["charger_id"]),
        "charge_point_id": row["charge_point_id"],
        "connector_id": row["evse_id"],
        "station_id": text_id(place.get("station_id")),
        "station_name": place.get("station__name"),
        "id_tag": row["id_token"],
        "parent_id_tag": parents.get(parent, parent) if parent else None,
        **{name: number(row[name]) for name in _NUMBERS},
        "started_at": row["started_at"],
        "stopped_at": row["stopped_at"],
        "stop_reason": row["stop_reason"],
        "state": row["state"],
        "flags": [{"code": code, "detail": FLAGS.get(code, code)} for code in row["flags"]],
    }
