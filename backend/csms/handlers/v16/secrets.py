"""What must not be stored, logged or shown of the frames on the wire (SEC-11, CFG-05)."""

import json
import re
from typing import Any

import msgspec

from csms.ocpp.v16 import core
from csms.ocpp.v16.types import Message

AUTHORIZATION_KEY = "authorizationkey"
HIDDEN = "(hidden)"


def redact(action: str, request: dict[str, Any]) -> dict[str, Any]:
    """The request as it may be stored and shown."""
    if action == "ChangeConfiguration" and str(request.get("key", "")).casefold() == AUTHORIZATION_KEY:
        return {**request, "value": HIDDEN}
    return request


def redact_frame(request: Message, frame: bytes) -> bytes:
    """A CALL of ours as it may be logged."""
    if not is_secret(request):
        return frame
    parts = msgspec.json.decode(frame)
    return msgspec.json.encode([*parts[:3], redact(parts[2], parts[3])])


def is_secret(request: Message) -> bool:
    """Whether the request carries an AuthorizationKey."""
    return (
        isinstance(request, core.ChangeConfigurationRequest) and request.key.casefold() == AUTHORIZATION_KEY
    )


def conceal(request: Message, frame: bytes) -> bytes:
    """A charger's answer as it may be stored (CFG-05, S5).

    Some repeat the request in a CALLERROR (Q21), and some read out the key that they have.
    """
    if isinstance(request, core.ChangeConfigurationRequest) and is_secret(request):
        return re.sub(re.escape(request.value.encode()), HIDDEN.encode(), frame, flags=re.IGNORECASE)
    if isinstance(request, core.GetConfigurationRequest):
        return _without_keys_read_out(frame)
    return frame


def _without_keys_read_out(frame: bytes) -> bytes:
    if AUTHORIZATION_KEY.encode() not in frame.lower():
        return frame
    try:
        parts = json.loads(frame)
        for shown in parts[2]["configurationKey"]:
            if str(shown["key"]).strip().casefold() == AUTHORIZATION_KEY and "value" in shown:
                shown["value"] = HIDDEN
    except (
        ValueError,
        LookupError,
        TypeError,
    ):  # it only looks like one, and its secret is where nobody knows
        return b'[3,"",%b]' % json.dumps(HIDDEN).encode()
    return json.dumps(parts, separators=(",", ":")).encode()
