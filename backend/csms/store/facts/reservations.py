"""Reservations, from the wish to their end."""

from datetime import datetime
from uuid import UUID

from csms.store.facts.base import Fact


class ReservationRequested(Fact, frozen=True, gc=False):
    """A reservation is about to be asked for; the charger may make it and never answer."""

    id: UUID
    charger_id: UUID
    charge_point_id: str
    command_id: UUID
    evse_id: int
    number: int
    id_token: str
    id_token_folded: str
    parent_token: str | None
    parent_token_folded: str | None
    expires_at: datetime
    at: datetime


class ReservationMade(Fact, frozen=True, gc=False):
    """The charger has made it; one of the same number before it is replaced."""

    request: ReservationRequested
    charger_id: UUID
    at: datetime


class ReservationNotMade(Fact, frozen=True, gc=False):
    """The charger did not make it (`refused`, with its word), or nobody knows (`unknown`)."""

    charger_id: UUID
    command_id: UUID
    number: int
    state: str
    detail: str
    at: datetime


class ReservationCancelled(Fact, frozen=True, gc=False):
    """The charger has cancelled it, or never knew it: over it is in both cases."""

    charger_id: UUID
    number: int
    detail: str
    at: datetime
