"""From a CALL to its reply: which operation, which message, which handler. Nothing of sockets."""

from collections.abc import Awaitable, Mapping
from datetime import datetime

from msgspec import Raw, Struct

from csms.charging import registration
from csms.charging.session import ChargerSession
from csms.handlers.reply import Handler, Reply
from csms.ocpp.errors import ErrorCode, Unreadable
from csms.ocpp.reading import read
from csms.ocpp.v16 import find, misconduct
from csms.ocpp.violations import TRANSACTION_ACTIONS, Violation

LAST_RESORT: Mapping[str, bytes] = {"MeterValues": b"{}", "StopTransaction": b"{}"}
"""What acknowledges billing data that a handler failed on. A start needs a verdict, which only a handler can give."""


class Dispatched(Struct, frozen=True, gc=False):
    """A CALL on its way. `reply` may have to be awaited."""

    reply: Reply | Awaitable[Reply]
    violations: tuple[Violation, ...]


class Dispatcher:
    """The handlers of one OCPP version, by action."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._handlers = handlers

    def dispatch(
        self, session: ChargerSession, action: str, payload: Raw, received_at: datetime
    ) -> Dispatched:
        """Raises Unreadable: the CALLERROR to answer with."""
        operation = find(action, "charge_point")
        if action != "BootNotification" and not registration.may_speak(session, action):
            _require_registration(session, action)
        reading = read(operation.request, payload, received_at=received_at, strict=session.strict)
        reply = self._handlers[action](session, reading.value, received_at)
        return Dispatched(reply, reading.violations + misconduct(reading.value))


def _require_registration(session: ChargerSession, action: str) -> None:
    """RPC-16; but billing data is never refused (DEC-3)."""
    if action not in TRANSACTION_ACTIONS:
        raise Unreadable(
            ErrorCode.SECURITY_ERROR, f"registration is {session.registration_status}: boot first"
        )
