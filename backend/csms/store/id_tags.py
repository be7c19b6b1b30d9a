"""Questions about id tags."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count, Max

from csms.errors import NotFound
from csms.store.models import IdTag, Transaction
from csms.store.paging import Cursor, Page, beyond, cut, page
from csms.store.values import View, in_order, or_null, text_id

OWN_LIMIT = 500
"""Cards of one person that are shown."""


async def list_page(
    limit: int, cursor: Cursor | None, *, search: str | None = None, blocked: bool | None = None
) -> Page:
    """Id tags in alphabetical order."""
    query = IdTag.all()
    if search:
        by_text = Q(folded__contains=search.casefold()) | Q(note__icontains=search)
        query = query.filter(by_text | Q(parent_folded__contains=search.casefold()))
    if blocked is not None:
        query = query.filter(blocked=blocked)
    if cursor:
        query = query.filter(beyond("folded", cursor.key, cursor.uuid()))
    rows = await query.order_by("folded", "id").limit(limit + 1).values_list("folded", "id")
    kept, following = cut(rows, limit, lambda row: row)
    return page(await id_tag_views([row[1] for row in kept]), following)


async def of_user(user_id: UUID) -> list[View]:
    """A person's own, in alphabetical order."""
    rows = IdTag.filter(user_id=user_id).order_by("folded", "id").limit(OWN_LIMIT)
    ids: list[UUID] = list(await rows.values_list("id", flat=True))  # type: ignore[arg-type]
    return await id_tag_views(ids)


async def view(tag_id: UUID) -> View:
    """One id tag. Raises NotFound."""
    for found in await id_tag_views([tag_id]):
        return found
    raise NotFound("There is no such id tag.")


async def id_tag_views(ids: Collection[UUID]) -> list[View]:
    """Id tags in the form of the REST resource."""
    rows = await IdTag.filter(id__in=list(ids)).values()
    folded = [row["folded"] for row in rows]
    active = await _active(folded)
    used = await _last_used(folded)
    return in_order(ids, [_view(row, active, used) for row in rows])


async def _active(folded: list[str]) -> dict[str, int]:
    running = Transaction.filter(state="active", id_token_folded__in=folded).annotate(count=Count("id"))
    counts = await running.group_by("id_token_folded").values_list("id_token_folded", "count")
    return {str(token): int(count) for token, count in counts}


async def _last_used(folded: list[str]) -> dict[str, Any]:
    latest = Transaction.filter(id_token_folded__in=folded).annotate(at=Max("started_at"))
    return dict(await latest.group_by("id_token_folded").values_list("id_token_folded", "at"))


def _view(row: dict[str, Any], active: dict[str, int], used: dict[str, Any]) -> View:
    return {
        "id": str(row["id"]),
        "id_tag": row["value"],
        "parent_id_tag": row["parent_value"],
        "blocked": row["blocked"],
        "expires_at": row["expires_at"],
        "max_active_transactions": row["max_active_transactions"],
        "allowed_station_ids": row["allowed_station_ids"] or [],
        "allowed_charger_ids": row["allowed_charger_ids"] or [],
        "user_id": text_id(row["user_id"]),
        "note": or_null(row["note"]),
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "active_transactions": active.get(row["folded"], 0),
        "last_used_at": used.get(row["folded"]),
    }
