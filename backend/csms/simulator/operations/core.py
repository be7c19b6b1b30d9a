"""The operations of the Core profile (OCPP 1.6, 5.2-5.4, 5.6, 5.8, 5.11, 5.12, 5.14, 5.18)."""

from functools import partial

from msgspec import UNSET

from csms.ocpp.errors import ErrorCode, Unreadable
from csms.ocpp.v16 import core
from csms.ocpp.v16.semantics import check
from csms.ocpp.v16.types import Message
from csms.simulator.connector import Connector
from csms.simulator.link import Reply
from csms.simulator.operations.commanded import Commanded, Operation

# What this vendor understands in a DataTransfer: the text comes back.
ECHO = "Echo"


def _remote_start(charge_point: Commanded, request: core.RemoteStartTransactionRequest) -> Reply:
    """A profile that is not for a transaction to come is refused (errata 3.41)."""
    connector = _free_connector(charge_point, request)
    profile = request.chargingProfile or None
    fits = profile is None or (not any(check(request)) and charge_point.profiles.fits(profile))
    if connector is None or not charge_point.accepted or not fits:
        return Reply(core.RemoteStartTransactionResponse("Rejected"))
    start = partial(charge_point.remote_start, connector, request.idTag, profile)
    return Reply(core.RemoteStartTransactionResponse("Accepted"), start)


def _free_connector(charge_point: Commanded, request: core.RemoteStartTransactionRequest) -> Connector | None:
    """The connector asked for, else one that is kept for the tag, else one with a car, else one without."""

    def open_to_tag(connector: Connector) -> bool:
        kept = charge_point.reservations.at(connector.id)
        return kept is None or kept.parent is not None or kept.is_for(request.idTag)

    def rank(connector: Connector) -> tuple[bool, bool]:
        return charge_point.reservations.at(connector.id) is not None, connector.plugged

    wanted = [one for one in charge_point.connectors.values() if request.connectorId in (UNSET, one.id)]
    return max((one for one in wanted if one.startable and open_to_tag(one)), key=rank, default=None)


def _remote_stop(charge_point: Commanded, request: core.RemoteStopTransactionRequest) -> Reply:
    """RS-04: Accepted where the transaction runs here."""
    for connector in charge_point.connectors.values():
        if connector.transaction is not None and connector.transaction.id == request.transactionId:
            stop = partial(connector.stop, "Remote")
            return Reply(core.RemoteStopTransactionResponse("Accepted"), stop)
    return Reply(core.RemoteStopTransactionResponse("Rejected"))


def _reset(charge_point: Commanded, request: core.ResetRequest) -> Reply:
    return Reply(core.ResetResponse("Accepted"), partial(charge_point.reset, request.type))


def _unlock_connector(charge_point: Commanded, request: core.UnlockConnectorRequest) -> Reply:
    """ULK-01: an unknown connector is NotSupported."""
    connector = charge_point.connectors.get(request.connectorId)
    if connector is None:
        return Reply(core.UnlockConnectorResponse("NotSupported"))
    if connector.error_code == "ConnectorLockFailure":
        return Reply(core.UnlockConnectorResponse("UnlockFailed"))
    return Reply(core.UnlockConnectorResponse("Unlocked"), partial(connector.stop, "UnlockCommand"))


def _change_availability(charge_point: Commanded, request: core.ChangeAvailabilityRequest) -> Reply:
    """AVAIL-01: Scheduled while a transaction runs."""
    number, operative = request.connectorId, request.type == "Operative"
    if number != 0 and number not in charge_point.connectors:
        return Reply(core.ChangeAvailabilityResponse("Rejected"))
    concerned = [one for one in charge_point.connectors.values() if number in (0, one.id)]
    busy = any(one.transaction is not None for one in concerned)
    status: core.AvailabilityStatus = "Scheduled" if busy and not operative else "Accepted"
    change = partial(charge_point.set_operative, number, operative)
    return Reply(core.ChangeAvailabilityResponse(status), change)


def _get_configuration(charge_point: Commanded, request: core.GetConfigurationRequest) -> Message:
    keys = request.key or []
    most = charge_point.configuration.integer("GetConfigurationMaxKeys")
    if len(keys) > most:
        raise Unreadable(ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION, f"more than {most} keys", path="key")
    known, unknown = charge_point.configuration.read(keys)
    return core.GetConfigurationResponse(known or UNSET, unknown or UNSET)


def _change_configuration(charge_point: Commanded, request: core.ChangeConfigurationRequest) -> Reply:
    """The security profile goes upwards only, and with what it needs (UPG-01)."""
    if request.key.casefold() == "securityprofile":
        return _change_profile(charge_point, request)
    status = charge_point.configuration.change(request.key, request.value)
    response = core.ChangeConfigurationResponse(status)
    if status != "Accepted":
        return Reply(response)
    return Reply(response, partial(charge_point.configuration_changed, request.key, request.value))


def _change_profile(charge_point: Commanded, request: core.ChangeConfigurationRequest) -> Reply:
    if request.value not in ("1", "2", "3") or not charge_point.access.may_become(int(request.value)):
        return Reply(core.ChangeConfigurationResponse("Rejected"))
    charge_point.access.become(int(request.value))
    return Reply(core.ChangeConfigurationResponse("Accepted"), charge_point.reconnect)


def _clear_cache(charge_point: Commanded, request: core.ClearCacheRequest) -> Message:
    return core.ClearCacheResponse("Accepted" if charge_point.clear_cache() else "Rejected")


def _data_transfer(charge_point: Commanded, request: core.DataTransferRequest) -> Message:
    """DT-01: of its own vendor it knows one message."""
    if request.vendorId.casefold() != vendor_id(charge_point.hardware.vendor):
        return core.DataTransferResponse("UnknownVendorId")
    if (request.messageId or "").casefold() != ECHO.casefold():
        return core.DataTransferResponse("UnknownMessageId")
    return core.DataTransferResponse("Accepted", request.data)


def vendor_id(vendor: str) -> str:
    """A vendor's name as vendorId."""
    return f"com.{vendor.casefold()}"


OPERATIONS: dict[str, Operation] = {
    "RemoteStartTransaction": _remote_start,
    "RemoteStopTransaction": _remote_stop,
    "Reset": _reset,
    "UnlockConnector": _unlock_connector,
    "ChangeAvailability": _change_availability,
    "GetConfiguration": _get_configuration,
    "ChangeConfiguration": _change_configuration,
    "ClearCache": _clear_cache,
    "DataTransfer": _data_transfer,
}
