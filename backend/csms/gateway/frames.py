"""The arithmetic of WebSocket frames (RFC 6455 section 5.2), without any state.

Only what the fast path needs: where a frame ends, how a text frame is written and how a payload is unmasked.
All rules about frames are left to `websockets`.
"""

from struct import Struct
from typing import NamedTuple

try:  # The library's own choice: C where there is a wheel for the platform, else Python.
    from websockets.speedups import apply_mask
except ImportError:  # pragma: no cover
    from websockets.utils import apply_mask

__all__ = [
    "PING",
    "PONG_FINAL",
    "TEXT_FINAL",
    "Border",
    "apply_mask",
    "find_border",
    "is_unacceptable",
    "is_utf8",
    "text_frame",
]

TEXT_FINAL = 0x81
PONG_FINAL = 0x8A
PING = b"\x89\x00"

_MASKED = 0x80
_OPCODES = frozenset((0x0, 0x1, 0x2, 0x8, 0x9, 0xA))
_SHORT_HEADERS = tuple(bytes((TEXT_FINAL, length)) for length in range(126))
_MEDIUM_HEADER = Struct("!BBH")
_LONG_HEADER = Struct("!BBQ")


def text_frame(payload: bytes) -> bytes:
    """A whole, final, unmasked text frame."""
    length = len(payload)
    if length < 126:
        return _SHORT_HEADERS[length] + payload
    if length < 65536:
        return _MEDIUM_HEADER.pack(TEXT_FINAL, 126, length) + payload
    return _LONG_HEADER.pack(TEXT_FINAL, 127, length) + payload


class Border(NamedTuple):
    """Offsets of a frame's payload in the buffer it starts in; both may lie beyond what has arrived."""

    body: int
    stop: int


def find_border(data: bytes, start: int) -> Border:
    """Where the payload of the frame at `start` begins and ends.

    While the header is incomplete the payload counts as empty, so `stop` still lies beyond the data.
    """
    second = data[start + 1] if len(data) > start + 1 else 0
    length = second & 0x7F
    body = start + 2
    if length >= 126:
        field = body
        body += 2 if length == 126 else 8
        length = int.from_bytes(data[field:body], "big") if len(data) >= body else 0
    if second & _MASKED:
        body += 4
    return Border(body, body + length)


def is_unacceptable(header: bytes) -> bool:
    """Whether two bytes suffice to fail the connection: no mask (section 5.1), or a reserved opcode."""
    return not header[1] & _MASKED or header[0] & 0x0F not in _OPCODES


def is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
