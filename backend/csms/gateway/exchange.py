"""Entries of the journal that belong to a connection: an answered CALL, a sent CALL, a received answer."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from csms.ocpp.conversation import IncomingCall
from csms.ocpp.frames import MessageId
from csms.ocpp.violations import TRANSACTION_ACTIONS, Violation
from csms.store.facts import Fact, MessageLogged
from csms.store.journal import Results

if TYPE_CHECKING:
    from csms.gateway.connection import Connection

STORED_ID = 255
"""Characters of a message id that the log keeps; the answer echoes all of it (RPC-04)."""

STORED_ACTION = 255


class Exchange:
    """A CALL of the charger, from its arrival to our answer, which leaves when everything is stored."""

    __slots__ = (
        "_connection",
        "action",
        "call",
        "facts",
        "id",
        "ledger",
        "received_at",
        "settle",
        "started",
        "text",
        "wire",
    )

    def __init__(
        self, connection: "Connection", call: IncomingCall, text: bytes, received_at: datetime
    ) -> None:
        self._connection = connection
        self.call = call
        self.id: MessageId = call.id
        self.action = call.action
        self.text = text
        self.received_at = received_at
        self.started = time.perf_counter()
        self.facts: Sequence[Fact] = ()
        self.wire = b""
        self.settle: Callable[[Results], bytes] | None = None
        self.ledger: str | None = None

    @property
    def is_transaction(self) -> bool:
        return self.action in TRANSACTION_ACTIONS

    def elapsed_ms(self) -> float:
        return round((time.perf_counter() - self.started) * 1000, 3)

    def committed(self, results: Results) -> None:
        self._connection.exchange_committed(self, results)

    def failed(self, error: Exception) -> None:
        self._connection.exchange_failed(self, error)


class Stored:
    """Facts with something to do once they are stored, or could not be."""

    __slots__ = ("_committed", "_failed", "facts")

    def __init__(
        self,
        facts: Sequence[Fact],
        committed: Callable[[], None] = lambda: None,
        failed: Callable[[Exception], None] = lambda error: None,
    ) -> None:
        self.facts = facts
        self._committed = committed
        self._failed = failed

    def committed(self, results: Results) -> None:
        self._committed()

    def failed(self, error: Exception) -> None:
        self._failed(error)


def stored_id(message_id: MessageId | None) -> str | None:
    return None if message_id is None else storable(str(message_id)[:STORED_ID])


def storable(text: str) -> str:
    """PostgreSQL's text refuses U+0000 (S14)."""
    return text.replace("\x00", "\ufffd") if "\x00" in text else text


def violations_of(violations: Sequence[Violation]) -> list[dict[str, str]] | None:
    if not violations:
        return None
    return [
        {"rule": str(v.rule), "path": storable(v.path), "message": storable(v.message)} for v in violations
    ]


def logged(
    connection: "Connection",
    at: datetime,
    direction: str,
    kind: str,
    message_id: MessageId | None,
    action: str | None,
    raw: bytes,
    *,
    violations: Sequence[Violation] = (),
    ledger: str | None = None,
    elapsed_ms: float | None = None,
) -> MessageLogged:
    """One line of the message log."""
    return MessageLogged(
        connection.session.charger_id,
        at,
        direction,
        kind,
        stored_id(message_id),
        None if action is None else storable(action[:STORED_ACTION]),
        storable(raw.decode("utf-8", "replace")),
        violations_of(violations),
        ledger,
        elapsed_ms,
    )


def redacted(frame: bytes, hidden: str) -> bytes:
    """A CALL with the secret in its payload replaced (SEC-11)."""
    parts = msgspec.json.decode(frame)
    parts[3]["value"] = hidden
    return msgspec.json.encode(parts)
