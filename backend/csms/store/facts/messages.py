"""The message log."""

from datetime import datetime
from uuid import UUID

from csms.store.facts.base import Fact


class MessageLogged(Fact, frozen=True, gc=False):
    """One frame of the message log, already redacted. `disposition` makes the log the ledger.

    heard_at: of an answer, when its CALL came in, as `time.perf_counter()`.
    """

    charger_id: UUID
    at: datetime
    direction: str
    type: str
    message_id: str | None
    action: str | None
    raw: str
    violations: list[dict[str, str]] | None = None
    disposition: str | None = None
    heard_at: float | None = None
