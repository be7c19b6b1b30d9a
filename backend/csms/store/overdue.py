"""Transactions without a stop: which of them should have had one by now (R10)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from csms.store.models import Charger, Connector, MeterValue, Transaction

BATCH = 1_000

OCCUPIED = frozenset({"Charging", "SuspendedEV", "SuspendedEVSE"})
"""A connector that says so has its transaction, samples or not."""


class Running(Struct, frozen=True):
    """An open transaction, with what is known of its charger and connector. Times: None for never."""

    id: UUID
    charger_id: UUID
    evse_id: int
    state: str
    flags: list[str]
    started_at: datetime
    heard_at: datetime
    metered_at: datetime | None
    suspect_at: datetime | None
    stopped_at: datetime | None
    charger_known: bool
    online: bool
    booted_at: datetime | None
    status: str | None
    status_at: datetime | None
    followed: bool


async def running(after: UUID | None) -> list[Running]:
    """Open transactions in the order of their ids, a batch of them after this id."""
    query = Transaction.filter(stopped_at=None)
    return await _with_places(query.filter(id__gt=after) if after else query)


async def closed_by_rule(since: datetime, after: UUID | None) -> list[Running]:
    """Those that may still run after all."""
    query = Transaction.filter(
        state="force_closed", stopped_received_at=None, suspect_at__isnull=False, stopped_at__gte=since
    )
    return await _with_places(query.filter(id__gt=after) if after else query)


async def _with_places(query: Any) -> list[Running]:
    rows: list[Transaction] = list(await query.order_by("id").limit(BATCH))
    charger_ids = list({row.charger_id for row in rows})
    chargers = {c.id: c for c in await Charger.filter(id__in=charger_ids)}
    outlets = await Connector.filter(charger_id__in=charger_ids).values(
        "charger_id", "evse_id", "status", "received_at"
    )
    connectors = {(outlet["charger_id"], outlet["evse_id"]): outlet for outlet in outlets}
    newest = await _newest_starts(charger_ids)
    return [
        _running(row, chargers.get(row.charger_id), connectors.get((row.charger_id, row.evse_id), {}), newest)
        for row in rows
    ]


async def _newest_starts(charger_ids: list[UUID]) -> dict[tuple[UUID, int | None], datetime]:
    """The newest start on each connector, of those that were begun on purpose or not."""
    rows = (
        await Transaction.filter(charger_id__in=charger_ids, stopped_at=None)
        .order_by("started_at")
        .values_list("charger_id", "evse_id", "started_at")
    )
    return {(charger_id, evse_id): started_at for charger_id, evse_id, started_at in rows}


def _running(
    row: Transaction,
    charger: Charger | None,
    outlet: dict[str, Any],
    newest: dict[tuple[UUID, int | None], datetime],
) -> Running:
    received = row.started_received_at or row.started_at
    return Running(
        id=row.id,
        charger_id=row.charger_id,
        evse_id=row.evse_id or 0,
        state=row.state,
        flags=list(row.flags),
        started_at=row.started_at,
        heard_at=max(received, row.metered_at or received),
        metered_at=row.metered_at,
        suspect_at=row.suspect_at,
        stopped_at=row.stopped_at,
        charger_known=charger is not None,
        online=charger is not None and charger.online,
        booted_at=charger.last_boot_at if charger else None,
        status=outlet.get("status"),
        status_at=outlet.get("received_at"),
        followed=newest.get((row.charger_id, row.evse_id), row.started_at) > row.started_at,
    )


async def sampled_after(transaction_id: UUID, at: datetime) -> bool:
    return await MeterValue.filter(transaction_id=transaction_id, occurred_at__gt=at).exists()
