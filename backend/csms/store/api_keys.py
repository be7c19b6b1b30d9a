"""Questions and changes about keys of programs. The rules are in `csms.auth.api_keys`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from csms.errors import NotFound
from csms.said import said
from csms.store.models import ApiKey
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.values import View, or_null


async def by_hash(key_hash: str) -> ApiKey | None:
    return await ApiKey.get_or_none(key_hash=key_hash)


async def used(key_id: UUID, address: str, now: datetime) -> None:
    await ApiKey.filter(id=key_id).update(last_used_at=now, last_address=address[:64])


async def revoke(key_id: UUID, now: datetime) -> bool:
    """False without such a key; one that is revoked already stays as it is."""
    await ApiKey.filter(id=key_id, revoked_at__isnull=True).update(revoked_at=now)
    return await ApiKey.exists(id=key_id)


async def list_page(limit: int, cursor: Cursor | None) -> Page:
    """Keys, the newest first, also those that are revoked."""
    query = ApiKey.all()
    if cursor:
        query = query.filter(older_than("created_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-created_at", "-id").limit(limit + 1).values(*COLUMNS)
    kept, following = cut(rows, limit, lambda row: (row["created_at"], row["id"]))
    return page([_view(row) for row in kept], following)


async def view(key_id: UUID) -> View:
    """One key. Raises NotFound."""
    row = await ApiKey.get_or_none(id=key_id).values(*COLUMNS)
    if row is None:
        raise NotFound(said("There is no such API key."))
    return _view(row)


_AS_THEY_ARE = (
    "name",
    "hint",
    "scope",
    "created_by",
    "created_at",
    "expires_at",
    "revoked_at",
    "last_used_at",
)
COLUMNS = ("id", "last_address", *_AS_THEY_ARE)
"""Never the hash."""


def _view(row: dict[str, Any]) -> View:
    return {
        "id": str(row["id"]),
        "last_address": or_null(row["last_address"]),
        **{column: row[column] for column in _AS_THEY_ARE},
    }
