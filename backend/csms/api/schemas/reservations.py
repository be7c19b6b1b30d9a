"""Connectors kept for a driver."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from csms.api.schemas.common import Input, Moment, Output
from csms.api.schemas.id_tags import Token
from csms.api.schemas.said import Sentence

ReservationState = Literal[
    "requested", "active", "used", "cancelled", "expired", "refused", "ended", "unknown"
]

ReservationSort = Literal["created_at", "-created_at", "expires_at", "-expires_at"]


class Reservation(Output):
    """`connector_id` 0 is any connector. `reservation_id`: the OCPP number. `detail`: why it is as it is.

    `transaction`: that used it. `conflict`: that somebody else started on the reserved connector. All ids are our own.
    """

    id: str
    charger_id: str
    charge_point_id: str
    connector_id: int
    reservation_id: int
    id_tag: str
    parent_id_tag: str | None
    expires_at: datetime
    state: ReservationState
    detail: str | None
    said: Sentence | None
    transaction: str | None
    conflict: str | None
    command: str | None
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None


class ReservationPage(Output):
    items: list[Reservation]
    next_cursor: str | None


class ReservationWrite(Input):
    """`parent_id_tag`: whose group may use it too, by default that of the tag."""

    charger_id: UUID
    connector_id: Annotated[int, Field(ge=0, le=1000)]
    id_tag: Annotated[Token, Field(max_length=20)]
    parent_id_tag: Annotated[Token, Field(max_length=20)] | None = None
    expires_at: Moment
