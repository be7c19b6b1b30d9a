"""Questions about people with an account."""

from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from csms.errors import NotFound
from csms.store.models import User
from csms.store.paging import Cursor, Page, beyond, cut, page
from csms.store.values import View


async def list_page(
    limit: int, cursor: Cursor | None, *, search: str | None = None, role: str | None = None
) -> Page:
    """People by their e-mail address."""
    query = User.filter(**{"role": role} if role else {})
    if search:
        query = query.filter(Q(email__contains=search.casefold()))
    if cursor:
        query = query.filter(beyond("email", cursor.key, cursor.uuid()))
    rows = await query.order_by("email", "id").limit(limit + 1).values(*COLUMNS)
    kept, following = cut(rows, limit, lambda row: (row["email"], row["id"]))
    return page([_view(row) for row in kept], following)


async def view(user_id: UUID) -> View:
    """One person. Raises NotFound."""
    row = await User.get_or_none(id=user_id).values(*COLUMNS)
    if row is None:
        raise NotFound("There is no such user.")
    return _view(row)


_AS_THEY_ARE = (
    "email",
    "role",
    "banned",
    "email_confirmed_at",
    "last_sign_in_at",
    "created_at",
    "updated_at",
)
COLUMNS = ("id", "realm", "user_metadata", *_AS_THEY_ARE)
"""Never the password, not even its hash."""


def _view(row: dict[str, Any]) -> View:
    name = row["user_metadata"].get("name")
    return {
        "id": str(row["id"]),
        "name": name if isinstance(name, str) else None,
        "issuer": row["realm"] or None,
        **{column: row[column] for column in _AS_THEY_ARE},
    }
