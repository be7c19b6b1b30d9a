"""Local authorization lists: what chargers acknowledge, and what follows from it for those that we look after."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from csms.store import list_copies
from csms.store.facts import Fact
from csms.store.facts.local_lists import (
    LocalListAnswered,
    LocalListDisputed,
    LocalListSent,
    LocalListVersionTold,
)
from csms.store.list_copies import NOT_SUPPORTED, Change, Copy, Update
from csms.store.models.base import new_id
from csms.store.statements.session import Session, Sorted, as_uuid

_CHANGES = msgspec.json.Decoder(list[Change])
_UPDATE = msgspec.json.Decoder(Update)
"""Both databases hand JSON over as text."""

UNDECIDED = ("timeout", "unknown")

THERE = """
INSERT INTO local_list_copies (id, charger_id, last_version, entries) VALUES ($1, $2, 0, '[]')
ON CONFLICT (charger_id) DO NOTHING
"""
# An update that changes nothing holds the row: two processes never change what one of them has read.
HELD = """
UPDATE local_list_copies SET last_version = last_version WHERE charger_id = $1
RETURNING version, entries, last_version, attempt, attempt_command_id
"""
KEPT = """
UPDATE local_list_copies SET version = $2, entries = $3, last_version = $4, attempt = $5, attempt_command_id = $6
WHERE charger_id = $1
"""
ACKNOWLEDGED = "UPDATE local_list_copies SET acknowledged_at = $2 WHERE charger_id = $1"
TOLD = "UPDATE local_list_copies SET told_version = $2, told_at = $3 WHERE charger_id = $1"
# While somebody synchronises it, he sees for himself.
CHANGED = """
UPDATE local_lists SET state = $2, due_at = $3, updated_at = $3 WHERE charger_id = $1 AND state = 'in_step'
"""
UNSUPPORTED = """
UPDATE local_lists SET state = 'unsupported', due_at = NULL, claim = NULL, error = $2, updated_at = $3,
  firmware_version = (SELECT firmware_version FROM chargers WHERE id = local_lists.charger_id)
WHERE charger_id = $1 AND mode <> 'off'
"""

DISPUTED = """
UPDATE local_lists SET verify = TRUE, disputed_at = $2, revision = revision + 1
WHERE charger_id = $1 AND mode <> 'off'
"""
SEND_LATER = """
UPDATE local_lists SET state = 'pending', resend = TRUE, due_at = $2
WHERE charger_id = $1 AND state = 'in_step' AND disputed_at > $3
"""
SEND_AGAIN = """
UPDATE local_lists SET state = 'pending', resend = TRUE, due_at = $2 WHERE charger_id = $1 AND state = 'in_step'
"""
SETTLING = timedelta(minutes=5)
"""A charger that disputes every list is not sent the next one at once."""


async def store(session: Session, facts: Sorted) -> None:
    """Charger by charger, in the same order everywhere: nobody waits crosswise.

    Of one charger ends before beginnings: an update leaves after the one before it has ended, never together with its
    own end.
    """
    found = [fact for kind in _STORED for fact in facts[kind]]
    for fact in sorted(found, key=lambda fact: fact.charger_id):
        await _STORED[type(fact)](session, fact)


async def _answered(session: Session, answer: LocalListAnswered) -> None:
    """An update that another one has followed, or that a version has decided, is decided."""
    charger_id = answer.charger_id
    copy, command_id = await _held(session, charger_id)
    if command_id != answer.command_id:
        return
    if answer.status == "NotSupported":
        row = (charger_id, "The charger says that it does not support local lists.", answer.at)
        await session.run(UNSUPPORTED, [row])
    if answer.status in UNDECIDED:
        await session.run(CHANGED, [(charger_id, "unknown", answer.at)])
    elif answer.status == "Accepted":
        await _keep(session, charger_id, list_copies.accepted(copy))
        await session.run(ACKNOWLEDGED, [(charger_id, answer.at)])
        await session.run(CHANGED, [(charger_id, "pending", answer.at)])
    else:
        await _keep(session, charger_id, list_copies.refused(copy))


async def _told(session: Session, word: LocalListVersionTold) -> None:
    charger_id = word.charger_id
    await session.run(THERE, [(new_id(), charger_id)])
    copy, _ = await _held(session, charger_id)
    known = list_copies.told(copy, word.version)
    await _keep(session, charger_id, known)
    await session.run(TOLD, [(charger_id, word.version, word.at)])
    if word.version == NOT_SUPPORTED:
        row = (charger_id, "The charger says that it has no local list (version -1).", word.at)
        await session.run(UNSUPPORTED, [row])
    elif known.version != copy.version or copy.attempt is not None:
        await session.run(CHANGED, [(charger_id, "pending", word.at)])


async def _disputed(session: Session, dispute: LocalListDisputed) -> None:
    charger_id = dispute.charger_id
    later, recently = dispute.at + SETTLING, dispute.at - SETTLING
    await session.run(SEND_LATER, [(charger_id, later, recently)])
    await session.run(SEND_AGAIN, [(charger_id, dispute.at)])
    await session.run(DISPUTED, [(charger_id, dispute.at)])


async def _sent(session: Session, sent: LocalListSent) -> None:
    await session.run(THERE, [(new_id(), sent.charger_id)])
    copy, _ = await _held(session, sent.charger_id)
    await _keep(session, sent.charger_id, list_copies.sending(copy, sent.update), sent.command_id)


_STORED: dict[type[Fact], Callable[[Session, Any], Awaitable[None]]] = {
    LocalListAnswered: _answered,
    LocalListVersionTold: _told,
    LocalListDisputed: _disputed,
    LocalListSent: _sent,
}


async def _held(session: Session, charger_id: UUID) -> tuple[Copy, UUID | None]:
    """The copy, and the command of its attempt."""
    found = await session.fetch(HELD, (charger_id,))
    if not found:
        return Copy(), None
    version, entries, last, attempt, command_id = found[0]
    update = None if attempt is None else _UPDATE.decode(attempt)
    copy = Copy(version, list_copies.entries_of(_CHANGES.decode(entries)), last, update)
    return copy, None if command_id is None else as_uuid(command_id)


async def _keep(session: Session, charger_id: UUID, copy: Copy, command_id: UUID | None = None) -> None:
    entries = msgspec.json.encode(list(copy.entries.values())).decode()
    attempt = None if copy.attempt is None else msgspec.json.encode(copy.attempt).decode()
    row = (charger_id, copy.version, entries, copy.last, attempt, command_id)
    await session.run(KEPT, [row])
