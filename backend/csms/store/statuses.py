"""Questions about what connectors have said of themselves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from csms.store.models import ConnectorStatus
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.values import View


async def list_page(
    limit: int,
    cursor: Cursor | None,
    *,
    charger_id: UUID,
    evse_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page:
    """A charger's statuses in the order in which they came, newest first. since, until: when they came."""
    conditions = {
        "charger_id": charger_id,
        "evse_id": evse_id,
        "received_at__gte": since,
        "received_at__lt": until,
    }
    query = ConnectorStatus.filter(**{name: value for name, value in conditions.items() if value is not None})
    if cursor:
        query = query.filter(older_than("received_at", cursor.moment(), cursor.number()))
    rows = list(await query.order_by("-received_at", "-id").limit(limit + 1).values())
    kept, following = cut(rows, limit, lambda row: (row["received_at"], row["id"]))
    return page([_view(row) for row in kept], following)


UNPLUGGED = "ev side disconnected"
"""What 4.9 has chargers say in `info` when the cable left the car (STAT-10)."""

_AS_THEY_ARE = (
    "status",
    "error_code",
    "info",
    "vendor_id",
    "vendor_error_code",
    "occurred_at",
    "received_at",
    "applied",
)


def _view(row: Mapping[str, Any]) -> View:
    return {
        "id": str(row["id"]),
        "connector_id": row["evse_id"],
        **{name: row[name] for name in _AS_THEY_ARE},
        "unplugged": _unplugged(row),
    }


def _unplugged(row: Mapping[str, Any]) -> bool:
    said = row["status"] in ("SuspendedEV", "Finishing") and UNPLUGGED in (row["info"] or "").casefold()
    return bool(said)
