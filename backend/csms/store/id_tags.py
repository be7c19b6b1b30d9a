"""Questions about id tags."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count, Max
from tortoise.queryset import QuerySet

from csms.errors import NotFound
from csms.said import said
from csms.store.folding import fold
from csms.store.models import IdTag, Transaction
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, moment, sorting
from csms.store.values import View, in_order, or_null, text_id

OWN_LIMIT = 500
"""Cards of one person that are shown."""


class Filter(NamedTuple):
    """What to look for. expired: `expires_at` has passed by `now`. charging: a session runs with it."""

    now: datetime
    search: str | None = None
    blocked: bool | None = None
    expired: bool | None = None
    user_id: UUID | None = None
    parent: str | None = None
    charging: bool | None = None
    ids: list[UUID] | None = None


def _state() -> str:
    """Good, expired, blocked."""
    return "(CASE WHEN blocked THEN 2 WHEN expires_at <= CURRENT_TIMESTAMP THEN 1 ELSE 0 END)"


def _sessions_now() -> str:
    """By the sessions of a tag, which are few: all that run are many."""
    return """(SELECT COUNT(*) FILTER (WHERE r.state = 'active') FROM transactions r
WHERE r.id_token_folded = id_tags.folded)"""


def _looked_through() -> str:
    """Of what a search finds: few of many, which an index of the order would be read in vain for."""
    return "(folded || '')"


ORDERS = {
    "id_tag": Order("folded"),
    "status": Order("state", int, expression=_state),
    "note": Order("note"),
    "parent_id_tag": Order("parent_folded", nullable=True),
    "created_at": Order("created_at", moment),
    "expires_at": Order("expires_at", moment, nullable=True),
    "last_used": Order("last_used_at", moment, nullable=True),
    "charging": Order(
        "sessions_now", int, nullable=True, expression=_sessions_now, having=lambda: Q(folded__in=_charging())
    ),
}


_SEARCHED = {**ORDERS, "id_tag": Order("text", expression=_looked_through)}


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "id_tag") -> Page:
    """Id tags; sort: one of ORDERS."""
    by = sorting(_SEARCHED if wanted.search else ORDERS, sort)
    ids, following = cut(await find(_filtered(wanted), limit + 1, cursor, by), limit, by)
    return page(await id_tag_views(ids), following)


def _filtered(wanted: Filter) -> QuerySet[IdTag]:
    conditions = {
        "blocked": wanted.blocked,
        "user_id": wanted.user_id,
        "parent_folded": fold(wanted.parent) if wanted.parent else None,
    }
    query = IdTag.filter(**{name: value for name, value in conditions.items() if value is not None})
    if wanted.charging is not None:
        query = query.filter(**{f"folded__{'in' if wanted.charging else 'not_in'}": _charging()})
    if wanted.ids:
        query = query.filter(id__in=wanted.ids)
    if wanted.search:
        text = wanted.search.casefold()
        by_text = Q(folded__contains=text) | Q(note__icontains=wanted.search)
        query = query.filter(by_text | Q(parent_folded__contains=text))
    if wanted.expired is not None:
        lasting = Q(expires_at__isnull=True) | Q(expires_at__gt=wanted.now)
        query = query.filter(Q(expires_at__lte=wanted.now) if wanted.expired else lasting)
    return query


async def summary(wanted: Filter) -> View:
    """How many the filter selects, and how many of them may not charge."""
    past = Q(blocked=False, expires_at__lte=wanted.now)
    counted = _filtered(wanted).annotate(
        total=Count("id"),
        blocked_total=Count("id", _filter=Q(blocked=True)),
        expired_total=Count("id", _filter=past),
    )
    (row,) = await counted.values("total", "blocked_total", "expired_total")
    return {"total": row["total"], "blocked": row["blocked_total"], "expired": row["expired_total"]}


def _charging() -> Subquery:
    running = Transaction.filter(state="active", id_token_folded__isnull=False)
    return Subquery(running.values("id_token_folded"))


async def of_user(user_id: UUID) -> list[View]:
    """A person's own, in alphabetical order."""
    rows = IdTag.filter(user_id=user_id).order_by("folded", "id").limit(OWN_LIMIT)
    ids: list[UUID] = list(await rows.values_list("id", flat=True))  # type: ignore[arg-type]
    return await id_tag_views(ids)


async def view(tag_id: UUID) -> View:
    """One id tag. Raises NotFound."""
    for found in await id_tag_views([tag_id]):
        return found
    raise NotFound(said("There is no such id tag."))


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
