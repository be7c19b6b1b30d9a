"""Questions about commands."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from csms.errors import NotFound
from csms.store.models import Command, Transaction
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.values import View, in_order, ocpp_number, text_id


async def list_page(limit: int, cursor: Cursor | None, *, charger_id: UUID) -> Page:
    """A charger's commands, newest first."""
    query = Command.filter(charger_id=charger_id)
    if cursor:
        query = query.filter(older_than("created_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-created_at", "-id").limit(limit + 1).values_list("created_at", "id")
    kept, following = cut(rows, limit, lambda row: row)
    return page(await command_views([row[1] for row in kept]), following)


async def view(command_id: UUID) -> View:
    """One command. Raises NotFound."""
    for found in await command_views([command_id]):
        return found
    raise NotFound("There is no such command.")


async def command_views(ids: Collection[UUID]) -> list[View]:
    """Commands in the form of the REST resource."""
    rows = await Command.filter(id__in=list(ids)).values()
    sessions = [row["transaction_id"] for row in rows if row["transaction_id"]]
    numbers = (
        await Transaction.filter(id__in=sessions).values_list("id", "ocpp_transaction_id") if sessions else []
    )
    by_session = dict(numbers)
    return in_order(ids, [_view(row, by_session.get(row["transaction_id"])) for row in rows])


_AS_THEY_ARE = (
    "action",
    "request",
    "state",
    "response",
    "error",
    "requested_by",
    "created_at",
    "expires_at",
    "sent_at",
    "finished_at",
    "outcome",
    "outcome_at",
)


def _view(row: dict[str, Any], ocpp_transaction_id: Any) -> View:
    return {
        "id": str(row["id"]),
        "charger_id": str(row["charger_id"]),
        **{name: row[name] for name in _AS_THEY_ARE},
        "transaction": text_id(row["transaction_id"]),
        "transaction_id": ocpp_number(ocpp_transaction_id),
    }
