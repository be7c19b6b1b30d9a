"""The violations of a group's frames, counted by kind (DEC-3)."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from csms.store.facts import MessageLogged
from csms.store.models.base import new_id
from csms.store.statements.session import Session, Sorted

COUNTED = """
UPDATE violations SET count = count + $6, message = $7, raw = $8, last_at = $9
WHERE charger_id = $1 AND action = $3 AND rule = $4 AND path = $5
  AND firmware_version = (SELECT SUBSTR(COALESCE(firmware_version, ''), 1, 255) FROM chargers WHERE id = $2)
RETURNING id
"""
# A charger chooses its words: it fills no more than so many rows.
FIRST = """
INSERT INTO violations (id, charger_id, vendor, model, firmware_version, action, rule, path, count, message, raw,
  first_at, last_at)
SELECT $1, id, COALESCE(vendor, ''), COALESCE(model, ''), SUBSTR(COALESCE(firmware_version, ''), 1, 255), $3, $4, $5,
  $6, $7, $8, $9, $9
FROM chargers WHERE id = $2 AND (SELECT COUNT(*) FROM violations WHERE charger_id = $2) < 500
"""
LIMIT = 255
RAW_LIMIT = 10_000
"""Characters of the frame that are shown; the message log has all of it."""


class Kind(NamedTuple):
    """What is counted together."""

    charger_id: UUID
    action: str
    rule: str
    path: str


class Seen(NamedTuple):
    """How often it came in this group, and the latest frame that shows it."""

    times: int
    message: str
    frame: MessageLogged


async def store(session: Session, facts: Sorted) -> None:
    """One row for each kind of the group, however often it came."""
    broken: dict[Kind, Seen] = {}
    for logged in facts[MessageLogged]:
        for violation in logged.violations or ():
            kind = _kind(logged, violation)
            before = broken[kind].times if kind in broken else 0
            broken[kind] = Seen(before + 1, violation["message"], logged)
    for kind, seen in broken.items():
        await _count(session, kind, seen)


def _kind(logged: MessageLogged, violation: Mapping[str, str]) -> Kind:
    path = re.sub(r"\[\d+\]", "[]", violation["path"])
    return Kind(logged.charger_id, logged.action or "", violation["rule"], path[:LIMIT])


async def _count(session: Session, kind: Kind, seen: Seen) -> None:
    columns = (*kind[1:], seen.times, seen.message, seen.frame.raw[:RAW_LIMIT], seen.frame.at)
    if not await session.fetch(COUNTED, (kind.charger_id, kind.charger_id, *columns)):
        await session.fetch(FIRST, (new_id(), kind.charger_id, *columns))
