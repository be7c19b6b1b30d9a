"""Questions about reservations."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from csms.errors import NotFound
from csms.said import said
from csms.store.folding import fold
from csms.store.models import Reservation
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, moment, sorting
from csms.store.stored_words import stored_view
from csms.store.values import View, in_order, text_id


class Filter(NamedTuple):
    """What to look for; `since` and `until` are about when it expires."""

    charger_id: UUID | None = None
    state: str | None = None
    id_tag: str | None = None
    since: datetime | None = None
    until: datetime | None = None


ORDERS = {"created_at": Order("created_at", moment), "expires_at": Order("expires_at", moment)}


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "-created_at") -> Page:
    """Reservations; sort: one of ORDERS."""
    conditions = {
        "charger_id": wanted.charger_id,
        "state": wanted.state,
        "id_token_folded": fold(wanted.id_tag) if wanted.id_tag else None,
        "expires_at__gte": wanted.since,
        "expires_at__lt": wanted.until,
    }
    query = Reservation.filter(**{name: value for name, value in conditions.items() if value is not None})
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(query, limit + 1, cursor, by), limit, by)
    return page(await reservation_views(ids), following)


async def view(row_id: UUID) -> View:
    """One reservation. Raises NotFound."""
    for found in await reservation_views([row_id]):
        return found
    raise NotFound(said("There is no such reservation."))


async def reservation_views(ids: Collection[UUID]) -> list[View]:
    """Reservations in the form of the REST resource."""
    rows = await Reservation.filter(id__in=list(ids)).values()
    return in_order(ids, [_view(row) for row in rows])


_AS_THEY_ARE = ("charge_point_id", "expires_at", "state", "created_at", "updated_at", "ended_at")


def _view(row: dict[str, Any]) -> View:
    return {
        "id": str(row["id"]),
        "charger_id": str(row["charger_id"]),
        **{name: row[name] for name in _AS_THEY_ARE},
        "connector_id": row["evse_id"],
        "reservation_id": row["ocpp_reservation_id"],
        "id_tag": row["id_token"],
        "parent_id_tag": row["parent_token"],
        "detail": row["detail"] or None,
        "said": stored_view(row["detail"]),
        "transaction": text_id(row["transaction_id"]),
        "conflict": text_id(row["conflict_transaction_id"]),
        "command": text_id(row["command_id"]),
    }
