"""The operations of the Reservation profile (OCPP 1.6, 5.1, 5.13)."""

from collections.abc import Sequence

from csms.ocpp.v16 import reservation
from csms.ocpp.v16.core import ChargePointStatus
from csms.ocpp.v16.types import Message
from csms.simulator.connector import Connector
from csms.simulator.operations.commanded import Commanded, Operation
from csms.simulator.reservations import Reservation


def _reserve_now(charge_point: Commanded, request: reservation.ReserveNowRequest) -> Message:
    """RES-01, RES-02."""
    status = _status(charge_point, request)
    if status == "Accepted":
        parent = request.parentIdTag or None
        held = Reservation(
            request.reservationId, request.connectorId, request.idTag, request.expiryDate, parent
        )
        charge_point.reservations.add(held)
    return reservation.ReserveNowResponse(status)


def _status(charge_point: Commanded, request: reservation.ReserveNowRequest) -> reservation.ReservationStatus:
    if request.expiryDate <= charge_point.clock.now():
        return "Rejected"
    if request.connectorId == 0:
        return _status_anywhere(charge_point, request.reservationId)
    connector = charge_point.connectors.get(request.connectorId)
    if connector is None:
        return "Rejected"
    return _why_not([_seen(charge_point, connector, request.reservationId)])


def _status_anywhere(charge_point: Commanded, id: int) -> reservation.ReservationStatus:
    """As many connectors have to be free as are kept for somebody."""
    if not charge_point.configuration.flag("ReserveConnectorZeroSupported"):
        return "Rejected"
    seen = [_seen(charge_point, connector, id) for connector in charge_point.connectors.values()]
    kept = len(charge_point.reservations.anywhere(besides=id))
    if 0 < seen.count("Available") <= kept:
        return "Occupied"
    return _why_not(seen)


def _seen(charge_point: Commanded, connector: Connector, id: int) -> ChargePointStatus:
    """The status of a connector as if the reservation `id` were not there: a new one may replace it."""
    if connector.status == "Reserved" and charge_point.reservations.at(connector.id, besides=id) is None:
        return "Preparing" if connector.plugged else "Available"
    return connector.status


def _why_not(seen: Sequence[ChargePointStatus]) -> reservation.ReservationStatus:
    """Accepted if one is available, else what the best of them has against it."""
    if "Available" in seen:
        return "Accepted"
    out_of_order = {"Faulted", "Unavailable"}
    if set(seen) - out_of_order:
        return "Occupied"
    return "Unavailable" if "Unavailable" in seen else "Faulted"


def _cancel_reservation(charge_point: Commanded, request: reservation.CancelReservationRequest) -> Message:
    known = charge_point.reservations.end(request.reservationId)
    return reservation.CancelReservationResponse("Accepted" if known else "Rejected")


OPERATIONS: dict[str, Operation] = {
    "ReserveNow": _reserve_now,
    "CancelReservation": _cancel_reservation,
}
