"""The operations of the LocalAuthListManagement profile (OCPP 1.6, 5.10, 5.15)."""

from csms.ocpp.v16 import local_auth_list
from csms.ocpp.v16.types import Message
from csms.simulator.operations.commanded import Commanded, Operation


def _get_version(charge_point: Commanded, request: local_auth_list.GetLocalListVersionRequest) -> Message:
    return local_auth_list.GetLocalListVersionResponse(charge_point.local_list.version)


def _send_list(charge_point: Commanded, request: local_auth_list.SendLocalListRequest) -> Message:
    return local_auth_list.SendLocalListResponse(charge_point.local_list.update(request))


OPERATIONS: dict[str, Operation] = {
    "GetLocalListVersion": _get_version,
    "SendLocalList": _send_list,
}
