"""Energy over time, derived from records."""

from datetime import datetime
from uuid import UUID

from csms.store.facts.base import Fact


class EnergySplit(Fact, frozen=True, gc=False):
    """A transaction's energy in micro-Wh by quarters of an hour; replaces what stood there.

    due_at: the mark that this answers to; with another one by now it changes nothing. next_due_at None: it is done.
    """

    transaction_id: UUID
    charger_id: UUID
    id_token_folded: str | None
    due_at: datetime
    next_due_at: datetime | None
    quarters: list[tuple[datetime, int]]
