"""Charging profiles, as each charger has them (SC-03, SC-13, SC-15)."""

import json
from datetime import datetime
from typing import Any

from csms.store.facts import TransactionStarted, TransactionStopped
from csms.store.facts.charging_profiles import ProfileInstalled, ProfilesCleared
from csms.store.folding import natural
from csms.store.models.base import new_id
from csms.store.profile_spans import span
from csms.store.statements.session import Row, Session, Sorted

REPLACE = """
DELETE FROM charging_profiles WHERE charger_id = $1 AND (ocpp_profile_id = $2
  OR (purpose = $3 AND stack_level = $4 AND evse_id = $5))
"""
INSTALL = """
INSERT INTO charging_profiles (id, charger_id, evse_id, ocpp_profile_id, stack_level, purpose, kind, recurrence,
  valid_from, valid_to, ocpp_transaction_id, schedule, uncertain, installed_at, begins_at, ends_at, place_natural)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
  COALESCE((SELECT charge_point_id_natural FROM chargers WHERE id = $2), '') || ' ' || $17)
"""
CLEAR = "DELETE FROM charging_profiles WHERE charger_id = $1"
# A profile of a transaction ends with it.
ENDED = """
DELETE FROM charging_profiles WHERE charger_id = $1 AND purpose = 'TxProfile'
  AND ocpp_transaction_id = (SELECT ocpp_transaction_id FROM transactions WHERE id = $2)
"""
ASKED_FOR = "SELECT request FROM commands WHERE id = $1"


async def store(session: Session, facts: Sorted) -> None:
    for installed in facts[ProfileInstalled]:
        await install(session, installed)
    for cleared in facts[ProfilesCleared]:
        await _clear(session, cleared)
    if stopped := facts[TransactionStopped]:
        await session.run(ENDED, [(fact.charger_id, fact.transaction_id) for fact in stopped])


async def install(session: Session, fact: ProfileInstalled) -> None:
    place = (fact.charger_id, fact.number, fact.purpose, fact.stack_level, fact.evse_id)
    await session.run(REPLACE, [place])
    await session.run(INSTALL, [_row(fact)])


def _row(fact: ProfileInstalled) -> Row:
    return (
        new_id(),
        fact.charger_id,
        fact.evse_id,
        fact.number,
        fact.stack_level,
        fact.purpose,
        fact.kind,
        fact.recurrence,
        fact.valid_from,
        fact.valid_to,
        fact.ocpp_transaction_id,
        json.dumps(fact.schedule),
        fact.uncertain,
        fact.at,
        *span(fact.kind, fact.valid_from, fact.valid_to, fact.schedule),
        natural(str(fact.evse_id)),
    )


async def _clear(session: Session, fact: ProfilesCleared) -> None:
    if fact.number is not None:
        await session.run(f"{CLEAR} AND ocpp_profile_id = $2", [(fact.charger_id, fact.number)])
        return
    filters: dict[str, Any] = {
        "evse_id": fact.evse_id,
        "purpose": fact.purpose,
        "stack_level": fact.stack_level,
    }
    given = {name: value for name, value in filters.items() if value is not None}
    conditions = [f" AND {name} = ${place}" for place, name in enumerate(given, 2)]
    await session.run(CLEAR + "".join(conditions), [(fact.charger_id, *given.values())])


async def install_asked_for(session: Session, start: TransactionStarted) -> None:
    """The profile that came with a remote start is that of its transaction (SC-18)."""
    profile = await _asked_for(session, start)
    if profile is None:
        return
    fact = ProfileInstalled(
        charger_id=start.charger_id,
        evse_id=start.evse_id,
        number=profile["chargingProfileId"],
        stack_level=profile["stackLevel"],
        purpose=profile["chargingProfilePurpose"],
        kind=profile["chargingProfileKind"],
        recurrence=profile.get("recurrencyKind"),
        valid_from=_moment(profile.get("validFrom")),
        valid_to=_moment(profile.get("validTo")),
        ocpp_transaction_id=start.ocpp_transaction_id,
        schedule=profile["chargingSchedule"],
        uncertain=False,
        at=start.received_at,
    )
    await install(session, fact)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


async def _asked_for(session: Session, start: TransactionStarted) -> dict[str, Any] | None:
    if start.command_id is None:
        return None
    rows = await session.fetch(ASKED_FOR, (start.command_id,))
    request = rows[0][0] if rows else None
    request = json.loads(request) if isinstance(request, str) else request
    profile: dict[str, Any] | None = (request or {}).get("chargingProfile")
    return profile
