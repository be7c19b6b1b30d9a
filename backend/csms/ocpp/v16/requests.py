"""Requests that an operator asks us to send: checked completely before anything is sent."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from csms.ocpp.errors import Unreadable
from csms.ocpp.reading import read
from csms.ocpp.v16.actions import find
from csms.ocpp.v16.semantics import check
from csms.ocpp.v16.types import Message
from csms.said import Words, said

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_NEVER = datetime.min.replace(tzinfo=UTC)  # in strict reading no time is ever made up


class InvalidRequest(ValueError):
    """A request that must not be sent; `path` is the field (`chargingProfile.stackLevel`), "" the whole."""

    def __init__(self, path: str, words: Words) -> None:
        super().__init__(f"{path}: {words}" if path else str(words))
        self.path = path
        self.words = words


def validate_request(action: str, payload: dict[str, Any] | bytes) -> Message:
    """The request of the central system for `action`, exact by schema and sound by the rules of its section.

    Raises `InvalidRequest` for the payload, and `Unreadable` for an action that we cannot send.
    """
    request = find(action, "central_system").request
    try:
        raw = payload if isinstance(payload, bytes) else _ENCODER.encode(payload)
        message = read(request, raw, received_at=_NEVER, strict=True).value
    except Unreadable as error:
        raise InvalidRequest(error.path, error.words) from error
    except (TypeError, ValueError) as error:
        raise InvalidRequest("", said("not a JSON object")) from error
    for path, rule in check(message):
        raise InvalidRequest(path, rule)
    return message
