"""The operations that a central system can ask of a charger, as the REST face offers them."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from csms.charging import registration
from csms.errors import CsmsError
from csms.handlers.v16 import commands
from csms.handlers.v16.secrets import redact
from csms.ocpp.errors import Unreadable
from csms.ocpp.v16 import ACTIONS, InvalidRequest, encode, validate_request
from csms.ocpp.v16.types import Message
from csms.store.models import Charger

__all__ = [
    "OPERATIONS",
    "InvalidRequest",
    "Operation",
    "UnknownOperation",
    "check_charger",
    "check_request",
    "redact",
]


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
        direction = "is sent by chargers" if action in ACTIONS else "is no action of OCPP 1.6"
        raise UnknownOperation(f"{action[:64]} {direction}.")
    payload: dict[str, Any] = json.loads(encode(_message(action, request)))
    return payload


async def check_charger(charger: Charger, action: str, request: dict[str, Any], now: datetime) -> None:
    """Whether a request that `check_request` has passed may go to this charger now. Raises Conflict or Invalid."""
    registration.check_command(charger, action)
    await commands.check(charger, _message(action, request), now)


def _message(action: str, request: dict[str, Any]) -> Message:
    try:
        return validate_request(action, request)
    except Unreadable as error:
        raise InvalidRequest(error.path, error.message) from error
