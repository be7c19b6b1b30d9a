"""What must not be stored, logged or shown of the frames on the wire (SEC-11, CFG-05)."""

import json
import re
from typing import Any

import msgspec

from csms.ocpp.v16 import core, firmware_management, security
from csms.ocpp.v16.types import Message

AUTHORIZATION_KEY = "authorizationkey"
HIDDEN = "(hidden)"
SHORTEST = 4
"""Characters of a secret that is looked for in answers."""

# What stands before the host: people write addresses whose password has an unescaped @ in it.
_PASSWORD = re.compile(r"(://[^/?#:@]*:)([^/?#]+)(?=@)")
ADDRESSES = ("location", "remoteLocation")
"""Fields that say where files are: of GetDiagnostics, UpdateFirmware, GetLog and SignedUpdateFirmware."""


def redact(action: str, request: dict[str, Any]) -> dict[str, Any]:
    """The request as it may be stored and shown."""
    if action == "ChangeConfiguration" and str(request.get("key", "")).casefold() == AUTHORIZATION_KEY:
        return {**request, "value": HIDDEN}
    return {name: _without_password(name, value) for name, value in request.items()}


def _without_password(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {inner: _without_password(inner, one) for inner, one in value.items()}
    if name in ADDRESSES and isinstance(value, str):
        return _PASSWORD.sub(rf"\g<1>{HIDDEN}", value)
    return value


def redact_frame(request: Message, frame: bytes) -> bytes:
    """A CALL of ours as it may be logged."""
    if _secret(request) is None:
        return frame
    parts = msgspec.json.decode(frame)
    return msgspec.json.encode([*parts[:3], redact(parts[2], parts[3])])


def is_secret(request: Message) -> bool:
    """Whether the request carries an AuthorizationKey."""
    return (
        isinstance(request, core.ChangeConfigurationRequest) and request.key.casefold() == AUTHORIZATION_KEY
    )


def _secret(request: Message) -> str | None:
    """The secret that a request of ours carries."""
    if isinstance(request, core.ChangeConfigurationRequest):
        return request.value if is_secret(request) else None
    found = _PASSWORD.search(_address(request))
    return found and found[2]


def _address(request: Message) -> str:
    match request:
        case firmware_management.GetDiagnosticsRequest() | firmware_management.UpdateFirmwareRequest():
            return request.location
        case security.GetLogRequest():
            return request.log.remoteLocation
        case security.SignedUpdateFirmwareRequest():
            return request.firmware.location
    return ""


def conceal(request: Message, frame: bytes) -> bytes:
    """A charger's answer as it may be stored (CFG-05, S5).

    Some repeat the request in a CALLERROR (Q21), and some read out the key that they have.
    """
    secret = _secret(request)
    # A word of three letters may be any part of a frame, its number too.
    if secret and len(secret) >= SHORTEST:
        return re.sub(re.escape(secret.encode()), HIDDEN.encode(), frame, flags=re.IGNORECASE)
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
