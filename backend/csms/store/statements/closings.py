"""Transactions without a stop: suspected, going on after all, closed by rule or by a person, settled."""

import json
from datetime import datetime

from csms.store.facts import (
    TransactionForceClosed,
    TransactionResumed,
    TransactionSettled,
    TransactionSuperseded,
    TransactionSuspected,
)
from csms.store.flags import CLOSED_BY_RULE, ESTIMATED, SETTLED, STOP_MISSING, UNTIL_STOP, merged
from csms.store.journal import Results
from csms.store.statements.session import Session
from csms.store.statements.standing import standing
from csms.store.statements.transactions import event

SUSPECT = """
UPDATE transactions SET state = 'suspect', flags = $2, suspect_at = $3, updated_at = $3, split_due_at = $4 WHERE id = $1
"""
RESUME = """
UPDATE transactions SET state = 'active', flags = $2, suspect_at = NULL, stopped_at = NULL, meter_stop = NULL,
  updated_at = $3, split_due_at = $3
WHERE id = $1
"""
CLOSE = """
UPDATE transactions SET state = $2, flags = $3, meter_stop = $4, energy_wh = $5, stopped_at = $6, power_w = NULL,
  updated_at = $7, split_due_at = $7
WHERE id = $1
"""


async def _overdue(
    session: Session,
    fact: TransactionSuperseded | TransactionSuspected,
    at: datetime,
    cause: str,
    kind: str,
) -> None:
    now = await standing(session, fact.transaction_id)
    if now is None or not now.running or cause in now.flags:
        return
    since = now.suspect_at or at
    await session.run(SUSPECT, [(fact.transaction_id, json.dumps(merged(now.flags, [cause])), since, at)])
    await event(session, fact, kind, "applied", fact.transaction_id, at, at)


async def superseded(session: Session, fact: TransactionSuperseded, results: Results) -> None:
    await _overdue(session, fact, fact.at, STOP_MISSING, "superseded")


async def suspect(session: Session, fact: TransactionSuspected, results: Results) -> None:
    await _overdue(session, fact, fact.at, fact.cause, "suspected")


async def resume(session: Session, fact: TransactionResumed, results: Results) -> None:
    """Of this suspicion only; a record that was closed by rule runs again, one that a person closed does not."""
    now = await standing(session, fact.transaction_id)
    if now is None or now.suspect_at != fact.suspect_at or now.stopped_received_at is not None:
        return
    if not now.running and CLOSED_BY_RULE not in now.flags:
        return
    flags = [flag for flag in now.flags if flag not in UNTIL_STOP]
    await session.run(RESUME, [(fact.transaction_id, json.dumps(flags), fact.at)])
    await event(session, fact, "resumed", "applied", fact.transaction_id, fact.at, fact.at, **now.before())


async def close(session: Session, fact: TransactionForceClosed, results: Results) -> None:
    now = await standing(session, fact.transaction_id)
    if now is None or not now.running or (fact.suspect_at is not None and fact.suspect_at != now.suspect_at):
        return
    flags, ended = merged(now.flags, fact.flags), fact.stopped_at or fact.at
    row = (fact.transaction_id, "force_closed", json.dumps(flags), fact.meter_stop, fact.energy_wh, ended)
    await session.run(CLOSE, [(*row, fact.at)])
    await event(session, fact, "closed", "applied", fact.transaction_id, ended, fact.at)


async def settle(session: Session, fact: TransactionSettled, results: Results) -> None:
    """What made it suspect stays to be read in the log and in the flags; nobody has to look at it again."""
    now = await standing(session, fact.transaction_id)
    if now is None or now.state not in ("suspect", "force_closed"):
        return
    flags = merged([f for f in now.flags if f != ESTIMATED], [SETTLED, *([ESTIMATED] * fact.estimated)])
    ended = fact.stopped_at
    row = (fact.transaction_id, "completed", json.dumps(flags), fact.meter_stop, fact.energy_wh, ended)
    await session.run(CLOSE, [(*row, fact.at)])
    await event(session, fact, "settled", "applied", fact.transaction_id, ended, fact.at, **now.before())
