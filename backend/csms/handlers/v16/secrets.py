"""What must not be stored, logged or shown of the frames on the wire (SEC-11, CFG-05)."""

import json
import re
from typing import Any

import msgspec

from csms.charging import file_addresses
from csms.ocpp.v16 import core, firmware_management, security
from csms.ocpp.v16.types import Message

AUTHORIZATION_KEY = "authorizationkey"
HIDDEN = "(hidden)"
SHORTEST = 4
"""Characters of a secret that is looked for in answers."""

# What stands before the host: people write addresses whose password has an unescaped @ in it.
_PASSWORD = re.compile(r"(://[^/?#:@]*:)([^/?#]+)(?=@)")
# A presigned link is a key: X-Amz-Signature, sig, token, and whatever else others call theirs.
_QUERY_VALUE = re.compile(r"([?&;][^=&;#?]*=)([^&;#]+)")
# A token of our own drop box.
_TOKEN = re.compile(rf"({file_addresses.DOOR}/)([A-Za-z0-9_-]{{43}})(?![A-Za-z0-9_-])")
_SECRETS = (_PASSWORD, _QUERY_VALUE, _TOKEN)
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
        return shown_address(value)
    return value


def shown_address(address: str) -> str:
    """An address without what lets others in."""
    for secret in _SECRETS:
        address = secret.sub(rf"\g<1>{HIDDEN}", address)
    return address


def redact_frame(request: Message, frame: bytes) -> bytes:
    """A CALL of ours as it may be logged."""
    if not _secrets(request):
        return frame
    parts = msgspec.json.decode(frame)
    return msgspec.json.encode([*parts[:3], redact(parts[2], parts[3])])


def is_secret(request: Message) -> bool:
    """Whether the request carries an AuthorizationKey."""
    return (
        isinstance(request, core.ChangeConfigurationRequest) and request.key.casefold() == AUTHORIZATION_KEY
    )


def _secrets(request: Message) -> list[str]:
    """The secrets that a request of ours carries."""
    if isinstance(request, core.ChangeConfigurationRequest):
        return [request.value] if is_secret(request) else []
    address = _address(request)
    return [found[2] for secret in _SECRETS for found in secret.finditer(address)]


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
    shown = frame
    for secret in sorted(_secrets(request), key=len, reverse=True):
        # A word of three letters may be any part of a frame, its number too.
        if len(secret) >= SHORTEST:
            shown = re.sub(re.escape(secret.encode()), HIDDEN.encode(), shown, flags=re.IGNORECASE)
    if isinstance(request, core.GetConfigurationRequest):
        return _without_keys_read_out(frame)
    return shown


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
