"""The 2 messages of the Reservation profile (OCPP 1.6, 5.1, 5.13)."""

from typing import ClassVar, Literal, TypeAlias

from msgspec import UNSET, UnsetType

from csms.ocpp.v16.types import CiString20, Integer, Message, Timestamp

CancelReservationStatus: TypeAlias = Literal["Accepted", "Rejected"]
ReservationStatus: TypeAlias = Literal["Accepted", "Faulted", "Occupied", "Rejected", "Unavailable"]


class CancelReservationRequest(Message):
    SECTION: ClassVar[str] = "6.5"
    reservationId: Integer


class CancelReservationResponse(Message):
    """Rejected: the charge point knows no such reservation."""

    SECTION: ClassVar[str] = "6.6"
    status: CancelReservationStatus


class ReserveNowRequest(Message):
    """Connector 0 is any connector. The `reservationId` of an older one replaces it."""

    SECTION: ClassVar[str] = "6.37"
    connectorId: Integer
    expiryDate: Timestamp
    idTag: CiString20
    reservationId: Integer
    parentIdTag: CiString20 | UnsetType = UNSET


class ReserveNowResponse(Message):
    SECTION: ClassVar[str] = "6.38"
    status: ReservationStatus
