"""Questions about tokens that were presented and that nobody has registered."""

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q

from csms.errors import NotFound
from csms.said import said
from csms.store.folding import fold
from csms.store.models import UnknownTag
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.values import View

_COLUMNS = ("id", "value", "charger_id", "charge_point_id", "count", "first_seen_at", "last_seen_at")


async def list_page(limit: int, cursor: Cursor | None, *, search: str | None = None) -> Page:
    """Unknown tags, the last presented first."""
    query = UnknownTag.all()
    if search:
        query = query.filter(Q(folded__contains=fold(search)) | Q(charge_point_id__icontains=search))
    if cursor:
        query = query.filter(older_than("last_seen_at", cursor.moment(), cursor.uuid()))
    rows: list[View] = list(await query.order_by("-last_seen_at", "-id").limit(limit + 1).values(*_COLUMNS))
    kept, following = cut(rows, limit, lambda row: (row["last_seen_at"], row["id"]))
    return page([_view(row) for row in kept], following)


async def unknown_tag_views(ids: Collection[UUID]) -> list[View]:
    """Unknown tags in the form of the REST resource."""
    return [_view(row) for row in await UnknownTag.filter(id__in=list(ids)).values(*_COLUMNS)]


async def by_id(unknown_id: UUID) -> UnknownTag:
    """Raises NotFound."""
    found = await UnknownTag.get_or_none(id=unknown_id)
    if found is None:
        raise NotFound(said("There is no such unknown tag."))
    return found


def _view(row: View) -> View:
    return {
        "id": str(row["id"]),
        "id_tag": row["value"],
        "charger_id": str(row["charger_id"]),
        "charge_point_id": row["charge_point_id"],
        "count": row["count"],
        "first_seen_at": row["first_seen_at"],
        "last_seen_at": row["last_seen_at"],
    }
