"""What the ledger is verified against: records, their events, and the verdicts of the messages (R20)."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from csms.store.models import Transaction, TransactionEvent
from csms.store.values import View, fetch

BATCH = 500


async def records(after: UUID | None) -> list[Transaction]:
    """Transactions in the order of their ids, a batch of them after this id. Imported ones rest on nothing here."""
    query = Transaction.filter(imported_at=None)
    return await (query.filter(id__gt=after) if after else query).order_by("id").limit(BATCH)


async def records_of(ids: Collection[UUID]) -> list[Transaction]:
    return await Transaction.filter(id__in=list(ids)).order_by("id")


async def events_of(ids: Collection[UUID]) -> dict[UUID, list[TransactionEvent]]:
    found: dict[UUID, list[TransactionEvent]] = defaultdict(list)
    for event in await TransactionEvent.filter(transaction_id__in=list(ids)).order_by("id"):
        if event.transaction_id is not None:
            found[event.transaction_id].append(event)
    return found


async def unjudged() -> list[View]:
    """Transaction messages without a verdict that were not refused with a CALLERROR either."""
    return await fetch(
        """
        SELECT m.id AS id, m.charger_id AS charger_id, m.action AS action FROM messages m
        WHERE m.direction = 'in' AND m.type = 'CALL' AND m.disposition IS NULL
          AND m.action IN ('StartTransaction', 'StopTransaction', 'MeterValues')
          AND NOT EXISTS (SELECT 1 FROM messages a WHERE a.charger_id = m.charger_id AND a.direction = 'out'
            AND a.type = 'CALLERROR' AND a.message_id = m.message_id AND a.at >= m.at)
        ORDER BY m.id LIMIT 1000
        """
    )


async def verdicts() -> dict[tuple[str, str, str], int]:
    """(charger, kind of event, disposition) -> how many messages were told so, in all of the log."""
    rows = await fetch(
        """
        SELECT charger_id, action, disposition, COUNT(*) AS count FROM messages
        WHERE direction = 'in' AND type = 'CALL' AND disposition IS NOT NULL
          AND action IN ('StartTransaction', 'StopTransaction')
        GROUP BY charger_id, action, disposition
        """
    )
    kinds = {"StartTransaction": "started", "StopTransaction": "stopped"}
    return {(str(row["charger_id"]), kinds[row["action"]], row["disposition"]): row["count"] for row in rows}


async def events() -> dict[tuple[str, str, str], int]:
    """(charger, kind, disposition) -> how many events there are since the charger's first message in the log."""
    rows: list[dict[str, Any]] = await fetch(
        """
        SELECT e.charger_id AS charger_id, e.kind AS kind, e.disposition AS disposition, COUNT(*) AS count
        FROM transaction_events e
        JOIN (SELECT charger_id, MIN(at) AS first_at FROM messages GROUP BY charger_id) m
          ON m.charger_id = e.charger_id AND e.received_at >= m.first_at
        WHERE e.kind IN ('started', 'stopped')
        GROUP BY e.charger_id, e.kind, e.disposition
        """
    )
    return {(str(row["charger_id"]), row["kind"], row["disposition"]): row["count"] for row in rows}
