"""Ends of transactions: reported, missing, made by rule or by hand, found late. Each is taken once.

What may be done depends on how the row stands now, whichever process has changed it: it is locked and read first.
Flags of the fact are added to those of the row; those that only held until the stop go with it.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from csms.store.facts import (
    Fact,
    Sample,
    StopJoined,
    StopQuarantined,
    TransactionCorrected,
    TransactionForceClosed,
    TransactionResumed,
    TransactionSettled,
    TransactionStopped,
    TransactionSuperseded,
    TransactionSuspected,
)
from csms.store.flags import (
    CLOSED_BY_RULE,
    ESTIMATED,
    METER_FLAGS,
    SETTLED,
    STOP_CONTRADICTED,
    STOP_MISSING,
    SUSPICIOUS,
    UNTIL_STOP,
    merged,
)
from csms.store.journal import Results
from csms.store.statements import metering
from csms.store.statements.session import Session, Sorted
from csms.store.statements.transactions import event


class Standing(Struct, frozen=True):
    """How a transaction stands, locked until the commit."""

    state: str
    flags: list[str]
    meter_stop: Any
    energy_wh: Any
    stopped_at: datetime | None
    stopped_received_at: datetime | None
    stop_key: str | None
    suspect_at: datetime | None
    recheck_at: datetime | None

    @property
    def running(self) -> bool:
        return self.stopped_at is None

    def before(self) -> dict[str, Any]:
        """What a correction replaces."""
        names = ("state", "flags", "meter_stop", "energy_wh", "stopped_at")
        return {"before": {name: getattr(self, name) for name in names}}


STANDING = """
UPDATE transactions SET updated_at = updated_at WHERE id = $1
RETURNING state, flags, meter_stop, energy_wh, stopped_at, stopped_received_at, stop_key, suspect_at, recheck_at
"""
SUSPECT = (
    "UPDATE transactions SET state = 'suspect', flags = $2, suspect_at = $3, updated_at = $3 WHERE id = $1"
)
RESUME = """
UPDATE transactions SET state = 'active', flags = $2, suspect_at = NULL, stopped_at = NULL, meter_stop = NULL,
  updated_at = $3
WHERE id = $1
"""
STOP = """
UPDATE transactions SET state = $2, flags = $3, meter_stop = $4, energy_wh = $5, stopped_at = $6,
  stopped_received_at = $7, stop_reason = $8, stop_id_token = $9, power_w = NULL, register_wh = $4,
  max_power_w = $10, metered_at = $6, stop_key = $11, recheck_at = $12, suspect_at = NULL, updated_at = $7
WHERE id = $1
"""
CLOSE = """
UPDATE transactions SET state = $2, flags = $3, meter_stop = $4, energy_wh = $5, stopped_at = $6, power_w = NULL,
  updated_at = $7
WHERE id = $1
"""
CORRECT = """
UPDATE transactions SET state = $2, flags = $3, energy_wh = $4, recheck_at = NULL, updated_at = $5,
  meter_stop = COALESCE($6, meter_stop), stopped_at = COALESCE($7, stopped_at)
WHERE id = $1
"""
FLAG = "UPDATE transactions SET state = $2, flags = $3, updated_at = $4 WHERE id = $1"
QUARANTINE = """
INSERT INTO quarantined_stops (id, charger_id, charge_point_id, ocpp_transaction_id, stop_key, id_token,
  parent_token_folded, meter_stop, stop_reason, occurred_at, received_at, samples)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (charger_id, stop_key) DO NOTHING
RETURNING id
"""
CLAIM = """
UPDATE quarantined_stops SET transaction_id = $2, joined_at = $3 WHERE id = $1 AND transaction_id IS NULL
RETURNING id
"""


async def store(session: Session, facts: Sorted, results: Results) -> None:
    for kind, take in _TAKE.items():
        for fact in facts[kind]:
            await take(session, fact, results)


async def _standing(session: Session, transaction_id: UUID) -> Standing | None:
    for state, flags, meter_stop, energy_wh, stopped, received, key, suspect, recheck in await session.fetch(
        STANDING, (transaction_id,)
    ):
        moments = [
            None if at is None else metering.moment(at) for at in (stopped, received, suspect, recheck)
        ]
        marks = json.loads(flags) if isinstance(flags, str) else list(flags)
        return Standing(
            state, marks, meter_stop, energy_wh, moments[0], moments[1], key, moments[2], moments[3]
        )
    return None


# -- without a stop ----------------------------------------------------------------------------------------------------


async def _overdue(
    session: Session,
    fact: TransactionSuperseded | TransactionSuspected,
    at: datetime,
    cause: str,
    kind: str,
) -> None:
    now = await _standing(session, fact.transaction_id)
    if now is None or not now.running or cause in now.flags:
        return
    since = now.suspect_at or at
    await session.run(SUSPECT, [(fact.transaction_id, json.dumps(merged(now.flags, [cause])), since)])
    await event(session, fact, kind, "applied", fact.transaction_id, at, at)


async def _superseded(session: Session, fact: TransactionSuperseded, results: Results) -> None:
    await _overdue(session, fact, fact.at, STOP_MISSING, "superseded")


async def _suspect(session: Session, fact: TransactionSuspected, results: Results) -> None:
    await _overdue(session, fact, fact.at, fact.cause, "suspected")


async def _resume(session: Session, fact: TransactionResumed, results: Results) -> None:
    """Of this suspicion only; a record that was closed by rule runs again, one that a person closed does not."""
    now = await _standing(session, fact.transaction_id)
    if now is None or now.suspect_at != fact.suspect_at or now.stopped_received_at is not None:
        return
    if not now.running and CLOSED_BY_RULE not in now.flags:
        return
    flags = [flag for flag in now.flags if flag not in UNTIL_STOP]
    await session.run(RESUME, [(fact.transaction_id, json.dumps(flags), fact.at)])
    await event(session, fact, "resumed", "applied", fact.transaction_id, fact.at, fact.at, **now.before())


async def _close(session: Session, fact: TransactionForceClosed, results: Results) -> None:
    now = await _standing(session, fact.transaction_id)
    if now is None or not now.running or (fact.suspect_at is not None and fact.suspect_at != now.suspect_at):
        return
    flags, ended = merged(now.flags, fact.flags), fact.stopped_at or fact.at
    row = (fact.transaction_id, "force_closed", json.dumps(flags), fact.meter_stop, fact.energy_wh, ended)
    await session.run(CLOSE, [(*row, fact.at)])
    await event(session, fact, "closed", "applied", fact.transaction_id, ended, fact.at)


async def _settle(session: Session, fact: TransactionSettled, results: Results) -> None:
    """What made it suspect stays to be read in the log and in the flags; nobody has to look at it again."""
    now = await _standing(session, fact.transaction_id)
    if now is None or now.state not in ("suspect", "force_closed"):
        return
    flags = merged([f for f in now.flags if f != ESTIMATED], [SETTLED, *([ESTIMATED] * fact.estimated)])
    ended = fact.stopped_at
    row = (fact.transaction_id, "completed", json.dumps(flags), fact.meter_stop, fact.energy_wh, ended)
    await session.run(CLOSE, [(*row, fact.at)])
    await event(session, fact, "settled", "applied", fact.transaction_id, ended, fact.at, **now.before())


# -- the stop ----------------------------------------------------------------------------------------------------------


async def _reported(session: Session, stop: TransactionStopped, results: Results) -> None:
    now = await _standing(session, stop.transaction_id)
    taken = now is not None and now.stopped_received_at is None
    if now is not None and taken:
        results.stops.add(stop.transaction_id)
        await _stop(session, stop, now)
    elif now is not None:
        await _again(session, stop, now)
    disposition = "applied" if taken else "duplicate"
    if not taken:
        results.repeated.add(id(stop))
    await event(
        session, stop, "stopped", disposition, stop.transaction_id, stop.occurred_at, stop.received_at
    )
    if now is not None and taken and not now.running:
        await _corrected(session, stop, now)


async def _stop(session: Session, stop: TransactionStopped, now: Standing) -> None:
    """A real stop is taken once. A record closed by a person or a rule has none yet and is corrected (R10)."""
    attached = await metering.attach(session, stop.transaction_id, stop.stopped_at)
    kept = [flag for flag in now.flags if flag not in UNTIL_STOP | METER_FLAGS]
    flags = merged(kept, stop.flags)
    recheck = stop.recheck or attached or now.recheck_at is not None
    row = (
        stop.transaction_id,
        state_of(flags),
        json.dumps(flags),
        stop.meter_stop,
        stop.energy_wh,
        stop.stopped_at,
        stop.received_at,
        stop.stop_reason,
        stop.stop_id_token,
        stop.max_power_w,
        stop.stop_key,
        stop.received_at if recheck else None,
    )
    await session.run(STOP, [row])


def state_of(flags: list[str]) -> str:
    """Of a transaction whose stop was reported."""
    return "suspect" if SUSPICIOUS & set(flags) and SETTLED not in flags else "completed"


async def _again(session: Session, stop: TransactionStopped, now: Standing) -> None:
    """The first stop counts; another one that says something else is for a person to see (STOP-07)."""
    if stop.stop_key in (None, now.stop_key) or now.stop_key is None or STOP_CONTRADICTED in now.flags:
        return
    flags = merged([f for f in now.flags if f != SETTLED], [STOP_CONTRADICTED])
    row = (stop.transaction_id, state_of(flags), json.dumps(flags), stop.received_at)
    await session.run(FLAG, [row])


async def _corrected(session: Session, stop: TransactionStopped, before: Standing) -> None:
    at = stop.received_at
    await event(
        session, stop, "corrected", "applied", stop.transaction_id, stop.stopped_at, at, **before.before()
    )


async def _correct(session: Session, fact: TransactionCorrected, results: Results) -> None:
    """Unless something has come meanwhile that this correction does not know of."""
    now = await _standing(session, fact.transaction_id)
    if now is None or now.recheck_at != fact.recheck_at:
        return
    flags = merged([flag for flag in now.flags if flag not in METER_FLAGS], fact.flags)
    state = state_of(flags) if now.stopped_received_at is not None else now.state
    row = (fact.transaction_id, state, json.dumps(flags), fact.energy_wh, fact.at, fact.meter_stop)
    await session.run(CORRECT, [(*row, fact.stopped_at)])
    if (now.state, set(now.flags)) != (state, set(flags)) or not _same(now.energy_wh, fact.energy_wh):
        await event(
            session, fact, "corrected", "applied", fact.transaction_id, fact.at, fact.at, **now.before()
        )


def _same(one: Any, other: Any) -> bool:
    """SQLite gives numbers back as they like to be."""
    return one == other if one is None or other is None else float(one) == float(other)


# -- stops of no transaction -------------------------------------------------------------------------------------------


async def _quarantine(session: Session, stray: StopQuarantined, results: Results) -> None:
    row = (
        stray.id,
        stray.charger_id,
        stray.charge_point_id,
        stray.ocpp_transaction_id,
        stray.stop_key,
        stray.id_token,
        stray.parent_token_folded,
        stray.meter_stop,
        stray.stop_reason,
        stray.occurred_at,
        stray.received_at,
        json.dumps([sample_data(one) for one in stray.samples]),
    )
    disposition = "quarantined" if await session.fetch(QUARANTINE, row) else "duplicate"
    if disposition == "duplicate":
        results.repeated.add(id(stray))
    await event(
        session,
        stray,
        "stopped",
        disposition,
        None,
        stray.occurred_at,
        stray.received_at,
        samples=len(stray.samples),
    )


def sample_data(one: Sample) -> dict[str, Any]:
    """A sample as JSON keeps it; `csms.store.orphans` reads it."""
    said = {name: getattr(one.series, name) for name in one.series.__struct_fields__}
    value = None if one.value is None else format(one.value, "f")
    return {**said, "occurred_at": one.occurred_at.isoformat(), "value": value, "raw": one.raw}


async def _join(session: Session, joined: StopJoined, results: Results) -> None:
    """Both must still be free: the stop of a transaction, the transaction of a stop."""
    stop = joined.stop
    now = await _standing(session, stop.transaction_id)
    if now is None or now.stopped_received_at is not None:
        return
    if not await session.fetch(CLAIM, (joined.orphan_id, stop.transaction_id, joined.at)):
        return
    if joined.samples is not None:
        await metering.insert(session, [joined.samples])
    await _stop(session, stop, now)
    said = {name: getattr(stop, name) for name in stop.__struct_fields__}
    more = {"samples": len(joined.samples.samples) if joined.samples else 0, "stop": said}
    await event(
        session,
        joined,
        "joined",
        "applied",
        stop.transaction_id,
        stop.occurred_at,
        joined.at,
        **more,
        **now.before(),
    )


_TAKE: dict[type[Fact], Callable[[Session, Any, Results], Awaitable[None]]] = {
    TransactionSuperseded: _superseded,
    TransactionSuspected: _suspect,
    TransactionResumed: _resume,
    TransactionStopped: _reported,
    TransactionForceClosed: _close,
    TransactionSettled: _settle,
    StopQuarantined: _quarantine,
    StopJoined: _join,
    TransactionCorrected: _correct,
}
