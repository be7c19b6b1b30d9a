"""Questions about reservations."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from csms.errors import NotFound
from csms.store.models import Reservation
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.values import View, in_order, text_id


async def list_page(
    limit: int, cursor: Cursor | None, *, charger_id: UUID | None = None, state: str | None = None
) -> Page:
    """Reservations, the last made first."""
    conditions = {"charger_id": charger_id, "state": state}
    query = Reservation.filter(**{name: value for name, value in conditions.items() if value is not None})
    if cursor:
        query = query.filter(older_than("created_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-created_at", "-id").limit(limit + 1).values_list("created_at", "id")
    kept, following = cut(rows, limit, lambda row: row)
    return page(await reservation_views([row[1] for row in kept]), following)


async def view(row_id: UUID) -> View:
    """One reservation. Raises NotFound."""
    for found in await reservation_views([row_id]):
        return found
    raise NotFound("There is no such reservation.")


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
        "transaction": text_id(row["transaction_id"]),
        "conflict": text_id(row["conflict_transaction_id"]),
        "command": text_id(row["command_id"]),
    }
