"""The OCPP message log."""

from datetime import datetime
from typing import Any, Literal

from csms.api.schemas.common import Number, Output
from csms.api.schemas.said import Sentence

Direction = Literal["in", "out"]
MessageSort = Literal["at", "-at"]
MessageType = Literal["CALL", "CALLRESULT", "CALLERROR", "INVALID"]


class MessageViolation(Output):
    """One breach of the specification; `path` is the place in the payload, empty for the whole. `said`: the `message`
    as a sentence of ours, if it is one.
    """

    rule: str
    path: str
    message: str
    said: Sentence | None


class Message(Output):
    """One frame. `payload` is read out of `raw`; of a CALLERROR it is `{code, description, details}`.

    `elapsed_ms`: from the arrival of a request until its answer was written to the database, before the commit.
    `disposition`: what became of a transaction message (applied, duplicate, quarantined).
    """

    id: str
    at: datetime
    direction: Direction
    type: MessageType
    message_id: str | None
    action: str | None
    payload: dict[str, Any] | None
    raw: str
    violations: list[MessageViolation]
    disposition: str | None
    elapsed_ms: Number | None


class MessagePage(Output):
    items: list[Message]
    next_cursor: str | None
