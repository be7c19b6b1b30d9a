"""Entries of the journal that belong to a connection: an answered CALL, a sent CALL, a received answer."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

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

About: TypeAlias = tuple[MessageId | None, str | None]
"""Message id and action of a frame, as far as it has them."""


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
    def about(self) -> About:
        return self.id, self.action

    @property
    def is_transaction(self) -> bool:
        return self.action in TRANSACTION_ACTIONS

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


def storable(text: str) -> str:
    """PostgreSQL's text refuses U+0000 (S14)."""
    return text.replace("\x00", "\ufffd") if "\x00" in text else text


def violations_of(violations: Sequence[Violation]) -> list[dict[str, str]] | None:
    if not violations:
        return None
    return [
        {"rule": str(v.rule), "path": storable(v.path), "message": storable(v.message)} for v in violations
    ]


def heard(
    charger_id: UUID,
    at: datetime,
    kind: str,
    about: About,
    raw: bytes,
    violations: Sequence[Violation] = (),
    ledger: str | None = None,
) -> MessageLogged:
    """The line in the message log of a frame of the charger."""
    text = storable(raw.decode("utf-8", "replace"))
    broken = violations_of(violations)
    return MessageLogged(charger_id, at, "in", kind, _id(about), _action(about), text, broken, ledger, None)


def said(
    charger_id: UUID, at: datetime, kind: str, about: About, raw: bytes, heard_at: float | None = None
) -> MessageLogged:
    """The line in the message log of a frame of ours."""
    text = raw.decode("utf-8", "replace")
    return MessageLogged(charger_id, at, "out", kind, _id(about), _action(about), text, None, None, heard_at)


def _id(about: About) -> str | None:
    return None if about[0] is None else storable(str(about[0])[:STORED_ID])


def _action(about: About) -> str | None:
    return None if about[1] is None else storable(about[1][:STORED_ACTION])
