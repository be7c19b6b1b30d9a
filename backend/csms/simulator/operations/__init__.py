"""The answers of a charge point to the 26 operations of a central system, one file per feature profile."""

from csms.ocpp.conversation import IncomingCall
from csms.ocpp.errors import ErrorCode, Unreadable
from csms.ocpp.reading import read
from csms.ocpp.v16 import find
from csms.simulator.link import Reply
from csms.simulator.operations import (
    core,
    firmware_management,
    local_auth_list,
    remote_trigger,
    reservation,
    security,
    smart_charging,
)
from csms.simulator.operations.commanded import Commanded, Operation

OPERATIONS: dict[str, Operation] = {
    **core.OPERATIONS,
    **reservation.OPERATIONS,
    **local_auth_list.OPERATIONS,
    **smart_charging.OPERATIONS,
    **remote_trigger.OPERATIONS,
    **firmware_management.OPERATIONS,
    **security.OPERATIONS,
}


def answer(charge_point: Commanded, call: IncomingCall) -> Reply:
    """The reply to `call`. Raises `Unreadable` with the CALLERROR for what is not carried out here."""
    request_type = find(call.action, "central_system").request
    operation = OPERATIONS.get(call.action)
    if operation is None:
        raise Unreadable(ErrorCode.NOT_SUPPORTED, f"{call.action} is not supported by this charge point")
    request = read(request_type, call.payload, received_at=charge_point.clock.now(), strict=True).value
    reply = operation(charge_point, request)
    return reply if isinstance(reply, Reply) else Reply(reply)
