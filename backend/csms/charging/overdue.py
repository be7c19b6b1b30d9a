"""No transaction is eternal (R10): one whose stop does not come is suspected, and closed by rule in the end.

A status alone never ends one (STAT-07), and neither does a boot (BOOT-08): both only raise the suspicion, for stops
wait in the queues of chargers. What a charger measures afterwards ends the suspicion, and the real stop, however late
and wherever it comes, replaces what the rule has made up.

    active --(cause, for `suspect_after`)--> suspect --(`close_after`)--> force_closed
       ^                                        |                             |
       `--------------- samples ----------------'-----------------------------'       the real stop: completed
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from csms.charging.review import settled
from csms.store import overdue
from csms.store.facts import Fact, TransactionForceClosed, TransactionResumed, TransactionSuspected
from csms.store.flags import (
    CHARGER_BOOTED,
    CHARGER_DELETED,
    CHARGER_SILENT,
    CLOSED_BY_RULE,
    CONNECTOR_AVAILABLE,
    ESTIMATED,
    STOP_MISSING,
)
from csms.store.journal import Journal
from csms.store.models import Transaction
from csms.store.overdue import OCCUPIED, Running

EVERY = 60.0
RULE = "rule"
"""Who closes when nobody does."""
FORGOTTEN = timedelta(days=7)
"""Even a connector that says it is charging is not believed for longer without a sample."""
REOPENED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a stop may take.

    suspect_after: after what makes it overdue (an available connector, a boot, a new start). silent_after: without any
    sign of the transaction; a charger that is merely offline may go on charging, so it is hours. close_after: as a
    suspect.
    """

    suspect_after: timedelta
    silent_after: timedelta
    close_after: timedelta


def cause(one: Running, now: datetime, patience: Patience) -> str | None:
    """Why its stop is overdue, as a flag; None while it may just run."""
    if not one.charger_known:
        return CHARGER_DELETED
    if one.followed:
        return STOP_MISSING
    if _quiet_since(one, one.status_at if one.status == "Available" else None, now, patience):
        return CONNECTOR_AVAILABLE
    if _quiet_since(one, one.booted_at, now, patience):
        return CHARGER_BOOTED
    quiet = now - one.heard_at
    if quiet > FORGOTTEN or (quiet > patience.silent_after and not _says_it_charges(one)):
        return CHARGER_SILENT
    return None


def _quiet_since(one: Running, event: datetime | None, now: datetime, patience: Patience) -> bool:
    """Whether this happened while it ran, and nothing of it has been heard in the time since."""
    return event is not None and event > one.heard_at and now - event >= patience.suspect_after


def _says_it_charges(one: Running) -> bool:
    return one.online and one.status in OCCUPIED


def runs_after_all(one: Running) -> bool:
    """Samples that were taken after the suspicion; a connector that is available or taken by another says otherwise."""
    since = one.stopped_at or one.suspect_at
    if one.suspect_at is None or since is None or one.metered_at is None or one.metered_at <= since:
        return False
    return one.charger_known and not one.followed and one.status != "Available"


class Overdue:
    """The chore. Every process does it; the database takes each step once."""

    def __init__(self, journal: Journal, now: Callable[[], datetime], patience: Patience) -> None:
        self._journal = journal
        self._now = now
        self._patience = patience

    async def look(self) -> None:
        """Suspect, resume and close what there is now."""
        now = self._now()
        async for one in _all(overdue.running):
            if (fact := await self._next(one, now)) is not None:
                await self._journal.write(fact)
        async for one in _all(lambda after: overdue.closed_by_rule(now - REOPENED_WITHIN, after)):
            if CLOSED_BY_RULE in one.flags and await _went_on(one):
                await self._journal.write(_resumed(one, now))

    async def _next(self, one: Running, now: datetime) -> Fact | None:
        if one.state == "active":
            why = cause(one, now, self._patience)
            return TransactionSuspected(one.id, one.charger_id, why, now) if why else None
        if runs_after_all(one):
            return _resumed(one, now)
        if now - (one.suspect_at or one.heard_at) >= self._patience.close_after:
            return await _closed(one, now)
        return None


async def _all(
    batch: Callable[[UUID | None], Awaitable[list[Running]]],
) -> AsyncIterator[Running]:
    after: UUID | None = None
    while found := await batch(after):
        for one in found:
            yield one
        after = found[-1].id


def _resumed(one: Running, now: datetime) -> TransactionResumed:
    assert one.suspect_at is not None
    return TransactionResumed(one.id, one.charger_id, one.suspect_at, now)


async def _went_on(one: Running) -> bool:
    """A closed record takes no readings: its samples are asked."""
    if one.stopped_at is None or one.followed or not one.online or one.status == "Available":
        return False
    return await overdue.sampled_after(one.id, one.stopped_at)


async def _closed(one: Running, now: datetime) -> TransactionForceClosed | None:
    """With the last real reading. Energy is never invented: without any it stays unknown."""
    row = await Transaction.get_or_none(id=one.id)
    if row is None:
        return None
    found = await settled(row)
    ended = max(row.started_at, found.last_at or one.metered_at or one.suspect_at or now)
    return TransactionForceClosed(
        transaction_id=one.id,
        charger_id=one.charger_id,
        flags=[CLOSED_BY_RULE, ESTIMATED, *sorted(found.flags)],
        at=now,
        meter_stop=found.last_wh,
        energy_wh=found.energy_wh,
        actor=RULE,
        stopped_at=ended,
        suspect_at=one.suspect_at,
    )
