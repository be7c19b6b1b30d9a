"""The Reservation profile (OCPP 1.6, 5.1, 5.13)."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import UNSET

from csms.charging import reservations
from csms.charging.authorization import fold
from csms.handlers.effects import Effects, Failure, Sending
from csms.ocpp.v16 import reservation as messages
from csms.ocpp.v16.types import Message
from csms.store.facts import Fact
from csms.store.facts.reservations import (
    ReservationCancelled,
    ReservationMade,
    ReservationNotMade,
    ReservationRequested,
)
from csms.store.models import Charger
from csms.store.models.base import new_id
from csms.store.stored_words import NOT_KNOWN_THERE


async def _may_reserve(charger: Charger, request: messages.ReserveNowRequest, now: datetime) -> None:
    await reservations.check(charger, request.connectorId, request.reservationId, request.expiryDate, now)


def _requested(sending: Sending, request: messages.ReserveNowRequest) -> tuple[Fact, ...]:
    return (_request(sending, request),)


def _request(sending: Sending, request: messages.ReserveNowRequest) -> ReservationRequested:
    parent = None if request.parentIdTag is UNSET else request.parentIdTag
    return ReservationRequested(
        id=new_id(),
        charger_id=sending.charger_id,
        charge_point_id=sending.session.charge_point_id,
        command_id=sending.command_id,
        evse_id=request.connectorId,
        number=request.reservationId,
        id_token=request.idTag,
        id_token_folded=fold(request.idTag),
        parent_token=parent,
        parent_token_folded=fold(parent) if parent else None,
        expires_at=request.expiryDate,
        at=sending.now,
    )


def _answered(
    sending: Sending, request: messages.ReserveNowRequest, response: messages.ReserveNowResponse
) -> tuple[Fact, ...]:
    """RES-02: only Accepted makes a reservation."""
    if response.status == "Accepted":
        return (ReservationMade(_request(sending, request), sending.charger_id, sending.now),)
    return (_not_made(sending, request, "refused", response.status),)


def _failed(sending: Sending, request: messages.ReserveNowRequest, failure: Failure) -> tuple[Fact, ...]:
    """After silence the charger may have made it all the same (RPC-13)."""
    if failure.state in ("error", "offline"):
        return (_not_made(sending, request, "refused", failure.code or failure.state),)
    return (_not_made(sending, request, "unknown", failure.state),)


def _not_made(
    sending: Sending, request: messages.ReserveNowRequest, state: str, detail: str
) -> ReservationNotMade:
    return ReservationNotMade(
        sending.charger_id, sending.command_id, request.reservationId, state, detail, sending.now
    )


def _cancelled(
    sending: Sending,
    request: messages.CancelReservationRequest,
    response: messages.CancelReservationResponse,
) -> tuple[Fact, ...]:
    """Rejected means that the charger knows no such reservation: ours is over as well (RES-03)."""
    note = "" if response.status == "Accepted" else NOT_KNOWN_THERE
    return (ReservationCancelled(sending.charger_id, request.reservationId, note, sending.now),)


EFFECTS: Mapping[type[Message], Effects] = {
    messages.ReserveNowRequest: Effects(
        check=_may_reserve, sending=_requested, answered=_answered, failed=_failed
    ),
    messages.CancelReservationRequest: Effects(answered=_cancelled),
}
