"""Transactions: their starts, and the append-only log of all that happens to them."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from csms.store.facts import TransactionStarted
from csms.store.flags import NOT_AUTHORIZED
from csms.store.journal import Results, Started
from csms.store.models.base import new_id
from csms.store.statements import charging_profiles, reservations
from csms.store.statements.session import Row, Session, Sorted, as_uuid

START = """
INSERT INTO transactions (id, charger_id, charge_point_id, evse_id, connector_id, ocpp_transaction_id, start_key,
  id_token, id_token_folded, id_token_type, parent_token_folded, authorization_status, reservation_ref, command_id,
  state, flags, meter_start, energy_wh, started_at, started_received_at, split_due_at, created_at, updated_at, user_id)
VALUES ($1, $2, $17, $3, 1, $4, $5, $6, $7, '', $8, $9, $10, $11, 'active', $12, $13, $14, $15, $16, $16, $16, $16,
  (SELECT user_id FROM id_tags WHERE folded = CAST($7 AS VARCHAR(255)) AND type = ''))
ON CONFLICT (charger_id, start_key) DO NOTHING
RETURNING id
"""
FIRST_START = """
SELECT id, ocpp_transaction_id, authorization_status FROM transactions WHERE charger_id = $1 AND start_key = $2
"""
# A connector is known from its first transaction on, though its status may not have come yet (GEN-04).
CONNECTOR = """
INSERT INTO connectors (id, charger_id, evse_id, connector_id)
SELECT $1, id, $3, 1 FROM chargers WHERE id = $2
ON CONFLICT (charger_id, evse_id, connector_id) DO NOTHING
"""
# Starts of one token at the same moment, also in several processes, wait here for each other's commit (START-05).
TAKE_TURNS = """
UPDATE id_tags SET max_active_transactions = max_active_transactions WHERE folded = $1 AND type = ''
"""
RUNNING = """
SELECT count(*) FROM transactions
WHERE (id_token_folded = $1 OR ($2 AND parent_token_folded = $1)) AND state = 'active' AND stopped_at IS NULL
  AND authorization_status = 'Accepted' AND id <> $3 AND NOT (charger_id = $4 AND evse_id = $5)
"""
# One row for each token of a group: its `last_used_at` is derived beside it (csms.charging.last_uses).
USED = "INSERT INTO id_tag_dues (id_token_folded) VALUES ($1)"
NO_ROOM = "UPDATE transactions SET authorization_status = 'ConcurrentTx', flags = $2 WHERE id = $1"
EVENT = """
INSERT INTO transaction_events (transaction_id, charger_id, kind, disposition, occurred_at, received_at, data)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


async def store_starts(session: Session, facts: Sorted, results: Results) -> None:
    for start in facts[TransactionStarted]:
        results.starts[start.id] = await _start(session, start, results)
    connectors = [
        (new_id(), start.charger_id, start.evse_id) for start in facts[TransactionStarted] if start.evse_id
    ]
    if connectors:
        await session.run(CONNECTOR, connectors)
    used = {start.id_token_folded for start in facts[TransactionStarted] if start.id_token_folded}
    if used:
        await session.run(USED, [(folded,) for folded in used])


async def _start(session: Session, start: TransactionStarted, results: Results) -> Started:
    taken = await session.fetch(START, _start_row(start))
    if taken:
        await event(session, start, "started", "applied", start.id, start.occurred_at, start.received_at)
        status = (
            start.authorization_status if await _has_room(session, start) else await _no_room(session, start)
        )
        await reservations.use(session, start, results)
        await charging_profiles.install_asked_for(session, start)
        return Started(start.id, start.ocpp_transaction_id, status, duplicate=False)
    ((row_id, number, status),) = await session.fetch(FIRST_START, (start.charger_id, start.start_key))
    return Started(as_uuid(row_id), number, status, duplicate=as_uuid(row_id) != start.id)


async def _has_room(session: Session, start: TransactionStarted) -> bool:
    for limit in start.limits:
        await session.run(TAKE_TURNS, [(limit.token_folded,)])
        row = (limit.token_folded, limit.group, start.id, start.charger_id, start.evse_id)
        ((running,),) = await session.fetch(RUNNING, row)
        if running >= limit.maximum:
            return False
    return True


async def _no_room(session: Session, start: TransactionStarted) -> str:
    await session.run(NO_ROOM, [(start.id, json.dumps([*start.flags, NOT_AUTHORIZED]))])
    return "ConcurrentTx"


def _start_row(start: TransactionStarted) -> Row:
    return (
        start.id,
        start.charger_id,
        start.evse_id,
        start.ocpp_transaction_id,
        start.start_key,
        start.id_token,
        start.id_token_folded,
        start.parent_token_folded,
        start.authorization_status,
        start.reservation_ref,
        start.command_id,
        json.dumps(start.flags),
        start.meter_start,
        None if start.meter_start is None else 0 * start.meter_start,
        start.started_at,
        start.received_at,
        start.charge_point_id,
    )


async def event(
    session: Session,
    fact: Any,
    kind: str,
    disposition: str,
    transaction_id: UUID | None,
    occurred_at: datetime,
    received_at: datetime,
    **more: Any,
) -> None:
    """A line of the append-only log: the fact, and what else there is to say."""
    said = {name: getattr(fact, name) for name in fact.__struct_fields__}
    data = json.dumps({**said, **more}, default=str)
    row = (transaction_id, fact.charger_id, kind, disposition, occurred_at, received_at, data)
    await session.run(EVENT, [row])
