"""Connectors kept for a driver."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import Field, StringConstraints

from csms.api.schemas.common import Input, Moment, Output, Printable
from csms.api.schemas.said import Sentence

Token: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20), Printable
]
"""As long as OCPP has them."""

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
    id_tag: Token
    parent_id_tag: Token | None = None
    expires_at: Moment
