"""The operations of the SmartCharging profile (OCPP 1.6, 5.5, 5.7, 5.16)."""

from msgspec import UNSET

from csms.ocpp.errors import ErrorCode, Unreadable
from csms.ocpp.v16 import smart_charging
from csms.ocpp.v16.semantics import check
from csms.ocpp.v16.types import Message
from csms.simulator.connector import Connector
from csms.simulator.link import Reply
from csms.simulator.operations.commanded import Commanded, Operation

# Further ahead nothing is calculated: the answer then says how far it goes.
_LONGEST = 7 * 86_400


def _set(charge_point: Commanded, request: smart_charging.SetChargingProfileRequest) -> Reply:
    """SC-02, SC-03, SC-17."""
    number, profile = request.connectorId, request.csChargingProfiles
    _expect_connector(charge_point, number)
    for_running = _fits_transaction(charge_point.connectors.get(number), profile)
    if any(check(request)) or not for_running or not charge_point.profiles.fits(profile):
        return Reply(smart_charging.SetChargingProfileResponse("Rejected"))
    _read_meters(charge_point)
    if not charge_point.profiles.install(number, profile):
        return Reply(smart_charging.SetChargingProfileResponse("Rejected"))
    return Reply(smart_charging.SetChargingProfileResponse("Accepted"), charge_point.limits_changed)


def _fits_transaction(connector: Connector | None, profile: smart_charging.ChargingProfile) -> bool:
    """A TxProfile is for the transaction that runs, for that of its transactionId if it names one."""
    if profile.chargingProfilePurpose != "TxProfile":
        return True
    if connector is None or connector.transaction is None:
        return False
    return profile.transactionId in (UNSET, connector.transaction.id)


def _clear(charge_point: Commanded, request: smart_charging.ClearChargingProfileRequest) -> Reply:
    _read_meters(charge_point)
    if not charge_point.profiles.clear(request):
        return Reply(smart_charging.ClearChargingProfileResponse("Unknown"))
    return Reply(smart_charging.ClearChargingProfileResponse("Accepted"), charge_point.limits_changed)


def _get_composite(charge_point: Commanded, request: smart_charging.GetCompositeScheduleRequest) -> Message:
    """SC-14: from now on; relative to the transaction, or to now where none runs."""
    connectors = charge_point.connectors
    if request.connectorId not in (0, *connectors) or request.duration < 1:
        return smart_charging.GetCompositeScheduleResponse("Rejected")
    now = charge_point.clock.now()
    running = {id: one.transaction for id, one in connectors.items() if one.transaction is not None}
    began = {id: transaction.started_at for id, transaction in running.items()}
    unit = request.chargingRateUnit or "W"
    seconds = min(request.duration, _LONGEST)
    schedule = charge_point.profiles.composite(request.connectorId, now, seconds, began, unit)
    return smart_charging.GetCompositeScheduleResponse("Accepted", request.connectorId, now, schedule)


def _read_meters(charge_point: Commanded) -> None:
    """Up to now the former limits hold."""
    for connector in charge_point.connectors.values():
        connector.accrue()


def _expect_connector(charge_point: Commanded, number: int) -> None:
    if number != 0 and number not in charge_point.connectors:
        raise Unreadable(
            ErrorCode.PROPERTY_CONSTRAINT_VIOLATION, "there is no such connector", path="connectorId"
        )


OPERATIONS: dict[str, Operation] = {
    "SetChargingProfile": _set,
    "ClearChargingProfile": _clear,
    "GetCompositeSchedule": _get_composite,
}
