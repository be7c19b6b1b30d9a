"""Questions about commands."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from csms.errors import NotFound
from csms.said import said
from csms.store.models import Command, Transaction
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, moment, sorting
from csms.store.values import View, in_order, ocpp_number, text_id


class Filter(NamedTuple):
    """What to look for; `since` and `until` are about when it was asked for."""

    charger_id: UUID | None = None
    state: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None


ORDERS = {"created_at": Order("created_at", moment)}


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "-created_at") -> Page:
    """Commands; sort: one of ORDERS."""
    conditions = {
        "charger_id": wanted.charger_id,
        "state": wanted.state,
        "action": wanted.action,
        "created_at__gte": wanted.since,
        "created_at__lt": wanted.until,
    }
    query = Command.filter(**{name: value for name, value in conditions.items() if value is not None})
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(query, limit + 1, cursor, by), limit, by)
    return page(await command_views(ids), following)


async def view(command_id: UUID) -> View:
    """One command. Raises NotFound."""
    for found in await command_views([command_id]):
        return found
    raise NotFound(said("There is no such command."))


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
