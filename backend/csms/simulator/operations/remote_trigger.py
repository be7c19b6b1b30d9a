"""The operation of the RemoteTrigger profile, and its twin of the security extension (OCPP 1.6, 5.17; WP 5.5)."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeAlias

from csms.ocpp.v16 import remote_trigger, security
from csms.simulator.link import Reply
from csms.simulator.operations.commanded import Commanded, Operation

Work: TypeAlias = Callable[[], Coroutine[Any, Any, None]]

# Messages about a connector. StatusNotification is also one about connector 0 (5.17).
_OF_CONNECTORS = ("MeterValues", "StatusNotification")


def _trigger(charge_point: Commanded, request: remote_trigger.TriggerMessageRequest) -> Reply:
    """TRG-02: the message follows the answer."""
    if not _exists(charge_point, request):
        return Reply(remote_trigger.TriggerMessageResponse("Rejected"))
    work = _common(charge_point, request) or {
        "DiagnosticsStatusNotification": _later(charge_point.uploads.diagnostics_status),
        "FirmwareStatusNotification": _later(charge_point.updates.status),
    }.get(request.requestedMessage)
    status: remote_trigger.TriggerMessageStatus = "NotImplemented" if work is None else "Accepted"
    return Reply(remote_trigger.TriggerMessageResponse(status), work)


def _extended_trigger(charge_point: Commanded, request: security.ExtendedTriggerMessageRequest) -> Reply:
    """Here FirmwareStatusNotification is the signed one (TRG-04). A certificate is asked for once CpoName is set."""
    signs = request.requestedMessage == "SignChargePointCertificate"
    if not _exists(charge_point, request) or (signs and not charge_point.configuration.text("CpoName")):
        return Reply(security.ExtendedTriggerMessageResponse("Rejected"))
    work = _common(charge_point, request) or {
        "LogStatusNotification": _later(charge_point.uploads.log_status),
        "FirmwareStatusNotification": _later(charge_point.updates.signed_status),
        "SignChargePointCertificate": charge_point.send_certificate_request,
    }.get(request.requestedMessage)
    status: security.ExtendedTriggerMessageStatus = "NotImplemented" if work is None else "Accepted"
    return Reply(security.ExtendedTriggerMessageResponse(status), work)


Trigger: TypeAlias = remote_trigger.TriggerMessageRequest | security.ExtendedTriggerMessageRequest


def _common(charge_point: Commanded, request: Trigger) -> Work | None:
    """The messages that both can ask for."""
    number = request.connectorId if isinstance(request.connectorId, int) else None
    works: dict[str, Work] = {
        "BootNotification": charge_point.send_boot,
        "Heartbeat": charge_point.send_heartbeat,
        "MeterValues": partial(charge_point.send_meter_values, number),
        "StatusNotification": partial(charge_point.send_statuses, number),
    }
    return works.get(request.requestedMessage)


def _exists(charge_point: Commanded, request: Trigger) -> bool:
    """Whether there is the connector that the message is to be about."""
    number, message = request.connectorId, request.requestedMessage
    if message not in _OF_CONNECTORS or not isinstance(number, int):
        return True
    return number in charge_point.connectors or (number == 0 and message == "StatusNotification")


def _later(notify: Callable[[], None]) -> Work:
    async def work() -> None:
        notify()

    return work


OPERATIONS: dict[str, Operation] = {
    "TriggerMessage": _trigger,
    "ExtendedTriggerMessage": _extended_trigger,
}
