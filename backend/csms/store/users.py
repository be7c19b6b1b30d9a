"""Questions about people with an account."""

from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from csms.errors import NotFound
from csms.said import said
from csms.store.models import User
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, moment, sorting
from csms.store.values import View, in_order

ORDERS = {
    "email": Order("email"),
    "created_at": Order("created_at", moment),
    "last_sign_in_at": Order("last_sign_in_at", moment, nullable=True),
}


async def list_page(
    limit: int,
    cursor: Cursor | None,
    *,
    search: str | None = None,
    role: str | None = None,
    banned: bool | None = None,
    sort: str = "email",
) -> Page:
    """People; sort: one of ORDERS."""
    conditions = {"role": role, "banned": banned}
    query = User.filter(**{name: value for name, value in conditions.items() if value is not None})
    if search:
        query = query.filter(Q(email__contains=search.casefold()))
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(query, limit + 1, cursor, by), limit, by)
    rows = await User.filter(id__in=ids).values(*COLUMNS)
    return page(in_order(ids, [_view(row) for row in rows]), following)


async def view(user_id: UUID) -> View:
    """One person. Raises NotFound."""
    row = await User.get_or_none(id=user_id).values(*COLUMNS)
    if row is None:
        raise NotFound(said("There is no such user."))
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
