"""The answers of a charge point to what a central system asks for (OCPP 1.6, 5)."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from msgspec import UNSET

from csms.ocpp.conversation import IncomingCall
from csms.ocpp.errors import ErrorCode, Unreadable
from csms.ocpp.reading import read
from csms.ocpp.v16 import core, find
from csms.ocpp.v16.types import Message
from csms.simulator.clock import Clock
from csms.simulator.configuration import MAX_KEYS, Configuration
from csms.simulator.connector import Connector
from csms.simulator.link import Reply


class Commanded(Protocol):
    """What the commands need of a charge point."""

    clock: Clock
    configuration: Configuration
    connectors: dict[int, Connector]

    @property
    def accepted(self) -> bool: ...

    def clear_cache(self) -> bool: ...
    async def remote_start(self, connector: Connector, id_tag: str) -> None: ...
    async def reset(self, kind: core.ResetType) -> None: ...
    async def set_operative(self, connector_id: int, operative: bool) -> None: ...
    async def configuration_changed(self, key: str, value: str) -> None: ...


def answer(charge_point: Commanded, call: IncomingCall) -> Reply:
    """The reply to `call`. Raises `Unreadable` with the CALLERROR for what is not carried out here."""
    request_type = find(call.action, "central_system").request
    handler = _HANDLERS.get(call.action)
    if handler is None:
        raise Unreadable(ErrorCode.NOT_SUPPORTED, f"{call.action} is not supported by this charge point")
    request = read(request_type, call.payload, received_at=charge_point.clock.now(), strict=True).value
    reply = handler(charge_point, request)
    return reply if isinstance(reply, Reply) else Reply(reply)


def _remote_start(charge_point: Commanded, request: core.RemoteStartTransactionRequest) -> Reply:
    """A charging profile is ignored, for want of smart charging (5.11)."""
    connector = _free_connector(charge_point, request.connectorId)
    if connector is None or not charge_point.accepted:
        return Reply(core.RemoteStartTransactionResponse("Rejected"))
    start = partial(charge_point.remote_start, connector, request.idTag)
    return Reply(core.RemoteStartTransactionResponse("Accepted"), start)


def _free_connector(charge_point: Commanded, wanted: object) -> Connector | None:
    """The connector asked for, else one with a car, else one without."""
    connectors = charge_point.connectors.values()
    startable = [one for one in connectors if one.startable and wanted in (UNSET, one.id)]
    return max(startable, key=lambda one: one.plugged, default=None)


def _remote_stop(charge_point: Commanded, request: core.RemoteStopTransactionRequest) -> Reply:
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
    if len(keys) > MAX_KEYS:
        raise Unreadable(ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION, f"more than {MAX_KEYS} keys", path="key")
    known, unknown = charge_point.configuration.read(keys)
    return core.GetConfigurationResponse(known or UNSET, unknown or UNSET)


def _change_configuration(charge_point: Commanded, request: core.ChangeConfigurationRequest) -> Reply:
    status = charge_point.configuration.change(request.key, request.value)
    response = core.ChangeConfigurationResponse(status)
    if status != "Accepted":
        return Reply(response)
    return Reply(response, partial(charge_point.configuration_changed, request.key, request.value))


def _clear_cache(charge_point: Commanded, request: core.ClearCacheRequest) -> Message:
    return core.ClearCacheResponse("Accepted" if charge_point.clear_cache() else "Rejected")


def _data_transfer(charge_point: Commanded, request: core.DataTransferRequest) -> Message:
    return core.DataTransferResponse("UnknownVendorId")


_HANDLERS: dict[str, Callable[[Commanded, Any], Reply | Message]] = {
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
