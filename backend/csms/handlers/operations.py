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
from csms.ocpp.v16 import ACTIONS, Action, InvalidRequest, encode, validate_request
from csms.ocpp.v16.examples import EXAMPLES
from csms.ocpp.v16.types import Message
from csms.said import Said, said
from csms.store.models import Charger

__all__ = [
    "OPERATIONS",
    "InvalidRequest",
    "Operation",
    "UnknownOperation",
    "all_schemas",
    "check_charger",
    "check_request",
    "redact",
]


class UnknownOperation(CsmsError):
    """No operation of this name goes from a central system to a charger."""

    def __init__(self, words: Said) -> None:
        super().__init__(str(words))
        self.words = words


class Operation(msgspec.Struct, frozen=True):
    """One operation, with the JSON schemas of its payloads from the very types that the wire uses.

    The schemas are those of all types that the payload is made of, by their names; the payload's own is
    `{name}Request` or `{name}Response`. example: of a request.
    """

    name: str
    profile: str
    request_schema: Mapping[str, Any]
    response_schema: Mapping[str, Any]
    example: Mapping[str, Any]


def schemas(ref_template: str, *types: type[msgspec.Struct]) -> Mapping[str, Any]:
    """JSON schemas of message types and of what they are made of, by name; ref_template says where they will stand."""
    _, components = msgspec.json.schema_components(types, ref_template=ref_template)
    written: dict[str, Any] = _as_written(components)
    return written


def _as_written(schema: Any) -> Any:
    """Decimals travel as numbers, not as the texts that msgspec takes them for."""
    if isinstance(schema, list):
        return [_as_written(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "decimal":
        return {"type": "number", "description": "With one decimal at most"}
    return {key: _as_written(value) for key, value in schema.items()}


def all_schemas(ref_template: str) -> Mapping[str, Any]:
    """Those of all operations, requests and responses."""
    types = (type_ for name in OPERATIONS for type_ in (ACTIONS[name].request, ACTIONS[name].response))
    return schemas(ref_template, *types)


def _operations() -> dict[str, Operation]:
    return {name: _operation(action) for name, action in ACTIONS.items() if action.sender != "charge_point"}


def _operation(action: Action) -> Operation:
    request, response = (
        schemas("#/components/schemas/{name}", type_) for type_ in (action.request, action.response)
    )
    return Operation(action.name, action.profile, request, response, EXAMPLES[action.name].request)


OPERATIONS: Mapping[str, Operation] = _operations()


def check_request(action: str, request: dict[str, Any]) -> dict[str, Any]:
    """The payload as it will be sent. Raises UnknownOperation, and InvalidRequest with the field to blame."""
    if action not in OPERATIONS:
        raise UnknownOperation(_no_operation(action))
    payload: dict[str, Any] = json.loads(encode(_message(action, request)))
    return payload


def _no_operation(action: str) -> Said:
    if action in ACTIONS:
        return said("{action} is sent by chargers.", action=action)
    return said("{action} is no action of OCPP 1.6.", action=action[:64])


async def check_charger(charger: Charger, action: str, request: dict[str, Any], now: datetime) -> None:
    """Whether a request that `check_request` has passed may go to this charger now. Raises Conflict or Invalid."""
    registration.check_command(charger, action)
    await commands.check(charger, _message(action, request), now)


def _message(action: str, request: dict[str, Any]) -> Message:
    try:
        return validate_request(action, request)
    except Unreadable as error:
        raise InvalidRequest(error.path, error.words) from error
