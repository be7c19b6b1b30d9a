"""CALL, CALLRESULT, CALLERROR <-> bytes (OCPP-J 4.2).

`decode` has a fast path, one typed decoder that refuses everything that is not exactly right, and a second
look for what it refused, which decides what was meant and what the answer is. The second look also passes
on what is wrong inside of a payload (NaN, lone surrogates): that is for `reading` to judge, which knows
that billing data is never refused.
"""

from typing import TypeAlias

import msgspec
from msgspec import Raw, Struct

from csms.ocpp.errors import ErrorCode
from csms.ocpp.lenient_json import Element, Number, array_elements, storable

MessageId: TypeAlias = str | int

# OCPP-J 4.1.4 allows 36 characters. Chargers send more; beyond this it is no id.
MAX_MESSAGE_ID_LENGTH = 255

# One more than any frame has.
_MOST_ELEMENTS = 6
_EMPTY = Raw(b"{}")
_INT64 = 2**63


class Call(Struct, array_like=True, tag=2, forbid_unknown_fields=True, frozen=True, gc=False):
    """[2, id, action, payload]; `payload` is the text of a JSON object."""

    id: MessageId
    action: str
    payload: Raw


class CallResult(Struct, array_like=True, tag=3, forbid_unknown_fields=True, frozen=True, gc=False):
    """[3, id, payload]; `payload` is any JSON text."""

    id: MessageId
    payload: Raw


class CallError(Struct, array_like=True, tag=4, forbid_unknown_fields=True, frozen=True, gc=False):
    """[4, id, code, description, details]; `details` should be an object and may be any JSON text."""

    id: MessageId
    code: str
    description: str
    details: Raw


class Malformed(Struct, frozen=True, gc=False):
    """Text that is no frame. With `error_code` it is answered with a CALLERROR to `message_id`, else ignored.

    `harmless`: of a message type that OCPP 1.6 does not know, to be ignored without further ado (RPC-11).
    """

    reason: str
    message_id: MessageId | None = None
    error_code: str | None = None
    harmless: bool = False


Frame: TypeAlias = Call | CallResult | CallError

_DECODER: msgspec.json.Decoder[Frame] = msgspec.json.Decoder(Call | CallResult | CallError)
_encode = msgspec.json.encode


def decode(text: bytes) -> Frame | Malformed:
    """The frame in one WebSocket text message; never raises."""
    try:
        frame = _DECODER.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _second_look(text)
    if isinstance(frame, Call):
        wanted = bytes(frame.payload)[:1] == b"{" and type(frame.id) is str
    else:
        wanted = text.find(b"null") < 0
    if wanted and len(str(frame.id)) <= MAX_MESSAGE_ID_LENGTH and b"\\u0000" not in text:
        return frame
    return _second_look(text)


def _second_look(text: bytes) -> Frame | Malformed:
    """Table 2.5: what was meant by `text`, which is not a common frame."""
    try:
        elements, complete = array_elements(text.decode(), _MOST_ELEMENTS)
    except UnicodeDecodeError:
        return Malformed("not UTF-8")
    if text.startswith(b"\xef\xbb\xbf"):
        elements, complete = array_elements(text.decode("utf-8-sig"), _MOST_ELEMENTS)[0], False
    if not elements:
        return Malformed("an empty array" if complete else "not a JSON array")
    kind = elements[0].value
    if type(kind) is not Number or not kind.lstrip("-").isdigit():
        return Malformed("the message type is not an integer")
    if kind == "2":
        return _call(elements, complete)
    if kind not in ("3", "4"):
        return Malformed(f"message type {kind[:32]} is unknown", harmless=True)
    return _answer(elements, complete)


def _call(elements: list[Element], complete: bool) -> Call | Malformed:
    """RPC-01, RPC-03, RPC-04; whatever has an id gets an answer."""
    message_id = _message_id(elements[1].value) if len(elements) > 1 else None
    if message_id is None:
        return Malformed("a CALL without a usable id")
    reason = _call_breach(elements, complete, message_id)
    if reason is not None:
        return Malformed(reason, message_id, ErrorCode.FORMATION_VIOLATION)
    payload = elements[3]
    return Call(message_id, elements[2].value, _raw(payload))


def _call_breach(elements: list[Element], complete: bool, message_id: MessageId) -> str | None:
    if len(elements) > 4 or (complete and len(elements) < 4):
        return f"a CALL has 4 elements, not {len(elements)} (OCPP-J, 4.2.1)"
    if not complete:
        return "not valid JSON"
    _, given_id, action, payload = (element.value for element in elements)
    if isinstance(given_id, Number) and not isinstance(message_id, int):
        return "the message id is not a string (OCPP-J, 4.1.4)"
    if len(str(message_id)) > MAX_MESSAGE_ID_LENGTH:
        return f"the message id has more than {MAX_MESSAGE_ID_LENGTH} characters (OCPP-J, 4.1.4)"
    if type(action) is not str or action != storable(action):
        return "the action is not a name (OCPP-J, 4.2.1)"
    if payload is not None and not isinstance(payload, dict):
        return "the payload is not an object (OCPP-J, 4.2.1)"
    return None


def _answer(elements: list[Element], complete: bool) -> CallResult | CallError | Malformed:
    """RPC-10: what is wrong with an answer is never answered. ERR-02: a CALLERROR may be cut short."""
    is_result = elements[0].value == "3"
    name = "CALLRESULT" if is_result else "CALLERROR"
    message_id = _message_id(elements[1].value) if len(elements) > 1 else None
    if not complete or message_id is None:
        return Malformed(f"a broken {name}")
    if len(elements) != 3 and (is_result or not 3 <= len(elements) <= 5):
        return Malformed(f"a {name} with {len(elements)} elements", message_id)
    if is_result:
        return CallResult(message_id, _raw(elements[2]))
    description = _text(elements[3]) if len(elements) > 3 else ""
    details = _raw(elements[4]) if len(elements) > 4 else _EMPTY
    return CallError(message_id, _text(elements[2]), description, details)


def _message_id(value: object) -> MessageId | None:
    """The id to echo: text, or a number of the same JSON type where it is a plain integer (DEC-3)."""
    if isinstance(value, Number):
        digits = value.lstrip("-")
        is_integer = digits.isdigit() and len(digits) < 20 and abs(int(value)) < _INT64
        return int(value) if is_integer else str(value)
    if isinstance(value, str) and value == storable(value):
        return value
    return None


def _raw(element: Element) -> Raw:
    """The text of a payload, null meaning {} (RPC-03)."""
    return _EMPTY if element.value is None else Raw(element.text.encode())


def _text(element: Element) -> str:
    if element.value is None:
        return ""
    return storable(element.value if isinstance(element.value, str) else element.text)


def encode_call(id: MessageId, action: str, payload: bytes) -> bytes:
    """`payload` is the text of a JSON object."""
    return b"[2,%b,%b,%b]" % (_encode(id), _encode(action), payload)


def encode_result(id: MessageId, payload: bytes) -> bytes:
    """The answer to the CALL `id`, whose JSON type is kept."""
    return b"[3,%b,%b]" % (_encode(id), payload)


def encode_error(id: MessageId, code: str, description: str, details: bytes = b"{}") -> bytes:
    """The answer to the CALL `id` that could not be processed; `details` is the text of a JSON object."""
    return b"[4,%b,%b,%b,%b]" % (_encode(id), _encode(code), _encode(storable(description)), details)
