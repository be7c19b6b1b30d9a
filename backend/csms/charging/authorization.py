"""Who may charge (OCPP 1.6 section 4.1, 7.2; DEC-4, DEC-5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from csms.charging.session import ChargerSession
from csms.store import folding, sessions
from csms.store.models import IdTag

ACCEPTED, BLOCKED, EXPIRED, INVALID, CONCURRENT = "Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"
TOKEN_LIMIT = folding.LIMIT


@dataclass(frozen=True, slots=True)
class Verdict:
    """`status` is one of the five; `expires_at` and `parent` come from the token's record."""

    status: str
    expires_at: datetime | None = None
    parent: str | None = None

    @property
    def parent_folded(self) -> str | None:
        return fold(self.parent) if self.parent else None


def fold(token: str) -> str:
    """The form in which tokens are compared: case does not count (GEN-02)."""
    return folding.fold(token)


async def authorize(session: ChargerSession, token: str, *, at: datetime, now: datetime) -> Verdict:
    """May this token charge? Expiry is judged at `at`, blocking now (DEC-4). Never ConcurrentTx (DEC-5)."""
    row = await sessions.token(fold(token))
    if row is None:
        # A token of our own remote start is good although nobody registered it (AUTH-06).
        return Verdict(ACCEPTED if session.expects(fold(token), now) else INVALID)
    return Verdict(await _status(row, at), row.expires_at, row.parent_value)


async def _status(row: IdTag, at: datetime) -> str:
    if row.blocked or await _parent_blocked(row):
        return BLOCKED
    if row.expires_at is not None and row.expires_at <= at:
        return EXPIRED
    return ACCEPTED


async def _parent_blocked(row: IdTag) -> bool:
    if row.parent_folded is None or row.parent_folded == row.folded:
        return False
    parent = await sessions.token(row.parent_folded)
    return parent is not None and parent.blocked


async def may_start(charger_id: UUID, evse_id: int, token: str, start_key: str) -> bool:
    """Whether the token has room for one more transaction.

    Not counted: this start itself, and the transaction on the same connector that it supersedes (START-05).
    """
    row = await sessions.token(fold(token))
    if row is None or row.max_active_transactions is None:
        return True
    others = [
        running
        for running in await sessions.active_connectors(fold(token))
        if running[:2] != (charger_id, evse_id) and running[2] != start_key
    ]
    return len(others) < row.max_active_transactions
