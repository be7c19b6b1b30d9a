"""Remote commands, from the wish to what came of it."""

import json
from typing import Any

from csms.store.facts import CommandClosed, CommandOutcome, CommandRequested, CommandSent
from csms.store.statements.session import Row, Session, Sorted

REQUESTED = """
INSERT INTO commands (id, charger_id, action, request, state, requested_by, created_at, expires_at, taken_at)
VALUES ($1, $2, $3, $4, 'pending', $5, $6, $7, $6)
"""
SENT = """
UPDATE commands SET state = 'sent', message_id = $2, sent_at = $3 WHERE id = $1 AND finished_at IS NULL
"""
CLOSED = """
UPDATE commands SET state = $2, response = $3, error = $4, finished_at = $5
WHERE id = $1 AND (finished_at IS NULL OR state IN ('timeout', 'unknown'))
  AND NOT ($2 = 'offline' AND expires_at IS NOT NULL AND expires_at > $5)
"""
# One that may wait for its charger is not closed by its absence: somebody may take it again.
LET_WAIT = """
UPDATE commands SET taken_at = NULL
WHERE id = $1 AND state = 'pending' AND expires_at IS NOT NULL AND expires_at > $2
"""
# What comes after all is truer than that it had not come in time.
OUTCOME = """
UPDATE commands SET outcome = $2, transaction_id = $3, outcome_at = $4
WHERE id = $1 AND (outcome IS NULL OR outcome = 'timed_out')
"""


async def store(session: Session, facts: Sorted) -> None:
    if requested := facts[CommandRequested]:
        await session.run(REQUESTED, [_requested_row(fact) for fact in requested])
    if sent := facts[CommandSent]:
        await session.run(SENT, [(fact.command_id, fact.message_id, fact.at) for fact in sent])
    if closed := facts[CommandClosed]:
        await session.run(CLOSED, [_closed_row(fact) for fact in closed])
        if not_sent := [(fact.command_id, fact.at) for fact in closed if fact.state == "offline"]:
            await session.run(LET_WAIT, not_sent)
    if outcomes := facts[CommandOutcome]:
        rows = [(fact.command_id, fact.outcome, fact.transaction_id, fact.at) for fact in outcomes]
        await session.run(OUTCOME, rows)


def _requested_row(fact: CommandRequested) -> Row:
    return (
        fact.command_id,
        fact.charger_id,
        fact.action,
        json.dumps(fact.request),
        fact.requested_by,
        fact.at,
        fact.expires_at,
    )


def _closed_row(fact: CommandClosed) -> Row:
    return (fact.command_id, fact.state, _json(fact.response), _json(fact.error), fact.at)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)
