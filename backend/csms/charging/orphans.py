"""Stops that came before their start, or without its number: joined to it by rule, once (STOP-02, STOP-08, R8)."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from uuid import UUID

from csms.charging import times
from csms.charging.matching import CLOCK_STEP, Claim, only_fit, usable
from csms.charging.session import ORPHAN_LIMIT, ChargerSession, OpenTransaction, Orphan
from csms.charging.stops import Stop, concluded
from csms.store import orphans as waiting
from csms.store import sessions
from csms.store.facts import Fact, Metered, StopJoined
from csms.store.journal import Journal
from csms.store.models import QuarantinedStop

EVERY = 30.0
PATIENCE = timedelta(days=90)
"""A stop that has waited longer for its start is for an operator to look at."""
BATCH = 500
AROUND = 500
"""Transactions of one charger among which a stop's is looked for."""


async def for_start(session: ChargerSession, started: OpenTransaction, now: datetime) -> list[Fact]:
    """What the start of a transaction joins to it, in the start's own commit: it is closed in memory as well."""
    if session.orphans is None:
        rows = await waiting.of_charger(session.charger_id, now - PATIENCE, ORPHAN_LIMIT)
        session.orphans = [orphan(row) for row in rows]
    known = list(session.transactions.values())
    fits = [one for one in session.orphans if fitting(one, known) is started]
    if len(fits) != 1:
        return []
    session.orphans.remove(fits[0])
    joined = _joined(session.charger_id, fits[0], started, now)
    started.open, started.stopped_at, started.flags = False, joined.stop.stopped_at, joined.stop.flags
    return [joined]


def fitting(one: Orphan, known: Collection[OpenTransaction]) -> OpenTransaction | None:
    """By its number; without a usable one by tag, time and meter."""
    if usable(one.number):
        return next((t for t in known if t.number == one.number and t.open), None)
    at = times.effective(one.occurred_at, one.received_at)
    return only_fit(Claim(one.token, one.parent_folded, one.meter_stop, at), known)


def _joined(charger_id: UUID, one: Orphan, transaction: OpenTransaction, now: datetime) -> StopJoined:
    report = Stop(
        number=one.number,
        token=one.token,
        meter_stop=one.meter_stop,
        occurred_at=one.occurred_at,
        received_at=one.received_at,
        reason=one.reason,
        samples=one.samples,
    )
    transaction.doubtful = True  # what came between is in the database: all of it is looked at again
    stop = concluded(transaction, report, one.parent_folded, charger_id)
    samples = _samples(charger_id, one, transaction) if one.samples else None
    return StopJoined(one.id, charger_id, now, stop, samples)


def _samples(charger_id: UUID, one: Orphan, transaction: OpenTransaction) -> Metered:
    return Metered(charger_id, transaction.evse_id, transaction.id, None, one.received_at, one.samples, None)


def orphan(row: QuarantinedStop) -> Orphan:
    return Orphan(
        id=row.id,
        number=row.ocpp_transaction_id,
        stop_key=row.stop_key,
        token=row.id_token,
        parent_folded=row.parent_token_folded,
        meter_stop=row.meter_stop,
        occurred_at=row.occurred_at,
        received_at=row.received_at,
        reason=row.stop_reason,
        samples=[waiting.sample(data) for data in row.samples],
    )


class Orphans:
    """The chore: what no start's own commit has joined, because another process took the start, or the charger left."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        self._journal = journal
        self._now = now

    async def join(self) -> None:
        """Each stop that waits and fits exactly one transaction, which no other stop fits."""
        by_charger: dict[UUID, list[Orphan]] = {}
        for row in await waiting.all_waiting(self._now() - PATIENCE, BATCH):
            by_charger.setdefault(row.charger_id, []).append(orphan(row))
        for charger_id, orphans in by_charger.items():
            await self._join(charger_id, orphans)

    async def _join(self, charger_id: UUID, orphans: list[Orphan]) -> None:
        found: dict[UUID, list[tuple[Orphan, OpenTransaction]]] = {}
        for one in orphans:
            if (transaction := await _find(charger_id, one)) is not None:
                found.setdefault(transaction.id, []).append((one, transaction))
        for pairs in found.values():
            if len(pairs) == 1:
                await self._journal.write(_joined(charger_id, *pairs[0], self._now()))


async def _find(charger_id: UUID, one: Orphan) -> OpenTransaction | None:
    if usable(one.number):
        row = await sessions.transaction_by_number(charger_id, one.number)
        return fitting(one, [OpenTransaction.of(row)]) if row is not None else None
    until = times.effective(one.occurred_at, one.received_at) + CLOCK_STEP
    rows = await sessions.transactions_around(charger_id, until, AROUND)
    return fitting(one, [OpenTransaction.of(row) for row in rows])
