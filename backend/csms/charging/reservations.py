"""Connectors kept for a driver (OCPP 1.6 section 5.13): asked for, made by the charger, over in one of many ways."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from csms.charging.announcer import Announcer
from csms.charging.authorization import fold
from csms.charging.commands import Commands
from csms.errors import Conflict, Invalid, NotFound
from csms.said import Said, msg, said
from csms.store import sessions, stored_words
from csms.store.models import Charger, Command, Connector, IdTag, Reservation

OPEN = ("requested", "active", "unknown")
OVER = msg(
    {
        "used": "The reservation is used already.",
        "cancelled": "The reservation is cancelled already.",
        "expired": "The reservation is expired already.",
        "refused": "The reservation is refused already.",
        "ended": "The reservation is ended already.",
    }
)
LARGEST_NUMBER = 2**31 - 1
BATCH = 500
ID_TAG_LENGTH = 20
"""OCPP 1.6 section 7.28."""


async def check(charger: Charger, evse_id: int, number: int, expires_at: datetime, now: datetime) -> None:
    """Whether a reservation can be asked for. Raises Conflict with the reason that the charger would have, Invalid."""
    if expires_at <= now:
        raise Invalid(
            said("A reservation ends in the future."), errors=(("expiryDate", said("Must be in the future")),)
        )
    profiles = await sessions.configured_text(charger.id, "SupportedFeatureProfiles")
    if profiles and "reservation" not in profiles.casefold():
        raise Conflict(said("The charger does not support reservations."))
    zero = await sessions.configured_text(charger.id, "ReserveConnectorZeroSupported")
    if evse_id == 0 and zero.casefold() == "false":
        raise Conflict(said("The charger reserves single connectors only."))
    await _require_room(charger.id, evse_id, number, now)


async def _require_room(charger_id: UUID, evse_id: int, number: int, now: datetime) -> None:
    """Nobody twice on a connector, nor more than there are: 0 takes any of them. The charger has the last word."""
    kept = Reservation.filter(charger_id=charger_id, state__in=("requested", "active"), expires_at__gt=now)
    others = await kept.exclude(ocpp_reservation_id=number)
    for other in others:
        if evse_id and other.evse_id == evse_id:
            raise Conflict(
                said(
                    "Connector {connector} is reserved already, until {until}.",
                    connector=evse_id,
                    until=other.expires_at,
                )
            )
    connectors = await Connector.filter(charger_id=charger_id, evse_id__gt=0).count()
    if connectors and len(others) >= connectors:
        raise Conflict(said("As many reservations as the charger has connectors are open already."))


class Reservations:
    """Deeds of operators."""

    def __init__(self, commands: Commands, announcer: Announcer, now: Callable[[], datetime]) -> None:
        self._commands = commands
        self._announcer = announcer
        self._now = now

    async def create(self, fields: dict[str, Any], actor: str) -> UUID:
        """Ask the charger for it; the reservation says what came of it. Raises NotFound, Conflict, Invalid."""
        charger_id: UUID = fields["charger_id"]
        token: str = fields["id_tag"]
        number = await _free_number(charger_id)
        request = {
            "connectorId": fields["connector_id"],
            "expiryDate": fields["expires_at"].strftime("%Y-%m-%dT%H:%M:%SZ"),
            "idTag": token,
            "reservationId": number,
        }
        if parent := fields.get("parent_id_tag") or await _parent_of(token):
            request["parentIdTag"] = parent
        command_id = await self._commands.send(charger_id, "ReserveNow", request, actor)
        row = await Reservation.get_or_none(charger_id=charger_id, ocpp_reservation_id=number)
        if row is None:
            raise Conflict(said("The charger is offline: nothing is reserved."))
        assert row.command_id == command_id
        self._announcer.reservation(row.id)
        return row.id

    async def cancel(self, row_id: UUID, actor: str) -> None:
        """Raises NotFound, and Conflict when it is over, or the charger did not answer."""
        row = await Reservation.get_or_none(id=row_id)
        if row is None:
            raise NotFound(said("There is no such reservation."))
        if row.state not in OPEN:
            raise Conflict(Said(OVER[row.state]))
        request = {"reservationId": row.ocpp_reservation_id}
        command = await Command.get(
            id=await self._commands.send(row.charger_id, "CancelReservation", request, actor)
        )
        self._announcer.reservation(row.id)
        if command.state == "error":
            raise Conflict(said("The charger answered with an error. The reservation stands until it ends."))
        if command.state != "answered":
            raise Conflict(
                said(
                    "The charger could not be asked ({state}). The reservation stands until it ends.",
                    state=command.state,
                )
            )

    async def expire(self) -> None:
        """By our own clock: the charger's word for it may never come (RES-03)."""
        now = self._now()
        for row in await Reservation.filter(state__in=OPEN, expires_at__lte=now).limit(BATCH):
            still = Reservation.filter(id=row.id, state__in=OPEN, expires_at__lte=now)
            if await still.update(state="expired", ended_at=row.expires_at, updated_at=now):
                self._announcer.reservation(row.id)


async def end_all(charger_id: UUID, now: datetime) -> list[UUID]:
    """The charger is gone, and with it whatever it kept; the reservations that ended."""
    query = Reservation.filter(charger_id=charger_id, state__in=OPEN)
    ids: list[UUID] = list(await query.values_list("id", flat=True))  # type: ignore[arg-type]
    await query.update(state="ended", detail=stored_words.CHARGER_DELETED, ended_at=now, updated_at=now)
    return ids


async def _free_number(charger_id: UUID) -> int:
    """Positive, and never that of another reservation of the charger: that one would be replaced (RES-01)."""
    while True:
        number = secrets.randbelow(LARGEST_NUMBER) + 1
        if not await Reservation.exists(charger_id=charger_id, ocpp_reservation_id=number):
            return number


async def _parent_of(token: str) -> str | None:
    """Told to the charger, so that it lets the whole group use the reservation (RES-05).

    None for one that is longer than OCPP 1.6 can say: a part of it would be another tag."""
    tag = await IdTag.get_or_none(folded=fold(token), type="")
    parent = tag.parent_value if tag else None
    return parent if parent and len(parent) <= ID_TAG_LENGTH else None
