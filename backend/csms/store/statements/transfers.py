"""Transfers: made by requests, moved by answers, words and files. Words follow csms.store.transfer_states."""

import json
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from csms.said import Said
from csms.store.facts import ChargerBooted
from csms.store.facts.security import SecurityEventReported
from csms.store.facts.transfers import (
    TransferAnswered,
    TransferFileStored,
    TransferReported,
    TransferRequested,
)
from csms.store.statements.session import LISTED, Row, Session, Sorted, as_uuid, fetch_listed
from csms.store.stored_words import GIVEN_UP, NEWER, NO_FILE, NO_WORD, REVIVED, SAID_IDLE
from csms.store.transfer_states import ENDED, FIRMWARE_KINDS, LATE, OPEN, WITHOUT_ID, Standing, advance
from csms.store.values import moment

log = logging.getLogger(__name__)

HISTORY_LIMIT = 60
EVIDENCE_LIMIT = 20


def _texts(values: Sequence[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


_OPEN = f"({_texts(OPEN)})"
_FIRMWARE = f"({_texts(FIRMWARE_KINDS)})"
_COLUMNS = """
id, kind, state, detail, retrieve_at, updated_at, history, evidence, file_key, token_hash, version_before
"""

SUPERSEDED = f"""
UPDATE transfers SET state = 'superseded', detail = $4, superseded_by = $3, ended_at = $5, updated_at = $5
WHERE charger_id = $1 AND kind = $2 AND state IN {_OPEN}
"""  # noqa: S608 - constants
TAKEN_UP = """
UPDATE transfers SET state = 'requested', detail = '', command_id = $3, request_id = $4, location = $5, kind = $6,
  retrieve_at = $7, install_at = $8, sent_at = $9, updated_at = $9,
  version_before = (SELECT firmware_version FROM chargers WHERE chargers.id = transfers.charger_id)
WHERE charger_id = $1 AND token_hash = $2 AND state = 'waiting' RETURNING id
"""
REQUESTED = """
INSERT INTO transfers (id, charger_id, charge_point_id, command_id, kind, state, detail, request_id, requested_by,
  location, retrieve_at, install_at, history, evidence, created_at, sent_at, updated_at, version_before)
VALUES ($1, $2, $3, $4, $5, 'requested', '', $6,
  COALESCE((SELECT requested_by FROM commands WHERE id = $4), ''), $7, $8, $9, '[]', '[]', $10, $10, $10,
  (SELECT firmware_version FROM chargers WHERE id = $2))
"""
# The update that changes nothing holds the row until the end, and gives it as it is by then.
BY_COMMAND = f"""
UPDATE transfers SET updated_at = updated_at WHERE charger_id = $1 AND command_id = $2 RETURNING {_COLUMNS}
"""  # noqa: S608 - constants
BY_ID = f"""
UPDATE transfers SET updated_at = updated_at WHERE charger_id = $1 AND id = $2 RETURNING {_COLUMNS}
"""  # noqa: S608 - constants
_NEWEST = "ORDER BY sent_at DESC, id DESC LIMIT 1"
NEWEST = f"""
UPDATE transfers SET updated_at = updated_at WHERE id = (SELECT id FROM transfers
  WHERE charger_id = $1 AND kind = $2 AND sent_at IS NOT NULL {_NEWEST}) RETURNING {_COLUMNS}
"""  # noqa: S608 - constants
BY_NUMBER = f"""
UPDATE transfers SET updated_at = updated_at WHERE id = (SELECT id FROM transfers
  WHERE charger_id = $1 AND kind = $2 AND request_id = $3 AND sent_at IS NOT NULL {_NEWEST}) RETURNING {_COLUMNS}
"""  # noqa: S608 - constants
NEWEST_FIRMWARE = f"""
UPDATE transfers SET updated_at = updated_at WHERE id = (SELECT id FROM transfers
  WHERE charger_id = $1 AND kind IN {_FIRMWARE} AND sent_at IS NOT NULL {_NEWEST}) RETURNING {_COLUMNS}
"""  # noqa: S608 - constants
SENT_FIRMWARE = f"""
SELECT DISTINCT charger_id FROM transfers
WHERE kind IN {_FIRMWARE} AND sent_at IS NOT NULL AND charger_id IN ({LISTED})
"""  # noqa: S608 - constants
CHANGED = """
UPDATE transfers SET state = $2, detail = $3, history = $4, evidence = $5, updated_at = $6, ended_at = $7 WHERE id = $1
"""
NAMED = "UPDATE transfers SET file_name = $2 WHERE id = $1"
CANCELLED = f"""
UPDATE transfers SET state = 'cancelled', detail = $4, superseded_by = $3, ended_at = $5, updated_at = $5
WHERE charger_id = $1 AND kind = $2 AND id <> $3 AND state IN {_OPEN}
"""  # noqa: S608 - constants
AGAIN = """
UPDATE transfers SET state = 'unknown', detail = $3, superseded_by = NULL, ended_at = NULL, updated_at = $4
WHERE charger_id = $1 AND superseded_by = $2 AND state = 'superseded'
"""
STORED = """
UPDATE transfers SET file_key = $2, file_name = $3, file_size = $4, file_sha256 = $5, file_at = $6
WHERE id = $1 AND file_key IS NULL
"""

STILL_NEWS = ("installed", *OPEN)
"""States of an update in which a boot or an event may be of it: they come before and after Installed (SFW-03)."""


class Held(NamedTuple):
    """A transfer's row, held until the end of the transaction."""

    id: UUID
    kind: str
    state: str
    detail: str
    not_before: datetime | None
    changed_at: datetime
    history: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    file_key: str | None
    ours: bool
    version_before: str | None


async def store(session: Session, facts: Sorted) -> None:
    for request in facts[TransferRequested]:
        await _request(session, request)
    for answer in facts[TransferAnswered]:
        await _answer(session, answer)
    for stored in facts[TransferFileStored]:
        await _file(session, stored)
    for report in facts[TransferReported]:
        await _report(session, report)
    for boot in await _updated(session, facts[ChargerBooted]):
        await _boot(session, boot)
    for event in facts[SecurityEventReported]:
        if event.type == "FirmwareUpdated" and event.source == "charger":
            await _evidence(session, event.charger_id, "security_event", event.detail, event.received_at)


async def _request(session: Session, fact: TransferRequested) -> None:
    """FW-04: of those without an id only the newest is open."""
    if fact.kind in WITHOUT_ID:
        row = (fact.charger_id, fact.kind, fact.id, NEWER, fact.at)
        await session.run(SUPERSEDED, [row])
    when = (fact.retrieve_at, fact.install_at, fact.at)
    if fact.token_hash is not None:
        whose = (fact.charger_id, fact.token_hash, fact.command_id, fact.request_id, fact.location, fact.kind)
        if await session.fetch(TAKEN_UP, (*whose, *when)):
            return
    new = (fact.id, fact.charger_id, fact.charge_point_id, fact.command_id)
    await session.run(REQUESTED, [(*new, fact.kind, fact.request_id, fact.location, *when)])


async def _answer(session: Session, fact: TransferAnswered) -> None:
    held = await _hold(session, BY_COMMAND, (fact.charger_id, fact.command_id))
    if held is None:
        return
    if fact.file_name:
        await session.run(NAMED, [(held.id, fact.file_name)])
    if fact.cancels:
        await session.run(CANCELLED, [(fact.charger_id, held.kind, held.id, GIVEN_UP, fact.at)])
    if fact.state in ("rejected", "no_data"):
        await session.run(AGAIN, [(fact.charger_id, held.id, REVIVED, fact.at)])
    # What it does may be told before it answers: only what has not begun is settled by the answer.
    if held.state in ("requested", "unknown"):
        await _change(session, held, fact.state, fact.detail, fact.at)


async def _report(session: Session, fact: TransferReported) -> None:
    """SFW-04: a word without an id, or with an unknown one, belongs to nobody where ids are used."""
    held = None
    if fact.kind in WITHOUT_ID:
        held = await _hold(session, NEWEST, (fact.charger_id, fact.kind))
    elif fact.request_id is not None:
        held = await _hold(session, BY_NUMBER, (fact.charger_id, fact.kind, fact.request_id))
    if held is None:
        about = "without an id" if fact.request_id is None else f"of request {fact.request_id}"
        log.info(
            "%s: %s %s (%s) fits no request of ours", fact.charge_point_id, fact.status, about, fact.kind
        )
        return
    standing = Standing(held.kind, held.state, held.changed_at, held.not_before)
    state = advance(standing, fact.status, fact.at)
    if held.state == "uploaded" and fact.status == "Uploaded":
        await _confirmed(session, held, fact.at)
    elif state not in ENDED or state != held.state:
        noted = held._replace(history=_with_word(held.history, fact.status, fact.at))
        await _change(session, noted, state, _detail(noted, state, fact.status), fact.at)


def _detail(held: Held, state: str, status: str) -> str:
    if state == "uploaded" and held.ours and held.file_key is None:
        return NO_FILE
    if state == "unknown" and status == "Idle":
        return str(Said(SAID_IDLE, {"state": held.state})) if held.state != "unknown" else held.detail
    return status if state == "failed" else ""


async def _confirmed(session: Session, held: Held, at: datetime) -> None:
    """The word for a file that is here already."""
    if held.detail == NO_WORD:
        noted = held._replace(history=_with_word(held.history, "Uploaded", at))
        await _change(session, noted, held.state, "", at)


def _with_word(history: list[dict[str, Any]], status: str, at: datetime) -> list[dict[str, Any]]:
    """The same word again only counts (TRG-04)."""
    if history and history[-1]["status"] == status:
        last = {**history[-1], "last_at": at.isoformat(), "count": history[-1]["count"] + 1}
        return [*history[:-1], last]
    new = {"status": status, "at": at.isoformat(), "last_at": at.isoformat(), "count": 1}
    return [*history, new][-HISTORY_LIMIT:]


async def _file(session: Session, fact: TransferFileStored) -> None:
    """A file that is here is more than a word for it."""
    held = await _hold(session, BY_ID, (fact.charger_id, fact.id))
    if held is None or held.file_key is not None:
        return
    await session.run(STORED, [(held.id, fact.key, fact.name, fact.size, fact.sha256, fact.at)])
    said = held.state == "uploaded"
    proof = _with_evidence(held.evidence, "file", f"{fact.name}, {fact.size} bytes", fact.at)
    state = "uploaded" if held.state in (*OPEN, "failed") else held.state
    await _change(session, held._replace(evidence=proof), state, "" if said else NO_WORD, fact.at)


async def _updated(session: Session, boots: Sequence[ChargerBooted]) -> list[ChargerBooted]:
    """Those of chargers that were sent a firmware: when thousands come back at once, they are few."""
    telling = [boot for boot in boots if boot.firmware_version is not None]
    found = await fetch_listed(session, SENT_FIRMWARE, (boot.charger_id for boot in telling))
    updated = {as_uuid(charger_id) for (charger_id,) in found}
    return [boot for boot in telling if boot.charger_id in updated]


async def _boot(session: Session, fact: ChargerBooted) -> None:
    held = await _hold(session, NEWEST_FIRMWARE, (fact.charger_id,))
    if held is not None and held.version_before not in (None, fact.firmware_version):
        await _add_evidence(session, held, "boot", f"firmware {fact.firmware_version}", fact.at)


async def _evidence(session: Session, charger_id: UUID, kind: str, detail: str, at: datetime) -> None:
    held = await _hold(session, NEWEST_FIRMWARE, (charger_id,))
    if held is not None:
        await _add_evidence(session, held, kind, detail, at)


async def _add_evidence(session: Session, held: Held, kind: str, detail: str, at: datetime) -> None:
    """Once; a charger boots often with the firmware that it has. It is no word of the charger for a state."""
    known = any(one["kind"] == kind and one["detail"] == detail for one in held.evidence)
    fresh = held.state in OPEN or at - held.changed_at <= LATE
    if held.state in STILL_NEWS and fresh and not known:
        proof = _with_evidence(held.evidence, kind, detail, at)
        await _change(session, held._replace(evidence=proof), held.state, held.detail, at)


def _with_evidence(
    evidence: list[dict[str, Any]], kind: str, detail: str, at: datetime
) -> list[dict[str, Any]]:
    return [*evidence, {"kind": kind, "detail": detail[:500], "at": at.isoformat()}][:EVIDENCE_LIMIT]


async def _change(session: Session, held: Held, state: str, detail: str, at: datetime) -> None:
    ended_at = at if state in ENDED else None
    lists = (json.dumps(held.history), json.dumps(held.evidence))
    await session.run(CHANGED, [(held.id, state, detail, *lists, at, ended_at)])


async def _hold(session: Session, sql: str, row: Row) -> Held | None:
    found = await session.fetch(sql, row)
    if not found:
        return None
    key, kind, state, detail, not_before, changed_at, history, evidence, file_key, token, version = found[0]
    return Held(
        as_uuid(key),
        kind,
        state,
        detail,
        None if not_before is None else moment(not_before),
        moment(changed_at),
        json.loads(history),
        json.loads(evidence),
        file_key,
        token is not None,
        version,
    )
