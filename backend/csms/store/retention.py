"""What is not kept for good: which rows of which table, and taking them out a few at a time.

What was delivered is not among them: transactions, their readings and what analytics add up stay.
"""

from datetime import datetime
from typing import Any, NamedTuple

from csms.store.values import fetch

WINDOW = 2_000
"""Rows that are looked at in one statement, from the oldest on: nobody waits for a lock."""


class Passing(NamedTuple):
    """old: when a row is older than `$1`. oldest: rows in the order in which they grow old. by_day: `$1` is a day."""

    table: str
    old: str
    oldest: str = "id"
    by_day: bool = False


AUDIT = (Passing("audit_entries", "at < $1"),)
NOTIFICATIONS = (
    Passing("notifications", "created_at < $1 AND state IN ('sent', 'failed')"),
    # Of what lasts it is kept that it was told, however long ago: it would be told again.
    Passing("notified_matters", "ended_at < $1"),
)
HISTORY = (
    Passing("connections", "until < $1"),
    Passing("watches", "until < $1", "until"),
    Passing("connector_statuses", "received_at < $1"),
    Passing("state_spans", "day < $1", "day", by_day=True),
    Passing("connection_refusals", "last_at < $1", "last_at"),
    Passing("security_events", "received_at < $1", "received_at"),
)
SIGN_INS = (Passing("sessions", "ended_at < $1"),)
MESSAGES = (Passing("messages", "at < $1"),)


async def forget(kept: Passing, before: datetime) -> int:
    """Take out old rows among the oldest ones. How many; the caller comes back until there are none."""
    limit: Any = before.date() if kept.by_day else before
    rows = await fetch(
        f"""
        DELETE FROM {kept.table} WHERE {kept.old} AND id IN (
          SELECT id FROM {kept.table} WHERE {kept.old} ORDER BY {kept.oldest} LIMIT {WINDOW})
        RETURNING id
        """,  # noqa: S608 - constants
        limit,
    )
    return len(rows)
