"""Questions about refused connections."""

from collections.abc import Collection
from uuid import UUID

from csms.store.folding import fold
from csms.store.models import Charger, ConnectionRefusal
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.values import View

_COLUMNS = ("id", "charge_point_id", "address", "cause", "detail", "count", "first_at", "last_at")


async def refusal_views(ids: Collection[UUID]) -> list[View]:
    """Refused connections in the form of the REST resource."""
    rows = await ConnectionRefusal.filter(id__in=list(ids)).values(*_COLUMNS)
    return [{**row, "id": str(row["id"])} for row in rows]


async def list_page(limit: int, cursor: Cursor | None, *, charge_point_id: str | None = None) -> Page:
    """Refused connections, latest first; of one identity, or all."""
    query = ConnectionRefusal.all()
    if charge_point_id is not None:
        query = query.filter(charge_point_id_folded=fold(charge_point_id))
    if cursor:
        query = query.filter(older_than("last_at", cursor.moment(), cursor.uuid()))
    rows: list[View] = list(await query.order_by("-last_at", "-id").limit(limit + 1).values(*_COLUMNS))
    kept, following = cut(rows, limit, lambda row: (row["last_at"], row["id"]))
    known = await _known({fold(row["charge_point_id"]) for row in kept})
    views = [
        {**row, "id": str(row["id"]), "charger_id": known.get(fold(row["charge_point_id"]))} for row in kept
    ]
    return page(views, following)


async def _known(folded: set[str]) -> dict[str, str]:
    """Which of these identities are chargers of ours."""
    found = Charger.filter(charge_point_id_folded__in=list(folded))
    return {name: str(row_id) for name, row_id in await found.values_list("charge_point_id_folded", "id")}
