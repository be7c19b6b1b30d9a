"""Ends of transactions: reported, missing, made by rule or by hand, found late. Each is taken once.

What may be done depends on how the row stands now, whichever process has changed it: it is locked and read first.
Flags of the fact are added to those of the row; those that only held until the stop go with it.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

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
    METER_FLAGS,
    SETTLED,
    STOP_CONTRADICTED,
    SUSPICIOUS,
    UNTIL_STOP,
    merged,
)
from csms.store.folding import natural
from csms.store.journal import Results
from csms.store.statements import closings, metering
from csms.store.statements.session import Session, Sorted
from csms.store.statements.standing import Standing, standing
from csms.store.statements.transactions import event

STOP = """
UPDATE transactions SET state = $2, flags = $3, meter_stop = $4, energy_wh = $5, stopped_at = $6,
  stopped_received_at = $7, stop_reason = $8, stop_id_token = $9, power_w = NULL, register_wh = $4,
  max_power_w = $10, metered_at = $6, stop_key = $11, recheck_at = $12, suspect_at = NULL, updated_at = $7,
  split_due_at = $7
WHERE id = $1
"""
CORRECT = """
UPDATE transactions SET state = $2, flags = $3, energy_wh = $4, recheck_at = NULL, updated_at = $5, split_due_at = $5,
  meter_stop = COALESCE($6, meter_stop), stopped_at = COALESCE($7, stopped_at)
WHERE id = $1
"""
FLAG = "UPDATE transactions SET state = $2, flags = $3, updated_at = $4, split_due_at = $4 WHERE id = $1"
QUARANTINE = """
INSERT INTO quarantined_stops (id, charger_id, charge_point_id, charge_point_id_natural, ocpp_transaction_id, stop_key,
  id_token, parent_token_folded, meter_stop, stop_reason, occurred_at, received_at, samples)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
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


async def _reported(session: Session, stop: TransactionStopped, results: Results) -> None:
    now = await standing(session, stop.transaction_id)
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
    now = await standing(session, fact.transaction_id)
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
        natural(stray.charge_point_id),
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
    now = await standing(session, stop.transaction_id)
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
    TransactionSuperseded: closings.superseded,
    TransactionSuspected: closings.suspect,
    TransactionResumed: closings.resume,
    TransactionStopped: _reported,
    TransactionForceClosed: closings.close,
    TransactionSettled: closings.settle,
    StopQuarantined: _quarantine,
    StopJoined: _join,
    TransactionCorrected: _correct,
}
