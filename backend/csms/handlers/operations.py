"""The operations that a central system can ask of a charger, as the REST face offers them."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from csms.errors import CsmsError
from csms.handlers.v16 import commands
from csms.ocpp.errors import Unreadable
from csms.ocpp.v16 import ACTIONS, KNOWN, InvalidRequest, encode, validate_request

__all__ = ["OPERATIONS", "InvalidRequest", "Operation", "UnknownOperation", "check_request", "redact"]

redact = commands.redact


class UnknownOperation(CsmsError):
    """No operation of this name goes from a central system to a charger."""


class Operation(msgspec.Struct, frozen=True):
    """One operation. `request_schema` is the JSON schema of its payload, from the very type that the wire uses."""

    name: str
    profile: str
    request_schema: Mapping[str, Any]


def _operations() -> dict[str, Operation]:
    return {
        name: Operation(name, action.profile, _schema(action.request))
        for name, action in ACTIONS.items()
        if action.sender in ("central_system", "both")
    }


def _schema(request: type[msgspec.Struct]) -> Mapping[str, Any]:
    _, components = msgspec.json.schema_components([request], ref_template="#/components/schemas/{name}")
    return components


OPERATIONS: Mapping[str, Operation] = _operations()


def check_request(action: str, request: dict[str, Any]) -> dict[str, Any]:
    """The payload as it will be sent. Raises UnknownOperation, and InvalidRequest with the field to blame."""
    if action not in OPERATIONS:
        direction = "is sent by chargers" if action in KNOWN else "is no action of OCPP 1.6"
        raise UnknownOperation(
            f"{action[:64]} {direction}." if action not in _OURS else f"{action} is not offered yet."
        )
    try:
        message = validate_request(action, request)
    except Unreadable as error:
        raise InvalidRequest(error.path, error.message) from error
    payload: dict[str, Any] = json.loads(encode(message))
    return payload


_OURS = {name for name, (sender, _) in KNOWN.items() if sender != "charge_point"}
