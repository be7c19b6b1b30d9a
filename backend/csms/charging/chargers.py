"""Deeds on chargers. `fields` are those of the REST resource, only the ones that were given."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from csms.auth.credentials import ChargerCredentials, generate_authorization_key
from csms.charging import id_tags, local_lists, peaks, reservations, transfers
from csms.errors import Conflict, Invalid, NotFound
from csms.said import said
from csms.store.folding import fold, natural
from csms.store.guard import changing
from csms.store.models import Charger, IdTag, Station, Transaction

SIMULATED_TAG = "SIMULATED"
"""The id tag of the driver who comes to simulated charge points."""

WITH_PASSWORD = (1, 2)
"""Security profiles that have a password; 0 has nothing, 3 a certificate (whitepaper, section 3)."""


async def create(credentials: ChargerCredentials, fields: dict[str, Any]) -> tuple[UUID, str | None]:
    """The new charger and its password, which is readable this once. Raises Invalid, Conflict, WeakPassword."""
    columns = await _columns(fields)
    profile = columns.get("security_profile", 1)
    password, credential = await _first_password(credentials, profile, fields.get("password"))
    identity: str = columns["charge_point_id"]
    try:
        charger = await Charger.create(
            **columns,
            charge_point_id_folded=fold(identity),
            charge_point_id_natural=natural(identity),
            credential=credential,
        )
    except IntegrityError as error:
        raise await _taken(identity, error) from error
    return charger.id, password


async def _first_password(
    credentials: ChargerCredentials, profile: int, imported: str | None
) -> tuple[str | None, str | None]:
    """The password and its stored form; nothing for profiles without one."""
    if imported is not None:
        _require_password_profile(profile)
        return imported, await credentials.hash_imported(imported)
    if profile not in WITH_PASSWORD:
        return None, None
    generated = generate_authorization_key()
    return generated, credentials.hash_generated(generated)


async def _taken(identity: str, error: IntegrityError) -> Conflict | IntegrityError:
    """Identities that differ only in case would be one charger to somebody who types them."""
    other = await Charger.get_or_none(charge_point_id_folded=fold(identity))
    if other is None:
        return error
    detail = said("There is a charger {charger} already.", charger=other.charge_point_id)
    if other.charge_point_id != identity:
        detail = said(
            "There is a charger {charger} already. The names differ only in upper and lower case.",
            charger=other.charge_point_id,
        )
    return Conflict(detail, errors=(("charge_point_id", detail),))


async def update(credentials: ChargerCredentials, charger_id: UUID, fields: dict[str, Any]) -> None:
    """Raises NotFound, Invalid, WeakPassword."""
    charger = await _get(charger_id)
    columns = await _columns(fields)
    imported = fields.get("password")
    if imported is not None:
        _require_password_profile(columns.get("security_profile", charger.security_profile))
        columns |= {"credential": await credentials.hash_imported(imported), "pending_credential": None}
    if "security_profile" in columns:
        columns["pending_security_profile"] = None
    charger.update_from_dict(columns)
    async with changing(Charger, charger_id) as connection:
        await charger.save(using_db=connection, update_fields=[*columns, "updated_at"])
        if "station_id" in columns:
            await local_lists.moved([charger_id], connection)
            await peaks.moved([charger_id])


async def delete(charger_id: UUID) -> list[UUID]:
    """Forgets a charger; its transactions stay, its reservations end: these are answered. Raises NotFound."""
    charger = await _get(charger_id)
    async with changing(Charger, charger_id) as connection:
        await charger.delete(using_db=connection)
    now = datetime.now(UTC)
    await local_lists.forget(charger_id)
    await peaks.moved([charger_id])
    await transfers.end_all(charger_id, now)
    return await reservations.end_all(charger_id, now)


async def holder(charger_id: UUID) -> tuple[str | None, int]:
    """The process that holds the charger's connection, if any, and the epoch of the connection. Raises NotFound."""
    charger = await _get(charger_id)
    return charger.owner_node if charger.online else None, charger.owner_epoch


async def left_over_transactions(charger_id: UUID) -> list[UUID]:
    """What a charger that is gone has not ended. Raises NotFound, and Conflict when it is here and charges."""
    charger = await _get(charger_id)
    running = Transaction.filter(charger_id=charger_id, stopped_at__isnull=True)
    ids: list[UUID] = list(await running.values_list("id", flat=True))  # type: ignore[arg-type]
    if ids and charger.online:
        raise Conflict(said("A transaction is running at this charger. Stop it first."))
    return ids


async def require_password_profile(charger_id: UUID) -> None:
    """Raises NotFound, and Conflict for a charger that has no password."""
    charger = await _get(charger_id)
    if charger.security_profile not in WITH_PASSWORD:
        raise Conflict(
            said(
                "A charger with security profile {profile} has no password.", profile=charger.security_profile
            )
        )


async def prepare_simulation(credentials: ChargerCredentials, charger_id: UUID) -> tuple[str, str | None]:
    """Identity and password for a simulated charge point in this charger's place.

    The charger's own password stays good: it waits in the place of a pending one, and wins when it is used. Raises
    NotFound, and Conflict while the real charger is here or a new password is on its way to it.
    """
    charger = await _get(charger_id)
    if not charger.simulated and charger.online:
        raise Conflict(said("The real charger is online."))
    if charger.security_profile > 1:
        raise Conflict(
            said(
                "The simulated charge point has no TLS. Set security profile 1 for the time of the simulation."
            )
        )
    if not charger.simulated and charger.pending_credential:
        raise Conflict(said("A new password is on its way to the real charger."))
    password: str | None = None
    if charger.security_profile in WITH_PASSWORD:
        password = generate_authorization_key()
        if not charger.simulated:
            charger.pending_credential = charger.credential
        charger.credential = credentials.hash_generated(password)
    charger.simulated = True
    await charger.save(update_fields=["credential", "pending_credential", "simulated", "updated_at"])
    await _register_simulated_tag()
    return charger.charge_point_id, password


async def _register_simulated_tag() -> None:
    """Once; an operator who blocks it has decided so."""
    columns = {"value": SIMULATED_TAG, "note": "Card of the driver at simulated charge points"}
    async with in_transaction() as connection:
        tag, new = await IdTag.get_or_create(
            columns, folded=fold(SIMULATED_TAG), type="", using_db=connection
        )
        await id_tags.no_longer_unknown(tag.folded, connection)
        if new:
            await local_lists.tag_changed(tag.id, {tag.folded}, connection)


async def simulated() -> list[UUID]:
    """Chargers in whose place a simulated charge point calls."""
    return [charger.id for charger in await Charger.filter(simulated=True).only("id")]


async def end_simulation(charger_id: UUID) -> None:
    """The charger's own password is the only one again. Raises NotFound."""
    charger = await _get(charger_id)
    if charger.simulated and charger.pending_credential:
        charger.update_from_dict({"credential": charger.pending_credential, "pending_credential": None})
    charger.simulated = False
    await charger.save(update_fields=["credential", "pending_credential", "simulated", "updated_at"])


async def _get(charger_id: UUID) -> Charger:
    charger = await Charger.get_or_none(id=charger_id)
    if charger is None:
        raise NotFound(said("There is no such charger."))
    return charger


def _require_password_profile(profile: int) -> None:
    if profile not in WITH_PASSWORD:
        raise Invalid(
            said("Security profile {profile} has no password.", profile=profile),
            errors=(("password", said("Only security profiles 1 and 2 have a password")),),
        )


async def _columns(fields: dict[str, Any]) -> dict[str, Any]:
    columns = {name: value for name, value in fields.items() if name != "password"}
    if "name" in columns:
        columns["name"] = columns["name"] or ""
    station_id = columns.get("station_id")
    if station_id is not None and not await Station.exists(id=station_id):
        raise Invalid(
            said("There is no such station."), errors=(("station_id", said("There is no such station")),)
        )
    return columns
