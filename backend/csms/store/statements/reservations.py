"""Reservations: made and ended by what chargers answer, by starts, and by connectors that fail."""

import json
from datetime import timedelta

from csms.store.facts import ConnectorReported, TransactionStarted
from csms.store.facts.reservations import (
    ReservationCancelled,
    ReservationMade,
    ReservationNotMade,
    ReservationRequested,
)
from csms.store.statements.session import Row, Session, Sorted, as_uuid

CONFLICT = "reserved_for_another"
"""Flag of a transaction that somebody else started on a reserved connector (RES-04)."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""By so much may a charger's clock be behind ours; a start from before the reservation is none of its business."""

_OPEN = "('requested', 'active', 'unknown')"

REQUESTED = """
INSERT INTO reservations (id, charger_id, charge_point_id, command_id, evse_id, ocpp_reservation_id, id_token,
  id_token_folded, parent_token, parent_token_folded, expires_at, state, detail, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'requested', '', $12, $12)
ON CONFLICT (charger_id, ocpp_reservation_id) DO NOTHING
"""
# The same number replaces (RES-01): whoever it was for before has lost it.
MADE = """
UPDATE reservations SET state = 'active', command_id = $3, evse_id = $4, id_token = $5, id_token_folded = $6,
  parent_token = $7, parent_token_folded = $8, expires_at = $9, detail = '', transaction_id = NULL,
  conflict_transaction_id = NULL, ended_at = NULL, updated_at = $10
WHERE charger_id = $1 AND ocpp_reservation_id = $2
"""
NOT_MADE = """
UPDATE reservations SET state = $3, detail = $4, updated_at = $5, ended_at = $6
WHERE charger_id = $1 AND command_id = $2 AND state IN ('requested', 'unknown')
"""
CANCELLED = f"""
UPDATE reservations SET state = 'cancelled', detail = $3, ended_at = $4, updated_at = $4
WHERE charger_id = $1 AND ocpp_reservation_id = $2 AND state IN {_OPEN}
"""  # noqa: S608 - a constant
USED_BY_NUMBER = f"""
UPDATE reservations SET state = 'used', transaction_id = $3, ended_at = $4, updated_at = $4
WHERE charger_id = $1 AND ocpp_reservation_id = $2 AND state IN {_OPEN} RETURNING id
"""  # noqa: S608 - a constant
MATCHING = f"""
SELECT id FROM reservations
WHERE charger_id = $1 AND evse_id IN (0, $2) AND state IN {_OPEN} AND expires_at > $3 AND created_at <= $6
  AND (id_token_folded = $4 OR (parent_token_folded IS NOT NULL AND parent_token_folded = $5))
ORDER BY evse_id DESC, created_at LIMIT 1
"""  # noqa: S608 - a constant
USED = """
UPDATE reservations SET state = 'used', transaction_id = $2, ended_at = $3, updated_at = $3 WHERE id = $1
"""
OF_ANOTHER = """
UPDATE reservations SET conflict_transaction_id = $3, updated_at = $4
WHERE charger_id = $1 AND evse_id = $2 AND state = 'active' AND expires_at > $5 AND created_at <= $6
RETURNING id
"""
FLAGGED = "UPDATE transactions SET flags = $2 WHERE id = $1"
FAILED = """
UPDATE reservations SET state = 'ended', detail = $3, ended_at = $4, updated_at = $4
WHERE charger_id = $1 AND state IN ('active', 'unknown') AND ($2 = 0 OR evse_id = $2)
"""


async def store(session: Session, facts: Sorted) -> None:
    if requested := facts[ReservationRequested]:
        await session.run(REQUESTED, [_requested(fact) for fact in requested])
    if made := facts[ReservationMade]:
        await session.run(MADE, [_made(fact) for fact in made])
    if failed := facts[ReservationNotMade]:
        await session.run(NOT_MADE, [_not_made(fact) for fact in failed])
    if cancelled := facts[ReservationCancelled]:
        gone = [(fact.charger_id, fact.number, fact.detail, fact.at) for fact in cancelled]
        await session.run(CANCELLED, gone)
    broken = [fact for fact in facts[ConnectorReported] if fact.status in ("Faulted", "Unavailable")]
    if broken:
        rows = [
            (fact.charger_id, fact.evse_id, f"The connector is {fact.status}", fact.received_at)
            for fact in broken
        ]
        await session.run(FAILED, rows)


async def use(session: Session, start: TransactionStarted) -> None:
    """A start uses up its reservation, or that of its tag; another's on the connector is a conflict."""
    number = start.reservation_ref or ""
    if number.isdigit() and len(number) <= 10 and int(number) < 2**31:
        by_number = (start.charger_id, int(number), start.id, start.received_at)
        if await session.fetch(USED_BY_NUMBER, by_number):
            return
    made_before = start.started_at + CLOCKS_DIFFER
    tokens = (start.id_token_folded, start.parent_token_folded)
    place = (start.charger_id, start.evse_id)
    found = await session.fetch(MATCHING, (*place, start.started_at, *tokens, made_before))
    if found:
        await session.run(USED, [(as_uuid(found[0][0]), start.id, start.received_at)])
        return
    conflict = (*place, start.id, start.received_at, start.started_at, made_before)
    if start.evse_id and await session.fetch(OF_ANOTHER, conflict):
        await session.run(FLAGGED, [(start.id, json.dumps([*start.flags, CONFLICT]))])


def _not_made(fact: ReservationNotMade) -> Row:
    ended_at = fact.at if fact.state == "refused" else None
    return (fact.charger_id, fact.command_id, fact.state, fact.detail, fact.at, ended_at)


def _requested(fact: ReservationRequested) -> Row:
    return (
        fact.id,
        fact.charger_id,
        fact.charge_point_id,
        fact.command_id,
        fact.evse_id,
        fact.number,
        fact.id_token,
        fact.id_token_folded,
        fact.parent_token,
        fact.parent_token_folded,
        fact.expires_at,
        fact.at,
    )


def _made(fact: ReservationMade) -> Row:
    request = fact.request
    return (
        request.charger_id,
        request.number,
        request.command_id,
        request.evse_id,
        request.id_token,
        request.id_token_folded,
        request.parent_token,
        request.parent_token_folded,
        request.expires_at,
        fact.at,
    )
