"""The audit trail: deeds of people and programs, noted and looked up. Nothing deletes an entry."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from csms.store.models import AuditEntry
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.values import View, or_null


class Actor(NamedTuple):
    """kind: person, key, or nobody (yet). name: an e-mail address, or what the key is called."""

    kind: str
    id: UUID | None
    name: str


class Deed(NamedTuple):
    """What is about to be done. `request`: the body, without secrets."""

    operation: str
    target_kind: str
    target_id: str
    request: Any
    address: str
    user_agent: str


class Filter(NamedTuple):
    """What to look for. `since` and `until` are about `at`; `failed`: with a status of 400 or more, or without one."""

    actor_id: UUID | None = None
    actor: str | None = None
    operation: str | None = None
    target_id: str | None = None
    failed: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


async def begin(actor: Actor, deed: Deed, now: datetime) -> UUID:
    """Notes a deed before it is done."""
    entry = await AuditEntry.create(
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor=actor.name[:320],
        address=deed.address[:64],
        user_agent=deed.user_agent[:500],
        operation=deed.operation,
        target_kind=deed.target_kind,
        target_id=deed.target_id[:64],
        request=deed.request,
    )
    return entry.id


async def end(entry_id: UUID, status: int, made: str | None = None) -> None:
    """Notes how it was answered, and the id of what was made."""
    changes: dict[str, Any] = {"status": status} | ({"target_id": made[:64]} if made else {})
    await AuditEntry.filter(id=entry_id).update(**changes)


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter) -> Page:
    """Entries, the latest first."""
    query = AuditEntry.filter(**_conditions(wanted))
    if wanted.actor:
        query = query.filter(actor__icontains=wanted.actor)
    if wanted.failed is not None:
        query = query.exclude(status__lt=400) if wanted.failed else query.filter(status__lt=400)
    if cursor:
        query = query.filter(older_than("at", cursor.moment(), cursor.uuid()))
    rows = list(await query.order_by("-at", "-id").limit(limit + 1).values())
    kept, following = cut(rows, limit, lambda row: (row["at"], row["id"]))
    return page([_view(row) for row in kept], following)


def _conditions(wanted: Filter) -> dict[str, Any]:
    conditions = {
        "actor_id": wanted.actor_id,
        "operation": wanted.operation,
        "target_id": wanted.target_id,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
    }
    return {name: value for name, value in conditions.items() if value is not None}


def _view(row: dict[str, Any]) -> View:
    return {
        "id": str(row["id"]),
        "at": row["at"],
        "actor": {
            "kind": row["actor_kind"],
            "id": str(row["actor_id"]) if row["actor_id"] else None,
            "name": row["actor"],
        },
        "operation": row["operation"],
        "target": {"kind": row["target_kind"], "id": or_null(row["target_id"])},
        "request": row["request"],
        "status": row["status"],
        "address": row["address"],
        "user_agent": row["user_agent"],
    }
