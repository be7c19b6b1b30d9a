"""The operations of the FirmwareManagement profile (OCPP 1.6, 5.9, 5.19)."""

from functools import partial

from csms.ocpp.errors import ErrorCode, Unreadable
from csms.ocpp.v16 import firmware_management
from csms.simulator.files import attempts
from csms.simulator.firmware import Order
from csms.simulator.link import Reply
from csms.simulator.operations.commanded import Commanded, Operation


def _update(charge_point: Commanded, request: firmware_management.UpdateFirmwareRequest) -> Reply:
    """FW-03: some take only firmware that is signed."""
    if charge_point.hardware.demands_signatures:
        raise Unreadable(ErrorCode.NOT_SUPPORTED, "firmware has to be signed: SignedUpdateFirmware")
    tries = attempts(request.retries, request.retryInterval)
    order = Order(request.location, request.retrieveDate, tries)
    return Reply(firmware_management.UpdateFirmwareResponse(), partial(charge_point.updates.begin, order))


def _get_diagnostics(charge_point: Commanded, request: firmware_management.GetDiagnosticsRequest) -> Reply:
    """DIAG-01: without a file name there is nothing to upload."""
    upload = charge_point.uploads.diagnostics(request)
    if upload is None:
        return Reply(firmware_management.GetDiagnosticsResponse())
    name, work = upload
    return Reply(firmware_management.GetDiagnosticsResponse(name), work)


OPERATIONS: dict[str, Operation] = {
    "UpdateFirmware": _update,
    "GetDiagnostics": _get_diagnostics,
}
