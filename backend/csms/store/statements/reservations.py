"""Reservations: made and ended by what chargers answer, by starts, and by connectors that fail."""

import json
import logging
from datetime import timedelta
from uuid import UUID

from csms.store.facts import CommandClosed, ConnectorReported, TransactionStarted
from csms.store.facts.reservations import (
    ReservationCancelled,
    ReservationMade,
    ReservationNotMade,
    ReservationRequested,
)
from csms.store.journal import Results
from csms.store.statements.session import LISTED, Row, Session, Sorted, as_uuid, fetch_listed
from csms.store.stored_words import ANSWER_LOST

log = logging.getLogger(__name__)

CONFLICT = "reserved_for_another"
"""Flag of a transaction that somebody else started on a reserved connector (RES-04)."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""By so much may a charger's clock be behind ours; a start from before the reservation is none of its business."""

_OPEN = "('requested', 'active', 'unknown')"

REQUESTED = """
INSERT INTO reservations (id, charger_id, charge_point_id, command_id, evse_id, ocpp_reservation_id, id_token,
  id_token_folded, parent_token, parent_token_folded, expires_at, state, detail, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'requested', '', $12, $12)
ON CONFLICT (charger_id, ocpp_reservation_id) DO UPDATE SET state = 'requested', command_id = excluded.command_id,
  evse_id = excluded.evse_id, id_token = excluded.id_token, id_token_folded = excluded.id_token_folded,
  parent_token = excluded.parent_token, parent_token_folded = excluded.parent_token_folded,
  expires_at = excluded.expires_at, detail = '', transaction_id = NULL, conflict_transaction_id = NULL,
  ended_at = NULL, updated_at = excluded.updated_at
WHERE reservations.state NOT IN ('requested', 'active', 'unknown')
RETURNING id
"""
# The same number replaces, once the charger has accepted it (RES-01): whoever it was for before has lost it.
MADE = """
UPDATE reservations SET state = 'active', command_id = $3, evse_id = $4, id_token = $5, id_token_folded = $6,
  parent_token = $7, parent_token_folded = $8, expires_at = $9, detail = '', transaction_id = NULL,
  conflict_transaction_id = NULL, ended_at = NULL, updated_at = $10
WHERE charger_id = $1 AND ocpp_reservation_id = $2 RETURNING id
"""
REFUSED = """
UPDATE reservations SET state = 'refused', detail = $3, updated_at = $4, ended_at = $4
WHERE charger_id = $1 AND command_id = $2 AND state IN ('requested', 'unknown') RETURNING id
"""
# Nobody knows whether the one that stood was replaced.
LOST = f"""
UPDATE reservations SET state = 'unknown', detail = $3, updated_at = $4
WHERE charger_id = $1 AND ocpp_reservation_id = $2 AND state IN {_OPEN} RETURNING id
"""  # noqa: S608 - a constant
# The process that asked is gone, and with it what the charger answered.
LEFT_OVER = f"""
UPDATE reservations SET state = 'unknown', detail = '{ANSWER_LOST}', updated_at = $3
WHERE charger_id = $1 AND command_id = $2 AND state = 'requested' RETURNING id
"""  # noqa: S608 - a constant
CANCELLED = f"""
UPDATE reservations SET state = 'cancelled', detail = $3, ended_at = $4, updated_at = $4
WHERE charger_id = $1 AND ocpp_reservation_id = $2 AND state IN {_OPEN} RETURNING id
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
_KEPT = f"""
SELECT id, charger_id, evse_id FROM reservations WHERE state IN ('active', 'unknown') AND charger_id IN ({LISTED})
"""  # noqa: S608 - constants
ENDED = """
UPDATE reservations SET state = 'ended', detail = $2, ended_at = $3, updated_at = $3 WHERE id = $1
"""


async def store(session: Session, facts: Sorted, results: Results) -> None:
    changes: list[tuple[str, Row]] = [
        *((REQUESTED, _requested(fact)) for fact in facts[ReservationRequested]),
        *((MADE, _made(fact)) for fact in facts[ReservationMade]),
        *(_not_made(fact) for fact in facts[ReservationNotMade]),
        *((CANCELLED, _cancelled(fact)) for fact in facts[ReservationCancelled]),
        *(
            (LEFT_OVER, (fact.charger_id, fact.command_id, fact.at))
            for fact in facts[CommandClosed]
            if fact.state == "unknown"
        ),
    ]
    for sql, row in changes:
        results.reservations.update(as_uuid(found[0]) for found in await session.fetch(sql, row))
    broken = [fact for fact in facts[ConnectorReported] if fact.status in ("Faulted", "Unavailable")]
    await _end_at(session, broken, results)


async def _end_at(session: Session, broken: list[ConnectorReported], results: Results) -> None:
    """5.13: a connector that fails keeps nothing for anybody; connector 0 is the whole charger (RES-03)."""
    kept: dict[UUID, list[tuple[UUID, int]]] = {}
    for row_id, charger_id, evse_id in await fetch_listed(
        session, _KEPT, (fact.charger_id for fact in broken)
    ):
        kept.setdefault(as_uuid(charger_id), []).append((as_uuid(row_id), evse_id))
    ended = {
        row_id: (row_id, f"The connector is {fact.status}", fact.received_at)
        for fact in broken
        for row_id, evse_id in kept.get(fact.charger_id, ())
        if fact.evse_id in (0, evse_id)
    }
    if ended:
        await session.run(ENDED, list(ended.values()))
        results.reservations.update(ended)


async def use(session: Session, start: TransactionStarted, results: Results) -> None:
    """A start uses up its reservation, or that of its tag; another's on the connector is a conflict."""
    if start.reservation_ref is not None:
        used = await _used_by_number(session, start, start.reservation_ref)
        results.reservations.update(used)
        if used:
            return
    made_before = start.started_at + CLOCKS_DIFFER
    tokens = (start.id_token_folded, start.parent_token_folded)
    place = (start.charger_id, start.evse_id)
    found = await session.fetch(MATCHING, (*place, start.started_at, *tokens, made_before))
    if found:
        row_id = as_uuid(found[0][0])
        await session.run(USED, [(row_id, start.id, start.received_at)])
        results.reservations.add(row_id)
        return
    conflict = (*place, start.id, start.received_at, start.started_at, made_before)
    others = await session.fetch(OF_ANOTHER, conflict) if start.evse_id else []
    if others:
        await session.run(FLAGGED, [(start.id, json.dumps([*start.flags, CONFLICT]))])
        results.reservations.update(as_uuid(found[0]) for found in others)


async def _used_by_number(session: Session, start: TransactionStarted, number: str) -> list[UUID]:
    """None of that number is no fault of the start (START-08)."""
    used = []
    if number.isdigit() and len(number) <= 10 and int(number) < 2**31:
        row = (start.charger_id, int(number), start.id, start.received_at)
        used = [as_uuid(found[0]) for found in await session.fetch(USED_BY_NUMBER, row)]
    if not used:
        log.info("%s: a start names reservation %s, which it does not have", start.charge_point_id, number)
    return used


def _not_made(fact: ReservationNotMade) -> tuple[str, Row]:
    if fact.state == "refused":
        return (REFUSED, (fact.charger_id, fact.command_id, fact.detail, fact.at))
    return (LOST, (fact.charger_id, fact.number, fact.detail, fact.at))


def _cancelled(fact: ReservationCancelled) -> Row:
    return (fact.charger_id, fact.number, fact.detail, fact.at)


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
