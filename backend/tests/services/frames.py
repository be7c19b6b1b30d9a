"""Every frame that the central system sends in any test is held against the official schemas.

The message log has them all: it is read when a test ends with its database, and when a server ends. So no test has to
think of it, and no frame escapes.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from csms.ocpp.errors import ErrorCode
from tests.ocpp.v16 import oracle

SENT = "SELECT type, action, raw FROM messages WHERE direction = 'out' ORDER BY id LIMIT 5000"
"""A server under load says the same thing over and over."""


class Sent(NamedTuple):
    """A line of the message log."""

    kind: str
    action: str | None
    raw: str


def require_exact(frames: Iterable[Sent]) -> None:
    """Fails with every frame that is not exactly right."""
    broken = [f"{breach}: {frame.raw[:500]}" for frame in frames if (breach := _breach(frame))]
    assert broken == [], "\n".join(broken)


def _breach(frame: Sent) -> str | None:
    parts = json.loads(frame.raw)
    match frame.kind, parts:
        case "CALL", [2, str(id), str(action), dict(payload)] if action == frame.action and 0 < len(id) <= 36:
            return _refused(f"{action}Request", payload)
        case "CALLRESULT", [3, str() | int(), dict(payload)]:
            return _refused(f"{frame.action}Response", payload)
        case "CALLERROR", [4, str() | int(), str(code), str(description), dict()]:
            known = code in set(ErrorCode) and len(description) <= 255
            return None if known else "a CALLERROR that the specification does not know"
        case _:
            return "not a frame"


def _refused(name: str, payload: dict[str, object]) -> str | None:
    codes = oracle.refusals(oracle.schema(name), json.dumps(payload))
    return f"{name} {', '.join(codes)}" if codes else None
